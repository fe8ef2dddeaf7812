"""A rectangle of character cells. Every pane is drawn on its own rectangle.

Each cell has a character, an ink and a ground. An ink is the name of a text style. A ground is the name of a
background.

Must not know: what is drawn on the canvas, or the colours of the inks.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Iterator, Sequence
from functools import lru_cache

from rich.cells import cell_len

Span = tuple[str, str]  # text, ink
Line = tuple[Span, ...]

PLAIN = ""
DIM = "dim"
BOLD = "bold"
KEY = "key"
ALARM = "alarm"
MARK = "mark"
GONE = "gone"  # struck out

ROUND = "╭─╮│ │╰─╯"
DASHED = "╭╌╮╎ ╎╰╌╯"
DOUBLE = "╔═╗║ ║╚═╝"


@lru_cache(maxsize=4096)
def one_cell(text: str) -> str:
    """Return a text whose characters are all one cell wide. Wide and unprintable characters are replaced."""
    if text.isascii() and text.isprintable():
        return text
    composed = unicodedata.normalize("NFC", text)
    return "".join(c if cell_len(c) == 1 and c.isprintable() else _narrow(c) for c in composed)


def _narrow(character: str) -> str:
    if character.isspace():
        return " "
    return "" if unicodedata.combining(character) else "?"


def cut(text: str, width: int) -> str:
    """Shorten a text to a width. The sign … replaces the missing end."""
    if len(text) <= width:
        return text
    return text[: max(0, width - 1)] + "…" if width > 0 else ""


def cut_front(text: str, width: int) -> str:
    """Shorten a text to a width. The sign … replaces the missing beginning."""
    if len(text) <= width:
        return text
    return "…" + text[len(text) - max(0, width - 1) :] if width > 0 else ""


LEAST_HEAD = 8  # number of cells that remain of a name that is cut in the middle


def cut_name(text: str, width: int) -> str:
    """Cut a name like `Share of people who back, Quayside, the undecided` in the middle.

    The last two parts stay if there is room. Otherwise only the last part stays. The last parts identify the number.
    """
    for parts in (2, 1):
        head, *tail = text.rsplit(", ", parts)
        kept = "".join(f", {part}" for part in tail)
        if tail and len(kept) + LEAST_HEAD <= width < len(text):
            return cut(head, width - len(kept)) + kept
    return cut(text, width)


def width_of(line: Iterable[Span]) -> int:
    """Return the number of cells that a line takes."""
    return sum(len(one_cell(text)) for text, _ in line)


def fold(text: str, width: int) -> list[str]:
    """Break a paragraph into lines of at most `width` cells. Lines are broken at spaces if possible."""
    width = max(1, width)  # a pane may be drawn before it has a width
    lines: list[str] = []
    for paragraph in text.splitlines() or [""]:
        line = ""
        for word in paragraph.split():
            while len(word) > width:
                if line:
                    lines.append(line)
                    line = ""
                lines.append(word[:width])
                word = word[width:]
            if line and len(line) + 1 + len(word) > width:
                lines.append(line)
                line = word
            else:
                line = f"{line} {word}" if line else word
        lines.append(line)
    return lines


def fold_parts(parts: Iterable[str], width: int) -> list[str]:
    """Break a text into lines of at most `width` cells. Lines are broken between its parts if possible."""
    lines: list[str] = []
    for part in parts:
        if lines and len(lines[-1]) + 1 + len(part) <= width:
            lines[-1] += f" {part}"
        else:
            lines += fold(part, width)
    return lines


class Canvas:
    """A drawing of `width` by `height` cells. Cells outside this rectangle are not drawn."""

    def __init__(self, width: int, height: int) -> None:
        self.width = max(0, width)
        self.height = max(0, height)
        self._characters = [[" "] * self.width for _ in range(self.height)]
        self._inks = [[PLAIN] * self.width for _ in range(self.height)]
        self._grounds = [[PLAIN] * self.width for _ in range(self.height)]

    def put(self, x: int, y: int, text: str, ink: str = PLAIN, width: int | None = None) -> int:
        """Write text from the cell (x, y) to the right. The text is cut with … at `width` cells or at the edge.

        Return the next free column.
        """
        room = self.width - x if width is None else min(width, self.width - x)
        shown = cut(one_cell(text), room)
        if 0 <= y < self.height:
            characters, inks = self._characters[y], self._inks[y]
            for column, character in enumerate(shown, x):
                if 0 <= column < self.width:
                    characters[column], inks[column] = character, ink
        return x + len(shown)

    def put_line(self, x: int, y: int, line: Sequence[Span], width: int | None = None) -> int:
        """Write pieces of text (spans) one after the other, from the cell (x, y) to the right.

        The last visible cell is … if the spans are too long. Return the next free column.
        """
        room = self.width - x if width is None else min(width, self.width - x)
        if width_of(line) <= room:
            for text, ink in line:
                x = self.put(x, y, text, ink)
            return x
        end = x + room
        for text, ink in line:
            text = one_cell(text)
            if x + len(text) >= end:
                return self.put(x, y, cut(text + "…", end - x), ink)
            x = self.put(x, y, text, ink)
        return x

    def put_right(self, end: int, y: int, text: str, ink: str = PLAIN) -> int:
        """Write text that ends before column `end`. Return the column of its first cell."""
        text = one_cell(text)
        self.put(end - len(text), y, text, ink)
        return end - len(text)

    def fill(self, x: int, y: int, width: int, height: int, ground: str) -> None:
        """Set the ground (background) of a rectangle."""
        for row in range(max(0, y), min(self.height, y + height)):
            for column in range(max(0, x), min(self.width, x + width)):
                self._grounds[row][column] = ground

    def box(self, x: int, y: int, width: int, height: int, frame: str = ROUND, ink: str = PLAIN) -> None:
        """Draw a frame and clear the inside. `frame`: the nine characters of the frame, row by row."""
        for row in range(height):
            left, middle, right = tuple(frame[3:6] if 0 < row < height - 1 else (frame[:3] if row == 0 else frame[6:]))
            self.put(x, y + row, left + middle * (width - 2) + right, ink)

    def rule(self, x: int, y: int, width: int, title: str = "", ink: str = DIM) -> None:
        """Draw a horizontal line that contains a title."""
        self.put(x, y, "─" * width, ink)
        if title:
            self.put(x + 1, y, f" {title} ", BOLD, width - 2)

    def rows_unlike(self, other: Canvas) -> tuple[int, ...]:
        """Return the rows in which this drawing differs from another drawing of the same size.

        Rows differ if their characters, inks or grounds differ.
        """
        return tuple(
            y
            for y in range(self.height)
            if self._characters[y] != other._characters[y]
            or self._inks[y] != other._inks[y]
            or self._grounds[y] != other._grounds[y]
        )

    def rows(self) -> tuple[str, ...]:
        """Return the characters without inks and grounds, one text for each row."""
        return tuple("".join(row) for row in self._characters)

    def runs(self, y: int) -> Iterator[tuple[str, str, str]]:
        """Return a row as runs of cells with the same ink and ground. A run is (text, ink, ground)."""
        if not 0 <= y < self.height:
            return
        start = 0
        inks, grounds, characters = self._inks[y], self._grounds[y], self._characters[y]
        for column in range(1, self.width + 1):
            if column == self.width or inks[column] != inks[start] or grounds[column] != grounds[start]:
                yield "".join(characters[start:column]), inks[start], grounds[start]
                start = column
