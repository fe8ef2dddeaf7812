"""The page about one inject before the facilitator gives it: its readers, and its effects on a copy of the turn.

Must not know: how an inject is tried or given. This screen gets lines.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import ClassVar

from textual.binding import BindingType

from wargame.tui.commands import BACK, HELP, KeyCommand, bindings, command
from wargame.tui.drawing.canvas import BOLD, DIM, PLAIN, Line, fold
from wargame.tui.drawing.pen import Pen
from wargame.tui.screens.common.base_screen import ListScreen
from wargame.tui.widgets.list_pane import ListRow, ListRows

GIVE = command("enter", "give", "Give it", "trigger the inject now and write it to the save")


class InjectScreen(ListScreen[bool]):
    """The page. The result is True if the facilitator gives the inject, or None."""

    NAME = "Inject"
    PROSE = ("The inject was tried on a copy of the turn. The save does not change before you give the inject.",)
    KEYS: ClassVar[tuple[KeyCommand, ...]] = (GIVE, BACK, HELP)
    BINDINGS: ClassVar[list[BindingType]] = bindings(KEYS)

    def __init__(self, pen: Pen, inject: str, told: Sequence[str], state: str, waits: bool) -> None:
        """Prepare the page.

        `told`: the lines about the inject. `state`: what happens if the inject is given, or when the inject came.
        `waits`: whether the inject has not come, so that it can be given.
        """
        super().__init__(pen)
        self.inject, self.told, self.state, self.waits = inject, told, state, waits

    def commands_now(self) -> tuple[KeyCommand, ...]:
        """Return the commands. An inject that has come cannot be given."""
        return self.KEYS if self.waits else self.KEYS[1:]

    def top(self) -> tuple[Line, ...]:
        """Return the title, and what happens if the inject is given."""
        state = f"Enter gives it: {self.state}" if self.waits else self.state
        return ((f"INJECT {self.inject}", BOLD),), ((state, DIM),)

    def rows(self, width: int) -> ListRows:
        """Return the lines about the inject, folded to the width."""
        return tuple(ListRow(((f" {part}", PLAIN),)) for line in self.told for part in fold(line, width - 3))

    def on_list_pane_acted(self) -> None:
        """Close the page on Enter. The facilitator then gives the inject."""
        self.action_give()

    def action_give(self) -> None:
        """Close the page. The caller then gives the inject if the inject has not come before."""
        self.put_away(True if self.waits else None)
