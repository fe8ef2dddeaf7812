"""The pane that tells what is known of the marked thing.

Must not know: the view; it is given a sheet.
"""

from __future__ import annotations

from wargame.tui.drawing.canvas import Canvas
from wargame.tui.drawing.inspector import InspectorContent, content_rows, draw_content
from wargame.tui.widgets.picture import Picture


class Inspector(Picture):
    """What is known of the marked thing; what does not fit is scrolled to."""

    sheet = InspectorContent("")
    first = 0

    def show(self, sheet: InspectorContent) -> None:
        """Show a sheet; another one from its beginning."""
        if sheet.title != self.sheet.title:
            self.first = 0
        self.sheet = sheet
        self.redraw()

    def scroll(self, pages: int) -> None:
        """Go on or back by what fits, less one row that stays in sight."""
        self.first += pages * max(1, self.size.height - 2)
        self.redraw()

    def draw(self, canvas: Canvas) -> None:
        """Draw it, never past its end."""
        rows = len(content_rows(self.sheet, canvas.width))
        self.first = max(0, min(self.first, rows - max(0, canvas.height - 1)))
        draw_content(canvas, self.sheet, self.first)
