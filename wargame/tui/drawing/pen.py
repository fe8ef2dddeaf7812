"""The pen turns a drawing into styled text for the terminal.

A drawing names its text styles (inks), its backgrounds (grounds) and the factions. The section `looks` of the scenario
decides their colours and signs.

A pen writes Unicode, or only ASCII.

Must not know: what is drawn, or which scenario it is.
"""

from __future__ import annotations

import unicodedata

from rich.color import Color, ColorParseError
from rich.segment import Segment
from rich.style import Style

from wargame.model.scenario.looks import FactionLook, Looks
from wargame.tui.drawing import canvas as inks
from wargame.tui.drawing.canvas import Canvas

NOBODY = "○·"  # a place that nobody holds gets the first sign that no faction has; ASCII has the signs o and .
DARK = (15, 18, 22)  # this colour is mixed into the colours of grounds, so that text on them is easy to read
FILL = 0.28

_FIXED = {
    inks.PLAIN: Style(),
    inks.DIM: Style(color="#94a1ae"),
    inks.BOLD: Style(bold=True),
    inks.KEY: Style(color="#f5e663", bold=True),
    inks.ALARM: Style(bold=True, reverse=True),
    inks.MARK: Style(bold=True, underline=True),
    inks.GONE: Style(strike=True),
}

_GROUNDS = {
    inks.PLAIN: Style(),
    "bar": Style(bgcolor="#16222c"),
    "sheet": Style(bgcolor="#12171d"),
    "nobody": Style(bgcolor="#20242a"),
}

_ASCII = str.maketrans(
    {
        "─": "-", "│": "|", "╭": "+", "╮": "+", "╰": "+", "╯": "+", "├": "+", "┤": "+", "┬": "+", "┴": "+", "┼": "+",
        "╌": "-", "╎": ":", "═": "=", "║": "#", "╔": "#", "╗": "#", "╚": "#", "╝": "#",
        "━": "#", "▼": "V", "○": "o", "≈": "~", "±": "+-", "×": "x", "↑": "^", "↓": "v", "→": ">", "←": "<", "›": ">",
        "−": "-", "–": "-", "—": "-", "…": "...", "·": ".", "★": "*", "✓": "v", "⏎": "Enter", "▏": "|",
        "‘": "'", "’": "'", "“": '"', "”": '"', "≤": "<", "≥": ">", "ß": "s", "æ": "a", "ø": "o", "ł": "l",
    }
)  # fmt: skip


def ascii_text(text: str) -> str:
    """Return text in ASCII, with one character for each character if possible.

    An unknown character becomes `?`. The character `…` becomes three dots.
    """
    if text.isascii():
        return text
    plain = unicodedata.normalize("NFKD", text.translate(_ASCII))
    return "".join(c if c.isascii() else "?" for c in plain if not unicodedata.combining(c))


ELLIPSIS = "…"
DOTS = 3


def ascii_row(row: str) -> str:
    """Return a row of cells in ASCII. Each cell stays in its column.

    An ellipsis becomes three dots. The dots also take the next two cells if these are blank. Otherwise the dots take
    the two cells before the ellipsis.
    """
    cells = [ELLIPSIS if c == ELLIPSIS else (ascii_text(c) or "?")[:1] for c in row]
    for at in (column for column, c in enumerate(row) if c == ELLIPSIS):
        blank = row[at + 1 : at + DOTS] == " " * (DOTS - 1)
        start = at if blank else max(0, at - DOTS + 1)
        end = min(len(cells), at + DOTS if blank else at + 1)
        cells[start:end] = "." * (end - start)
    return "".join(cells)


class Pen:
    """The colours and signs of one scenario. `plain`: whether all signs are ASCII characters."""

    def __init__(self, looks: Looks | None = None, plain: bool = False) -> None:
        self.looks = looks or Looks()
        self.plain = plain
        self._styles: dict[tuple[str, str], Style] = {}

    def look(self, faction: str) -> FactionLook:
        """Return the look of a faction. A faction without a look in the scenario gets a plain look."""
        return self.looks.factions.get(faction) or FactionLook(glyph="•", ascii=faction[:1].upper() or "?")

    def sign(self, faction: str) -> str:
        """Return the sign of a faction, which is one cell wide. An empty name means a place that nobody holds."""
        if not faction:
            looks = self.looks.factions.values()
            taken = {look.ascii[:1].lower() if self.plain else look.glyph for look in looks}
            return next((sign for sign in ("o." if self.plain else NOBODY) if sign not in taken), "-")
        look = self.look(faction)
        return look.ascii[:1] if self.plain else (inks.one_cell(look.glyph)[:1] or look.ascii[:1])

    def ink(self, faction: str) -> str:
        """Return the ink of a faction's sign."""
        return f"who:{faction}" if faction else inks.PLAIN

    def ground(self, faction: str) -> str:
        """Return the ground of an area that a faction holds. An empty name means that nobody holds the area."""
        return f"held:{faction}" if faction else "nobody"

    def text(self, text: str) -> str:
        """Return text in characters that this pen can write."""
        return ascii_text(text) if self.plain else text

    def style(self, ink: str, ground: str) -> Style:
        """Return the style of an ink and a ground."""
        key = (ink, ground)
        if key not in self._styles:
            self._styles[key] = self._ink_style(ink) + self._ground_style(ground)
        return self._styles[key]

    def segments(self, canvas: Canvas, y: int) -> list[Segment]:
        """Return a row of a canvas as styled segments. Each character takes one cell."""
        runs = list(canvas.runs(y))
        row = "".join(text for text, _, _ in runs)
        shown = ascii_row(row) if self.plain and not row.isascii() else row
        made, start = [], 0
        for text, ink, ground in runs:
            made.append(Segment(shown[start : start + len(text)], self.style(ink, ground)))
            start += len(text)
        return made

    def _ink_style(self, ink: str) -> Style:
        if ink.startswith("who:"):
            look = self.look(ink.removeprefix("who:"))
            return Style(color=_colour(look.text or look.fill), bold=True)
        return _FIXED[ink]

    def _ground_style(self, ground: str) -> Style:
        if ground.startswith("held:"):
            fill = _colour(self.look(ground.removeprefix("held:")).fill)
            if fill is None or fill.triplet is None:
                return Style()
            mixed = (round(d + (c - d) * FILL) for c, d in zip(fill.triplet, DARK, strict=True))
            return Style(bgcolor=Color.from_rgb(*mixed))
        return _GROUNDS[ground]


def _colour(name: str) -> Color | None:
    try:
        return Color.parse(name) if name else None
    except ColorParseError:
        return None
