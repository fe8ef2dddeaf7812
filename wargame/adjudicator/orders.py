"""The orders of many games as columns (arrays). The rows are sorted by the line in the order list, then by seat.

`settlement.py` needs this order of rows.

Must not know: order text, drafts, or whether an order is legal.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import attrs
import numpy as np
import numpy.typing as npt

from wargame.model.match.order import Order
from wargame.rulebook import Rulebook

Ints = npt.NDArray[np.intp]


@attrs.frozen(eq=False)
class OrderTable:
    """A table with one row for each order.

    The columns are the game, the seat (its position among the seats), the line, the action (its position), and the
    positions of the targets.
    """

    game: Ints
    seat: Ints
    line: Ints
    action: Ints
    first: Ints
    second: Ints
    level: npt.NDArray[np.float64]
    main: npt.NDArray[np.bool_]
    orderly: bool = False  # no seat spends too much, or repeats an order that it may give once only

    @property
    def size(self) -> int:
        """Return the number of orders."""
        return int(self.game.size)

    @classmethod
    def of(cls, rulebook: Rulebook, seats: Sequence[str], orders: Mapping[str, Sequence[Order]]) -> OrderTable:
        """Return the table of the orders of one game. The orders must name existing actions, targets and levels."""
        numbers = rulebook.action_numbers
        book = rulebook.world.book
        rows: list[tuple[int, int, int, int, int, int, float, bool]] = []
        for seat, given in orders.items():
            for line, order in enumerate(given):
                roles = rulebook.rules.actions[order.action].action.targets
                places = [book.index(t.kind, code) for t, code in zip(roles, order.targets, strict=True)]
                places += [0] * (2 - len(places))
                rows.append(
                    (0, seats.index(seat), line, numbers[order.action], places[0], places[1], order.level, order.main)
                )
        rows.sort(key=lambda r: (r[2], r[1]))
        columns = list(zip(*rows, strict=True)) if rows else [()] * 8
        ints = [np.array(c, dtype=np.intp) for c in columns[:6]]
        level, main = np.array(columns[6], dtype=np.float64), np.array(columns[7], dtype=bool)
        return cls(ints[0], ints[1], ints[2], ints[3], ints[4], ints[5], level, main)

    def order(self, rulebook: Rulebook, row: int) -> Order:
        """Return a row as an order."""
        name = rulebook.action_names[self.action[row]]
        action = rulebook.rules.actions[name].action
        book = rulebook.world.book
        places = (self.first[row], self.second[row])
        targets = tuple(book.codes[t.kind][int(place)] for t, place in zip(action.targets, places, strict=False))
        words = action.words_at(targets)
        levelled = len(action.levels) > 1 or bool(words)
        return Order(name, targets, float(self.level[row]), bool(self.main[row]), levelled, words)
