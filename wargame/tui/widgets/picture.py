"""A widget that draws itself on a canvas of cells.

Must not know: what is drawn; each pane says that in `draw`.
"""

from __future__ import annotations

from textual.geometry import Offset
from textual.strip import Strip
from textual.widget import Widget

from wargame.tui.drawing.canvas import Canvas
from wargame.tui.drawing.pen import Pen


class Picture(Widget, inherit_bindings=False):
    """A pane of exactly its size in cells; it is drawn once per change or size, not per line."""

    def __init__(self, *, id: str | None = None, classes: str | None = None) -> None:  # noqa: A002 - Textual's name
        super().__init__(id=id, classes=classes)
        self.pen = Pen()
        self._canvas: Canvas | None = None

    def draw(self, canvas: Canvas) -> None:
        """Draw the pane on an empty canvas of its size; a plain picture stays empty."""

    def redraw(self) -> None:
        """Draw anew at the next refresh."""
        self._canvas = None
        self.refresh()

    def cursor_at(self) -> tuple[int, int] | None:
        """Say which cell the real cursor should sit on while this pane has focus."""
        return None

    def render_line(self, y: int) -> Strip:
        """Give one row of the drawing in the styles of the pen, over the widget's own colours."""
        width, height = self.size
        if self._canvas is None or (self._canvas.width, self._canvas.height) != (width, height):
            self._canvas = Canvas(width, height)
            self.draw(self._canvas)
        strip = Strip(self.pen.segments(self._canvas, y), width)
        return strip.apply_style(self.rich_style)

    def show_cursor(self) -> None:
        """Put the real cursor on the mark, for screen readers and terminals that show it."""
        spot = self.cursor_at()
        if spot is not None and self.has_focus:
            self.app.cursor_position = self.region.offset + Offset(*spot)

    def on_focus(self) -> None:
        """A pane with focus shows its mark."""
        self.redraw()
        self.call_after_refresh(self.show_cursor)

    def on_blur(self) -> None:
        """A pane without focus hides its mark."""
        self.redraw()
