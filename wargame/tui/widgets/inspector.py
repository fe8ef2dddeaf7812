"""The inspector pane, which shows what the team knows about the marked item.

Must not know: the view. This widget gets the lines to show.
"""

from __future__ import annotations

from wargame.tui.drawing.canvas import Canvas
from wargame.tui.drawing.inspector import InspectorContent, content_rows, draw_content
from wargame.tui.widgets.picture import Picture


class Inspector(Picture):
    """The known facts about the marked item. Long content scrolls."""

    sheet = InspectorContent("")
    first = 0

    def show(self, sheet: InspectorContent) -> None:
        """Show the content of the pane. New content is shown from its beginning."""
        if sheet.title != self.sheet.title:
            self.first = 0
        self.sheet = sheet
        self.redraw()

    def scroll(self, pages: int) -> None:
        """Scroll by one page. One row of the old page stays visible."""
        self.first += pages * max(1, self.size.height - 2)
        self.redraw()

    def draw(self, canvas: Canvas) -> None:
        """Draw the content. The pane never scrolls past the end."""
        rows = len(content_rows(self.sheet, canvas.width))
        self.first = max(0, min(self.first, rows - max(0, canvas.height - 1)))
        draw_content(canvas, self.sheet, self.first)
