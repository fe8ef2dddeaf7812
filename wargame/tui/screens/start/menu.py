"""The menu: play the tutorial, continue, begin, leave.

Must not know: how a game is opened. This screen posts a message about the person's choice.
"""

from __future__ import annotations

import datetime
from enum import StrEnum
from typing import TYPE_CHECKING, ClassVar

import attrs
from textual.binding import BindingType
from textual.message import Message

import wargame
from wargame.tui.commands import ALL, HELP, KeyCommand, bindings, command
from wargame.tui.drawing.canvas import BOLD, DIM, KEY, PLAIN, Line, cut, fold
from wargame.tui.drawing.pen import Pen
from wargame.tui.screens.common.base_screen import ListScreen
from wargame.tui.widgets.list_pane import ListPane, ListRow, ListRows

if TYPE_CHECKING:
    from wargame.store.saves import SaveSummary

WHAT = (
    "You play one side of a crisis. All sides write orders in secret. The game resolves them together and "
    "tells you why things changed. It is no forecast; figures marked [EST] are invented."
)
NOTE = "Content note: conflict and shortage, told in numbers. You may refuse any role."
READER = "Screen reader? Leave and start again with --plain."

COMMANDS = (
    command("enter", "act", "Open", "open the marked entry"),
    command("1,2,3,4,5", "digit", "Open", "open an entry by its number", printed="1–5"),
    HELP,
    ALL,
    command("ctrl+q", "app.leave", "Leave", "leave the program"),
)


class MenuEntry(StrEnum):
    """An entry of the menu."""

    TUTORIAL = "tutorial"
    CONTINUE = "continue"
    NEW = "new"
    SAVES = "saves"
    LEAVE = "leave"


class MenuScreen(ListScreen[None]):
    """The first screen. Its entries depend only on the saves, so they never change while the menu is visible."""

    NAME = "Menu"
    PROSE = (WHAT,)
    KEYS = COMMANDS
    BINDINGS: ClassVar[list[BindingType]] = [
        *bindings((COMMANDS[0], HELP, ALL)),
        *((str(n), f"digit({n})", "") for n in range(1, 6)),
    ]

    class Opened(Message):
        """A message: the person opened an entry."""

        def __init__(self, entry: MenuEntry) -> None:
            super().__init__()
            self.entry = entry

    def __init__(self, pen: Pen, saves: tuple[SaveSummary, ...]) -> None:
        super().__init__(pen)
        self.saves = saves
        self.broken: tuple[str, ...] = ()

    def on_mount(self) -> None:
        """Mark Continue if a game can be continued."""
        if self.unfinished:
            self.renew(MenuEntry.CONTINUE)

    def fill(self, saves: tuple[SaveSummary, ...]) -> None:
        """Store the list of saves before the menu is shown again."""
        self.saves = saves
        self.renew(MenuEntry.CONTINUE if self.unfinished else None)
        self.renew_footer()

    def tell_broken(self, names: tuple[str, ...]) -> None:
        """Show the names of scenarios that cannot be read, below all other lines."""
        self.broken = names
        if names:
            self.renew()

    @property
    def unfinished(self) -> tuple[SaveSummary, ...]:
        """Return the saves that can be continued. The newest save comes first."""
        return tuple(save for save in self.saves if save.resumable)

    def commands_now(self) -> tuple[KeyCommand, ...]:
        """Return the commands. Each entry has a digit."""
        digits = attrs.evolve(COMMANDS[1], printed=f"1–{len(self.entries())}")
        return (COMMANDS[0], digits, *COMMANDS[2:])

    def entries(self) -> tuple[tuple[MenuEntry, str, str], ...]:
        """Return the entries. An entry is (key, name, meaning)."""
        made = [(MenuEntry.TUTORIAL, "Play the tutorial", "learn by playing, in ten minutes")]
        if self.unfinished:
            save = self.unfinished[0]
            what = f"{save.title}, turn {save.turn}"
            made.append((MenuEntry.CONTINUE, "Continue", f"{what.ljust(26)} saved {save.age(datetime.datetime.now())}"))
        made.append((MenuEntry.NEW, "New game", "choose a scenario and who plays what"))
        if self.saves:
            count = len(self.saves)
            made.append(
                (
                    MenuEntry.SAVES,
                    "Saved games",
                    f"{count} game{'s' if count > 1 else ''}: continue one, or read a finished one",
                )
            )
        made.append((MenuEntry.LEAVE, "Leave", ""))
        return tuple(made)

    def top(self) -> tuple[Line, ...]:
        """Return the name and the version of the program."""
        return (("WARGAME", BOLD), (f"   {wargame.__version__}", DIM)), ((READER, DIM),)

    def rows(self, width: int) -> ListRows:
        """Return entries, a description of the game, and the content note."""
        rows: list[ListRow] = [ListRow()]
        for number, (key, name, what) in enumerate(self.entries(), 1):
            text = cut(what, max(0, width - 30))
            rows.append(ListRow(((f" {number}  ", KEY), (name.ljust(22), BOLD), (text, PLAIN)), key))
        for text in (WHAT, NOTE):
            rows += [ListRow(), *(ListRow(((f"   {line}", PLAIN),)) for line in fold(text, min(96, width - 6)))]
        if self.broken:
            names = ", ".join(self.broken)
            rows += [
                ListRow(),
                ListRow(((f"   Not offered, because of errors: {names}. See  wargame check {names}", DIM),)),
            ]
        return tuple(rows)

    def on_list_pane_acted(self, message: ListPane.Acted) -> None:
        """Open an entry on Enter or a click."""
        self.tell(self.Opened(MenuEntry(message.key)))

    def action_act(self) -> None:
        """Open the marked entry."""
        self.list.action_act()

    def action_digit(self, number: int) -> None:
        """Open the entry with this number."""
        entries = self.entries()
        if number <= len(entries):
            self.tell(self.Opened(entries[number - 1][0]))
