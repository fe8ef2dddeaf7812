"""Visits every part of a value once, and computes properties of a value from all its parts.

Must not know: how values are made, or the writers that turn values into code.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import assert_never

from wargame.language.operation import Operation, Vanishes
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
    ParameterNode,
    PickNode,
    RecentNode,
    ReduceNode,
    RenameNode,
    SeasonNode,
    TurnNode,
)


def walk(tops: Iterable[Node]) -> Iterator[Node]:
    """Return all parts of some values. Each part appears once, and the values themselves come first."""
    seen: set[int] = set()
    pending = list(tops)
    while pending:
        node = pending.pop()
        if id(node) not in seen:
            seen.add(id(node))
            yield node
            pending.extend(node.args)


def vanishes(node: Node) -> bool:
    """Return whether a value is 0 at all cells at which every let (named value) in this value is 0."""
    match node:
        case LetNode():
            return True
        case ApplyNode():
            return _vanishes(node.operation, node.args)
        case ConstNode():
            return node.is_number and node.value == 0.0
        case (
            TurnNode() | SeasonNode() | LevelNode() | MetricNode() | ParameterNode() | EffortNode() | RecentNode()
            | DrawNode() | ReduceNode() | FollowNode() | PickNode() | RenameNode() | MeasuredNode() | BadNode()
        ):  # fmt: skip
            return False
        case _:
            assert_never(node)


def _vanishes(operation: Operation, args: tuple[Node, ...]) -> bool:
    match operation.vanishes:
        case Vanishes.NEVER:
            return False
        case Vanishes.ANY:
            return any(vanishes(a) for a in args)
        case Vanishes.ALL:
            return all(vanishes(a) for a in args)
        case Vanishes.FIRST:
            return vanishes(args[0])
        case Vanishes.BRANCHES:
            return all(vanishes(a) for a in args[1:])
        case Vanishes.AGAINST_ZERO:
            first, second = args
            return vanishes(first) and isinstance(second, ConstNode) and second.high == 0.0 == second.low
        case _:
            assert_never(operation.vanishes)
