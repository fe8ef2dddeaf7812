"""A widget that draws itself on a canvas of cells.

Must not know: what is drawn. Each pane draws in its own `draw`.
"""

from __future__ import annotations

from rich.style import Style
from textual import events
from textual.color import Color
from textual.geometry import Offset, Region
from textual.message import Message
from textual.messages import Update
from textual.strip import Strip
from textual.widget import Widget

from wargame.tui.drawing.canvas import Canvas
from wargame.tui.drawing.pen import Pen


class Picture(Widget, inherit_bindings=False):
    """A pane that is drawn on a canvas of its size in cells.

    Each change draws the pane once. Only changed rows are painted.
    """

    def __init__(self, *, id: str | None = None, classes: str | None = None) -> None:  # noqa: A002 - Textual's name
        super().__init__(id=id, classes=classes)
        self.pen = Pen()
        self._canvas: Canvas | None = None
        self._strips: dict[int, Strip] = {}  # the painted rows
        self._under: tuple[Style, Color] | None = None  # the style and colour below the painted rows

    def draw(self, canvas: Canvas) -> None:
        """Draw the pane on an empty canvas of its size. A plain picture draws nothing."""

    def redraw(self) -> None:
        """Draw the pane again. Unchanged rows are not painted again."""
        before = self._canvas
        if before is None or (before.width, before.height) != self.size or not self.display:
            self.repaint()
            return
        self._canvas = self._drawn()
        rows = self._canvas.rows_unlike(before)
        if rows:
            for y in rows:
                self._strips.pop(y, None)
            self.refresh(*(Region(0, y, before.width, 1) for y in rows))
            self._announce()

    def repaint(self) -> None:
        """Paint all rows again, because the pen or the size may have changed."""
        self._canvas = None
        self.refresh()
        self._announce()

    def _announce(self) -> None:
        # Textual reports a change to the screen only when the widget is idle. The screen may have painted by then. The
        # screen would then have to paint twice for a key that changes several panes.
        if self.display:
            self.tell(Update(self))

    def tell(self, message: Message) -> None:
        """Send a message to the screen at once. The other panes then change together with this pane."""
        if self.is_attached:
            self.screen.post_message(message)

    def _drawn(self) -> Canvas:
        canvas = Canvas(*self.size)
        self.draw(canvas)
        return canvas

    def cursor_at(self) -> tuple[int, int] | None:
        """Return the cell of the terminal's cursor while this pane has the focus."""
        return None

    def notify_style_update(self) -> None:
        """Paint all rows again if the colours have changed."""
        super().notify_style_update()
        if self._under is not None and self._under != (self.rich_style, self.background_colors[1]):
            self._under = None
            self._strips.clear()

    def render_lines(self, crop: Region) -> list[Strip]:
        """Return the rows of the drawing that Textual asks for.

        A pane has no border and no padding. Therefore Textual's code for borders and padding is not called.
        """
        if self._canvas is None or (self._canvas.width, self._canvas.height) != self.size:
            self._canvas = self._drawn()
            self._strips.clear()
        rows = [self._row(self._canvas, y) for y in crop.line_range]
        first, last = crop.column_span
        return rows if (first, last) == (0, self._canvas.width) else [row.crop(first, last) for row in rows]

    def _row(self, canvas: Canvas, y: int) -> Strip:
        """Return one row with the styles of the pen and the background of the pane.

        Colours that the terminal cannot show are replaced.
        """
        if y not in self._strips:
            style, background = self._under = self._under or (self.rich_style, self.background_colors[1])
            strip = Strip(self.pen.segments(canvas, y), canvas.width).apply_style(style)
            for each in self.get_line_filters():
                strip = strip.apply_filter(each, background)
            self._strips[y] = strip
        return self._strips[y]

    def show_cursor(self) -> None:
        """Set the terminal's cursor on the mark, for screen readers and for terminals that show the cursor."""
        spot = self.cursor_at()
        if spot is not None and self.has_focus:
            self.app.cursor_position = self.region.offset + Offset(*spot)

    def on_focus(self, event: events.Focus) -> None:
        """Show the mark when the pane gets the focus.

        The screen gets a message about the focus before the screen paints.
        """
        event.prevent_default()  # Textual would paint the whole pane
        self.has_focus = True
        self.redraw()
        self.tell(events.DescendantFocus(self))
        self.call_after_refresh(self.show_cursor)

    def on_blur(self, event: events.Blur) -> None:
        """Hide the mark when the pane loses the focus."""
        event.prevent_default()
        self.has_focus = False
        self.redraw()
        self.tell(events.DescendantBlur(self))
