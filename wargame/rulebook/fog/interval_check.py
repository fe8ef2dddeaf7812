"""Judges whether a condition certainly holds for all values that the estimates of a seat allow.

Must not know: states or games. The conditions that this module returns read a state in which estimates replace the
truth.
"""

from __future__ import annotations

from typing import assert_never

import attrs

from wargame.language import signs
from wargame.language.functions.extremes import GREATEST_OF, LEAST_OF
from wargame.rulebook.fog.estimated_formula import EstimatedFormula
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

WIDE = 2.0  # a value this many ± away counts as impossible: 99 cases in 100 are nearer

Interval = tuple[Node, Node]

_RISING = (signs.ADD, LEAST_OF, GREATEST_OF)  # operations that never fall if one of their two values rises
_BELOW, _ABOVE = (signs.LT, signs.LE), (signs.GT, signs.GE)
_ALIKE = (signs.EQ, signs.NE)


@attrs.frozen
class IntervalCheck:
    """Judges conditions for one seat.

    `by_estimates`: whether estimates narrow what is possible. Otherwise only exact values count.
    """

    estimated: EstimatedFormula
    by_estimates: bool = True

    @property
    def graph(self) -> Graph:
        """Return the graph that makes the nodes."""
        return self.estimated.graph

    def holds(self, node: Node) -> Node:
        """Return a condition that holds only if the given condition holds for every possible truth."""
        return self._judge(node, True)

    def fails(self, node: Node) -> Node:
        """Return a condition that holds only if the given condition is false for every possible truth."""
        return self._judge(node, False)

    def _judge(self, node: Node, wanted: bool) -> Node:
        """Return whether a condition is certainly true (`wanted` is true) or certainly false (`wanted` is false)."""
        graph = self.graph
        if isinstance(node, ApplyNode):
            if node.operation in (signs.AND, signs.OR):
                both = (node.operation is signs.AND) == wanted
                return graph.op(signs.AND if both else signs.OR, *(self._judge(a, wanted) for a in node.args))
            if node.operation is signs.NOT:
                return self._judge(node.args[0], not wanted)
            if node.operation in (*_BELOW, *_ABOVE):
                (low, high), (other_low, other_high) = (self.span(a) for a in node.args)
                # The least favourable case: for `x < y`, the greatest x and the least y.
                if (node.operation in _BELOW) == wanted:
                    worst = graph.op(node.operation, high, other_low)
                else:
                    worst = graph.op(node.operation, low, other_high)
                return worst if wanted else graph.op(signs.NOT, worst)
            if node.operation in _ALIKE:
                return self._judge_alike(node, wanted == (node.operation is signs.EQ))
        low, high = self.span(graph.as_number(node))
        zero = graph.number(0.0)
        if wanted:
            return graph.op(signs.OR, graph.op(signs.GT, low, zero), graph.op(signs.LT, high, zero))
        return graph.op(signs.AND, graph.op(signs.EQ, low, zero), graph.op(signs.EQ, high, zero))

    def _judge_alike(self, node: ApplyNode, equal: bool) -> Node:
        """Return whether two values are certainly equal (`equal` is true) or certainly different (`equal` is false)."""
        op = self.graph.op
        (low, high), (other_low, other_high) = (self.span(part) for part in node.args)
        if not equal:
            return op(signs.OR, op(signs.LT, high, other_low), op(signs.GT, low, other_high))
        ends = op(signs.AND, op(signs.EQ, low, other_high), op(signs.EQ, high, other_low))
        return op(signs.AND, ends, op(signs.EQ, low, high))

    def span(self, node: Node) -> Interval:
        """Return the least and the greatest value that the seat thinks possible."""
        graph = self.graph
        if not self.estimated.hidden(node):
            return node, node
        match node:
            case MetricNode() if self.by_estimates and not self.estimated.unknown(node):
                return self._of_estimate(node)
            case MetricNode():
                found = self._of_seen_cells(node)
            case ApplyNode() if node.operation is signs.NUMBER:
                return self.span(node.args[0])
            case ApplyNode() if node.truth:
                found = self._of_truth(node)
            case ApplyNode():
                found = self._of_operation(node)
            case PickNode():
                low, high = (graph.pick(x, node.axis, node.index) for x in self.span(node.inner))
                found = low, high
            case RenameNode():
                low, high = (graph.rename(x, node.axis, node.to) for x in self.span(node.inner))
                found = low, high
            case ReduceNode() if node.reduction.rising:
                low, high = (graph.reduce(x, node.axis, node.reduction) for x in self.span(node.inner))
                found = low, high
            case FollowNode() if node.reduction.rising:
                found = self._of_links(node)
            case (
                ConstNode() | TurnNode() | SeasonNode() | LevelNode() | ParameterNode() | EffortNode()
                | RecentNode() | LetNode() | DrawNode() | ReduceNode() | FollowNode()
            ):  # fmt: skip
                found = None
            case MeasuredNode() | BadNode():
                raise NotOfRulesError(node)
            case _:
                assert_never(node)
        return found or (graph.number(node.low), graph.number(node.high))

    def _of_estimate(self, node: MetricNode) -> Interval:
        """Return the possible values of a metric, computed from the error of its estimate."""
        graph = self.graph
        room = graph.op(signs.MUL, self.estimated.half(node, node), graph.number(WIDE))
        low, high = graph.number(node.low), graph.number(node.high)
        return (
            graph.op(GREATEST_OF, graph.op(signs.SUB, node, room), low),
            graph.op(LEAST_OF, graph.op(signs.ADD, node, room), high),
        )

    def _of_seen_cells(self, node: MetricNode) -> Interval | None:
        """Return the possible values of a metric of which the seat sees some cells exactly.

        The result has the bounds of the metric for all other cells.
        """
        seen = self.estimated.visibility.seen_cells(node)
        if seen is None:
            return None
        graph = self.graph
        axes = tuple(axis for axis in node.axes if axis != self.estimated.giver_axis)
        mask = graph.table(seen[..., None], axes, truth=True)
        low, high = (graph.op(signs.WHERE, mask, node, graph.number(bound)) for bound in (node.low, node.high))
        return low, high

    def _of_links(self, node: FollowNode) -> Interval | None:
        """Return the possible results of a reduction along a relation.

        Return None if this method cannot compute the possible results. The caller then uses the bounds of the node.
        """
        ends = self.span(node.inner)
        if any(end.axes != node.inner.axes for end in ends):
            return None
        low, high = (self.graph.with_parts(node, (end,)) for end in ends)
        return low, high

    def _of_truth(self, node: ApplyNode) -> Interval | None:
        """Return two numbers, 0 or 1: whether a condition is certainly true, and whether the condition may be true."""
        if node.operation not in (signs.AND, signs.OR, signs.NOT, *_BELOW, *_ABOVE, *_ALIKE):
            return None
        graph = self.graph
        return graph.as_number(self.holds(node)), graph.as_number(graph.op(signs.NOT, self.fails(node)))

    def _of_operation(self, node: ApplyNode) -> Interval | None:
        """Return the possible results of an operation, computed from the possible values of its arguments.

        Return None if this method cannot compute the possible results. The caller then uses the bounds of the node.
        """
        op = self.graph.op
        rises = node.operation in _RISING or (node.operation is signs.MUL and all(x.low >= 0.0 for x in node.args))
        if not rises and node.operation is not signs.SUB:
            return None
        (a, b), (c, d) = (self.span(x) for x in node.args)
        if rises:
            return op(node.operation, a, c), op(node.operation, b, d)
        return op(signs.SUB, a, d), op(signs.SUB, b, c)
