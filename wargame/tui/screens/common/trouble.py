"""An error: a failed action, its reason, and the way to continue. Each problem has its own lines.

Must not know: anything except the sentences that this screen gets.
"""

from __future__ import annotations

from typing import ClassVar

from textual.binding import BindingType

from wargame.tui.commands import bindings, command
from wargame.tui.drawing.canvas import BOLD, PLAIN, Line, fold
from wargame.tui.drawing.pen import Pen
from wargame.tui.screens.common.base_screen import ListScreen
from wargame.tui.widgets.list_pane import ListRow, ListRows

COMMANDS = (
    command("enter,escape,backspace", "back", "Back", "back to the menu"),
    command("y", "copy", "Copy", "copy as text"),
)


class TroubleScreen(ListScreen[None]):
    """Problems, one after the other."""

    HEARS_EARLY_KEYS = False  # people should read the message first
    NAME = "Not possible"
    KEYS = COMMANDS
    BINDINGS: ClassVar[list[BindingType]] = bindings(KEYS)

    def __init__(self, pen: Pen, heading: str, problems: tuple[str, ...]) -> None:
        super().__init__(pen)
        self.heading, self.problems = heading, problems

    def top(self) -> tuple[Line, ...]:
        """Return a line with the failed action."""
        return ((self.heading, BOLD),), ()

    def rows(self, width: int) -> ListRows:
        """Return every problem."""
        rows: list[ListRow] = []
        for problem in self.problems:
            rows += [ListRow(((line, PLAIN),)) for line in fold(problem, width - 3)]
            rows.append(ListRow())
        return tuple(rows)

    def on_list_pane_acted(self) -> None:
        """Go back on Enter."""
        self.action_back()

    def action_copy(self) -> None:
        """Copy the problems to the clipboard as text."""
        self.app.copy_to_clipboard("\n".join(self.problems))
