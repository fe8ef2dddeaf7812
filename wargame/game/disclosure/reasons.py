"""Why seats ordered what they did, in words: what a bot says of its choice, what people wrote with their commit.

Must not know: who may read it; the account of a turn holds only what its seat may.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from wargame.game.turn_record import TurnRecord
from wargame.game.wording.labels import seat_label
from wargame.model.scenario import Scenario
from wargame.model.turn_report import Reason

# Who reads what people write with their commit, told where it is typed.
WHO_READS = "facilitators read it now, others at the end"


def reasons_of(scenario: Scenario, record: TurnRecord, seats: Iterable[str]) -> tuple[Reason, ...]:
    """Give the reasons of these seats in a turn, each once: a bot may say the same of several orders."""
    found = []
    for seat in seats:
        texts = dict.fromkeys((*record.reasons.get(seat, ()), record.written.get(seat, "")))
        found += [Reason(seat, seat_label(scenario, seat), text, seat in record.written) for text in texts if text]
    return tuple(found)


def reason_told(reason: Reason, reader: str) -> str:
    """Say a reason to a seat (empty: to whoever reads the truth); the same on every surface."""
    if reason.seat == reader:
        return f"Your reason: {reason.text}"
    return f"Reason of {reason.who}{', as written' if reason.written else ''}: {reason.text}"


def by_seat(reasons: Iterable[Reason]) -> Mapping[str, tuple[Reason, ...]]:
    """Gather reasons by seat."""
    found: dict[str, tuple[Reason, ...]] = {}
    for reason in reasons:
        found[reason.seat] = (*found.get(reason.seat, ()), reason)
    return found
