"""A question with a line for the answer, below a few lines of text.

Must not know: what happens with the answer.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import ClassVar

from textual.widgets import Input

from wargame.tui.drawing.canvas import PLAIN, fold
from wargame.tui.drawing.pen import Pen
from wargame.tui.screens.common.line_screen import LineScreen
from wargame.tui.widgets.list_pane import ListRow, ListRows
from wargame.tui.widgets.why_line import WhyLine


class AskScreen(LineScreen):
    """The question. The result is the answer, or an empty text if the person gave no answer."""

    WORDS: ClassVar[list[tuple[str, str]]] = [("⏎", "Answer"), ("Esc", "Back")]

    def __init__(self, pen: Pen, heading: str, lines: Sequence[str], longest: int) -> None:
        """Prepare the question. `longest`: the largest number of characters in the answer."""
        super().__init__(pen, heading)
        self.lines, self.longest = lines, longest

    def line(self) -> Input:
        """Return the line for the answer."""
        return WhyLine(compact=True, select_on_focus=False, max_length=self.longest)

    def rows(self, width: int) -> ListRows:
        """Return the lines of the text, folded to the width."""
        return tuple(ListRow(((f" {part}", PLAIN),)) for line in self.lines for part in fold(line, width - 2))

    def on_input_submitted(self, message: Input.Submitted) -> None:
        """Close the question with the answer."""
        self.put_away(message.value.strip())

    def on_why_line_emptied(self) -> None:
        """Close the question without an answer."""
        self.action_leave()
