"""The list of orders that fit the typed text.

Must not know: the match. This widget gets a completion, which is the list of orders that fit the text.
"""

from __future__ import annotations

from collections.abc import Mapping

from wargame.model.match.completion import Completion
from wargame.model.telling.view import Draft
from wargame.tui.drawing.canvas import ALARM, BOLD, DIM, Canvas
from wargame.tui.drawing.choices import draw_choices, verdict_line
from wargame.tui.widgets.picture import Picture


class Choices(Picture):
    """The list over the lower half of the map. The order line moves the mark of the list."""

    found = Completion("")
    draft = Draft()
    units: Mapping[str, str] = {}
    marked = -1
    message = ""

    def show(self, found: Completion, draft: Draft, units: Mapping[str, str], marked: int, message: str) -> None:
        """Show a completion."""
        self.found, self.draft, self.units, self.marked, self.message = found, draft, units, marked, message
        self.redraw()

    def draw(self, canvas: Canvas) -> None:
        """Draw the list."""
        draw_choices(canvas, self.found, self.draft, self.units, self.marked, self.message)


class OrderVerdict(Picture):
    """The right end of the order line: the price, and whether the order is legal."""

    found = Completion("")
    units: Mapping[str, str] = {}

    def show(self, found: Completion, units: Mapping[str, str]) -> None:
        """Show the price and the verdict for a completion. Show nothing for an empty completion."""
        self.found, self.units = found, units
        self.redraw()

    def draw(self, canvas: Canvas) -> None:
        """Draw the price and the verdict."""
        text = verdict_line(self.found, self.units)
        ink = BOLD if self.found.verdict == "ok" else DIM if self.found.verdict == "unclear" else ALARM
        if text:
            canvas.put_right(canvas.width - 1, 0, text[: canvas.width - 1], ink)
