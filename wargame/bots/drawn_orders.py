"""Draws the orders of all seats at random from constant tables. The same order may be drawn several times.

Must not know: the purpose of the games. Only benchmarks use these tables. The bots of a scenario are doctrines.
"""

from __future__ import annotations

from collections.abc import Sequence

import attrs
import numpy as np
import numpy.typing as npt

from wargame.adjudicator import State
from wargame.adjudicator.orders import OrderTable
from wargame.numeric import dice
from wargame.numeric.exact import Floats

FACES = 1 << 16  # faces of a die; each order has two dice, for the action and for the choice
_MASK, _SHIFT = np.uint64(FACES - 1), np.uint64(16)

Bytes = npt.NDArray[np.uint8]


def faces(weights: Sequence[float]) -> Bytes:
    """Return the choice on each face of a die. The number of faces of a choice is in proportion to its weight.

    There may be at most 256 choices.
    """
    edges = np.cumsum(weights) / sum(weights) * FACES
    return np.searchsorted(edges, np.arange(FACES) + 0.5, side="right").astype(np.uint8)


@attrs.frozen(eq=False)
class DrawnOrders:
    """Tables from which orders are drawn. A choice is a target with a level.

    `actions`: the position of the action on each face of a die. The shape is [seats, 2, FACES].
    The second row of a seat applies if cell number `cell` of `metric` is above `bound`.
    `choices`: the position of the choice on each face [FACES].
    `goals`: the position of the target [actions of the rule set, choices].
    `levels`: the level of each choice [choices].
    `keys`: the keys of the dice [orders of a seat, seats].
    """

    actions: Bytes
    choices: Bytes
    goals: Bytes
    levels: Floats
    keys: npt.NDArray[np.uint64]
    metric: str
    cell: int
    bound: float

    def table(self, state: State) -> OrderTable:
        """Return the orders of the present turn, line by line and seat by seat."""
        lines, seats = self.keys.shape
        games = state.games
        bits = dice.draw(state.turn_keys[None, :], self.keys.reshape(-1, 1))
        second = state.array(self.metric).reshape(-1, games)[self.cell] > self.bound
        row = np.tile(np.arange(seats) * 2, lines)[:, None] + second
        flat = row * FACES + (bits & _MASK).astype(np.intp)
        action = self.actions.reshape(-1).take(flat).astype(np.intp).reshape(-1)
        choice = self.choices.take(((bits >> _SHIFT) & _MASK).astype(np.intp)).astype(np.intp).reshape(-1)
        none = np.zeros(action.size, dtype=np.intp)
        return OrderTable(
            game=np.tile(np.arange(games, dtype=np.intp), lines * seats),
            seat=np.repeat(np.tile(np.arange(seats, dtype=np.intp), lines), games),
            line=np.repeat(np.arange(lines, dtype=np.intp), seats * games),
            action=action,
            first=self.goals.reshape(-1).take(action * self.levels.size + choice).astype(np.intp),
            second=none,
            level=self.levels.take(choice),
            main=np.zeros(action.size, dtype=bool),
            orderly=True,
        )
