"""The pane of roads: one line or two, with a mark.

Must not know: the view; it is given roads.
"""

from __future__ import annotations

from typing import ClassVar

from textual.binding import Binding, BindingType
from textual.message import Message

from wargame.tui.drawing.board import Road
from wargame.tui.drawing.canvas import Canvas
from wargame.tui.drawing.roads import draw_roads
from wargame.tui.widgets.picture import Picture


class RoadsLine(Picture, can_focus=True):
    """Roads with their states; posts Marked when the mark moves and Acted on Enter."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("left,up", "move(-1)", show=False),
        Binding("right,down", "move(1)", show=False),
        Binding("home", "edge(0)", show=False),
        Binding("end", "edge(-1)", show=False),
        Binding("enter", "act", show=False),
    ]

    class Marked(Message):
        """The mark has moved to a road."""

        def __init__(self, code: str) -> None:
            super().__init__()
            self.code = code

    class Acted(Message):
        """Someone wants to act at a road."""

        def __init__(self, code: str) -> None:
            super().__init__()
            self.code = code

    def __init__(self, *, id: str | None = None) -> None:  # noqa: A002 - Textual's name
        super().__init__(id=id)
        self.roads: tuple[Road, ...] = ()
        self.title_text = self.scale_text = self.signs = ""
        self.marked = ""

    def show(self, roads: tuple[Road, ...], title: str, scale: str, signs: str) -> None:
        """Show roads; the mark stays where it was, or goes to the first."""
        self.roads, self.title_text, self.scale_text, self.signs = roads, title, scale, signs
        if self.marked not in [road.code for road in roads]:
            self.marked = roads[0].code if roads else ""
        self.redraw()

    def draw(self, canvas: Canvas) -> None:
        """Draw the line."""
        draw_roads(
            canvas, self.roads, self.title_text, self.scale_text, self.signs, self.marked if self.has_focus else ""
        )

    def mark(self, code: str) -> None:
        """Move the mark and tell of it."""
        if code in [road.code for road in self.roads]:
            self.marked = code
            self.redraw()
            self.post_message(self.Marked(code))

    def action_move(self, step: int) -> None:
        """Move the mark along the line."""
        codes = [road.code for road in self.roads]
        if codes:
            self.mark(codes[max(0, min(len(codes) - 1, codes.index(self.marked) + step))])

    def action_edge(self, index: int) -> None:
        """Move the mark to the first or last road."""
        if self.roads:
            self.mark(self.roads[index].code)

    def action_act(self) -> None:
        """Act at the marked road."""
        if self.marked:
            self.post_message(self.Acted(self.marked))
