"""Tells where an order could be legal at all: at its lowest level, or at a higher one where only that will do.

Must not know: seats, wishes, or games being played.
"""

from __future__ import annotations

from collections.abc import Sequence

from wargame.rulebook.ir.graph import Graph, Node

_RISING = frozenset({"add", "min", "max", "floor", "rint", "exp", "tanh", "logistic", "sqrt", "log"})
_AGAINST = {"gt": (-1, 1), "ge": (-1, 1), "lt": (1, -1), "le": (1, -1)}  # how sides may go for a truth to fall


def at_some_level(graph: Graph, conditions: Sequence[Node], levels: Sequence[float]) -> list[Node]:
    """Give conditions that hold where an order is legal at one of its levels.

    The lowest level stands for all where a higher one never makes legal what the lowest does not, as in `men >= level`.
    """
    if all(_falls(graph, condition) for condition in conditions):
        return [graph.at_level(condition, levels[0]) for condition in conditions]
    legal: Node | None = None
    for level in levels:
        here = [graph.at_level(condition, level) for condition in conditions]
        together = here[0]
        for condition in here[1:]:
            together = graph.op("and", together, condition)
        legal = together if legal is None else graph.op("or", legal, together)
    return [] if legal is None else [legal]


def _fixed(graph: Graph, node: Node) -> bool:
    """Whether a value is the same at every level."""
    return graph.at_level(node, 1.0) is node


def _falls(graph: Graph, node: Node) -> bool:
    """Whether a truth that holds at some level holds at every lower one."""
    if _fixed(graph, node):
        return True
    if node.op in ("and", "or"):
        return all(_falls(graph, arg) for arg in node.args)
    ways = _AGAINST.get(node.op)
    return ways is not None and all(_goes(graph, arg, way) for arg, way in zip(node.args, ways, strict=True))


def _goes(graph: Graph, node: Node, way: int) -> bool:
    """Whether a value never falls (`way` 1) or never rises (-1) with the level."""
    if _fixed(graph, node):
        return True
    if node.op == "level":
        return way > 0
    if node.op in _RISING:
        return all(_goes(graph, arg, way) for arg in node.args)
    if node.op == "neg":
        return _goes(graph, node.args[0], -way)
    if node.op == "sub":
        return _goes(graph, node.args[0], way) and _goes(graph, node.args[1], -way)
    if node.op in ("mul", "div"):
        left, right = node.args
        if node.op == "mul" and _fixed(graph, left):
            left, right = right, left
        same = 1 if right.low >= 0.0 else -1 if right.high <= 0.0 else 0
        return bool(same) and _fixed(graph, right) and _goes(graph, left, way * same)
    return False
