"""A question with a line for the answer, below a few lines of text.

Must not know: what happens with the answer.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import ClassVar

from textual.widgets import Input

from wargame.errors import WargameError
from wargame.tui.drawing.canvas import ALARM, PLAIN, fold
from wargame.tui.drawing.pen import Pen
from wargame.tui.screens.common.line_screen import LineScreen
from wargame.tui.widgets.list_pane import ListPane, ListRow, ListRows
from wargame.tui.widgets.why_line import WhyLine


class AskScreen(LineScreen):
    """The question. The result is the answer, or an empty text if the person gave no answer.

    A refused answer stays in the line with the cursor at its end. The reason stands above the question.
    """

    WORDS: ClassVar[list[tuple[str, str]]] = [("⏎", "Answer"), ("Esc", "Back")]

    def __init__(
        self,
        pen: Pen,
        heading: str,
        lines: Sequence[str],
        longest: int,
        take: Callable[[str], object] | None = None,
    ) -> None:
        """Prepare the question.

        `longest`: the largest number of characters in the answer.
        `take`: a function that gets the answer, and that raises WargameError to refuse it.
        """
        super().__init__(pen, heading)
        self.lines, self.longest, self.take = lines, longest, take
        self.refusal = ""

    def line(self) -> Input:
        """Return the line for the answer."""
        return WhyLine(compact=True, select_on_focus=False, max_length=self.longest)

    def rows(self, width: int) -> ListRows:
        """Return the lines of the text, folded to the width, and the reason of a refusal."""
        refused = [(self.refusal, ALARM)] if self.refusal else []
        told = [*refused, *((line, PLAIN) for line in self.lines)]
        return tuple(ListRow(((f" {part}", ink),)) for line, ink in told for part in fold(line, width - 2))

    def on_input_submitted(self, message: Input.Submitted) -> None:
        """Close the question with the answer. A refused answer stays in the line."""
        answer = message.value.strip()
        try:
            if answer and self.take is not None:
                self.take(answer)
        except WargameError as refusal:
            self.refusal = str(refusal)
            self.query_one(ListPane).show(self.rows)
            return
        self.put_away(answer)

    def on_why_line_emptied(self) -> None:
        """Close the question without an answer."""
        self.action_leave()
