"""The order of people at one keyboard: who sits down next, and what they have not yet seen.

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
    """Keeps the order of people at one keyboard.

    In a game taken up again a seat has seen the last turn if it has written anything since; else it is shown once more.
    """

    def __init__(self, match: Match) -> None:
        self.match = match
        self._seen = {seat: match.played - (not self._has_written(seat)) for seat in self.people}
        self.tutor = Tutor(match.scenario.tutorial if len(self.people) == 1 else (), match.turn)

    @property
    def people(self) -> tuple[str, ...]:
        """The seats played by people; it changes as seats change hands."""
        return self.match.human_seats

    @property
    def shared(self) -> bool:
        """Whether several people share the keyboard, so that secrets need a curtain."""
        return len(self.people) > 1

    @property
    def next_seat(self) -> str:
        """The seat that is to write now: the first that has not committed."""
        waiting = self.match.waiting_for()
        return waiting[0] if waiting else (self.people[0] if self.people else "")

    def names(self) -> dict[str, str]:
        """The teams played by people, by seat."""
        return {seat: seat_name(self.match.scenario, seat) for seat in self.people}

    def seat_session(self, seat: str) -> SeatSession:
        """Give the chair of a seat."""
        return SeatSession(self.match, seat)

    def unseen(self, seat: str) -> int:
        """Give the turn whose playback a seat has not seen, 0 when there is none."""
        return self.match.played if self._seen.get(seat, self.match.played - 1) < self.match.played else 0

    def has_seen(self, seat: str) -> None:
        """A seat has watched everything so far."""
        self._seen[seat] = self.match.played

    def newcomer(self, seat: str) -> bool:
        """Whether a seat should read its briefing: turn 1, and nothing written or typed yet."""
        return self.match.played == 0 and not self._has_written(seat)

    def _has_written(self, seat: str) -> bool:
        draft = self.match.draft(seat)
        return bool(draft.lines or draft.committed or self.match.kept_text(seat))
