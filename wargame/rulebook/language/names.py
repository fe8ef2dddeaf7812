"""Turns names in formulas into nodes, and writes the messages about names.

A name may stand for a metric, a parameter, an entity in [ ], a relation or the effort of an action.

Must not know: the syntax around the names.
"""

from __future__ import annotations

import ast
import difflib
from collections.abc import Iterable, Mapping

import numpy as np

from wargame.language import signs
from wargame.language.registry import WORDS
from wargame.model.rules.metric import MetricType
from wargame.model.rules.parameter import Parameter
from wargame.numeric import quantiles
from wargame.rulebook.ir.axes import Axes
from wargame.rulebook.ir.graph import Graph
from wargame.rulebook.ir.nodes import ConstNode, EffortKind, MetricNode, Node
from wargame.rulebook.language import elsewhere
from wargame.rulebook.language.base_reader import BaseReader, Scope
from wargame.rulebook.language.world import Links, Symbol, World

LARGEST_NUMBER = 2_000_000.0
BARE = frozenset({0.0, 0.5, 1.0, 2.0, 10.0, 100.0, 1000.0})  # numbers that need no parameter


def nearest(name: str, known: Iterable[str]) -> str:
    """Return `; did you mean ...?` with the most similar known name, or an empty text."""
    close = difflib.get_close_matches(name, list(known), 1, 0.6)
    return f"; did you mean `{close[0]}`?" if close else ""


def unknown(reader: BaseReader, node: ast.expr, name: str, scope: Scope) -> Node:
    """Report an unknown name in a formula, and suggest the name that the author probably meant."""
    if name in scope.later:
        return reader.wrong(node, f"`{name}` stands below: a let uses only those above it")
    scenario = reader.world.scenario
    if name in scenario.without:
        return reader.wrong(node, f"`{name}` is switched off by the scenario (`without`), and used here", name)
    if name in WORDS:
        return reader.wrong(node, f"`{name}` is a function: write its values behind it, as in {name}(...)")
    if name in scenario.rules.deals.clauses:
        return reader.wrong(node, f"`{name}` is a clause: write clause({name}), or started({name})")
    known = [*reader.world.symbols, *scope.lets, *WORDS, "turn", *(scope.taken or ())]
    meant = elsewhere.value(name) or nearest(name, known)
    return reader.wrong(node, f"nothing is called `{name}`{meant}", unknown=name)


def no_function(reader: BaseReader, node: ast.expr, name: str) -> Node:
    """Report an unknown function in a formula, and suggest the function that the author probably meant."""
    known = [*WORDS, *reader.world.scenario.rules.formulas]
    folded = f"; did you mean `{name.lower()}`?" if name.lower() in known else ""
    meant = folded or elsewhere.function(name) or nearest(name, known)
    return reader.wrong(node, f"no function is called `{name}`{meant}", unknown=name)


def per(axes: Axes) -> str:
    """Return the axes in words: `per area and faction`, or `national` without axes."""
    return f"per {' and '.join(a.split(':')[0] for a in axes)}" if axes else "national"


def count(values: int) -> str:
    """Return a number of values in words: `no value`, `one value`, `two values` ..."""
    words = ("no value", "one value", "two values", "three values")
    return words[values] if values < len(words) else f"{values} values"


def prior_bounds(parameter: Parameter) -> tuple[float, float]:
    """Return the smallest and the largest value that a hidden parameter can have."""
    if parameter.prior is None:
        return 0.0, float(max(len(parameter.pick) - 1, 0))
    return quantiles.ends(parameter.prior.name, parameter.prior.values)


def metric(reader: BaseReader, name: str) -> Node:
    """Return the node of a metric that the engine itself uses.

    The result is `bad` if the entry that needs the metric could not be read.
    """
    if name not in reader.world.scenario.rules.metrics:
        return reader.bad
    reader.read_names.add(name)
    return whole_metric(reader.graph, reader.world, name)


def whole_metric(graph: Graph, world: World, name: str) -> MetricNode:
    """Return all cells of a metric."""
    declared = world.scenario.rules.metrics[name]
    axes = world.axes_of(declared)
    return graph.metric(
        name, axes, axes, (declared.low, declared.high), enum=name if declared.type is MetricType.ENUM else ""
    )


def leaf(graph: Graph, world: World, symbol: Symbol) -> Node:
    """Return the value of a metric, parameter, attribute, season or enum value."""
    rules = world.scenario.rules
    match symbol.kind:
        case "metric":
            return whole_metric(graph, world, symbol.name)
        case "parameter":
            return _parameter(graph, world, rules.parameters[symbol.name])
        case "attribute":
            kind, array = world.attributes[symbol.name]
            return graph.table(array, (kind,))
        case "season":
            return graph.season(symbol.name)
    return _enum_value(graph, world, symbol.owner, symbol.name)


def _enum_value(graph: Graph, world: World, owner: str, value: str) -> Node:
    return graph.choice(owner, value, world.enum_values(owner).index(value))


def _parameter(graph: Graph, world: World, parameter: Parameter) -> Node:
    setting = world.settings.get(parameter.name)
    enum = parameter.name if parameter.pick else ""
    if setting is not None:
        if isinstance(setting, str):
            return _enum_value(graph, world, parameter.name, setting)
        return graph.number(setting)
    if not parameter.hidden:
        return graph.number(parameter.value)
    return graph.parameter(parameter.name, prior_bounds(parameter), enum)


