"""Decides what a formula may reveal to a seat: finds hidden inputs, and conditions that may hold.

Must not know: states or games. Everything here is decided when rules are loaded.
"""

from __future__ import annotations

from typing import assert_never

import attrs

from wargame.language import signs
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

    def possible(self, node: Node) -> Node:
        """Return a condition that holds whenever the true condition might hold.

        The returned condition reads only what the seat sees.
        """
        return self._judge(node, True)

    def _judge(self, node: Node, doubt: bool) -> Node:
        if not self.hidden(node):
            return self.graph.as_truth(node)
        if isinstance(node, ApplyNode) and node.operation in (signs.AND, signs.OR):
            return self.graph.op(node.operation, *(self._judge(a, doubt) for a in node.args))
        if isinstance(node, ApplyNode) and node.operation is signs.NOT:
            return self.graph.op(signs.NOT, self._judge(node.args[0], not doubt))
        return self.graph.truth(doubt)
