"""What the lists that a team opens over the map share: who looks, and the two top lines.

Must not know: what is listed.
"""

from __future__ import annotations

from wargame.tui.drawing.canvas import Line
from wargame.tui.drawing.headline import headline_lines, turn_line
from wargame.tui.drawing.pen import Pen
from wargame.tui.screens.base_screen import ListScreen
from wargame.tui.seat_session import SeatSession


class SeatList(ListScreen[None]):
    """A list of one team's. `HEAD` stands in the first line behind turn and team."""

    HEAD = ""

    def __init__(self, pen: Pen, seat_session: SeatSession) -> None:
        super().__init__(pen)
        self.seat_session = seat_session

    def top(self) -> tuple[Line, ...]:
        """Where we are, and what is to be known here."""
        head = turn_line(self.seat_session.scenario, self.seat_session.view, None, self.size.width, self.head())
        return head, *self.more_lines()

    def head(self) -> str:
        """What the first line says of this list."""
        return self.HEAD

    def more_lines(self) -> tuple[Line, ...]:
        """The headline metrics, unless a list has something to say of its own."""
        return headline_lines(self.seat_session.scenario, self.seat_session.view, self.size.width)
