"""The small panes without keys: top lines, log lines, footer, dividing lines.

Must not know: where their values come from.
"""

from __future__ import annotations

from collections.abc import Sequence

from wargame.model.telling.log import LogLine
from wargame.tui.drawing.canvas import ALARM, BOLD, DIM, PLAIN, Canvas, Line, cut
from wargame.tui.drawing.footer import FooterHint, draw_footer
from wargame.tui.drawing.top import draw_top
from wargame.tui.widgets.picture import Picture


class TopLines(Picture):
    """The first lines of every screen: two lines, or the number of lines that the headlines need."""

    lines: tuple[Line, ...] = ((), ())

    def show(self, first: Line, *more: Line) -> None:
        """Show lines."""
        self.lines = (first, *(more or ((),)))
        self.styles.height = len(self.lines)
        self.redraw()

    def draw(self, canvas: Canvas) -> None:
        """Draw the lines."""
        draw_top(canvas, self.lines)


class Footer(Picture):
    """The keys that a person can use now."""

    hints: Sequence[FooterHint] = ()

    def show(self, hints: Sequence[FooterHint]) -> None:
        """Show keys and words."""
        self.hints = tuple(hints)
        self.redraw()

    def draw(self, canvas: Canvas) -> None:
        """Draw the keys and words."""
        draw_footer(canvas, [(self.pen.text(key), word) for key, word in self.hints])


class Divider(Picture):
    """A line between panes. A line that is one cell wide is vertical."""

    joint = -1  # the column of a vertical line that meets this horizontal line
    text = ""  # words on a horizontal line

    def show(self, text: str) -> None:
        """Show words on the line."""
        self.text = text
        self.redraw()

    def draw(self, canvas: Canvas) -> None:
        """Draw the dividing line."""
        if canvas.width == 1:
            for y in range(canvas.height):
                canvas.put(0, y, "│", DIM)
        else:
            canvas.put(0, 0, "─" * canvas.width, DIM)
            if 0 <= self.joint < canvas.width:
                canvas.put(self.joint, 0, "┴", DIM)
            if self.text:
                canvas.put(1, 0, f" {cut(self.text, canvas.width - 5)} ", BOLD)


class LogPane(Picture):
    """The latest lines of the log. The newest line comes first."""

    lines: tuple[LogLine, ...] = ()

    def show(self, lines: Sequence[LogLine]) -> None:
        """Show lines. The newest line comes first."""
        self.lines = tuple(lines)
        self.redraw()

    def draw(self, canvas: Canvas) -> None:
        """Draw the lines that fit into the pane."""
        for y, line in enumerate(self.lines[: canvas.height]):
            canvas.put(1, y, f"T{line.turn}", DIM)
            canvas.put(5, y, "!" if line.alarm else " ", ALARM if line.alarm else PLAIN)
            canvas.put(7, y, line.text, BOLD if line.alarm else PLAIN, canvas.width - 8)
