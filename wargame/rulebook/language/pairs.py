"""Finds products that join the two targets of an action. These products are wrong, because orders are added up
separately for each of the two targets.

`ordered(a, origin)` is the sum of the orders that leave each origin. `ordered(a, goal)` is the sum of the orders that
reach each goal. No value says which origin belongs to which goal.

Must not know: places, or how problems are reported.
"""

from __future__ import annotations

from wargame.language import signs
from wargame.rulebook.ir.nodes import ApplyNode, EffortNode, Node, PickNode, RenameNode

_JOINING = (signs.MUL, signs.AND, signs.LT, signs.LE, signs.GT, signs.GE, signs.EQ, signs.NE)


def joined(left: Node, right: Node) -> tuple[EffortNode, EffortNode] | None:
    """Return two factors of a product that are the orders of one action at its two targets, or None.

    Factors with the same axes are multiplied entity by entity. This function does not return the factors of such a
    product.
    """
    some = _orders(left)
    others = _orders(right) if some else []
    pairs = ((one, other) for one in some for other in others)
    return next(
        (
            (one, other)
            for (one, axes), (other, more) in pairs
            if one.action == other.action and one.role != other.role and not axes <= more and not more <= axes
        ),
        None,
    )


def _orders(node: Node) -> list[tuple[EffortNode, frozenset[str]]]:
    """Return the factors of a value that are orders at one of two targets, each with its axes in the product."""
    found: list[tuple[EffortNode, frozenset[str]]] = []
    waiting, seen = [(node, frozenset(node.axes))], {id(node)}
    while waiting:
        part, axes = waiting.pop()
        match part:
            case EffortNode() if part.role:
                found.append((part, axes))
            case PickNode() | RenameNode():
                waiting.append((part.args[0], axes))
            case ApplyNode() if part.operation in _JOINING:
                fresh = [arg for arg in part.args if id(arg) not in seen]
                seen.update(map(id, fresh))
                waiting += [(arg, frozenset(arg.axes)) for arg in fresh]
            case _:
                pass
    return found
