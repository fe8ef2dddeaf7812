"""Reads `total`, `mean`, `most`, `least` and `any`: over a kind, or along a relation.

Must not know: steps, or how sums are computed.
"""

from __future__ import annotations

import ast
from collections.abc import Callable
from typing import TYPE_CHECKING

from wargame.rulebook.ir.graph import Node
from wargame.rulebook.language import names

if TYPE_CHECKING:
    from wargame.rulebook.language.reader import Reader

HOW = {"total": "sum", "most": "max", "least": "min", "any": "any", "mean": "mean"}


def read(reader: Reader, node: ast.Call, name: str, visit: Callable[[ast.expr], Node]) -> Node:
    """Reduce over what the second argument names; `visit` reads what stands before it, and a mean's weight after it."""
    if not 2 <= len(node.args) <= (3 if name == "mean" else 2) or not isinstance(node.args[1], ast.Name):
        more = ", weight" if name == "mean" else ""
        return reader.wrong(node, f"{name} takes a value and a kind or relation: {name}(x, area{more})")
    value, over, world = reader.number(node.args[0], visit(node.args[0])), node.args[1].id, reader.world
    weight = visit(node.args[2]) if len(node.args) == 3 else reader.graph.number(1.0)
    if value is reader.bad or weight is reader.bad:
        return reader.bad
    if over not in world.links and over not in world.book.kind_of:
        known = [*world.links, *world.book.kind_of]
        return reader.wrong(node.args[1], f"no kind or relation is called `{over}`{names.nearest(over, known)}")
    reader.read_names.add(over)
    if over in world.links:
        reduce = _along(reader, node, over)
    else:
        _warn_of_sameness(reader, node, name, over, value, weight)
        reduce = _across(reader, over)
    if HOW[name] != "mean":
        return reduce(value, HOW[name])
    if reader.too_wide(value.axes, weight.axes):
        return reader.bad
    pairs = reader.graph.op("mul", value, weight)
    return names.mean(reader, reduce, pairs, weight, value)


def _warn_of_sameness(reader: Reader, node: ast.Call, name: str, over: str, value: Node, weight: Node) -> None:
    """Warn where a value does not differ over a kind. A plain number does not either, but counts: total(1, area)."""
    if over in value.axes or over in weight.axes or (value.op == "const" and not value.axes):
        return
    does = "counts it once for each" if name == "total" else "is the value itself"
    reader.warn(node.args[0], f"this is the same for every {over}: {name}(..., {over}) {does}")


def _across(reader: Reader, axis: str) -> Callable[[Node, str], Node]:
    def reduce(value: Node, how: str) -> Node:
        return reader.graph.reduce(value, axis, how)

    return reduce


def _along(reader: Reader, node: ast.Call, relation: str) -> Callable[[Node, str], Node]:
    world = reader.world
    links = world.links[relation]

    def follow(value: Node, how: str) -> Node:
        goals = [a for a in value.axes if world.book.kind_of[a] == links.goal]
        if not goals and value.op != "const":
            per = names.per(value.axes)
            return reader.wrong(
                node.args[1], f"`{relation}` leads from {links.origin} to {links.goal}, but the value is {per}"
            )
        if reader.too_wide(value.axes, (links.goal,)) or reader.too_wide(value.axes, (links.origin,)):
            return reader.bad
        if not goals:
            value = names.spread(reader.graph, world, value, links.goal)
            goals = [links.goal]
        origin = links.origin if links.origin not in value.axes or links.origin == goals[0] else ""
        if not origin:
            return reader.wrong(node.args[0], f"the value is per {links.origin} already: pick one first")
        return reader.graph.follow(value, relation, origin, goals[0], how, links.most)

    return follow
