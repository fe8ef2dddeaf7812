"""One resolved turn as one seat may know it: everything told about a turn is made from this and nothing else.

Must not know: what the seat may not see; it is filtered when the account is made.
"""

from __future__ import annotations

from collections.abc import Mapping

import attrs

from wargame.game.eyes import Eyes
from wargame.game.record import TurnRecord
from wargame.model.outcome import Draw, Entry, ReportLine, SettledOrder
from wargame.model.scenario import Scenario
from wargame.model.view import Cells


@attrs.frozen
class Account:
    """A turn through the eyes of a seat (None: the truth).

    `first`, `before`, `after`: cells at the start of the game, when the turn opened, and when the next one did.
    `own` are all of the seat's orders, `others` those of others that were carried out and that it sees (truth: all).
    """

    scenario: Scenario
    eyes: Eyes
    turn: int
    first: Mapping[str, Cells]
    before: Mapping[str, Cells]
    after: Mapping[str, Cells]
    entries: tuple[Entry, ...]
    reports: tuple[ReportLine, ...]
    own: tuple[SettledOrder, ...]
    others: tuple[SettledOrder, ...]
    draws: tuple[Draw, ...]
    ending: str

    @property
    def seat(self) -> str | None:
        """The seat whose account this is."""
        return self.eyes.seat


def account(
    scenario: Scenario,
    eyes: Eyes,
    record: TurnRecord,
    first: Mapping[str, Cells],
    before: Mapping[str, Cells],
    after: Mapping[str, Cells],
) -> Account:
    """Make the account of a turn; the cells must already be those that the seat sees."""
    outcome, seat = record.outcome, eyes.seat
    return Account(
        scenario=scenario,
        eyes=eyes,
        turn=record.turn,
        first=first,
        before=before,
        after=after,
        entries=tuple(entry for entry in outcome.entries if eyes.sees(entry.metric, entry.entities)),
        reports=tuple(line for line in outcome.reports if eyes.reads(line.seen_by)),
        own=tuple(settled for settled in outcome.settled if settled.seat == seat),
        others=tuple(
            settled
            for settled in outcome.settled
            if settled.seat != seat
            and (seat is None or not settled.lapsed)
            and eyes.sees_order(settled.order.action, settled.seat)
        ),
        # What dice showed is for the review only: a roll with its threshold would tell what was hidden.
        draws=outcome.draws if seat is None else (),
        ending=outcome.ending,
    )
