"""The positions of a state's values for C code: the numbers of arrays, and positions in the workspace.

The workspace is the array in which C keeps all values of a block of games.

A block is a group of games that C code computes together. An arrival is an amount that comes in a later turn.

Must not know: the meaning of formulas, or how code is called.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Literal

import attrs

from wargame.native.text import Room

Held = Literal["metric", "parameter", "effort", "history", "arrival"]


@attrs.frozen
class ArrayKey:
    """The key of an array of a state.

    A metric, hidden parameter, effort or history has a name. An arrival has a number.
    """

    held: Held
    name: str


@attrs.define(eq=False)
class Layout:
    """The layout of the workspace. Every used array of the state has one position in the workspace, for all functions.

    `cells`: the number of cells of each array.
    `efforts`: the first row of each effort in `State.effort_block`.
    `touched`: the arrays that the present function reads or writes.
    `written`: the arrays that the present function writes.
    """

    cells: Mapping[ArrayKey, int]
    efforts: Mapping[str, int]
    room: Room = attrs.field(factory=Room)
    numbers: dict[ArrayKey, int] = attrs.field(factory=dict)
    places: dict[ArrayKey, int] = attrs.field(factory=dict)
    touched: dict[ArrayKey, None] = attrs.field(factory=dict)  # in the order of their first use
    written: set[ArrayKey] = attrs.field(factory=set)
    effort: int = attrs.field(init=False)  # the first position of efforts in the workspace

    def __attrs_post_init__(self) -> None:
        self.effort = self.room.fresh(sum(n for key, n in self.cells.items() if key.held == "effort"))

    def begin(self) -> None:
        """Begin a new function, which has used no array yet."""
        self.touched, self.written = {}, set()

    def place(self, key: ArrayKey) -> int:
        """Return the position of an array in the workspace."""
        self.touched[key] = None
        self.number(key)
        if key not in self.places:
            self.places[key] = (
                self.effort + self.efforts[key.name] if key.held == "effort" else self.room.fresh(self.cells[key])
            )
        return self.places[key]

    def write(self, key: ArrayKey) -> None:
        """Mark an array as written by the present function."""
        self.written.add(key)

    def number(self, key: ArrayKey) -> int:
        """Return the number of an array among the arrays that are passed to the present function."""
        return self.numbers.setdefault(key, len(self.numbers))
