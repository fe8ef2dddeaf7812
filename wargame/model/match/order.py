"""An order: one line of text. Screens, files and bots use the same text.

Must not know: whether an order is legal.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import attrs

from wargame.model.rules.deal import Terms


def level_text(level: float) -> str:
    """Return a level as text without needless decimals: `2`, `0.8`."""
    return f"{level:g}"


def split_orders(text: str) -> tuple[str, ...]:
    """Return the orders of one line.

    A `;` separates two orders. A `;` before the number of turns of a deal does not separate orders.
    """
    parts: list[str] = []
    for piece in text.split(";"):
        if parts and ":" in parts[-1] and ";" not in parts[-1]:
            parts[-1] += f";{piece}"
        else:
            parts.append(piece)
    return tuple(parts)


@attrs.frozen
class Order:
    """An order: `ACTION [TARGET [TARGET2]] [LEVEL] [main]`.

    `levelled`: whether the text contains the level.
    `words`: one word for each level from 1, if the levels are choices. The text then contains the word.
    `terms`: the clauses and amounts of a deal that a party wrote. The text is then
    `ACTION TABLE: LINE, LINE; TURNS[, secret]`.
    """

    action: str
    targets: tuple[str, ...] = ()
    level: float = 1.0
    main: bool = False
    levelled: bool = True
    words: tuple[str, ...] = ()
    terms: Terms | None = None

    @property
    def level_word(self) -> str:
        """Return the level as written. A level that is a choice is written as a word.

        Any other level is written as a number.
        """
        return self.words[round(self.level) - 1] if self.words else level_text(self.level)

    @property
    def text(self) -> str:
        """Return the canonical text of the order: all words in full."""
        if self.terms is not None:
            return f"{self.action} {self.terms.text}"
        words = [self.action, *self.targets]
        if self.levelled:
            words.append(self.level_word)
        if self.main:
            words.append("main")
        return " ".join(words)


Orders = tuple[Order, ...]
OrdersBySeat = Mapping[str, Sequence[Order]]
