"""Where C code finds what a state holds: arrays by number, and places in the workspace into which they are copied.

Must not know: nodes' meaning, or how code is called.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Literal

import attrs

from wargame.native.text import Room

Held = Literal["metric", "parameter", "effort", "history", "arrival"]


@attrs.frozen
class ArrayKey:
    """An array of a state: a metric, hidden parameter, effort or history by name, an arrival by its number."""

    held: Held
    name: str


@attrs.define(eq=False)
class Layout:
    """The arrays that a function touches, and their cells; `numbers` are those of the whole source."""

    numbers: dict[ArrayKey, int]
    room: Room = attrs.field(factory=Room)
    cells: dict[ArrayKey, int] = attrs.field(factory=dict)
    places: dict[ArrayKey, int] = attrs.field(factory=dict)
    written: set[ArrayKey] = attrs.field(factory=set)

    def place(self, key: ArrayKey, cells: int) -> int:
        """Where the array stands in the workspace."""
        if key not in self.places:
            self.cells[key] = cells
            self.places[key] = self.room.fresh(cells)  # filled before anything else is written
        return self.places[key]

    def number(self, key: ArrayKey) -> int:
        """Position of the array among those handed over."""
        return self.numbers.setdefault(key, len(self.numbers))


def flat(sizes: Sequence[int], indices: Sequence[str]) -> str:
    """The position of a cell in one row, as an expression."""
    parts, step, fixed = [], 1, 0
    for size, index in zip(reversed(sizes), reversed(indices), strict=True):
        if index.isdigit():
            fixed += int(index) * step
        else:
            parts.append(index if step == 1 else f"{step} * {index}")
        step *= size
    return " + ".join([*reversed(parts), *([str(fixed)] if fixed or not parts else [])])
