"""A pane of places with a mark. The map and the line of roads share this code.

Must not know: how places are drawn, or what can be done there.
"""

from __future__ import annotations

from typing import ClassVar

from textual.binding import Binding, BindingType
from textual.message import Message

from wargame.tui.widgets.picture import Picture


class PlacePane(Picture, can_focus=True):
    """Places, one of which is marked. The pane posts Marked when the mark moves, and Acted on Enter."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("home", "edge(0)", show=False),
        Binding("end", "edge(-1)", show=False),
        Binding("enter", "act", show=False),
    ]

    class Marked(Message):
        """A message: the mark has moved to a place."""

        def __init__(self, code: str) -> None:
            super().__init__()
            self.code = code

    class Acted(Message):
        """A message: somebody wants to see the orders for a place."""

        def __init__(self, code: str) -> None:
            super().__init__()
            self.code = code

    marked = ""

    @property
    def codes(self) -> tuple[str, ...]:
        """Return the places that can be marked, in their order."""
        return ()

    def mark(self, code: str) -> None:
        """Move the mark and post a message."""
        if code in self.codes:
            self.marked = code
            self.redraw()
            self.show_cursor()
            self.tell(self.Marked(code))

    def action_edge(self, index: int) -> None:
        """Move the mark to the first or last place."""
        if self.codes:
            self.mark(self.codes[index])

    def action_act(self) -> None:
        """Post a message that somebody pressed Enter on the marked place."""
        if self.marked:
            self.tell(self.Acted(self.marked))
