"""The arrays of a bot while it chooses: remaining points and money, wishes for every target, and the orders so far.

A slot is one line of the order list. A wish is the weight of a target. The first draw for each order chooses the action
by the weights of the actions. Funds are action points and money.

Must not know: doctrines, or how wishes are computed.
"""

from __future__ import annotations

from typing import Any

import attrs
import numpy as np
import numpy.typing as npt

from wargame.adjudicator.orders import Ints
from wargame.bots.prepared_action import PreparedAction
from wargame.numeric.exact import Floats, Truths

SLOTS = 16  # the most orders that a bot may choose in a turn, not counting answers
TABLES = 1_000  # the order at a bot's first table has this line, after all other orders and answers
DICE = 4  # each order has four dice: for the action, the first target, the second target and the level

Column = tuple[Any, ...]  # slot, then arrays: games, actions, first targets, second targets, levels, main efforts


@attrs.define(eq=False)
class ChoiceBuffer:
    """The arrays that a seat uses while it chooses orders.

    Arrays have the shape [actions + 1, games]. The last row means that the bot keeps its remaining points.
    `wishes` [cells, games]: the first targets of all actions, one action below the other, then a row of zeros.
    `cells` [most targets, actions]: for each target of an action, its row in `wishes`. The row of zeros means no
    target.
    """

    left: dict[str, Floats]  # by currency: remaining points (`ap`) and money [games]
    least: dict[str, Floats]  # by currency: the least price of each action [actions + 1, games]
    wishes: Floats
    cells: Ints
    counts: npt.NDArray[np.int32]  # how many targets of each action have a wish [actions + 1, games]
    weights: Floats  # [actions + 1, games]
    row: Ints  # the number of the doctrine row that applies [games]
    started: Truths
    going: Ints  # games that still choose
    given: dict[int, Truths] = attrs.field(factory=dict)  # pairs of targets that are already ordered [pairs, games]
    columns: list[Column] = attrs.field(factory=list)

    def chances(self) -> Floats:
        """Return the weight of each action in the unfinished games. The shape is [actions + 1, games].

        An action without a target, or with too high a price, has weight 0.
        """
        whole = self.going.size == self.row.size

        def now(array: npt.NDArray[Any]) -> npt.NDArray[Any]:
            return array if whole else array.take(self.going, axis=-1)

        chances = now(self.weights) * (now(self.counts) > 0)
        for currency, price in self.least.items():
            chances *= now(price) <= now(self.left[currency])
        return chances

    def targets(self, actions: Ints, games: Ints) -> Floats:
        """Return the wishes for the targets of one action in each game.

        The array has the shape [most targets, games]. The rows after the last target of the action contain 0.
        """
        flat = self.cells.take(actions, axis=1)
        flat *= self.wishes.shape[1]
        flat += games
        return np.asarray(self.wishes.reshape(-1).take(flat))

    def payable(self, prices: dict[str, Floats], games: Ints) -> Truths:
        """Return, for each game, whether the remaining funds cover the prices."""
        fine = np.ones(games.size, dtype=bool)
        for currency, price in prices.items():
            if currency in self.left:
                fine &= (price <= self.left[currency][games]) | (price <= 0.0)
        return fine

    def spend(self, prices: dict[str, Floats], games: Ints) -> None:
        """Subtract the prices from the remaining funds."""
        for currency, price in prices.items():
            if currency in self.left:
                self.left[currency][games] -= price

    def cross_out(self, actions: Ints, first: Ints, games: Ints) -> None:
        """Set the wishes for these first targets to 0."""
        self.wishes[self.cells[0][actions] + first, games] = 0.0
        self.counts[actions, games] -= 1

    def record_pair(self, a: int, action: PreparedAction, cells: tuple[Ints, Ints], games: Ints) -> None:
        """Record pairs of targets as already ordered."""
        given = self.given.get(a)
        if given is None:
            size = action.sizes[0] * action.sizes[1]
            given = self.given[a] = np.zeros((size, self.row.size), dtype=bool)
        given[cells[0] * action.sizes[1] + cells[1], games] = True


def pick(reached: Floats, u: Floats) -> Ints:
    """Return the first position at which the cumulative weight is above a share `u` of the sum of all weights.

    `reached`: the cumulative weights, with the shape [positions, rows].
    """
    narrow = np.int8 if reached.shape[0] <= np.iinfo(np.int8).max else np.intp  # numpy counts bytes fastest, up to 127
    passed = (reached <= u * reached[-1]).view(np.int8)
    count = np.minimum(np.add.reduce(passed, axis=0, dtype=narrow), reached.shape[0] - 1)
    return np.asarray(count, dtype=np.intp)
