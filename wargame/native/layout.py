"""The positions of a state's values for C code: arrays by number, and positions in the workspace.

Must not know: the meaning of nodes, or how code is called.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Literal

import attrs

from wargame.native.text import Room

Held = Literal["metric", "parameter", "effort", "history", "arrival"]


@attrs.frozen
class ArrayKey:
    """An array of a state. A metric, hidden parameter, effort or history has a name. An arrival has a number."""

    held: Held
    name: str


@attrs.define(eq=False)
class Layout:
    """The workspace of a source. Every array of the state that is used has one position in it, for all functions.

    `cells`: the number of cells of each array.
    `efforts`: the first row of each effort in the block of all efforts.
    `touched`, `written`: the arrays that the present function reads or writes, and those that it writes.
    """

    cells: Mapping[ArrayKey, int]
    efforts: Mapping[str, int]
    room: Room = attrs.field(factory=Room)
    numbers: dict[ArrayKey, int] = attrs.field(factory=dict)
    places: dict[ArrayKey, int] = attrs.field(factory=dict)
    touched: dict[ArrayKey, None] = attrs.field(factory=dict)  # in the order of their first use
    written: set[ArrayKey] = attrs.field(factory=set)
    effort: int = attrs.field(init=False)  # the first position of efforts

    def __attrs_post_init__(self) -> None:
        self.effort = self.room.fresh(sum(n for key, n in self.cells.items() if key.held == "effort"))

    def begin(self) -> None:
        """Begin another function."""
        self.touched, self.written = {}, set()

    def place(self, key: ArrayKey) -> int:
        """Return the position of the array in the workspace."""
        self.touched[key] = None
        self.number(key)
        if key not in self.places:
            self.places[key] = (
                self.effort + self.efforts[key.name] if key.held == "effort" else self.room.fresh(self.cells[key])
            )
        return self.places[key]

    def write(self, key: ArrayKey) -> None:
        """Mark the array as written by the function."""
        self.written.add(key)

    def number(self, key: ArrayKey) -> int:
        """Return the number of the array among those passed to the function."""
        return self.numbers.setdefault(key, len(self.numbers))
