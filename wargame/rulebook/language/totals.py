"""Reads reductions and means in formulas, over a kind or along a relation.

A reduction makes one value from the values of many entities, such as their sum.

Must not know: steps, or how sums are computed.
"""

from __future__ import annotations

import ast
from collections.abc import Callable

import numpy as np

from wargame.language import signs
from wargame.language.functions.extremes import GREATEST_OF
from wargame.language.reduction import OfEquals, Reduction, WeightedMean
from wargame.language.reductions.total import TOTAL
from wargame.rulebook.ir.graph import Graph
from wargame.rulebook.ir.nodes import ConstNode, Node
from wargame.rulebook.language import names
from wargame.rulebook.language.base_reader import BaseReader

_Reduce = Callable[[Node, Reduction], Node]
_LEAST_WEIGHT = 2.0**-30  # the divisor of a mean if all weights are 0


def read(reader: BaseReader, node: ast.Call, word: Reduction | WeightedMean, visit: Callable[[ast.expr], Node]) -> Node:
    """Read a reduction over the kind or relation in the second argument.

    `visit`: reads the first argument, and the weight of a mean.
    """
    name, weighted = word.name, isinstance(word, WeightedMean)
    if not 2 <= len(node.args) <= (3 if weighted else 2) or not isinstance(node.args[1], ast.Name):
        more = ", weight" if weighted else ""
        return reader.wrong(node, f"{name} takes a value and a kind or relation: {name}(x, area{more})")
    value, over, world = reader.number(node.args[0], visit(node.args[0])), node.args[1].id, reader.world
    weight = visit(node.args[2]) if len(node.args) == 3 else reader.graph.number(1.0)
    if value is reader.bad or weight is reader.bad:
        return reader.bad
    if over not in world.links and over not in world.book.kind_of:
        known = [*world.links, *(axis.split(":")[0] for axis in world.book.kind_of)]
        meant = names.nearest(over, known)
        return reader.wrong(node.args[1], f"no kind or relation is called `{over}`{meant}", unknown=over)
    reader.read_names.add(over)
    if over in world.links:
        reduce = _along(reader, node, over)
    else:
        _warn_of_sameness(reader, node, word, over, value, weight)
        reduce = _across(reader, over)
    if isinstance(word, Reduction):
        return reduce(value, word)
    if reader.too_wide(value.axes, weight.axes):
        return reader.bad
    return _mean(reader, reduce, weight, value)


INSTEAD = {"max": "most", "min": "least"}  # a word that compares values -> the word that reduces over a kind


def is_meant(reader: BaseReader, node: ast.Call) -> bool:
    """Return whether the author of `max(x, area)` probably means `most(x, area)`. Report the mistake in this case."""
    last = node.args[-1] if len(node.args) > 1 else None
    symbol = reader.world.symbols.get(last.id) if isinstance(last, ast.Name) else None
    name = node.func.id if isinstance(node.func, ast.Name) else ""
    if name not in INSTEAD or symbol is None or symbol.kind not in ("axis", "kind", "relation"):
        return False
    remedy = f"write {INSTEAD[name]}(x, {symbol.name})"
    reader.wrong(node, f"{name} compares values; over a kind or relation, {remedy}")
    return True


def _warn_of_sameness(
    reader: BaseReader, node: ast.Call, word: Reduction | WeightedMean, over: str, value: Node, weight: Node
) -> None:
    """Warn of a reduction over a value that is the same for all entities.

    A plain number is allowed: `total(1, area)` counts entities.
    """
    if over in value.axes or over in weight.axes or value.is_number:
        return
    does = (word.of_equals if isinstance(word, Reduction) else OfEquals.VALUE).value
    reader.warn(node.args[0], f"this is the same for every {over}: {word.name}(..., {over}) {does}")


def _across(reader: BaseReader, axis: str) -> _Reduce:
    def reduce(value: Node, reduction: Reduction) -> Node:
        return reader.graph.reduce(value, axis, reduction)

    return reduce


def _along(reader: BaseReader, node: ast.Call, relation: str) -> _Reduce:
    world = reader.world
    links = world.links[relation]

    def follow(value: Node, reduction: Reduction) -> Node:
        goals = [a for a in value.axes if world.book.kind_of[a] == links.goal]
        if not goals and not isinstance(value, ConstNode):
            per = names.per(value.axes)
            return reader.wrong(
                node.args[1], f"`{relation}` leads from {links.origin} to {links.goal}, but the value is {per}"
            )
        if reader.too_wide(value.axes, (links.goal,)) or reader.too_wide(value.axes, (links.origin,)):
            return reader.bad
        if not goals:
            value = names.spread(reader.graph, value, links.goal)
            goals = [links.goal]
        origin = links.origin if links.origin not in value.axes or links.origin == goals[0] else ""
        if not origin:
            return reader.wrong(node.args[0], f"the value is per {links.origin} already: pick one first")
        return reader.graph.follow(value, relation, origin, goals[0], reduction, links.most)

    return follow


def _mean(reader: BaseReader, reduce: _Reduce, weight: Node, value: Node) -> Node:
    """Return a weighted mean: the sum of value times weight, divided by the sum of the weights.

    The mean is 0 if all weights are 0.
    """
    graph = reader.graph
    pairs = graph.op(signs.MUL, value, weight)
    upper = reduce(pairs, TOTAL)
    if upper is reader.bad:
        return upper
    counts = weight if weight.axes else graph.op(signs.MUL, weight, _unit(graph, pairs))
    lower = reduce(counts, TOTAL)
    if lower is reader.bad:
        return lower
    safe = graph.op(GREATEST_OF, lower, graph.number(_LEAST_WEIGHT))
    result = graph.op(signs.DIV, upper, safe)
    if weight.low < 0.0:  # with a negative weight, the mean can lie outside the range of the values
        return result
    if isinstance(weight, ConstNode) and lower.low > 0:
        return graph.bounded(result, value.low, value.high)
    return graph.bounded(result, min(value.low, 0.0), max(value.high, 0.0))


def _unit(graph: Graph, like: Node) -> Node:
    """Return a value that is 1 at every cell of the axes of `like`."""
    return graph.table(np.ones((*graph.book.shape(like.axes), 1)), like.axes)
