"""Decides which person takes a shared keyboard next. Also stores which turn each person has not seen yet.

Must not know: screens, rules, files.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from wargame.tui.drawing.headline import seat_name
from wargame.tui.seat_session import SeatSession
from wargame.tui.tutor import Tutor

if TYPE_CHECKING:
    from wargame.game.match import Match


class SeatRotation:
    """The people at one keyboard: who comes next, and what each person has not seen yet.

    The last turn is played back again in a resumed game, but not for a seat that has already written orders or text.
    """

    def __init__(self, match: Match) -> None:
        self.match = match
        self._seen = {seat: match.played - (not self._has_written(seat)) for seat in self.people}
        self.tutor = Tutor(match.scenario.tutorial if len(self.people) == 1 else (), match.turn)

    @property
    def people(self) -> tuple[str, ...]:
        """Return the seats that people play now."""
        return self.match.human_seats

    @property
    def shared(self) -> bool:
        """Return whether several people share the keyboard. A curtain must hide secrets in this case."""
        return len(self.people) > 1

    @property
    def next_seat(self) -> str:
        """Return the next seat that writes orders. The next seat is the first seat without a commit."""
        waiting = self.match.waiting_for()
        return waiting[0] if waiting else (self.people[0] if self.people else "")

    def names(self) -> dict[str, str]:
        """Return the names of the teams that people play, by seat."""
        return {seat: seat_name(self.match.scenario, seat) for seat in self.people}

    def seat_session(self, seat: str) -> SeatSession:
        """Return the session of a seat."""
        return SeatSession(self.match, seat)

    def unseen(self, seat: str) -> int:
        """Return the turn whose playback a seat has not seen, or 0 if the seat has seen all turns."""
        return self.match.played if self._seen.get(seat, self.match.played - 1) < self.match.played else 0

    def has_seen(self, seat: str) -> None:
        """Record that a seat has seen all turns so far."""
        self._seen[seat] = self.match.played

    def newcomer(self, seat: str) -> bool:
        """Return whether a seat should read its briefing.

        A seat reads the briefing in turn 1, before the seat has written or typed anything.
        """
        return self.match.played == 0 and not self._has_written(seat)

    def _has_written(self, seat: str) -> bool:
        draft = self.match.draft(seat)
        return bool(draft.lines or draft.committed or self.match.kept_text(seat))
