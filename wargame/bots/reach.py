"""Finds the targets at which an order could be legal at one of its levels, such as level 2 of `escort ABJ 2`.

A test of the lowest level is enough in most cases. A node is one value of a checked formula.

Must not know: seats, wishes, or games being played.
"""

from __future__ import annotations

from collections.abc import Sequence

from wargame.language import signs
from wargame.language.functions.curves import HYPERBOLIC_TANGENT, LOGISTIC_CURVE
from wargame.language.functions.extremes import GREATEST_OF, LEAST_OF
from wargame.language.functions.powers import EXPONENTIAL, LOGARITHM, SQUARE_ROOT
from wargame.language.functions.rounding import ROUND_DOWN, ROUND_TO_NEAREST
from wargame.rulebook.ir.graph import Graph
from wargame.rulebook.ir.nodes import ApplyNode, LevelNode, Node

_CURVES = (HYPERBOLIC_TANGENT, LOGISTIC_CURVE, EXPONENTIAL, LOGARITHM, SQUARE_ROOT)
_RISING = (signs.ADD, LEAST_OF, GREATEST_OF, ROUND_DOWN, ROUND_TO_NEAREST, *_CURVES)
# For each comparison: how its left and right side must change with the level, if a rising level can only make the
# comparison false.
_AGAINST = {signs.GT: (-1, 1), signs.GE: (-1, 1), signs.LT: (1, -1), signs.LE: (1, -1)}


def at_some_level(graph: Graph, conditions: Sequence[Node], levels: Sequence[float]) -> list[Node]:
    """Return conditions that depend on a target. All conditions hold at a target if, and only if, the order is legal at
    this target at one or more of its levels.

    Only the lowest level is tested if every order that is legal at a higher level is also legal at the lowest level.
    The condition `men >= level` is an example.
    """
    if all(_falls(graph, condition) for condition in conditions):
        return [graph.at_level(condition, levels[0]) for condition in conditions]
    legal: Node | None = None
    for level in levels:
        here = [graph.at_level(condition, level) for condition in conditions]
        together = here[0]
        for condition in here[1:]:
            together = graph.op(signs.AND, together, condition)
        legal = together if legal is None else graph.op(signs.OR, legal, together)
    return [] if legal is None else [legal]


def _fixed(graph: Graph, node: Node) -> bool:
    """Return whether a value is the same at every level."""
    return graph.at_level(node, 1.0) is node


def _falls(graph: Graph, node: Node) -> bool:
    """Return whether a condition can change only from true to false as the level rises."""
    if _fixed(graph, node):
        return True
    if not isinstance(node, ApplyNode):
        return False
    if node.operation in (signs.AND, signs.OR):
        return all(_falls(graph, arg) for arg in node.args)
    ways = _AGAINST.get(node.operation)
    return ways is not None and all(_goes(graph, arg, way) for arg, way in zip(node.args, ways, strict=True))


def _goes(graph: Graph, node: Node, way: int) -> bool:
    """Return whether a value never falls (`way` 1) or never rises (`way` -1) as the level rises."""
    if _fixed(graph, node):
        return True
    if isinstance(node, LevelNode):
        return way > 0
    if not isinstance(node, ApplyNode):
        return False
    if node.operation in _RISING:
        return all(_goes(graph, arg, way) for arg in node.args)
    if node.operation is signs.NEG:
        return _goes(graph, node.args[0], -way)
    if node.operation is signs.SUB:
        return _goes(graph, node.args[0], way) and _goes(graph, node.args[1], -way)
    if node.operation in (signs.MUL, signs.DIV):
        left, right = node.args
        if node.operation is signs.MUL and _fixed(graph, left):
            left, right = right, left
        same = 1 if right.low >= 0.0 else -1 if right.high <= 0.0 else 0
        return bool(same) and _fixed(graph, right) and _goes(graph, left, way * same)
    return False
