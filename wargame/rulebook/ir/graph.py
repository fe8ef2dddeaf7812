"""The checked graph of formulas: values with axes and bounds, equal parts shared, constants folded.

Must not know: text, places, or the back end that emits it.
"""

from __future__ import annotations

from collections.abc import Callable, Hashable, Mapping
from typing import Any

import attrs
import numpy as np

from wargame.rulebook.ir.axes import Axes, AxisBook
from wargame.rulebook.ir.operations import OPERATIONS
from wargame.rulebook.ir.reductions import Route, follow, reduce

CONSTANT, BY_TURN, BY_GAME = 0, 1, 2  # what a value varies with
GRID_LIMIT = 2.0**21


@attrs.define(eq=False, slots=True)
class Node:
    """One value. `value` (constants only) is a float, or an array [axes..., 1]."""

    op: str
    args: tuple[Node, ...]
    data: Any
    axes: Axes
    varies: int
    low: float
    high: float
    truth: bool = False
    enum: str = ""
    grid: bool = False
    reads: frozenset[str] = frozenset()
    has_draw: bool = False
    has_let: bool = False
    value: Any = None
    size: int = 1
    depth: int = 1  # operations one after the other, the leaf counted


def align(value: Any, axes: Axes, to: Axes) -> Any:
    """Give a value the axes `to` by inserting new ones of size 1; its last axis (games) stays."""
    index = alignment(axes, to)
    return value if index is None else value[index]


def alignment(axes: Axes, to: Axes) -> tuple[Any, ...] | None:
    """The index that aligns a value to more axes, or None where numpy's broadcasting does it alone."""
    if not axes:
        return None
    first = to.index(axes[0])
    pattern = tuple(slice(None) if a in axes else None for a in to[first:])
    return None if None not in pattern else (*pattern, slice(None))


