"""Draws the top lines of every screen.

Must not know: their content.
"""

from __future__ import annotations

from collections.abc import Sequence

from wargame.tui.drawing.canvas import Canvas, Line


def draw_top(canvas: Canvas, lines: Sequence[Line]) -> None:
    """Draw the lines with the blank edge that all screens share."""
    canvas.fill(0, 0, canvas.width, 1, "bar")
    for y, line in enumerate(lines):
        canvas.put_line(1, y, line, canvas.width - 1)
