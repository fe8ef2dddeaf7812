"""Finds operations whose result equals one of their arguments, and conditions that always or never hold.

Must not know: how values are made.
"""

from __future__ import annotations

import numpy as np

from wargame.language import signs
from wargame.language.operation import Operation
from wargame.rulebook.ir.nodes import ConstNode, Node


def simplified(operation: Operation, args: tuple[Node, ...]) -> Node | None:
    """Return the argument that certainly equals the result, or None."""
    if operation in (signs.AND, signs.OR):
        return _known_truth(operation, args)
    if operation is signs.WHERE:
        test, yes, no = args
        return (yes if test.value else no) if isinstance(test, ConstNode) and test.is_number else None
    if operation is signs.MUL:
        return _known_factor(args)
    if operation is signs.ADD and _is(args[0], 0.0):
        return args[1]
    if operation in (signs.ADD, signs.SUB) and _is(args[1], 0.0):
        return args[0]
    return args[0] if operation is signs.DIV and _is(args[1], 1.0) else None


def _is(node: Node, x: float) -> bool:
    return isinstance(node, ConstNode) and node.is_number and node.value == x


def _known_factor(args: tuple[Node, ...]) -> Node | None:
    for one, other in (args, args[::-1]):
        if _is(one, 0.0) and np.isfinite([other.low, other.high]).all():
            return one
        if _is(one, 1.0):
            return other
    return None


def _known_truth(operation: Operation, args: tuple[Node, ...]) -> Node | None:
    for one, other in (args, args[::-1]):
        if isinstance(one, ConstNode) and one.is_number:
            return one if bool(one.value) == (operation is signs.OR) else other
    return None
