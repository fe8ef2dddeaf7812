"""A question with a line for the answer, below a few lines of text.

Must not know: what happens with the answer.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Horizontal
from textual.screen import ModalScreen
from textual.widgets import Input, Static

from wargame.tui.drawing.canvas import BOLD, PLAIN, fold
from wargame.tui.drawing.pen import Pen
from wargame.tui.screens.base_screen import BaseScreen
from wargame.tui.screens.review import WhyLine
from wargame.tui.widgets.list_pane import ListPane, ListRow, ListRows
from wargame.tui.widgets.panes import Footer, TopLines
from wargame.tui.widgets.picture import Picture


class AskScreen(BaseScreen[str], ModalScreen[str]):
    """The question. The result is the answer, or an empty text if the person gave no answer."""

    BINDINGS: ClassVar[list[BindingType]] = [Binding("escape", "leave", show=False)]
    AUTO_FOCUS = "#ask-line"

    def __init__(self, pen: Pen, heading: str, lines: Sequence[str], longest: int) -> None:
        """Prepare the question. `longest`: the largest number of characters in the answer."""
        super().__init__()
        self.pen, self.heading, self.lines, self.longest = pen, heading, lines, longest

    def compose(self) -> ComposeResult:
        """Return heading, text, line and footer."""
        yield TopLines(id="top")
        yield ListPane(id="list")
        with Horizontal(id="line-row"):
            yield Static(self.pen.text(" › "), id="prompt", markup=False)
            yield WhyLine(id="ask-line", compact=True, select_on_focus=False, max_length=self.longest)
        yield Footer(id="footer")

    def on_mount(self) -> None:
        """Show the text."""
        for picture in self.query(Picture):
            picture.pen = self.pen
        self.query_one(TopLines).show(((self.heading, BOLD),))
        self.query_one(ListPane).can_focus = False
        self.query_one(ListPane).show(self.rows)
        self.query_one(Footer).show([("⏎", "Answer"), ("Esc", "Back")])

    def rows(self, width: int) -> ListRows:
        """Return the lines of the text, folded to the width."""
        return tuple(ListRow(((f" {part}", PLAIN),)) for line in self.lines for part in fold(line, width - 2))

    def on_input_submitted(self, message: Input.Submitted) -> None:
        """Close the question with the answer."""
        self.put_away(message.value.strip())

    def on_why_line_emptied(self) -> None:
        """Close the question without an answer."""
        self.action_leave()

    def action_leave(self) -> None:
        """Close the question without an answer."""
        self.put_away("")
