"""The checked graph of formulas: values with axes and bounds.

A node is one value. Equal parts are one node. Constant parts are computed at once.

Must not know: text, places in files, or the writers that turn the graph into code.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, TypedDict, TypeVar, assert_never, cast

import attrs
import numpy as np

from wargame.language import signs
from wargame.language.draw import Distribution
from wargame.language.operation import Arguments, Operation
from wargame.language.reduction import OfEquals, Reduction
from wargame.language.word import GRID_LIMIT, Bounds
from wargame.rulebook.ir.axes import Axes, AxisBook
from wargame.rulebook.ir.nodes import (
    BY_GAME,
    Aggregate,
    ApplyNode,
    BaseNode,
    CellPattern,
    ConstNode,
    DrawNode,
    EffortKind,
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
from wargame.rulebook.ir.relations import LinkRounds, follow
from wargame.rulebook.ir.simplify import simplified

LAST_TURN = 1000.0
_AnyNode = TypeVar("_AnyNode", bound=BaseNode)


class _OfParts(TypedDict):
    """The properties that a value gets from its parts: for example, what it reads and its size."""

    args: tuple[Node, ...]
    varies: int
    reads: frozenset[str]
    has_draw: bool
    has_let: bool
    size: int
    depth: int


def align(value: Any, axes: Axes, to: Axes) -> Any:
    """Return a value with the axes `to`. New axes have the size 1. The last axis is still the axis of games."""
    index = alignment(axes, to)
    return value if index is None else value[index]


def alignment(axes: Axes, to: Axes) -> tuple[Any, ...] | None:
    """Return the index that gives a value more axes. Return None if numpy's broadcasting is enough."""
    if not axes:
        return None
    first = to.index(axes[0])
    pattern = tuple(slice(None) if a in axes else None for a in to[first:])
    return None if None not in pattern else (*pattern, slice(None))


def _of_parts(args: tuple[Node, ...], *, draw: bool = False, let: bool = False) -> _OfParts:
    return {
        "args": args,
        "varies": max((a.varies for a in args), default=BY_GAME) if not draw else BY_GAME,
        "reads": frozenset().union(*(a.reads for a in args)),
        "has_draw": draw or any(a.has_draw for a in args),
        "has_let": let or any(a.has_let for a in args),
        "size": 1 + sum(a.size for a in args),
        "depth": 1 + max((a.depth for a in args), default=0),
    }


def _small(bounds: Bounds) -> bool:
    return max(abs(bounds[0]), abs(bounds[1])) < GRID_LIMIT


def _key(node: BaseNode) -> tuple[Any, ...]:
    """Return the key that equal nodes share. The parts of a node count as equal if they are the same objects."""
    known = (node.low, node.high, node.truth, node.enum, node.grid)
    return (type(node), node.payload, tuple(id(a) for a in node.args), node.axes, known)


