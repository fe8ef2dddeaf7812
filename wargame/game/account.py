"""One resolved turn as one seat may know it: everything told about a turn is made from this and nothing else.

Must not know: what the seat may not see; it is filtered when the account is made.
"""

from __future__ import annotations

from collections.abc import Mapping

import attrs

from wargame.game.eyes import Eyes
from wargame.game.labels import ORDERS
from wargame.game.reads import RuleReader
from wargame.game.record import TurnRecord
from wargame.model.outcome import Draw, Entry, ReportLine, SettledOrder
from wargame.model.scenario import Scenario
from wargame.model.view import Cells


@attrs.frozen
class Account:
    """A turn through the eyes of a seat (None: the truth).

    `first`, `before`, `after`: cells at the start of the game, when the turn opened, and when the next one did.
    `entries`: the ledger of the turn; `earlier`: that of the turn before.
    `found`: (step, metric, entities) -> the value that the step found in a cell that it changed.
    `drawn`: the hidden parameters that the seat knows.
    `own` are all of the seat's orders, `others` those of others that were carried out and that it sees (truth: all).
    """

    scenario: Scenario
    reader: RuleReader
    eyes: Eyes
    turn: int
    first: Mapping[str, Cells]
    before: Mapping[str, Cells]
    after: Mapping[str, Cells]
    entries: tuple[Entry, ...]
    earlier: tuple[Entry, ...]
    reports: tuple[ReportLine, ...]
    own: tuple[SettledOrder, ...]
    others: tuple[SettledOrder, ...]
    draws: tuple[Draw, ...]
    ending: str

    drawn: Mapping[str, float | str]
    found: Mapping[tuple[str, str, tuple[str, ...]], float]

    @property
    def seat(self) -> str | None:
        """The seat whose account this is."""
        return self.eyes.seat


def account(
    scenario: Scenario,
    reader: RuleReader,
    eyes: Eyes,
    record: TurnRecord,
    previous: TurnRecord | None,
    first: Mapping[str, Cells],
    before: Mapping[str, Cells],
    after: Mapping[str, Cells],
    drawn: Mapping[str, float | str],
) -> Account:
    """Make the account of a turn; the cells must already be those that the seat sees."""
    outcome, seat = record.outcome, eyes.seat
    entries = _seen(outcome.entries, eyes)
    return Account(
        scenario=scenario,
        reader=reader,
        eyes=eyes,
        turn=record.turn,
        first=first,
        before=before,
        after=after,
        entries=entries,
        earlier=_seen(previous.outcome.entries, eyes) if previous else (),
        reports=tuple(line for line in outcome.reports if eyes.reads(line.seen_by)),
        own=tuple(settled for settled in outcome.settled if settled.seat == seat),
        others=tuple(
            settled
            for settled in outcome.settled
            if settled.seat != seat
            and (eyes.everything or not settled.lapsed)
            and eyes.sees_order(settled.order.action, settled.seat)
        ),
        # What dice showed is for the review only: a roll with its threshold would tell what was hidden.
        draws=outcome.draws if eyes.everything else (),
        ending=outcome.ending,
        drawn=drawn,
        found=_found(entries, before),
    )


def _found(entries: tuple[Entry, ...], before: Mapping[str, Cells]) -> dict[tuple[str, str, tuple[str, ...]], float]:
    """Follow each cell through the turn: the entries stand in the order in which they were booked."""
    running: dict[tuple[str, tuple[str, ...]], float] = {}
    found: dict[tuple[str, str, tuple[str, ...]], float] = {}
    for entry in entries:
        cell = entry.metric, entry.entities
        value = running.get(cell)
        if value is None:
            value = before.get(entry.metric, {}).get(entry.entities, 0.0)
        found.setdefault((entry.step, *cell), value)
        running[cell] = value + entry.amount
    return found


def _seen(entries: tuple[Entry, ...], eyes: Eyes) -> tuple[Entry, ...]:
    return tuple(_of_a_rule(entry) for entry in entries if eyes.sees(entry.metric, entry.entities))


def _of_a_rule(entry: Entry) -> Entry:
    """Leave the step empty where the engine booked what orders cost: it names the action there, not a rule."""
    return attrs.evolve(entry, step="") if entry.cause.startswith(ORDERS) else entry
