"""The weights of a bot's actions. A doctrine uses its first row whose condition holds.

The bot `random` has the same weight for each action.

Must not know: targets, prices, or the chosen orders.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from wargame.adjudicator import State
from wargame.adjudicator.orders import Ints
from wargame.bots.prepared_action import PreparedAction
from wargame.model.scenario.seat import KEEP
from wargame.numeric.exact import Floats
from wargame.rulebook import Rulebook
from wargame.rulebook.checked import CheckedDoctrine
from wargame.rulebook.ir.nodes import ConstNode, Node


class Weights:
    """The weights of one bot in one seat.

    `rows`: each row has a condition, the weight of each action, and the weight of keeping the remaining points.
    """

    def __init__(
        self, rulebook: Rulebook, seat: str, doctrine: CheckedDoctrine | None, actions: Sequence[PreparedAction]
    ) -> None:
        graph = rulebook.graph
        one, zero, true = graph.number(1.0), graph.number(0.0), graph.truth(True)
        self.rows: list[list[Node]]
        if doctrine is None:
            self.rows = [[true, *(one for _ in actions), zero]]
        else:
            self.rows = [
                [
                    row.when if row.when is not None else true,
                    *(row.weights.get(action.checked.action.name, zero) for action in actions),
                    row.weights.get(KEEP, zero),
                ]
                for row in doctrine.rows
            ]
        self.program = rulebook.writer.dense(f"doctrine_{seat}", [node for row in self.rows for node in row])

    def of(self, state: State) -> tuple[Floats, Ints]:
        """Return the weights [actions + 1, games], and the number of the row whose condition holds [games]."""
        games, row = state.games, np.zeros(state.games, dtype=np.intp)
        values = self.program(state)
        width = len(self.rows[0])
        fixed = np.zeros((len(self.rows), width - 1))
        undecided = np.ones(games, dtype=bool)
        for number, nodes in enumerate(self.rows):
            holds = np.broadcast_to(np.asarray(values[number * width], dtype=bool), (games,)) & undecided
            row[holds] = number
            undecided &= ~holds
            fixed[number] = [max(n.value, 0.0) if isinstance(n, ConstNode) else 0.0 for n in nodes[1:]]
        weights = np.ascontiguousarray(fixed.T[:, row])
        weights[:, undecided] = 0.0
        for number, nodes in enumerate(self.rows):
            for a, node in enumerate(nodes[1:]):
                if not isinstance(node, ConstNode):
                    value = np.maximum(values[number * width + 1 + a], 0.0)
                    np.copyto(weights[a], value, where=(row == number) & ~undecided)
        return weights, row
