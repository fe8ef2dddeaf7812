"""Text in a content file that is later read as a formula.

Must not know: how formulas are parsed or computed.
"""

from __future__ import annotations

import re

import attrs

from wargame.errors import Place


@attrs.frozen
class Formula:
    """A formula as written, with the place of its first character.

    `starts`: for text that is folded from several lines, the beginning of each line. It has an offset in the text and
    a place in the file.
    `by_engine`: whether the engine wrote the formula, so that the formula's numbers need no source.
    """

    text: str
    place: Place
    starts: tuple[tuple[int, Place], ...] = ()
    by_engine: bool = False

    def place_at(self, offset: int) -> Place:
        """Return the place in the file of the character at `offset` of the text."""
        base_offset, base = 0, self.place
        for start, place in self.starts:
            if start > offset:
                break
            base_offset, base = start, place
        return Place(base.file, base.line, base.column + offset - base_offset)

    def within(self, before: str, after: str) -> Formula:
        """Return this formula between two pieces of text. Every character of the formula keeps its place."""
        starts = self.starts or ((0, self.place),)
        moved = tuple((offset + len(before), place) for offset, place in starts)
        return Formula(f"{before}{self.text}{after}", self.place, ((0, self.place), *moved))

    def place_of(self, name: str) -> Place | None:
        """Return the place of a name's first use in the text. Return None if the text does not use the name."""
        if name not in self.text:
            return None  # most names are not in the text, and compiling a pattern for each name takes long
        found = re.search(rf"(?<![\w.]){re.escape(name)}(?!\w)", self.text)
        return None if found is None else self.place_at(found.start())


@attrs.frozen
class NamedFormula:
    """A formula with a name. The reader of formulas puts the formula in the place of its name.

    `takes`: the names of its arguments.
    """

    name: str
    takes: tuple[str, ...]
    body: Formula
    label: str = ""
    template: Place | None = None  # the place of the engine's rule from which it was made
