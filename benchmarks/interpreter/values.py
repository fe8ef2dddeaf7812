"""Writes nodes as instructions, each over all cells of its axes.

Must not know: steps, or what values are for.
"""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from typing import Any, assert_never

import attrs
import numpy as np

from benchmarks.interpreter.code import Cells, Code, Register, Shape, View
from wargame.language import signs
from wargame.native.layout import ArrayKey
from wargame.numeric import quantiles
from wargame.rulebook.ir.axes import Axes
from wargame.rulebook.ir.dice import die_table
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
    NotOfRulesError,
    ParameterNode,
    PickNode,
    RecentNode,
    ReduceNode,
    RenameNode,
    SeasonNode,
    TurnNode,
)  # fmt: skip
from wargame.rulebook.ir.relations import LinkRounds
from wargame.rulebook.language.world import World

TURN = "turn"
_FIRST: Cells = np.zeros((), dtype=np.int32)


@attrs.frozen(eq=False)
class Mask:
    """Where a step applies: truths over its axes."""

    over: Axes
    view: View


@attrs.define(eq=False)
class Values:
    """Writes values into one program, each once.

    A value is asked for as a step's own cell sees it (`row`), or as others see it: lets of a step are 0 there where it
    does not apply. Of what only the own cell sees, nothing is computed where the step applies in no game.
    """

    world: World
    links: Mapping[str, LinkRounds]
    code: Code
    held: Mapping[ArrayKey, Register]  # of the state
    plain: Mapping[str, Register]  # the turn and seasons, by name
    dice: list[Any] = attrs.field(factory=list)  # keys, one row after the other
    quantiles: list[Any] = attrs.field(factory=lambda: [quantiles.normal()])
    mask: Mask | None = None
    _known: dict[tuple[int, bool], tuple[View, Node]] = attrs.field(factory=dict)
    _conditions: dict[Axes, View] = attrs.field(factory=dict)

    # -- views --------------------------------------------------------------------------------------------------------

    def shape(self, axes: Axes) -> Shape:
        """Return sizes of axes."""
        return self.world.book.shape(axes)

    def lined_up(self, view: View, axes: Axes, to: Axes) -> View:
        """Return cells of a value at every cell of more axes."""
        return view if axes == to else View(view.register, self._picked(view.cells, axes, to))

    def _picked(self, cells: Cells, places: Sequence[int | str], axes: Axes) -> Cells:
        """Return cells [places...] at every cell of axes; each place is a position, or the axis that gives it."""
        shape = self.shape(axes)
        at = dict(zip(axes, np.indices(shape, sparse=True), strict=True))
        found = cells[tuple(p if isinstance(p, int) else at[p] for p in places)]
        return np.broadcast_to(found, shape)

    def stored(self, key: ArrayKey, shape: Shape, places: Sequence[int | str], axes: Axes) -> View:
        """Return cells of an array of the state, at every cell of these axes."""
        whole = np.arange(math.prod(shape), dtype=np.int32).reshape(shape)
        return View(self.held[key], self._picked(whole, places, axes))

    def metric_shape(self, name: str) -> Shape:
        """Return sizes of the axes by which a metric is stored."""
        return self.shape(self.world.axes_of(self.world.scenario.rules.metrics[name]))

    def metric(self, name: str, places: Sequence[int | str], axes: Axes) -> View:
        """Return cells of a metric."""
        return self.stored(ArrayKey("metric", name), self.metric_shape(name), places, axes)

    # -- what is known ------------------------------------------------------------------------------------------------

    def forget(self, written: set[str]) -> None:
        """Drop values that read what has been written since."""
        self._known = {key: found for key, found in self._known.items() if not found[1].reads & written}

    @contextmanager
    def apart(self) -> Iterator[None]:
        """Forget afterwards what was computed inside: it may be skipped."""
        before = dict(self._known)
        yield
        self._known = before

    @contextmanager
    def masked(self, mask: Mask) -> Iterator[None]:
        """Write what a step does only in places."""
        self.mask, self._conditions = mask, {mask.over: mask.view}
        with self.apart():
            yield
        self.mask, self._conditions = None, {}

    def condition(self, axes: Axes) -> View:
        """Return whether a step applies at cells of some of its axes, for any of its others."""
        assert self.mask is not None
        if axes not in self._conditions:
            self._conditions[axes] = self.reduced("any", self.mask.view, self.mask.over, axes)
        return self._conditions[axes]

    # -- reductions ---------------------------------------------------------------------------------------------------

    def reduced(self, name: str, view: View, axes: Axes, kept: Axes) -> View:
        """Reduce over the axes that are not kept, in the order of their cells."""
        left = tuple(a for a in axes if a in kept)
        if left == axes:
            return view
        order = [*(axes.index(a) for a in left), *(i for i, a in enumerate(axes) if a not in kept)]
        shape = self.shape(left)
        rows = view.cells.transpose(order).reshape(math.prod(shape), -1).tolist()
        return self.gathered(name, view.register, rows, shape)

    def gathered(self, name: str, register: Register, rows: list[list[int]], shape: Shape) -> View:
        """Reduce rows of a register's cells, a row for each cell of the result; of none it is 0."""
        starts = self.code.table(np.cumsum([0, *(len(row) for row in rows)]))
        places = self.code.table([cell for row in rows for cell in row] or [0])
        return self.code.op(f"reduce_{name}", [View(register, _FIRST)], shape, starts, places)

    # -- values -------------------------------------------------------------------------------------------------------

    def value(self, node: Node, row: bool = False) -> View:
        """Write a node once. Return its cells [axes of the node]."""
        live = row and self.mask is not None and bool(node.axes) and node.axes == self.mask.over
        own = row and (node.has_let or node.has_draw or (live and (id(node), False) not in self._known))
        known = self._known.get((id(node), own))
        if known is not None:
            return known[0]
        before, self.code.live = self.code.live, False
        spread = isinstance(node, LetNode) and not own and self.mask is not None
        if isinstance(node, LetNode) and spread and any(a in self.mask.over for a in node.axes):
            found = self._spread(node, self.mask.over)
        else:
            found = self._computed(node, own, live)
        self.code.live = before
        self._known[id(node), own] = found, node
        return found

    def number(self, node: Node, row: bool = False) -> View:
        """A value, truth as 0 or 1."""
        view = self.value(node, row)
        return self.code.op("op_number", [view], view.cells.shape) if node.truth else view

    def _sort(self, node: Node, truth: bool, row: bool = False) -> View:
        return self.value(node, row) if truth else self.number(node, row)

    def _spread(self, node: LetNode, over: Axes) -> View:
        """A let where its step applies, 0 elsewhere."""
        kept = tuple(a for a in over if a in node.axes)
        here = self.lined_up(self.condition(kept), kept, node.axes)
        nothing = self.code.constant(False if node.truth else 0.0)
        return self.code.op("op_where", [here, self.value(node.inner, True), nothing], self.shape(node.axes))

    def _computed(self, node: Node, row: bool, live: bool) -> View:
        match node:
            case ConstNode():
                return self.code.constant(node.value[..., 0] if node.axes else node.value)
            case TurnNode():
                return View(self.plain[TURN], _FIRST)
            case SeasonNode():
                return View(self.plain[node.name], _FIRST)
            case MetricNode():
                return self.metric(node.name, node.cells, node.axes)
            case ParameterNode():
                return View(self.held[ArrayKey("parameter", node.name)], _FIRST)
            case EffortNode():
                return self.stored(ArrayKey("effort", node.key), self.shape(node.axes), node.axes, node.axes)
            case RecentNode():
                shape = self.metric_shape(node.name)
                view = self.stored(ArrayKey("history", node.name), shape, node.cells, node.axes)
                return self.code.op("recent", [view], view.cells.shape, node.turns, math.prod(shape))
            case LetNode():
                return self.value(node.inner, row)
            case DrawNode():
                return self._draw(node, row)
            case ReduceNode():
                return self._reduce(node, row)
            case FollowNode():
                return self._follow(node)
            case PickNode():
                inner = self.value(node.inner)
                return View(inner.register, inner.cells.take(node.index, axis=node.inner.axes.index(node.axis)))
            case RenameNode():
                inner = self.value(node.inner)
                places = [node.to if a == node.axis else a for a in node.inner.axes]
                return View(inner.register, self._picked(inner.cells, places, node.axes))
            case ApplyNode():
                return self._apply(node, row, live)
            case LevelNode():
                raise NotImplementedError("an order's level, which no turn reads")
            case MeasuredNode() | BadNode():
                raise NotOfRulesError(node)
            case _:
                assert_never(node)

    def _args(self, node: ApplyNode | DrawNode, row: bool) -> list[View]:
        return [self.lined_up(self.value(a, row), a.axes, node.axes) for a in node.args]

    def _apply(self, node: ApplyNode, row: bool, live: bool) -> View:
        args = self._args(node, row)
        if node.operation is signs.NUMBER and not node.args[0].truth:  # a truth that became a number as it was picked
            return args[0]
        self.code.live = live
        return self.code.op(f"op_{node.operation.name}", args, self.shape(node.axes))

    def _draw(self, node: DrawNode, row: bool) -> View:
        args, first = self._args(node, row), sum(keys.size for keys in self.dice)
        self.dice.append(die_table(self.world.book, node).reshape(-1))
        distribution, shape = node.distribution, self.shape(node.axes)
        if node.numbers is None or not distribution.tabled:
            return self.code.op(f"draw_{distribution.name}", args, shape, first)
        table = quantiles.table(distribution.name, node.numbers)
        position = next((i for i, known in enumerate(self.quantiles) if known is table), len(self.quantiles))
        if position == len(self.quantiles):
            self.quantiles.append(table)
        return self.code.op("draw_tabled", [], shape, first, position)

    def _reduce(self, node: ReduceNode, row: bool) -> View:
        inner, axis = node.inner, node.axis
        stays = row and not (self.mask is not None and axis in self.mask.over) and not isinstance(inner, FollowNode)
        view = self._sort(inner, node.reduction.truth, stays)
        return self.reduced(node.reduction.name, view, inner.axes, node.axes)

    def _follow(self, node: FollowNode) -> View:
        inner, goals = self._sort(node.inner, node.reduction.truth), self.links[node.relation].rows
        rows = []
        for place in np.ndindex(self.shape(node.axes)):
            at = dict(zip(node.axes, place, strict=True))
            linked = ({**at, node.goal: goal} for goal in goals[at[node.origin]])
            rows.append([int(inner.cells[tuple(to[a] for a in node.inner.axes)]) for to in linked])
        return self.gathered(node.reduction.name, inner.register, rows, self.shape(node.axes))
