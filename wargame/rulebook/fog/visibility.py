"""Decides what a formula may reveal to a seat: finds hidden inputs, and conditions that may hold.

Must not know: states or games. Everything here is decided when rules are loaded.
"""

from __future__ import annotations

from typing import assert_never

import attrs
import numpy as np
import numpy.typing as npt

from wargame.rulebook.ir.fog_map import EXACT
from wargame.rulebook.ir.graph import Graph
from wargame.rulebook.ir.nodes import (
    ApplyNode,
    BadNode,
    ConstNode,
    DrawNode,
    EffortNode,
    FollowNode,
    LetNode,
    LevelNode,
    MeasuredNode,
    MetricNode,
    Node,
    NotOfRulesError,
    ParameterNode,
    PickNode,
    RecentNode,
    ReduceNode,
    RenameNode,
    SeasonNode,
    TurnNode,
)  # fmt: skip
from wargame.rulebook.language.world import World


@attrs.frozen
class FormulaVisibility:
    """Decides what formulas may reveal to one seat.

    `giver_axis`: the axis of the giver in the formulas of the seat's orders.
    """

    world: World
    graph: Graph
    seat: str
    giver_axis: str = ""

    def hidden(self, node: Node) -> str:
        """Return the name of the first input that the seat does not see exactly.

        The text is empty if the seat sees all inputs.
        """
        match node:
            case MetricNode() | RecentNode():
                return "" if self.world.sees(self.seat, node.name, node.cells, self.giver_axis) else node.name
            case ParameterNode():
                parameter = self.world.scenario.rules.parameters[node.name]
                return "" if parameter.known_to == self.seat else parameter.name
            case EffortNode():
                return "the orders of this turn"
            case ConstNode() | TurnNode() | SeasonNode() | LevelNode() | BadNode():
                return ""
            case LetNode() | DrawNode() | ReduceNode() | FollowNode() | PickNode() | RenameNode() | ApplyNode():
                return next((found for arg in node.args if (found := self.hidden(arg))), "")
            case MeasuredNode():
                raise NotOfRulesError(node)
            case _:
                assert_never(node)

    def seen_cells(self, node: MetricNode) -> npt.NDArray[np.bool_] | None:
        """Return which cells of a metric's node the seat sees exactly [axes of the node].

        Return None if the seat sees all cells that the node reads, or none, or if the cells have an axis twice.
        """
        axes = [cell for cell in node.cells if isinstance(cell, str) and cell != self.giver_axis]
        seen = self.world.fog.rows(self.seat, node.name)[self.world.places(self.seat, node.cells, self.giver_axis)]
        exact = np.asarray(seen == EXACT)
        if exact.all() or not exact.any() or len(set(axes)) < len(axes):
            return None
        return np.transpose(exact, [axes.index(axis) for axis in node.axes if axis in axes])
