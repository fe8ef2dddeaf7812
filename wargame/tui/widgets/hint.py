"""The box of the tutorial.

Must not know: which actions complete the steps.
"""

from __future__ import annotations

from wargame.tui.drawing.canvas import BOLD, PLAIN, ROUND, Canvas, fold
from wargame.tui.widgets.picture import Picture

MARGIN = 4  # number of cells for the frame and a space, on both sides together


class Hint(Picture):
    """The box: a heading in a frame, a few sentences, and the keys for this step."""

    heading = ""
    text = ""
    keys = ""

    def show(self, heading: str, text: str, keys: str) -> None:
        """Show a step of the tutorial. An empty text hides the box."""
        self.heading, self.text, self.keys = heading, text, keys
        self.display = bool(text)
        self.redraw()

    def rows_wanted(self, width: int) -> int:
        """Return how many lines the box needs at a width."""
        return len(fold(self.text, max(20, width - MARGIN - 2))) + 2 + bool(self.keys) if self.text else 0

    def draw(self, canvas: Canvas) -> None:
        """Draw the box."""
        canvas.fill(0, 0, canvas.width, canvas.height, "sheet")
        canvas.box(1, 0, canvas.width - 2, canvas.height, ROUND, BOLD)
        canvas.put(3, 0, f" {self.heading} ", BOLD)
        for y, line in enumerate(fold(self.text, max(20, canvas.width - MARGIN - 2)), 1):
            canvas.put(3, y, line, PLAIN, canvas.width - MARGIN - 1)
        if self.keys:
            canvas.put(3, canvas.height - 2, self.keys, BOLD, canvas.width - MARGIN - 1)