class Graph:
    """Makes nodes; the same node for the same value."""

    def __init__(self, book: AxisBook, routes: Mapping[str, Route]) -> None:
        self.book = book
        self.routes = routes
        self._known: dict[tuple[Any, ...], Node] = {}

    def _intern(self, key: tuple[Any, ...], make: Callable[[], Node]) -> Node:
        node = self._known.get(key)
        if node is None:
            node = self._known[key] = make()
        return node

    def number(self, x: float) -> Node:
        """A plain number."""
        x = float(x)
        exact_grid = abs(x) < GRID_LIMIT and (x * 2.0**30) == round(x * 2.0**30)
        key = ("const", repr(x))
        return self._intern(key, lambda: Node("const", (), repr(x), (), CONSTANT, x, x, grid=exact_grid, value=x))

    def truth(self, holds: bool) -> Node:
        """True or false."""
        x = float(holds)
        return self._intern(
            ("truth", holds), lambda: Node("const", (), holds, (), CONSTANT, x, x, truth=True, value=holds)
        )

    def table(self, value: Any, axes: Axes, *, truth: bool = False) -> Node:
        """A constant array [axes..., 1]."""
        if not axes:
            plain = float(np.asarray(value).reshape(-1)[0])
            return self.truth(plain != 0.0) if truth else self.number(plain)
        array = np.ascontiguousarray(value)
        array.flags.writeable = False
        key = ("table", array.tobytes(), array.dtype.str, axes)
        low = float(array.min()) if array.size else 0.0
        high = float(array.max()) if array.size else 0.0
        return self._intern(
            key, lambda: Node("const", (), key, axes, CONSTANT, low, high, truth=array.dtype == bool, value=array)
        )

    def leaf(
        self,
        op: str,
        data: Hashable,
        axes: Axes = (),
        bounds: tuple[float, float] = (0.0, 1.0),
        *,
        varies: int = BY_GAME,
        truth: bool = False,
        enum: str = "",
        grid: bool = False,
        reads: frozenset[str] = frozenset(),
    ) -> Node:
        """A value that is read, not computed: metric, hidden parameter, effort, turn, season, level, history."""
        return self._intern(
            (op, data, axes),
            lambda: Node(op, (), data, axes, varies, *bounds, truth=truth, enum=enum, grid=grid, reads=reads),
        )

    def node(
        self,
        op: str,
        args: tuple[Node, ...],
        data: Hashable,
        axes: Axes,
        bounds: tuple[float, float],
        *,
        truth: bool = False,
        grid: bool = False,
        draw: bool = False,
        let: bool = False,
    ) -> Node:
        """A computed value of any kind; shared with equal ones."""

        def make() -> Node:
            return Node(
                op,
                args,
                data,
                axes,
                max((a.varies for a in args), default=BY_GAME) if not draw else BY_GAME,
                *bounds,
                truth=truth,
                grid=grid,
                reads=frozenset().union(*(a.reads for a in args)),
                has_draw=draw or any(a.has_draw for a in args),
                has_let=let or any(a.has_let for a in args),
                size=1 + sum(a.size for a in args),
                depth=1 + max((a.depth for a in args), default=0),
            )

        return self._intern((op, tuple(id(a) for a in args), data, axes), make)

    def as_number(self, node: Node) -> Node:
        """A truth value as 0 or 1; anything else as it is."""
        return self.op("number", node) if node.truth else node

    def as_truth(self, node: Node) -> Node:
        """Whether a number is not 0."""
        return node if node.truth else self.op("ne", node, self.number(0.0))

    def op(self, name: str, *args: Node) -> Node:
        """Apply an operation, lining arguments up by axis name, folding constants and neutral elements."""
        operation = OPERATIONS[name]
        if name in ("and", "or", "not"):
            args = tuple(self.as_truth(a) for a in args)
        elif name == "where":
            branches = args[1:]
            if not all(b.truth for b in branches):
                branches = tuple(self.as_number(b) for b in branches)
            args = (self.as_truth(args[0]), *branches)
        elif name != "number":
            args = tuple(self.as_number(a) for a in args)
        simple = self._simplify(name, args)
        if simple is not None:
            return simple
        axes = self.book.union(*(a.axes for a in args))
        if all(a.op == "const" for a in args):
            with np.errstate(all="ignore"):
                values = [align(a.value, a.axes, axes) if a.axes else np.full(1, a.value) for a in args]
                value = operation.compute(*values)
            return self.table(value, axes, truth=operation.truth or (name == "where" and args[1].truth))
        bounds = operation.bounds(*((a.low, a.high) for a in args))
        truth = operation.truth or (name == "where" and args[1].truth)
        limit = max(abs(bounds[0]), abs(bounds[1])) < GRID_LIMIT
        grid = operation.keeps_grid and limit and all(a.grid or a.truth for a in args)
        return self.node(name, args, None, axes, bounds, truth=truth, grid=grid)

    def _simplify(self, name: str, args: tuple[Node, ...]) -> Node | None:
        def is_number(node: Node, x: float) -> bool:
            return node.op == "const" and not node.axes and node.value == x

        if name == "mul":
            for one, other in (args, args[::-1]):
                if is_number(one, 0.0) and np.isfinite([other.low, other.high]).all():
                    return one
                if is_number(one, 1.0):
                    return other
        if name == "add" and is_number(args[0], 0.0):
            return args[1]
        if name in ("add", "sub") and is_number(args[1], 0.0):
            return args[0]
        if name == "div" and is_number(args[1], 1.0):
            return args[0]
        if name == "where" and args[0].op == "const" and not args[0].axes:
            return args[1] if args[0].value else args[2]
        if name in ("and", "or") and any(a.op == "const" and not a.axes for a in args):
            one, other = args if args[0].op == "const" and not args[0].axes else args[::-1]
            decides = bool(one.value) == (name == "or")
            return one if decides else other
        return None

    def reduce(self, node: Node, axis: str, how: str) -> Node:
        """Reduce over an axis: `sum`, `max`, `min` or `any`. A value without the axis counts once per entity."""
        n = self.book.size(axis)
        node = self.as_truth(node) if how == "any" else self.as_number(node)
        if axis not in node.axes:
            return self.op("mul", node, self.number(n)) if how == "sum" else node
        axes = tuple(a for a in node.axes if a != axis)
        if node.op == "const":
            return self.table(reduce(node.value, node.axes.index(axis), how), axes)
        bounds = (node.low * n, node.high * n) if how == "sum" else (node.low, node.high)
        grid = node.grid and max(abs(bounds[0]), abs(bounds[1])) < GRID_LIMIT
        return self.node("reduce", (node,), (axis, how), axes, bounds, truth=how == "any", grid=grid)

    def follow(self, node: Node, relation: str, origin: str, goal: str, how: str, most_links: int) -> Node:
        """Reduce along a relation: a value per `goal` becomes one per `origin`; no links give 0."""
        node = self.as_truth(node) if how == "any" else self.as_number(node)
        axes = self.book.sort((set(node.axes) - {goal}) | {origin})
        if node.op == "const":
            value = follow(node.value, node.axes.index(goal), axes.index(origin), self.routes[relation], how)
            return self.table(value, axes)
        low, high = min(node.low, 0.0), max(node.high, 0.0)
        bounds = (low * most_links, high * most_links) if how == "sum" else (low, high)
        return self.node("follow", (node,), (relation, origin, goal, how), axes, bounds, truth=how == "any")

    def at_level(self, node: Node, level: float) -> Node:
        """The same value with the level of the order fixed."""
        if node.op == "level":
            return self.number(level)
        if not node.args:
            return node
        args = tuple(self.at_level(a, level) for a in node.args)
        if all(new is old for new, old in zip(args, node.args, strict=True)):
            return node
        if node.op in OPERATIONS:
            return self.op(node.op, *args)
        return self.node(node.op, args, node.data, node.axes, (node.low, node.high), truth=node.truth, grid=node.grid)

    def pick(self, node: Node, axis: str, index: int) -> Node:
        """Fix an axis at one entity, pushed down to what is read."""
        if axis not in node.axes:
            return node
        axes = tuple(a for a in node.axes if a != axis)
        if node.op == "const":
            return self.table(np.take(node.value, index, axis=node.axes.index(axis)), axes)
        if node.op == "metric":
            name, cells = node.data
            fixed = tuple(index if c == axis else c for c in cells)
            return self.leaf(
                "metric", (name, fixed), axes, (node.low, node.high), enum=node.enum, grid=node.grid, reads=node.reads
            )
        if node.op in OPERATIONS:
            return self.op(node.op, *(self.pick(a, axis, index) for a in node.args))
        return self.node("pick", (node,), (axis, index), axes, (node.low, node.high), truth=node.truth, grid=node.grid)

    def rename(self, node: Node, axis: str, to: str) -> Node:
        """Call an axis by another name, pushed down to what is read."""
        if axis not in node.axes or axis == to:
            return node
        axes = self.book.sort((set(node.axes) - {axis}) | {to})
        if node.op == "const":
            moved = tuple(to if a == axis else a for a in node.axes)
            order = [moved.index(a) for a in axes]
            return self.table(np.transpose(node.value, [*order, len(axes)]), axes)
        if node.op == "metric":
            name, cells = node.data
            renamed = tuple(to if c == axis else c for c in cells)
            return self.leaf(
                "metric", (name, renamed), axes, (node.low, node.high), enum=node.enum, grid=node.grid, reads=node.reads
            )
        if node.op in OPERATIONS:
            return self.op(node.op, *(self.rename(a, axis, to) for a in node.args))
        return self.node("rename", (node,), (axis, to), axes, (node.low, node.high), truth=node.truth, grid=node.grid)
