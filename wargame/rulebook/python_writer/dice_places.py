"""The places of the dice of a turn. A place is a position in the list of all dice of the turn. One call draws all these
dice.

Must not know: steps, or how bits become values.
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import cached_property
from typing import Any

import numpy as np

from wargame.numeric import dice
from wargame.rulebook.ir.axes import AxisBook
from wargame.rulebook.ir.dice import die_table
from wargame.rulebook.ir.nodes import DrawNode


class DicePlaces:
    """The dice of all draws, one draw after the other. The dice of one draw follow the order of its cells."""

    def __init__(self, book: AxisBook) -> None:
        self._book = book
        self._starts: dict[int, int] = {}
        self._draws: list[DrawNode] = []
        self._keys: list[Any] = []
        self._count = 0

    def start(self, node: DrawNode) -> int:
        """Return the place of the first die of a draw."""
        if id(node) not in self._starts:
            keys = die_table(self._book, node).reshape(-1)
            self._starts[id(node)] = self._count
            self._draws.append(node)
            self._keys.append(keys)
            self._count += keys.size
        return self._starts[id(node)]

    @cached_property
    def keys(self) -> dice.Bits:
        """Return the keys of all dice. Call this after all draws are written."""
        return np.concatenate([np.zeros(0, dtype=np.uint64), *self._keys])

    def keys_with_other_dice(self, step: str, number: int) -> dice.Bits:
        """Return the keys of all dice, where the dice of one step are other dice. `number`: the number that selects the
        other dice.
        """
        places = self._places_of(step)
        keys = self.keys.copy()
        keys[places] = dice.die_keys([f"{self.names[place]}|again {number}" for place in places])
        return keys

    def _places_of(self, step: str) -> list[int]:
        return [place for place, name in enumerate(self.names) if name.startswith(f"{step}.")]

    @cached_property
    def by_name(self) -> Mapping[str, tuple[tuple[int, DrawNode], ...]]:
        """Return the places of each die, and the draw at each place. The key is the name of the die.

        Call this after all draws are written.
        """
        found: dict[str, tuple[tuple[int, DrawNode], ...]] = {}
        nodes = (node for node in self._draws for _ in np.ndindex(self._book.shape(node.axes)))
        for place, (name, node) in enumerate(zip(self.names, nodes, strict=True)):
            found[name] = (*found.get(name, ()), (place, node))
        return found

    @cached_property
    def names(self) -> tuple[str, ...]:
        """Return the name of each die, `step.let|entities`. Call this after all draws are written."""
        book, found = self._book, []
        for node in self._draws:
            codes = [book.dice[book.kind_of[a]] for a in node.over]
            at = [node.axes.index(a) for a in node.over]
            found += [
                f"{node.die}|{','.join(code[place[i]] for code, i in zip(codes, at, strict=True))}"
                for place in np.ndindex(book.shape(node.axes))
            ]
        return tuple(found)
