"""Adds up ledger entries to the change of each cell, with old and new values. A cell is one number of a metric.

Must not know: more than the seat's account of the turn.
"""

from __future__ import annotations

from collections.abc import Sequence

import attrs

from wargame.game.disclosure.account import Account
from wargame.game.disclosure.redaction import rough
from wargame.game.wording.labels import cell_label
from wargame.model.match.outcome import Entry
from wargame.model.scenario.scenario import Scenario
from wargame.model.telling.playback import Change


@attrs.frozen
class CellChange:
    """The change of a cell by one rule."""

    metric: str
    entities: tuple[str, ...]
    before: float
    amount: float
    # whether the amount belongs to the whole cause; then the team knows only that its orders had a part
    rough: bool = False


def changes_of(account: Account, entries: Sequence[Entry]) -> tuple[CellChange, ...]:
    """Return the change of each cell by these entries. The most important change comes first.

    All entries must be from one rule. `before` is the value before this rule. Cells without a change are left out.
    Headlines come first, and cells that the map shows come next. The other cells are sorted by their share of the
    metric's range.
    """
    sums: dict[tuple[str, tuple[str, ...]], float] = {}
    for entry in entries:
        cell = entry.metric, entry.entities
        sums[cell] = sums.get(cell, 0.0) + entry.amount
    found = [
        CellChange(metric, entities, account.found[entries[0].step, metric, entities], amount)
        for (metric, entities), amount in sums.items()
        if amount != 0
    ]
    watched = {(headline.metric, headline.entity) for headline in account.scenario.headlines_of(account.seat)}
    return tuple(
        sorted(
            found,
            key=lambda c: (
                (c.metric, c.entities) not in watched,
                not shown_on_board(account, c),
                -weight(account.scenario, c),
            ),
        )
    )


def shown_on_board(account: Account, change: CellChange) -> bool:
    """Return whether the metric of a change is on the map or among the headlines."""
    looks = account.scenario.looks
    headlines = (headline.metric for headline in account.scenario.headlines_of(account.seat))
    return change.metric in {looks.tile.share, looks.tile.points, looks.road.metric, *looks.tile.figures, *headlines}


def varied(changes: Sequence[CellChange], most: int, of_one: int) -> tuple[CellChange, ...]:
    """Return at most `most` changes, the first changes first.

    A metric gets more than `of_one` changes only if changes of other metrics do not fill the result.
    """
    chosen: list[CellChange] = []
    for change in changes:
        if sum(other.metric == change.metric for other in chosen) < of_one:
            chosen.append(change)
    rest = [change for change in changes if change not in chosen]
    return tuple([*chosen, *rest][:most])


def weight(scenario: Scenario, change: CellChange) -> float:
    """Return the size of a change as a share of its metric's range."""
    metric = scenario.rules.metrics[change.metric]
    return abs(change.amount) / max(metric.high - metric.low, 1e-9)


def printed_change(account: Account, change: CellChange) -> Change:
    """Return a change as text, such as `fear 61 → 62, ↑1`.

    A change that the seat only estimates is `↑ some` without a number.
    """
    metric = account.scenario.rules.metrics[change.metric]
    numbers = account.numbers
    label = cell_label(account.scenario, change.metric, change.entities, account.seat)
    if account.visibility.guesses(change.metric, change.entities):
        way = f"{numbers.way(change.amount).strip()} {rough(metric, change.amount)}"
        return Change(change.metric, change.entities, label, "", "", way)
    return Change(
        metric=change.metric,
        entities=change.entities,
        label=label,
        before=numbers.value(metric, change.before),
        after=numbers.in_unit(metric, change.before + change.amount),
        difference=numbers.change(metric, change.amount),
    )
