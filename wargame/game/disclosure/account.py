"""One resolved turn as one seat may know it. All texts about a turn are made from this account.

Must not know: what the seat may not see. Hidden parts are removed when the account is made.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping

import attrs
from msgspec.structs import replace

from wargame.game.disclosure.dependencies import RuleReader
from wargame.game.disclosure.reasons import reasons_of
from wargame.game.disclosure.redaction import redacted
from wargame.game.disclosure.seat_visibility import SeatVisibility
from wargame.game.turn_record import TurnRecord
from wargame.game.wording.labels import ORDERS, seat_label
from wargame.game.wording.number import WRITTEN, NumberFormatter
from wargame.model.match.order import Order
from wargame.model.match.outcome import Draw, Entry, ReportLine, SettledOrder, TurnOutcome
from wargame.model.match.ruling import RULING
from wargame.model.rules.metric import MetricCell
from wargame.model.scenario.scenario import Scenario
from wargame.model.telling.turn_report import Reason
from wargame.model.telling.view import Observation

OUT_OF_SIGHT = "events out of sight"
YOU_CHOSE = ": you chose "  # these words also stand in the report of a team's own answer


@attrs.frozen
class Account:
    """A turn as a seat may know it. An account without a seat holds the truth.

    `first`: the observation at the start of the game.
    `before`: the observation when the turn opened.
    `after`: the observation when the next turn opened.
    `entries`: the ledger of the turn. Stand-ins replace the amounts of a cell that the seat only estimates. A stand-in
        is a number that stands for a word, such as `much`. The function `redacted` makes stand-ins.
    `earlier`: the ledger of the previous turn, with the same stand-ins.
    `own`: all orders of the seat.
    `others`: the visible orders of other seats that were carried out. The truth has all orders.
    `drawn`: the hidden parameters that the seat knows.
    `found`: the value of each changed cell before a step. The key is (step, metric, entities).
    `reasons`: the seat's reasons for its orders, in words. The truth has the reasons of all seats.
    `untold`: the cells with a ruling of the facilitator that the seat does not read.
    `numbers`: the format of numbers in texts.
    `without`: a function that resolves the same turn again with the same dice, but without one order of the seat. The
        argument None leaves out all orders of the seat. The result is not redacted, so only `own_part` may use it.
    `without_seat`: a function that resolves the turn again without all orders of the seat that it gets. Only the truth
        has this function.
    """

    scenario: Scenario
    reader: RuleReader
    visibility: SeatVisibility
    turn: int
    first: Observation
    before: Observation
    after: Observation
    entries: tuple[Entry, ...]
    earlier: tuple[Entry, ...]
    reports: tuple[ReportLine, ...]
    own: tuple[SettledOrder, ...]
    others: tuple[SettledOrder, ...]
    draws: tuple[Draw, ...]
    ending: str

    drawn: Mapping[str, float | str]
    found: Mapping[tuple[str, str, tuple[str, ...]], float]
    reasons: tuple[Reason, ...]
    untold: frozenset[MetricCell] = frozenset()
    numbers: NumberFormatter = WRITTEN
    without: Callable[[Order | None], TurnOutcome] | None = attrs.field(default=None, eq=False, repr=False)
    without_seat: Callable[[str], TurnOutcome] | None = attrs.field(default=None, eq=False, repr=False)

    @property
    def seat(self) -> str | None:
        """Return the seat that this account is for. Return None for the truth."""
        return self.visibility.seat


def account(
    scenario: Scenario,
    reader: RuleReader,
    visibility: SeatVisibility,
    record: TurnRecord,
    previous: TurnRecord | None,
    first: Observation,
    before: Observation,
    after: Observation,
    drawn: Mapping[str, float | str],
    without: Callable[[Order | None], TurnOutcome] | None = None,
    without_seat: Callable[[str], TurnOutcome] | None = None,
) -> Account:
    """Make the account of a turn. The observations must be the seat's observations."""
    outcome, seat = record.outcome, visibility.seat
    untold = _untold(record, visibility)
    entries = _seen(scenario, outcome.entries, visibility, untold)
    return Account(
        scenario=scenario,
        reader=reader,
        visibility=visibility,
        turn=record.turn,
        first=first,
        before=before,
        after=after,
        entries=entries,
        earlier=_seen(scenario, previous.outcome.entries, visibility, _untold(previous, visibility))
        if previous
        else (),
        reports=tuple(_to_reader(scenario, line, seat) for line in outcome.reports if visibility.reads(line.seen_by)),
        own=tuple(settled for settled in outcome.settled if settled.seat == seat),
        others=tuple(
            settled
            for settled in outcome.settled
            if settled.seat != seat
            and (visibility.everything or not settled.lapsed)
            and visibility.sees_order(settled.order.action, settled.seat)
        ),
        # A die and its threshold would reveal hidden numbers. Therefore only the review after the end shows dice.
        draws=outcome.draws if visibility.everything else (),
        ending=outcome.ending,
        drawn=drawn,
        found=_found(entries, before, visibility),
        reasons=reasons_of(scenario, record, filter(visibility.reads_reasons, record.orders)),
        untold=untold,
        without=without,
        without_seat=without_seat,
    )


