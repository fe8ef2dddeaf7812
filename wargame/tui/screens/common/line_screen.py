"""The common part of screens with a text or a list above a line in which people type.

Must not know: what people type, or what happens with it.
"""

from __future__ import annotations

from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Horizontal
from textual.screen import ModalScreen
from textual.widgets import Input, Static

from wargame.tui.drawing.canvas import BOLD
from wargame.tui.drawing.pen import Pen
from wargame.tui.screens.common.base_screen import BaseScreen
from wargame.tui.widgets.list_pane import ListPane, ListRows
from wargame.tui.widgets.panes import Footer, TopLines
from wargame.tui.widgets.picture import Picture


class LineScreen(BaseScreen[str], ModalScreen[str]):
    """The screen. The result is a text, or an empty text if the person left the screen.

    `WORDS`: the keys in the footer, and what they do.
    """

    BINDINGS: ClassVar[list[BindingType]] = [Binding("escape", "leave", show=False)]
    AUTO_FOCUS = "Input"
    WORDS: ClassVar[list[tuple[str, str]]] = []

    def __init__(self, pen: Pen, heading: str) -> None:
        super().__init__()
        self.pen, self.heading = pen, heading

    def line(self) -> Input:
        """Return the line in which people type."""
        raise NotImplementedError

    def rows(self, width: int) -> ListRows:
        """Return the lines above the line in which people type."""
        raise NotImplementedError

    def compose(self) -> ComposeResult:
        """Return heading, lines, line and footer."""
        yield TopLines(id="top")
        yield ListPane(id="list")
        with Horizontal(id="line-row"):
            yield Static(self.pen.text(" › "), id="prompt", markup=False)
            yield self.line()
        yield Footer(id="footer")

    def on_mount(self) -> None:
        """Show the lines."""
        for picture in self.query(Picture):
            picture.pen = self.pen
        self.query_one(TopLines).show(((self.heading, BOLD),))
        self.query_one(ListPane).can_focus = False
        self.query_one(ListPane).show(self.rows)
        self.query_one(Footer).show(self.WORDS)

    def action_leave(self) -> None:
        """Close the screen with an empty text."""
        self.put_away("")
