"""The two top lines of every screen, drawn.

Must not know: what they say.
"""

from __future__ import annotations

from wargame.tui.drawing.canvas import Canvas, Line


def draw_top(canvas: Canvas, first: Line, second: Line) -> None:
    """Draw both lines with the margin that every screen has."""
    canvas.fill(0, 0, canvas.width, 1, "bar")
    canvas.put_line(1, 0, first, canvas.width - 1)
    canvas.put_line(1, 1, second, canvas.width - 1)
