"""The common part of the lists that a team opens over the map. Each list shows the team and the two top lines.

Must not know: what is listed.
"""

from __future__ import annotations

from wargame.tui.drawing.canvas import Line
from wargame.tui.drawing.headline import headline_lines, turn_line
from wargame.tui.drawing.pen import Pen
from wargame.tui.screens.common.base_screen import ListScreen
from wargame.tui.seat_session import SeatSession


class SeatList(ListScreen[None]):
    """A list for one team. `HEAD`: the text after the turn and the team in the first line."""

    HEAD = ""

    def __init__(self, pen: Pen, seat_session: SeatSession) -> None:
        super().__init__(pen)
        self.seat_session = seat_session

    def top(self) -> tuple[Line, ...]:
        """Return the line with the turn and the team, and the second line of this list."""
        head = turn_line(self.seat_session.scenario, self.seat_session.view, None, self.size.width, self.head())
        return head, *self.more_lines()

    def head(self) -> str:
        """Return the words for this list in the first line."""
        return self.HEAD

    def more_lines(self) -> tuple[Line, ...]:
        """Return the headlines, or other lines in place of the headlines."""
        return headline_lines(self.seat_session.scenario, self.seat_session.view, self.size.width)