def _found(
    entries: tuple[Entry, ...], before: Observation, visibility: SeatVisibility
) -> dict[tuple[str, str, tuple[str, ...]], float]:
    """Return the value of each cell before each step. The entries must be in the order of the turn.

    A cell that the seat estimates has the estimate from the opening of the turn. The seat does not know the value
    before a step.
    """
    running: dict[tuple[str, tuple[str, ...]], float] = {}
    found: dict[tuple[str, str, tuple[str, ...]], float] = {}
    for entry in entries:
        cell = entry.metric, entry.entities
        value = running.get(cell)
        if value is None:
            value = before.value(*cell) or 0.0
        found.setdefault((entry.step, *cell), value)
        running[cell] = value if visibility.guesses(*cell) else value + entry.amount
    return found


def _untold(record: TurnRecord, visibility: SeatVisibility) -> frozenset[MetricCell]:
    """Return the cells with a ruling that the seat does not read."""
    unread = (ruling.target for ruling in record.rulings if not visibility.reads(ruling.seen_by))
    return frozenset((target.metric, target.entities) for target in unread if not target.die)


def _seen(
    scenario: Scenario, entries: tuple[Entry, ...], visibility: SeatVisibility, untold: frozenset[MetricCell]
) -> tuple[Entry, ...]:
    """Return the entries that the seat may read. An estimated cell has stand-ins in place of its amounts."""
    guessed: dict[tuple[str, tuple[str, ...]], list[int]] = {}
    kept: dict[int, Entry] = {}
    for position, entry in enumerate(entries):
        if visibility.sees(entry.metric, entry.entities):
            kept[position] = entry
        elif visibility.guesses(entry.metric, entry.entities):
            guessed.setdefault((entry.metric, entry.entities), []).append(position)
    for (metric, _), positions in guessed.items():
        words = redacted(scenario.rules.metrics[metric], [entries[position] for position in positions])
        kept |= {positions[number]: entry for number, entry in words.items()}
    return tuple(_as_told(scenario, kept[position], visibility, untold) for position in sorted(kept))


def _to_reader(scenario: Scenario, line: ReportLine, seat: str | None) -> ReportLine:
    """Return a report line for a reader. The name of the team replaces `you` in a line for other teams."""
    step = scenario.rules.steps.get(line.step)
    if step is None or not step.inject or line.seen_by == (seat,) or len(line.seen_by) != 1:
        return line
    who = seat_label(scenario, line.seen_by[0])
    return attrs.evolve(line, text=line.text.replace(YOU_CHOSE, f": {who} chose ", 1))


def _as_told(scenario: Scenario, entry: Entry, visibility: SeatVisibility, untold: frozenset[MetricCell]) -> Entry:
    """Return an entry as the seat may read it.

    An entry for the price of an order gets an empty step, because no rule caused the entry. The name of an inject is
    removed if the seat does not read the inject. A ruling that the seat does not read also loses its name.
    """
    if entry.step == RULING and (entry.metric, entry.entities) in untold:
        return replace(entry, phase="", step="", cause=OUT_OF_SIGHT)
    if entry.cause.startswith(ORDERS):
        return replace(entry, step="")
    step = scenario.rules.steps.get(entry.step)
    inject = scenario.rules.injects.get(step.inject) if step is not None else None
    if inject is None or visibility.everything or inject.reads(visibility.seat or ""):
        return entry
    return replace(entry, step="", cause=OUT_OF_SIGHT)
