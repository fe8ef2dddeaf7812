"""What a formula may tell a seat: whether it reads only what the seat sees, and what is possible when it does not.

Must not know: states or games; everything here is decided when rules are loaded.
"""

from __future__ import annotations

import attrs

from wargame.rulebook.ir.graph import Graph, Node
from wargame.rulebook.language.world import World


@attrs.frozen
class FormulaVisibility:
    """The sight of one seat. `giver_axis` is the axis that stands for the seat itself in its orders' formulas."""

    world: World
    graph: Graph
    seat: str
    giver_axis: str = ""

    def hidden(self, node: Node) -> str:
        """Name the first thing a node reads that the seat does not see exactly; empty when it sees everything."""
        if node.op == "metric":
            name, cells = node.data
            return "" if self.world.sees(self.seat, name, cells, self.giver_axis) else name
        if node.op == "recent":
            (name, cells), _ = node.data
            return "" if self.world.sees(self.seat, name, cells, self.giver_axis) else name
        if node.op == "parameter":
            parameter = self.world.scenario.rules.parameters[str(node.data)]
            return "" if parameter.known_to == self.seat else parameter.name
        if node.op == "effort":
            return "the orders of this turn"
        return next((found for arg in node.args if (found := self.hidden(arg))), "")

    def possible(self, node: Node) -> Node:
        """A condition that holds whenever the true one could, computed from what the seat sees."""
        return self._judge(node, True)

    def _judge(self, node: Node, doubt: bool) -> Node:
        if not self.hidden(node):
            return self.graph.as_truth(node)
        if node.op in ("and", "or"):
            return self.graph.op(node.op, *(self._judge(a, doubt) for a in node.args))
        if node.op == "not":
            return self.graph.op("not", self._judge(node.args[0], not doubt))
        return self.graph.truth(doubt)
