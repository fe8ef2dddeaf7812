"""The pane of roads: one or two lines, with a mark.

Must not know: the view. This widget gets roads.
"""

from __future__ import annotations

from typing import ClassVar

from textual.binding import Binding, BindingType

from wargame.tui.drawing.board import Road
from wargame.tui.drawing.canvas import Canvas
from wargame.tui.drawing.roads import draw_roads
from wargame.tui.widgets.place_pane import PlacePane


class RoadsLine(PlacePane):
    """A line of roads with the state of each road. The person moves a mark along this line."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("left,up", "move(-1)", show=False),
        Binding("right,down", "move(1)", show=False),
    ]

    def __init__(self, *, id: str | None = None) -> None:  # noqa: A002 - Textual's name
        super().__init__(id=id)
        self.roads: tuple[Road, ...] = ()
        self.title_text = self.scale_text = self.signs = ""

    @property
    def codes(self) -> tuple[str, ...]:
        """Return the roads from left to right."""
        return tuple(road.code for road in self.roads)

    def show(self, roads: tuple[Road, ...], title: str, scale: str, signs: str) -> None:
        """Show roads. The mark stays on its road. The mark moves to the first road if its road is missing."""
        self.roads, self.title_text, self.scale_text, self.signs = roads, title, scale, signs
        if self.marked not in self.codes:
            self.marked = roads[0].code if roads else ""
        self.redraw()

    def draw(self, canvas: Canvas) -> None:
        """Draw the line."""
        draw_roads(
            canvas, self.roads, self.title_text, self.scale_text, self.signs, self.marked if self.has_focus else ""
        )

    def action_move(self, step: int) -> None:
        """Move the mark along the line."""
        if self.codes:
            self.mark(self.codes[max(0, min(len(self.codes) - 1, self.codes.index(self.marked) + step))])
