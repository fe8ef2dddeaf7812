"""Help: the purpose of a screen, its keys, and the words of the game.

Must not know: any particular screen. This screen gets commands and texts.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import ClassVar

from textual.binding import BindingType

from wargame.tui.commands import KeyCommand, bindings, command
from wargame.tui.drawing.canvas import BOLD, DIM, KEY, PLAIN, Line, fold
from wargame.tui.drawing.pen import Pen
from wargame.tui.screens.common.base_screen import ListScreen
from wargame.tui.widgets.list_pane import ListRow, ListRows

COMMANDS = (
    command("escape,question_mark,enter,backspace", "back", "Back", "back to where you were"),
    command("up,down", "scroll", "Scroll", "scroll", printed="↑↓"),
)
ORDER_HELP = (
    "Type the first letters of an order and its target in the order line, as in  se bg  for  services BGN. "
    "The rest stands behind the cursor; →, Tab or Enter takes it. A digit picks a row of the list. "
    "? shows all legal orders. "
    "Esc closes the line and keeps the text. You can paste several lines at once.",
)
STRENGTH_HELP = (
    "The same order at the same place loses effect turn after turn; the list of orders shows the rest in percent. "
    "The main effort (*) has more effect. Some seats can keep an unused action point for the next turn; "
    "the top line then says so. Effects of later turns stand below the orders, with the turn in which they arrive.",
)
SIGNS_HELP = (
    "A tile is a place. Above: the side that holds the place, and the code. In the middle: the largest shares, with ↑ "
    "or ↓ since last turn. Below: your own points, then the most points of another side. Dashed tiles lie off the map. "
    "A double frame is the mark.",
    "Roads: = open   ~ harassed   ! choked   × closed   ? no report. The scenario may use other words; "
    "you see them beside the roads.  ★ main effort.",
    "≈ is a number that your team only estimates. [EST] marks a number that the authors of the rules invented or "
    "estimated. The inspector names such numbers for a marked order. Why names them for a cause, with their sources.",
)


class HelpScreen(ListScreen[None]):
    """Keys and words. `words_only`: whether to show only the glossary."""

    NAME = "Help"
    KEYS = COMMANDS
    BINDINGS: ClassVar[list[BindingType]] = bindings(KEYS[:1])

    def __init__(
        self,
        pen: Pen,
        heading: str,
        commands: Sequence[KeyCommand],
        prose: Sequence[str],
        glossary: Mapping[str, str],
        sides: Sequence[tuple[str, str]] | None = None,
    ) -> None:
        """Prepare the help. `sides`: signs with their names. None: this help shows no signs.

        The signs are in the help of the screen on which people write orders.
        """
        super().__init__(pen)
        self.heading, self.commands, self.prose, self.glossary = heading, tuple(commands), tuple(prose), dict(glossary)
        self.sides = sides

    def top(self) -> tuple[Line, ...]:
        """Return the subject of the help."""
        return ((f"HELP │ {self.heading}", BOLD),), ()

    def rows(self, width: int) -> ListRows:
        """Return the sentences, the keys and the words."""
        rows: list[ListRow] = []
        for text in self.prose:
            rows += [ListRow(((line, PLAIN),)) for line in fold(text, width - 3)]
        if self.sides is not None:
            rows += [ListRow(), ListRow(((" SIGNS", DIM),), bar=True)]
            told = (*_sides_told(self.sides, self.pen.sign("")), *SIGNS_HELP)
            rows += [ListRow(((f"  {line}", PLAIN),)) for text in told for line in fold(text, width - 5)]
        if self.commands:
            rows += [ListRow(), ListRow(((" KEYS", DIM),), bar=True)]
            column = max(16, *(len(each.word) + 2 for each in self.commands))
            for each in self.commands:
                keys = each.key_text + (f" {each.keys[1]}" if len(each.keys) > 1 and len(each.keys[1]) == 1 else "")
                rows.append(
                    ListRow(((f"  {keys.ljust(10)}", KEY), (each.word.ljust(column), BOLD), (each.meaning, PLAIN)))
                )
            rows.append(
                ListRow(
                    (
                        ("  ctrl+q    ", KEY),
                        ("Leave".ljust(column), BOLD),
                        ("leave the program; everything is saved", PLAIN),
                    )
                )
            )
        if self.sides is not None:
            rows += [ListRow(), ListRow(((" ORDERS", DIM),), bar=True)]
            told = (*ORDER_HELP, *STRENGTH_HELP)
            rows += [ListRow(((f"  {line}", PLAIN),)) for text in told for line in fold(text, width - 5)]
        if self.glossary:
            rows += [ListRow(), ListRow(((" WORDS", DIM),), bar=True)]
            column = min(24, max(len(word) for word in self.glossary) + 2)
            for word, meaning in self.glossary.items():
                lines = fold(meaning, max(20, width - column - 5))
                rows.append(ListRow(((f"  {word.replace('_', ' ').ljust(column)}", BOLD), (lines[0], PLAIN))))
                rows += [ListRow(((" " * (column + 2), PLAIN), (line, PLAIN))) for line in lines[1:]]
        return tuple(rows)

    def on_list_pane_acted(self) -> None:
        """Go back on Enter."""
        self.action_back()


def _sides_told(sides: Sequence[tuple[str, str]], nobody: str) -> tuple[str, ...]:
    """Return texts that explain the signs: `Sides: ■ Junta, ▲ JNIM; ○ where nobody holds more than half.`"""
    told = ", ".join(f"{sign} {name}" for sign, name in sides)
    return (f"Sides: {told}; {nobody} where nobody holds more than half.",) if sides else ()