def spread(graph: Graph, value: Node, kind: str) -> Node:
    """Return a value with an axis for a kind. All entities of the kind have the same value."""
    size = graph.book.size(kind)
    if isinstance(value, ConstNode) and value.is_number:  # a product with 0 would become a plain 0
        return graph.table(np.full((size, 1), float(value.value)), (kind,))
    return graph.op(signs.MUL, value, graph.table(np.ones((size, 1)), (kind,)))


def pick(
    reader: BaseReader,
    node: ast.Subscript,
    value: Node,
    indices: list[ast.Name],
    declared: Axes,
    roles: Mapping[str, str],
) -> Node:
    """Select an entity of an axis or rename the axis, as the names in [ ] say.

    The first name belongs to the first axis if two axes of the value have the same kind.
    """
    book = reader.world.book
    free = [a for a in declared if a in value.axes]
    renames: list[tuple[str, str]] = []
    for index in indices:
        code = roles.get(index.id, index.id)
        symbol = reader.world.symbols.get(code)
        if code in book.kind_of:
            kind = book.kind_of[code]
        elif symbol is not None and symbol.kind == "entity":
            kind = symbol.owner
        else:
            entities = [s.name for s in reader.world.symbols.values() if s.kind == "entity"]
            axes = [a for a in book.kind_of if ":" not in a and "'" not in a]
            known = [*entities, *axes, *roles]
            return reader.wrong(index, f"nothing on the map is called `{code}`{nearest(code, known)}", unknown=code)
        axis = next((a for a in free if book.kind_of[a] == kind), None)
        if axis is None:
            return reader.wrong(index, f"`{code}` is of kind {kind}, but the value is {per(value.axes)}")
        free.remove(axis)
        reader.read_names.add(code)
        if code in book.kind_of:
            renames.append((axis, code))
        else:
            value = reader.graph.pick(value, axis, book.index(axis, code))
    for i, (axis, _) in enumerate(renames):
        value = reader.graph.rename(value, axis, _passing(reader, axis, i)) if len(renames) > 1 else value
    for i, (axis, to) in enumerate(renames):
        source = _passing(reader, axis, i) if len(renames) > 1 else axis
        if to in value.axes and to != source:
            return reader.wrong(node, f"the value is per {to} already")
        value = reader.graph.rename(value, source, to)
    return value


def _passing(reader: BaseReader, axis: str, i: int) -> str:
    """Return a temporary name for an axis, while two axes swap their names."""
    book = reader.world.book
    name = f"{axis}'{i}"
    if name not in book.order:
        book.order[name] = len(book.order)
        book.kind_of[name] = book.kind_of[axis]
    return name


def link_table(
    reader: BaseReader, node: ast.Subscript, links: Links, indices: list[ast.Name], roles: Mapping[str, str]
) -> Node:
    """Return a table with 1 for linked entities and 0 for all others.

    Each index is an axis of the right kind, or an entity.
    """
    book, graph = reader.world.book, reader.graph
    if reader.too_many(book.size(links.origin) * book.size(links.goal)):
        return reader.bad
    matrix = np.zeros((book.size(links.origin), book.size(links.goal)))
    for i, row in enumerate(links.rows):
        matrix[i, list(row)] = 1.0
    axes: list[str] = []
    for index, kind, position in zip(indices, (links.origin, links.goal), (0, 1), strict=True):
        code = roles.get(index.id, index.id)
        if book.kind_of.get(code) == kind:
            axes.append(code)
        elif code in book.codes[kind]:
            matrix = np.take(matrix, [book.codes[kind].index(code)], axis=position)
            axes.append("")
        else:
            return reader.wrong(index, f"`{code}` is not of kind {kind}, which `{links.name}` links")
    if axes[0] == axes[1] != "":
        return reader.wrong(node, f"name the two ends apart, as in {links.name}[origin, goal]")
    kept = [a for a in axes if a]
    matrix = matrix.reshape(tuple(book.size(a) for a in kept))
    ordered = book.sort(tuple(kept))
    matrix = np.transpose(matrix, [kept.index(a) for a in ordered])
    return graph.table(matrix[..., None], ordered)


def effort(reader: BaseReader, node: ast.Call, kind: EffortKind) -> Node:
    """Read `effort(action[, role])` or `ordered(...)`.

    The value has the orders of this turn for each target. The value also has an axis for the giver, if there are
    several givers.
    """
    which = kind.value
    if not node.args or len(node.args) > 2 or not all(isinstance(a, ast.Name) for a in node.args):
        return reader.wrong(node, f"{which} takes an action, and a role where it has two: {which}(redeploy, origin)")
    name, *roles = [a.id for a in node.args if isinstance(a, ast.Name)]
    actions = reader.world.scenario.rules.actions
    if name not in actions:
        return reader.wrong(node.args[0], f"no action is called `{name}`{nearest(name, actions)}", unknown=name)
    action = actions[name]
    given = [t for t in action.targets if not roles or t.role == roles[0]]
    if len(action.targets) > 1 and not roles:
        written = " or ".join(f"{which}({name}, {t.role})" for t in action.targets)
        return reader.wrong(node, f"`{name}` has two targets: write {written}")
    if roles and (len(action.targets) < 2 or not given):
        return reader.wrong(node.args[1], f"`{name}` has no role `{roles[0]}`")
    reader.read_names.add(name)
    giver = reader.world.scenario.giver_kind(action)
    axes = reader.world.book.sort((*((giver,) if giver else ()), *(t.kind for t in given)))
    role = given[0].role if roles else ""
    most = max(action.levels) * max(1.0, reader.world.scenario.rules.effort.main) * 12.0
    return reader.graph.effort(kind, name, role, axes, most)
