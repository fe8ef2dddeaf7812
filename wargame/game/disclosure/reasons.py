"""The reasons of seats for their orders, in words. Bots have reasons, and people write a reason with their commit.

Must not know: who may read a reason. The account of a turn holds only the reasons that its seat may read.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from wargame.game.turn_record import TurnRecord
from wargame.game.wording.labels import seat_label
from wargame.model.scenario.scenario import Scenario
from wargame.model.telling.turn_report import Reason

# A text about the readers of a reason. Screens show the text where people type the reason for their commit.
WHO_READS = "facilitators read it now, others at the end"


def reasons_of(scenario: Scenario, record: TurnRecord, seats: Iterable[str]) -> tuple[Reason, ...]:
    """Return the reasons of these seats in a turn, without repetitions.

    A bot may have one reason for several orders.
    """
    found = []
    for seat in seats:
        texts = dict.fromkeys((*record.reasons.get(seat, ()), record.written.get(seat, "")))
        found += [Reason(seat, seat_label(scenario, seat), text, seat in record.written) for text in texts if text]
    return tuple(found)


def reason_told(reason: Reason, reader: str) -> str:
    """Return a reason as text. Every screen uses this text. An empty `reader` means a reader of the truth."""
    if reason.seat == reader:
        return f"Your reason: {reason.text}"
    return f"Reason of {reason.who}{', as written' if reason.written else ''}: {reason.text}"


def by_seat(reasons: Iterable[Reason]) -> Mapping[str, tuple[Reason, ...]]:
    """Group reasons by seat."""
    found: dict[str, tuple[Reason, ...]] = {}
    for reason in reasons:
        found[reason.seat] = (*found.get(reason.seat, ()), reason)
    return found
