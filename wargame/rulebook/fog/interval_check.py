"""Whether a condition surely holds for all that a seat's estimates leave open.

Must not know: states or games. Its formulas are for a board on which estimates stand in the place of the truth.
"""

from __future__ import annotations

import attrs

from wargame.rulebook.fog.estimated_formula import EstimatedFormula
from wargame.rulebook.ir.graph import Graph, Node

WIDE = 2.0  # how many of its ± an estimate may be off before we call it impossible: 99 cases in 100 are nearer

Span = tuple[Node, Node]


@attrs.frozen
class IntervalCheck:
    """Judges conditions for one seat."""

    estimated: EstimatedFormula

    @property
    def graph(self) -> Graph:
        """Where nodes are made."""
        return self.estimated.graph

    def holds(self, node: Node) -> Node:
        """A condition that holds only where the given one does for whatever the truth may be."""
        return self._judge(node, True)

    def _judge(self, node: Node, wanted: bool) -> Node:
        """Whether a condition is surely true (`wanted`) or surely false."""
        graph = self.graph
        match node.op:
            case "and" | "or":
                both = (node.op == "and") == wanted
                return graph.op("and" if both else "or", *(self._judge(a, wanted) for a in node.args))
            case "not":
                return self._judge(node.args[0], not wanted)
            case "lt" | "le" | "gt" | "ge":
                (low, high), (other_low, other_high) = (self.span(a) for a in node.args)
                # The case that speaks most against it: of `x < y` that is the greatest x beside the least y.
                if (node.op in ("lt", "le")) == wanted:
                    worst = graph.op(node.op, high, other_low)
                else:
                    worst = graph.op(node.op, low, other_high)
                return worst if wanted else graph.op("not", worst)
        low, high = self.span(graph.as_number(node))
        zero = graph.number(0.0)
        if wanted:
            return graph.op("or", graph.op("gt", low, zero), graph.op("lt", high, zero))
        return graph.op("and", graph.op("eq", low, zero), graph.op("eq", high, zero))

    def span(self, node: Node) -> Span:
        """The least and the most that a value can be, as the seat reckons."""
        graph = self.graph
        if not self.estimated.hidden(node):
            return node, node
        if node.op == "metric" and not self.estimated.unknown(node):
            room = graph.op("mul", self.estimated.half(node, node), graph.number(WIDE))
            low, high = graph.number(node.low), graph.number(node.high)
            return (
                graph.op("max", graph.op("sub", node, room), low),
                graph.op("min", graph.op("add", node, room), high),
            )
        match node.op:
            case "add" | "min" | "max":
                (a, b), (c, d) = (self.span(x) for x in node.args)
                return graph.op(node.op, a, c), graph.op(node.op, b, d)
            case "sub":
                (a, b), (c, d) = (self.span(x) for x in node.args)
                return graph.op("sub", a, d), graph.op("sub", b, c)
            case "mul" if all(x.low >= 0.0 for x in node.args):
                (a, b), (c, d) = (self.span(x) for x in node.args)
                return graph.op("mul", a, c), graph.op("mul", b, d)
            case "reduce" if node.data[1] in ("sum", "max", "min"):
                low, high = (graph.reduce(x, *node.data) for x in self.span(node.args[0]))
                return low, high
        return graph.number(node.low), graph.number(node.high)
