"""Something cannot be done: what and why, each problem in its own lines, and a way on.

Must not know: what was being done beyond the sentences it is given.
"""

from __future__ import annotations

from typing import ClassVar

from textual.binding import BindingType

from wargame.tui.commands import bindings, command
from wargame.tui.drawing.canvas import BOLD, PLAIN, Line, fold
from wargame.tui.drawing.pen import Pen
from wargame.tui.screens.base_screen import ListScreen
from wargame.tui.widgets.list_pane import ListRow, ListRows

COMMANDS = (
    command("enter,escape,backspace", "back", "Back", "back to the menu"),
    command("y", "copy", "Copy", "copy as text"),
)


class TroubleScreen(ListScreen[None]):
    """Problems, one after the other."""

    HEARS_EARLY_KEYS = False  # it is to be read
    NAME = "Not possible"
    KEYS = COMMANDS
    BINDINGS: ClassVar[list[BindingType]] = bindings(KEYS)

    def __init__(self, pen: Pen, heading: str, problems: tuple[str, ...]) -> None:
        super().__init__(pen)
        self.heading, self.problems = heading, problems

    def top(self) -> tuple[Line, ...]:
        """What could not be done."""
        return ((self.heading, BOLD),), ()

    def rows(self, width: int) -> ListRows:
        """Every problem."""
        rows: list[ListRow] = []
        for problem in self.problems:
            rows += [ListRow(((line, PLAIN),)) for line in fold(problem, width - 3)]
            rows.append(ListRow())
        return tuple(rows)

    def on_list_pane_acted(self) -> None:
        """Enter goes back."""
        self.action_back()

    def action_copy(self) -> None:
        """Copy the problems as text."""
        self.app.copy_to_clipboard("\n".join(self.problems))
