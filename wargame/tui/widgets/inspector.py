"""The pane that tells what is known of the marked thing.

Must not know: the view; it is given a sheet.
"""

from __future__ import annotations

from wargame.tui.drawing.canvas import Canvas
from wargame.tui.drawing.inspector import Sheet, draw_sheet
from wargame.tui.widgets.picture import Picture


class Inspector(Picture):
    """What is known of the marked thing."""

    sheet = Sheet("")

    def show(self, sheet: Sheet) -> None:
        """Show a sheet."""
        self.sheet = sheet
        self.redraw()

    def draw(self, canvas: Canvas) -> None:
        """Draw it."""
        draw_sheet(canvas, self.sheet)
