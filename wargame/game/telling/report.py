"""The report of a turn: headlines, the seat's own orders, and the visible orders of other seats.

Must not know: more than the seat's account of the turn.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from itertools import islice

import attrs

from wargame.game.disclosure.account import Account
from wargame.game.telling.inbox import inbox
from wargame.game.telling.log import ending_text
from wargame.game.telling.openings import openings
from wargame.game.telling.order_results import order_result
from wargame.game.wording.labels import cause_label, cell_label, order_effect, seat_label, seen_text
from wargame.model.match.outcome import Entry
from wargame.model.rules.metric import Metric
from wargame.model.scenario.looks import Headline
from wargame.model.telling.turn_report import ReportRow, SeenOrder, TurnReport
from wargame.model.telling.view import Estimate

MOST_CAUSES = 2
LESS = " (less)"  # stands behind a cause that did less than in the previous turn
# An entry clears a metric if it removes the whole value. The tolerance is 2⁻³⁰, the grid of all values.
CLEARED = 1e-6


def turn_report(account: Account, length: int) -> TurnReport:
    """Return the report of a resolved turn. The report of the truth has all headlines and all orders.

    `length`: the number of turns of the game. The report says nothing about turns after the last turn.
    """
    rows = [_row(account, headline, length) for headline in account.scenario.headlines_of(account.seat)]
    return TurnReport(
        turn=account.turn,
        seat=account.seat or "",
        rows=tuple(row for row in rows if row is not None),
        orders=tuple(order_result(account, settled) for settled in account.own),
        seen=tuple(
            SeenOrder(
                settled.seat,
                f"{seat_label(account.scenario, settled.seat)}: {seen_text(settled.order)}. "
                f"{order_effect(account.scenario, settled.order)}",
            )
            for settled in account.others
        ),
        news=(*dict.fromkeys(line.text for line in account.reports), *openings(account).values()),
        ending=ending_text(account) if account.ending else "",
        letters=() if account.ending else _letters(account),
        reasons=account.reasons,
    )


def _letters(account: Account) -> tuple[str, ...]:
    came = inbox(account.scenario, account.seat, account.after.cells, (), ())
    return tuple(
        f"{letter.inject} {letter.title}{' (answer due)' if letter.choices else ''}"
        for letter in came
        if letter.turn == account.turn + 1
    )


def _row(account: Account, headline: Headline, length: int) -> ReportRow | None:
    cell = headline.entity
    estimate = account.after.estimate(headline.metric, cell)
    now, then = account.after.value(headline.metric, cell), account.before.value(headline.metric, cell)
    start = account.first.value(headline.metric, cell)
    metric, numbers = account.scenario.rules.metrics[headline.metric], account.numbers
    row = ReportRow(
        metric=headline.metric,
        entities=cell,
        label=cell_label(account.scenario, headline.metric, cell, account.seat),
        unit="" if estimate is not None and estimate.word else numbers.unit(metric, headline.unit),
        now=numbers.known(metric, now, estimate),
        spread=numbers.spread(metric, estimate),
        note=_note(account, estimate, length),
    )
    if estimate is not None and estimate.word:
        return row
    if now is None or then is None or start is None:
        return None
    turn, since = now - then, now - start
    if estimate is not None:
        turn, since = estimate.change, estimate.since
    told = numbers.change(metric, turn, estimate)
    weights = _weights(account, headline.metric, cell)
    return attrs.evolve(
        row,
        turn=told,
        since=numbers.change(metric, since, estimate),
        because=_because(weights, turn) if told else _cancelled(account, metric, weights, estimate),
    )


def _note(account: Account, estimate: Estimate | None, length: int) -> str:
    """Return a text about the age of a number.

    The text also says when the next survey comes, if the game lasts until then.
    """
    due = f"survey due in turn {estimate.due}" if estimate and account.turn + 1 < estimate.due <= length else ""
    return ", ".join(part for part in (account.numbers.age(estimate), due) if part)


def _because(weights: Mapping[str, float], change: float) -> str:
    """Return the names of the largest causes that have the same direction as the change."""
    along = [(abs(amount), cause) for cause, amount in weights.items() if amount * change > 0]
    return ", ".join(cause for _, cause in sorted(along, key=_largest_first)[:MOST_CAUSES])


def _cancelled(account: Account, metric: Metric, weights: Mapping[str, float], estimate: Estimate | None) -> str:
    """Return a text with two causes that nearly cancelled each other.

    The text is empty if the seat only estimates the number. The text is also empty if a single cause would make no
    visible change.
    """
    if estimate is not None:
        return ""
    ways: list[tuple[float, str]] = []
    for sign in (1, -1):
        along = [(abs(amount), cause) for cause, amount in weights.items() if amount * sign > 0]
        ways += sorted(along, key=_largest_first)[:1]
    if len(ways) < len((1, -1)) or not all(account.numbers.change(metric, amount) for amount, _ in ways):
        return ""
    up, down = (cause for _, cause in ways)
    return f"{up} and {down}, which nearly cancelled"


def _largest_first(pair: tuple[float, str]) -> tuple[float, str]:
    return -pair[0], pair[1]


def _weights(account: Account, metric: str, cell: tuple[str, ...]) -> Mapping[str, float]:
    """Return the effect of each cause on a cell, by the name of the cause. A cell is one number of a metric.

    A flow begins each turn at 0, and some rules clear a metric in each turn. The amounts of the previous turn are
    subtracted for these metrics, because these amounts made the old value. A cause may have a smaller amount than in
    the previous turn. The effect of this cause then has the opposite direction, and the word `less` follows its name.
    """
    here = [entry for entry in account.entries if (entry.metric, entry.entities) == (metric, cell)]
    opened = account.before.value(metric, cell) or 0.0
    # A rule clears a metric before other rules add to it. A later cause may have the same size by chance.
    cleared = (entry.cause for entry in here if opened and abs(entry.amount + opened) < CLEARED)
    clearing = set(islice(cleared, 1))
    now = _sums(entry for entry in here if entry.cause not in clearing)
    if not clearing:
        return {cause_label(cause): amount for cause, amount in now.items()}
    earlier = (entry for entry in account.earlier if (entry.metric, entry.entities) == (metric, cell))
    before = _sums(entry for entry in earlier if entry.cause not in clearing)
    weights: dict[str, float] = {}
    for cause in (*now, *(cause for cause in before if cause not in now)):
        amount, old = now.get(cause, 0.0), before.get(cause, 0.0)
        weights[f"{cause_label(cause)}{LESS if abs(amount) < abs(old) else ''}"] = amount - old
    return weights


def _sums(entries: Iterable[Entry]) -> dict[str, float]:
    """Return the sum of the amounts of each cause."""
    sums: dict[str, float] = {}
    for entry in entries:
        sums[entry.cause] = sums.get(entry.cause, 0.0) + entry.amount
    return sums
