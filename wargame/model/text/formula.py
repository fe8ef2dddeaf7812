"""Formulas as text in a content file. Other code parses the text later.

Must not know: how formulas are parsed or computed.
"""

from __future__ import annotations

import re

import attrs

from wargame.errors import Place


@attrs.frozen
class Formula:
    """A formula as written, with the place of its first character.

    `starts`: the beginning of each line, for text that YAML joins from several lines.
    A beginning has an offset in the text and a place in the file.
    `by_engine`: whether the engine wrote the formula. The numbers of such a formula need no source.
    """

    text: str
    place: Place
    starts: tuple[tuple[int, Place], ...] = ()
    by_engine: bool = False

    def place_at(self, offset: int) -> Place:
        """Return the place in the file of the character at position `offset` of the text."""
        base_offset, base = 0, self.place
        for start, place in self.starts:
            if start > offset:
                break
            base_offset, base = start, place
        return Place(base.file, base.line, base.column + offset - base_offset)

    def within(self, before: str, after: str) -> Formula:
        """Return a formula with the text `before`, this formula, and the text `after`.

        Each character of this formula keeps its place.
        """
        starts = self.starts or ((0, self.place),)
        moved = tuple((offset + len(before), place) for offset, place in starts)
        return Formula(f"{before}{self.text}{after}", self.place, ((0, self.place), *moved))

    def place_of(self, name: str) -> Place | None:
        """Return the place where the text first uses a name. Return None if the text does not use the name."""
        if name not in self.text:
            return None  # most names are not in the text, and it takes long to compile a pattern for each name
        found = re.search(rf"(?<![\w.]){re.escape(name)}(?!\w)", self.text)
        return None if found is None else self.place_at(found.start())


@attrs.frozen
class NamedFormula:
    """A formula with a name. Other formulas may use the name, and the reader of formulas inserts this formula there.

    `takes`: the names of its arguments.
    """

    name: str
    takes: tuple[str, ...]
    body: Formula
    label: str = ""
    template: Place | None = None  # the place of the engine's rule that made the formula
