"""A list that people filter by typing: all commands of a screen, places on the map, or numbers to explain.

Must not know: what happens with the choice.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import ClassVar

import attrs
from textual import events
from textual.widgets import Input

from wargame.tui.drawing.canvas import DIM, KEY, PLAIN, cut, cut_name
from wargame.tui.drawing.pen import Pen
from wargame.tui.screens.common.line_screen import LineScreen
from wargame.tui.widgets.list_pane import ListPane, ListRow, ListRows

BEGUN = 9  # the rank of an item whose name begins with the text


@attrs.frozen
class PickItem:
    """An item of the list: its name, its meaning, and the key that has the same effect.

    `called`: other names. The earlier names are better. An item comes first if the typed text is one of its names. An
        item whose name only begins with the text, or contains it, comes later.
    """

    key: str
    name: str
    meaning: str = ""
    shortcut: str = ""
    called: tuple[str, ...] = ()

    def fits(self, words: Sequence[str]) -> bool:
        """Return whether the item contains all words."""
        told = " ".join((self.name, self.meaning, self.key, *self.called)).lower()
        return all(word in told for word in words)

    def rank(self, typed: str) -> int:
        """Return how well the item fits the text. The best rank is 0, for a text that is one of the item's other names.

        The rank of the item's own name is next. Then come names that begin with the text, and then all other items.
        """
        names = [name.lower() for name in (*self.called, self.name)]
        if typed in names:
            return names.index(typed)
        return BEGUN if self.name.lower().startswith(typed) or self.key.lower().startswith(typed) else BEGUN + 1


class PickLine(Input):
    """The line that filters the list. The arrows and Enter act on the list."""

    async def on_key(self, event: events.Key) -> None:
        """Forward the keys that act on the list."""
        if event.key in ("up", "down", "pageup", "pagedown", "enter"):
            event.stop()
            event.prevent_default()
            pane = self.screen.query_one(ListPane)
            if event.key == "enter":
                pane.action_act()
            elif event.key in ("up", "down"):
                pane.action_move(-1 if event.key == "up" else 1)
            else:
                pane.action_page(-1 if event.key == "pageup" else 1)


class PickScreen(LineScreen):
    """The list. The result is the key of the chosen item, or an empty text if nothing was chosen."""

    WORDS: ClassVar[list[tuple[str, str]]] = [("⏎", "Take"), ("↑↓", "Choose"), ("Esc", "Back")]

    def __init__(self, pen: Pen, title: str, choices: tuple[PickItem, ...]) -> None:
        super().__init__(pen, title)
        self.choices = choices

    def line(self) -> Input:
        """Return the line that filters the list."""
        return PickLine(compact=True, select_on_focus=False)

    @property
    def fitting(self) -> tuple[PickItem, ...]:
        """Return the items that fit the text. The best items come first."""
        typed = self.query_one(PickLine).value.strip().lower()
        found = [choice for choice in self.choices if choice.fits(typed.split())]
        return tuple(sorted(found, key=lambda choice: choice.rank(typed)))

    def rows(self, width: int) -> ListRows:
        """Return name, meaning and key of each fitting item."""
        longest = max((len(choice.meaning) for choice in self.choices), default=0)
        key_room = 12 if any(choice.shortcut for choice in self.choices) else 3
        column = min(
            max(width // 2, width - longest - key_room - 2), max((len(c.name) for c in self.choices), default=0) + 2
        )
        made: list[ListRow] = []
        for choice in self.fitting:
            room = max(0, width - column - key_room)
            meaning = cut(choice.meaning, room).ljust(room)
            line = (
                (f" {cut_name(choice.name, column - 2).ljust(column)}", PLAIN),
                (meaning, DIM),
                (f" {choice.shortcut}", KEY),
            )
            made.append(ListRow(line, choice.key))
        return tuple(made) or (ListRow(((" Nothing fits.", DIM),)),)

    def on_input_changed(self) -> None:
        """Filter the list by the new text."""
        self.query_one(ListPane).show(self.rows, "")

    def on_list_pane_acted(self, message: ListPane.Acted) -> None:
        """Choose the item on Enter or a click."""
        self.put_away(message.key)
