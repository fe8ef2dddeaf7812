"""The commands of the keyboard. One table of commands decides the keys, the footer, the help and the list of commands.

Must not know: what an action does, or on which screen the command is.
"""

from __future__ import annotations

from collections.abc import Iterable

import attrs
from textual.binding import Binding, BindingType

_NAMES = {
    "enter": "⏎", "escape": "Esc", "question_mark": "?", "slash": "/", "tab": "Tab", "space": "Space", "plus": "+",
    "minus": "-", "asterisk": "*", "left_square_bracket": "[", "right_square_bracket": "]", "up": "↑", "down": "↓",
    "left": "←", "right": "→", "backspace": "Backspace", "colon": ":", "percent_sign": "%", "full_stop": ".",
    "comma": ",",
    "shift+tab": "shift+Tab", "ctrl+q": "ctrl+q", "home": "Home", "end": "End", "pageup": "PgUp", "pagedown": "PgDn",
}  # fmt: skip


@attrs.frozen
class KeyCommand:
    """A command of the keyboard: its keys, and its words for the footer and for the help.

    `keys`: Textual's names of the keys. Screens show the first key if `printed` has no other text.
    """

    keys: tuple[str, ...]
    action: str
    word: str
    meaning: str
    printed: str = ""
    footer: bool = True

    @property
    def key_text(self) -> str:
        """Return the key as screens show it."""
        return self.printed or (_NAMES.get(self.keys[0], self.keys[0]) if self.keys else "")


def command(keys: str, action: str, word: str, meaning: str, *, printed: str = "", footer: bool = True) -> KeyCommand:
    """Make a command. `keys`: a list of keys, separated by commas."""
    return KeyCommand(tuple(key for key in keys.split(",") if key), action, word, meaning, printed, footer)


def bindings(commands: Iterable[KeyCommand]) -> list[BindingType]:
    """Return Textual's bindings for commands."""
    return [Binding(key, each.action, each.word, show=False) for each in commands for key in each.keys]


HELP = command("question_mark", "help", "Help", "help for this screen")
ALL = command("slash,ctrl+p", "commands", "All", "all commands, searchable")
BACK = command("escape,backspace", "back", "Back", "one step back; keeps text; never leaves the game")
LEAVE = command("ctrl+q", "leave", "Leave", "leave the program; everything is saved already", footer=False)
COMMON = (HELP, ALL)
