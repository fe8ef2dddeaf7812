"""The meaning of an order before the order is written. Enter writes the order, and Esc goes back.

Must not know: what the order is about. This screen gets lines.
"""

from __future__ import annotations

from typing import ClassVar

from textual.binding import BindingType

from wargame.tui.commands import BACK, HELP, bindings, command
from wargame.tui.drawing.canvas import BOLD, PLAIN, Line, fold
from wargame.tui.drawing.pen import Pen
from wargame.tui.screens.common.base_screen import ListScreen
from wargame.tui.widgets.list_pane import ListRow, ListRows

COMMANDS = (command("enter", "take", "Write it", "write the order into the draft"), BACK, HELP)


class PreviewScreen(ListScreen[str]):
    """The preview. The result is the text of the order if the person accepts the order, or None."""

    NAME = "Preview"
    PROSE = (
        "Nothing is ordered yet. Enter writes the order into your draft; there it can be undone until you commit.",
    )
    KEYS = COMMANDS
    BINDINGS: ClassVar[list[BindingType]] = bindings(KEYS)

    def __init__(self, pen: Pen, heading: str, order: str, told: tuple[str, ...]) -> None:
        super().__init__(pen)
        self.heading, self.order, self.told = heading, order, told

    def top(self) -> tuple[Line, ...]:
        """Return the title and the order text."""
        return ((self.heading, BOLD),), ((f"writes:  {self.order}", PLAIN),)

    def rows(self, width: int) -> ListRows:
        """Return the lines. Long lines are broken. An empty line separates paragraphs."""
        return tuple(ListRow(((f"  {part}", PLAIN),)) for text in self.told for part in fold(text, width - 5))

    def action_take(self) -> None:
        """Accept the order."""
        self.put_away(self.order)

    def on_list_pane_acted(self) -> None:
        """Accept the order on Enter."""
        self.action_take()
