"""Saved games. A person continues a game or reads a finished game.

Must not know: the content of a save beyond its summary.
"""

from __future__ import annotations

import datetime
from pathlib import Path
from typing import TYPE_CHECKING, ClassVar

from textual.binding import BindingType
from textual.message import Message

from wargame.tui.commands import ALL, HELP, bindings, command
from wargame.tui.drawing.canvas import BOLD, DIM, PLAIN, Line, cut
from wargame.tui.drawing.pen import Pen
from wargame.tui.screens.common.base_screen import ListScreen
from wargame.tui.sheets import Sheet, opens
from wargame.tui.widgets.list_pane import ListPane, ListRow, ListRows

if TYPE_CHECKING:
    from wargame.store.saves import SaveSummary

COMMANDS = (
    command("enter", "act", "Open", "continue the marked game, or read it if it is over"),
    command("t", opens(Sheet.REPORT), "Look back", "all turns of the marked game, with the truth; nothing is changed"),
    command("escape,backspace", "back", "Back", "back to the menu"),
    HELP,
    ALL,
)


class LookBackWanted(Message):
    """A message: the person wants to look back at a saved game."""

    def __init__(self, path: Path) -> None:
        super().__init__()
        self.path = path


class SavesScreen(ListScreen[str]):
    """The list of saves. The result is the path of a save, or an empty text if nothing was chosen."""

    NAME = "Saved games"
    KEYS = COMMANDS
    BINDINGS: ClassVar[list[BindingType]] = bindings(KEYS)

    def __init__(self, pen: Pen, saves: tuple[SaveSummary, ...]) -> None:
        super().__init__(pen)
        self.saves = saves

    def top(self) -> tuple[Line, ...]:
        """Return the question."""
        return (("SAVED GAMES", BOLD),), ()

    def rows(self, width: int) -> ListRows:
        """Return one line for each save. The newest save comes first."""
        now = datetime.datetime.now()
        rows: list[ListRow] = []
        for save in self.saves:
            state = save.problem or ("finished" if save.finished else f"turn {save.turn} of {save.length}")
            people = ", ".join(seat for seat, player in save.seats.items() if player == "human")
            line: Line = (
                (f" {cut(save.title or save.path.stem, 20).ljust(21)}", BOLD),
                (cut(state, 20).ljust(21), PLAIN),
                (cut(people, 20).ljust(21), PLAIN),
                (cut(save.age(now), max(0, width - 66)), DIM),
            )
            rows.append(ListRow(line, str(save.path)))
        return tuple(rows) or (ListRow((("There are no saved games.", DIM),)),)

    def on_list_pane_acted(self, message: ListPane.Acted) -> None:
        """Open the marked save on Enter or a click."""
        self.put_away(message.key)

    def action_act(self) -> None:
        """Open the marked game."""
        self.list.action_act()

    def action_open(self, name: str) -> None:
        """Look back at the marked game. No other sheet can be opened here."""
        if Sheet(name) is Sheet.REPORT and self.list.marked:
            self.tell(LookBackWanted(Path(self.list.marked)))

    def action_back(self) -> None:
        """Close the list without a choice."""
        self.put_away("")