class Graph:
    """Makes nodes. Two equal values have the same node."""

    def __init__(self, book: AxisBook, links: Mapping[str, LinkRounds]) -> None:
        self.book = book
        self.links = links
        self._known: dict[tuple[Any, ...], BaseNode] = {}
        self._numbers: dict[str, ConstNode] = {}
        self._applied: dict[tuple[Operation, tuple[Node, ...]], Node] = {}

    def _shared(self, node: _AnyNode) -> _AnyNode:
        """Return the node that stands for all values equal to this node."""
        return cast(_AnyNode, self._known.setdefault(_key(node), node))

    def __getstate__(self) -> dict[str, Any]:
        """Return what a copy in another process needs. The keys of nodes hold addresses, so the keys are left out."""
        return {**self.__dict__, "_known": list(self._known.values())}

    def __setstate__(self, state: dict[str, Any]) -> None:
        """Take the nodes of another process, and make their keys again."""
        self.__dict__.update(state)
        self._known = {_key(node): node for node in state["_known"]}

    # -- constants ----------------------------------------------------------------------------------------------------

    def number(self, x: float) -> ConstNode:
        """Return a plain number."""
        x = float(x)
        known = self._numbers.get(repr(x))
        if known is None:
            grid = abs(x) < GRID_LIMIT and (x * 2.0**30) == round(x * 2.0**30)
            known = self._numbers[repr(x)] = self._shared(ConstNode(value=x, low=x, high=x, grid=grid))
        return known

    def truth(self, holds: bool) -> ConstNode:
        """Return a plain truth, true or false."""
        x = float(holds)
        return self._shared(ConstNode(value=holds, low=x, high=x, truth=True))

    def choice(self, owner: str, word: str, number: int) -> ConstNode:
        """Return a choice of a metric or parameter. The value is the number of the choice."""
        x = float(number)
        return self._shared(ConstNode(value=x, choice=word, low=x, high=x, enum=owner))

    def table(self, value: Any, axes: Axes, *, truth: bool = False) -> ConstNode:
        """Return a constant array [axes..., 1]."""
        if not axes:
            plain = float(np.asarray(value).reshape(-1)[0])
            return self.truth(plain != 0.0) if truth else self.number(plain)
        array = np.ascontiguousarray(value)
        array.flags.writeable = False
        low = float(array.min()) if array.size else 0.0
        high = float(array.max()) if array.size else 0.0
        return self._shared(ConstNode(value=array, axes=axes, low=low, high=high, truth=array.dtype == bool))

    # -- values that are read ---------------------------------------------------------------------------------------

    def turn(self) -> TurnNode:
        """Return the number of the turn."""
        return self._shared(TurnNode(low=1.0, high=LAST_TURN))

    def season(self, name: str) -> SeasonNode:
        """Return a value that is 1 in this season, and 0 otherwise."""
        return self._shared(SeasonNode(name=name, low=0.0, high=1.0))

    def level(self, bounds: Bounds) -> LevelNode:
        """Return a value for the level of the order for which a condition or a price is computed."""
        return self._shared(LevelNode(low=bounds[0], high=bounds[1]))

    def metric(self, name: str, cells: CellPattern, axes: Axes, bounds: Bounds, enum: str = "") -> MetricNode:
        """Return a value that reads cells of a metric."""
        reads = frozenset({name})
        low, high = bounds
        return self._shared(
            MetricNode(name=name, cells=cells, axes=axes, low=low, high=high, enum=enum, grid=True, reads=reads)
        )

    def parameter(self, name: str, bounds: Bounds, enum: str = "") -> ParameterNode:
        """Return a value that reads a hidden parameter."""
        return self._shared(ParameterNode(name=name, low=bounds[0], high=bounds[1], enum=enum))

    def effort(self, kind: EffortKind, action: str, role: str, axes: Axes, most: float) -> EffortNode:
        """Return a value that reads the effort of orders. The effort in a cell is at most `most`."""
        node = EffortNode(kind=kind, action=action, role=role, axes=axes, low=0.0, high=most)
        return self._shared(attrs.evolve(node, reads=frozenset({node.key})))

    def recent(self, metric: MetricNode, turns: int) -> RecentNode:
        """Return the mean of the values that a metric had at the ends of the last `turns` turns, cell by cell."""
        name, cells = metric.name, metric.cells
        return self._shared(
            RecentNode(
                name=name, cells=cells, turns=turns, axes=metric.axes, low=metric.low, high=metric.high,
                reads=frozenset({f"history:{name}"}),
            )
        )  # fmt: skip

    # -- values that are computed -----------------------------------------------------------------------------------

    def let(self, step: str, name: str, value: Node) -> LetNode:
        """Return a value with the name of a let in a step."""
        return self._shared(
            LetNode(
                step=step, name=name, axes=value.axes, low=value.low, high=value.high, truth=value.truth,
                enum=value.enum, grid=value.grid, **_of_parts((value,), let=True),
            )
        )  # fmt: skip

    def draw(self, distribution: Distribution, die: str, over: Axes, args: tuple[Node, ...]) -> DrawNode:
        """Return a draw with one die for each cell of the axes `over`."""
        numbers: tuple[float, ...] | None = None
        if all(a.is_number for a in args):
            numbers = tuple(a.low for a in args)
            low, high = distribution.bounds_of_numbers(numbers)
        else:
            low, high = distribution.bounds([(a.low, a.high) for a in args])
        return self._shared(
            DrawNode(
                distribution=distribution, die=die, over=over, numbers=numbers, axes=self.book.sort(over), low=low,
                high=high, truth=distribution.truth, **_of_parts(args, draw=True),
            )
        )  # fmt: skip

    def measured(
        self, aggregate: Aggregate, args: tuple[Node, ...], axes: Axes, bounds: Bounds, *, truth: bool = False
    ) -> MeasuredNode:
        """Return a statistic of finished games."""
        low, high = bounds
        return self._shared(
            MeasuredNode(aggregate=aggregate, axes=axes, low=low, high=high, truth=truth, **_of_parts(args))
        )

    def bounded(self, node: Node, low: float, high: float) -> Node:
        """Return the same value with tighter bounds."""
        return node if isinstance(node, ConstNode) else self._shared(attrs.evolve(node, low=low, high=high))

    def as_choice(self, node: Node, enum: str) -> Node:
        """Return a node whose value is a choice. `enum`: the metric or parameter that defines this choice."""
        return self._shared(attrs.evolve(node, enum=enum))

    def as_number(self, node: Node) -> Node:
        """Return a truth value as 0 or 1. Return any other value as it is."""
        return self.op(signs.NUMBER, node) if node.truth else node

    def as_truth(self, node: Node) -> Node:
        """Return whether a number is not 0."""
        return node if node.truth else self.op(signs.NE, node, self.number(0.0))

    def _arguments(self, operation: Operation, args: tuple[Node, ...]) -> tuple[Node, ...]:
        match operation.arguments:
            case Arguments.NUMBERS:
                return tuple(self.as_number(a) for a in args)
            case Arguments.TRUTHS:
                return tuple(self.as_truth(a) for a in args)
            case Arguments.CHOICE:
                test, *branches = args
                if not all(b.truth for b in branches):
                    branches = [self.as_number(b) for b in branches]
                return self.as_truth(test), *branches
            case Arguments.ANYTHING:
                return args
            case _:
                assert_never(operation.arguments)

    def op(self, operation: Operation, *args: Node) -> Node:
        """Apply an operation. Arguments are aligned by axis name.

        The result may be a constant, or one of the arguments if the operation changes nothing.
        """
        known = self._applied.get((operation, args))
        if known is None:
            known = self._applied[operation, args] = self._apply(operation, self._arguments(operation, args))
        return known

    def _apply(self, operation: Operation, args: tuple[Node, ...]) -> Node:
        simple = simplified(operation, args)
        if simple is not None:
            return simple
        axes = self.book.union(*(a.axes for a in args))
        truth = operation.truth or (operation.arguments is Arguments.CHOICE and args[-1].truth)
        constants = [a for a in args if isinstance(a, ConstNode)]
        if len(constants) == len(args):
            with np.errstate(all="ignore"):
                values = [align(a.value, a.axes, axes) if a.axes else np.full(1, a.value) for a in constants]
                value = operation.compute(*values)
            return self.table(value, axes, truth=truth)
        low, high = operation.bounds(*((a.low, a.high) for a in args))
        grid = operation.keeps_grid and _small((low, high)) and all(a.grid or a.truth for a in args)
        return self._shared(
            ApplyNode(operation=operation, axes=axes, low=low, high=high, truth=truth, grid=grid, **_of_parts(args))
        )

    def reduce(self, node: Node, axis: str, reduction: Reduction) -> Node:
        """Reduce a value over an axis: make one value from the values of all entities, such as their sum.

        A value without the axis counts as equal for all entities of the axis.
        """
        n = self.book.size(axis)
        node = self.as_truth(node) if reduction.truth else self.as_number(node)
        if axis not in node.axes:
            return self._of_equals(node, n, reduction)
        axes = tuple(a for a in node.axes if a != axis)
        if isinstance(node, ConstNode):
            return self.table(reduction.compute(node.value, node.axes.index(axis)), axes)
        low, high = reduction.bounds((node.low, node.high), n)
        grid = reduction.keeps_grid and node.grid and _small((low, high))
        return self._shared(
            ReduceNode(
                reduction=reduction,
                axis=axis,
                axes=axes,
                low=low,
                high=high,
                truth=reduction.truth,
                grid=grid,
                **_of_parts((node,)),
            )
        )

    def _of_equals(self, node: Node, count: int, reduction: Reduction) -> Node:
        match reduction.of_equals:
            case OfEquals.VALUE:
                return node
            case OfEquals.MULTIPLE:
                return self.op(signs.MUL, node, self.number(count))
            case OfEquals.NOTHING:
                return self.number(0.0)
            case _:
                assert_never(reduction.of_equals)

    def follow(self, node: Node, relation: str, origin: str, goal: str, reduction: Reduction, most_links: int) -> Node:
        """Reduce along a relation. Each `origin` gets one value from the values of the goals to which the origin links.

        An origin without links gets 0.
        """
        node = self.as_truth(node) if reduction.truth else self.as_number(node)
        axes = self.book.sort((set(node.axes) - {goal}) | {origin})
        if isinstance(node, ConstNode):
            value = follow(node.value, node.axes.index(goal), axes.index(origin), self.links[relation], reduction)
            return self.table(value, axes)
        low, high = reduction.bounds((min(node.low, 0.0), max(node.high, 0.0)), most_links)
        return self._shared(
            FollowNode(
                reduction=reduction, relation=relation, origin=origin, goal=goal, axes=axes, low=low, high=high,
                truth=reduction.truth, **_of_parts((node,)),
            )
        )  # fmt: skip

    # -- equal values in another form -------------------------------------------------------------------------------

    def with_parts(self, node: Node, args: tuple[Node, ...]) -> Node:
        """Return the same value with other parts. Each part has the axes of the part that it replaces."""
        if all(new is old for new, old in zip(args, node.args, strict=True)):
            return node
        if isinstance(node, ApplyNode):
            return self.op(node.operation, *args)
        parts = _of_parts(args, draw=isinstance(node, DrawNode), let=isinstance(node, LetNode))
        return self._shared(attrs.evolve(node, grid=node.grid and all(a.grid for a in args), **parts))

    def at_level(self, node: Node, level: float) -> Node:
        """Return the same value at a fixed level of the order."""
        if isinstance(node, LevelNode):
            return self.number(level)
        return self.with_parts(node, tuple(self.at_level(a, level) for a in node.args))

    def pick(self, node: Node, axis: str, index: int) -> Node:
        """Select one entity of an axis. The selection is made in the parts of the value that have the axis."""
        if axis not in node.axes:
            return node
        axes = tuple(a for a in node.axes if a != axis)
        match node:
            case ConstNode():
                return self.table(np.take(node.value, index, axis=node.axes.index(axis)), axes)
            case MetricNode():
                fixed = tuple(index if c == axis else c for c in node.cells)
                return self._shared(attrs.evolve(node, cells=fixed, axes=axes))
            case ApplyNode():
                return self.op(node.operation, *(self.pick(a, axis, index) for a in node.args))
        return self._shared(
            PickNode(
                axis=axis, index=index, axes=axes, low=node.low, high=node.high, truth=node.truth, grid=node.grid,
                **_of_parts((node,)),
            )
        )  # fmt: skip

    def rename(self, node: Node, axis: str, to: str) -> Node:
        """Rename an axis. The new name is given to the parts of the value that have the axis."""
        if axis not in node.axes or axis == to:
            return node
        axes = self.book.sort((set(node.axes) - {axis}) | {to})
        match node:
            case ConstNode():
                moved = tuple(to if a == axis else a for a in node.axes)
                order = [moved.index(a) for a in axes]
                return self.table(np.transpose(node.value, [*order, len(axes)]), axes)
            case MetricNode():
                renamed = tuple(to if c == axis else c for c in node.cells)
                return self._shared(attrs.evolve(node, cells=renamed, axes=axes))
            case ApplyNode():
                return self.op(node.operation, *(self.rename(a, axis, to) for a in node.args))
        return self._shared(
            RenameNode(
                axis=axis, to=to, axes=axes, low=node.low, high=node.high, truth=node.truth, grid=node.grid,
                **_of_parts((node,)),
            )
        )  # fmt: skip
