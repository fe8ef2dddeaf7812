"""Writes nodes (values of the graph) as C.

A let is a value with a name in a step. Cheap values are computed where they are used. Other values are computed once,
into the workspace: an array with all values of a block of games.

Must not know: steps, or the purpose of the values.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from typing import Any, assert_never

import attrs
import numpy as np

from wargame.language import signs
from wargame.language.reduction import Reduction
from wargame.native.layout import ArrayKey, Layout
from wargame.native.text import ConstantTables, FunctionText, Room, number
from wargame.numeric import quantiles
from wargame.numeric.flat_places import flat_place
from wargame.rulebook.arrivals import Arrival
from wargame.rulebook.c_writer.reductions import PartialReduction
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
from wargame.rulebook.language.world import World
from wargame.rulebook.scoped_values import Indices, ScopedValues


def _is_dear(node: Node, row: bool) -> bool:
    """Return whether a value is stored because a second computation takes long.

    The value belongs to the cell at which the step runs now if `row` is true. The value is then stored only if other
    cells need the value too.
    """
    match node:
        case LetNode():
            return not row and node.inner.size > 3
        case ReduceNode() | FollowNode():
            return True
        case DrawNode() | RecentNode():
            return not row
        case ApplyNode():
            return not row and node.operation.costly
        case (
            ConstNode()
            | TurnNode()
            | SeasonNode()
            | LevelNode()
            | MetricNode()
            | ParameterNode()
            | EffortNode()
            | PickNode()
            | RenameNode()
        ):
            return False
        case MeasuredNode() | BadNode():
            raise NotOfRulesError(node)
        case _:
            assert_never(node)


@attrs.frozen(eq=False)
class Mask:
    """The cells where a step applies.

    For each cell of the axes `over`, the workspace has a truth for each game: whether the step applies. These truths
    begin at position `place`.
    """

    over: Axes
    place: int


@attrs.define(eq=False)
class ValueWriter(ScopedValues[FunctionText, int]):
    """Writes values into one function. The argument `at` of all methods maps each axis of the wanted node to an index
    expression.

    With `keeps`, the function computes games in blocks and stores costly values in the workspace. Without `keeps`, the
    function computes one row at a time and reads arrays directly.
    """

    world: World
    links: Mapping[str, Any]
    text: FunctionText
    layout: Layout
    tables: ConstantTables
    quantiles: list[Any]
    seasons: tuple[str, ...]
    keeps: bool = True
    mask: Mask | None = None
    base: int = 0  # depth of the scope in which values are stored
    kept: dict[Any, tuple[int, Node]] = attrs.field(factory=dict)
    levels: dict[str, int] = attrs.field(factory=dict)  # loop variable -> depth of its scope
    guards: set[int] = attrs.field(factory=set)  # ids of scopes that run only under a condition
    _conditions: dict[Axes, int] = attrs.field(factory=dict)

    @property
    def room(self) -> Room:
        """Return the part of the workspace that values may use."""
        return self.layout.room

    def begin(self, text: FunctionText) -> None:
        """Continue in the body of another function. Values in the workspace stay valid."""
        self.text, self.base = text, 0
        self.levels.clear()
        self.guards.clear()

    def end(self) -> None:
        """Free the places of values in the workspace."""
        for key in list(self.kept):
            self._drop(key)

    # -- loops and places ---------------------------------------------------------------------------------------------

    def size(self, axes: Axes) -> int:
        """Return the number of cells of these axes."""
        return int(np.prod(self.world.book.shape(axes), dtype=np.int64)) if axes else 1

    def flat(self, axes: Axes, at: Indices) -> str:
        """Return the position of a cell among all cells of these axes."""
        return flat_place(self.world.book.shape(axes), [at[a] for a in axes])

    @contextmanager
    def loops(self, axes: Axes, at: Indices | None = None) -> Iterator[dict[str, str]]:
        """Write loops over the cells of some axes.

        Text that is written inside the `with` statement is inside the loops.
        """
        found = dict(at or {})
        if not axes:
            yield found
            return
        index = self.text.fresh("i")
        with self.text.block(f"for (int {index} = 0; {index} < {self.world.book.size(axes[0])}; {index}++)"):
            self.levels[index] = len(self.text.scopes) - 1
            with self.loops(axes[1:], {**found, axes[0]: index}) as inside:
                yield inside

    @contextmanager
    def guard(self, condition: str) -> Iterator[None]:
        """Write a condition. The text inside the `with` statement runs only if the condition holds."""
        with self.text.block(f"if ({condition})") as scope:
            self.guards.add(id(scope))
            yield
            self.guards.discard(id(scope))

    def _drop(self, key: Any) -> None:
        place, node = self.kept[key]
        super()._drop(key)
        self.room.give(place, self.size(node.axes))

    # -- values -------------------------------------------------------------------------------------------------------

    def _literal(self, node: ConstNode) -> str:
        return f"B({int(bool(node.value))})" if node.truth else f"K({number(float(node.value))})"

    def number(self, node: Node, at: Indices, row: bool = False) -> str:
        """Return the C expression of a value as a number. A truth becomes 0 or 1."""
        text = self.value(node, at, row)
        return f"number({text})" if node.truth else text

    def _kept(self, node: Node, at: Indices, own: bool, row: bool) -> str | None:
        """Return the C expression of a value that is stored in the workspace. Return None if the value is not stored
        there.
        """
        spread = self._is_spread(node)
        key = id(node)
        if not self.keeps or (own and not spread):
            return None
        if key not in self.kept:
            dear = spread or _is_dear(node, row)
            if not dear:
                return None
            self._keep(node, spread)
        place, _ = self.kept[key]
        text = f"S[{place} + {self.flat(node.axes, at)}]"
        with self.text.aside(self._depth(node, at)):
            return self.text.let("m", f"bits_of({text})") if node.truth else self.text.let("v", text)

    def _is_spread(self, node: Node) -> bool:
        return isinstance(node, LetNode) and self.mask is not None and any(a in self.mask.over for a in node.axes)

    def _keep(self, node: Node, spread: bool) -> None:
        place = self.room.take(self.size(node.axes))
        with self.text.aside(self.base), self.loops(node.axes) as at:
            found = self._spread(node, at) if isinstance(node, LetNode) and spread else self._computed(node, at, False)
            self.text.line(f"S[{place} + {self.flat(node.axes, at)}] = {f'of_bits({found})' if node.truth else found};")
        self.kept[id(node)] = (place, node)

    def _spread(self, node: LetNode, at: Indices) -> str:
        """Return the C expression of a let. The expression is 0 at cells where the step of the let does not apply."""
        assert self.mask is not None
        here = self.condition(tuple(a for a in self.mask.over if a in node.axes), at)
        kind, nothing, choose = ("m", "B(0)", "pick") if node.truth else ("v", "K(0.0)", "sel")
        name = self.text.let(kind, nothing)
        with self.guard(f"any({here})"):
            found = self.value(node.inner, at, True)
            self.text.line(f"{name} = {choose}({here}, {found}, {nothing});")
        return name

    def condition(self, axes: Axes, at: Indices) -> str:
        """Return the C condition that a step applies at a cell of some of its axes.

        The condition holds if the step applies at any cell of its other axes.
        """
        assert self.mask is not None
        over = self.mask.over
        if axes == over:
            return self.text.let("m", f"bits_of(S[{self.mask.place} + {self.flat(over, at)}])")
        place = self._conditions.get(axes)
        if place is None:
            place = self._conditions[axes] = self.room.take(self.size(axes))
            missing = tuple(a for a in over if a not in axes)
            with self.text.aside(self.base), self.loops(axes) as outer:
                found = self.text.let("m", "B(0)")
                with self.loops(missing, outer) as inner:
                    self.text.line(f"{found} |= bits_of(S[{self.mask.place} + {self.flat(over, inner)}]);")
                self.text.line(f"S[{place} + {self.flat(axes, outer)}] = of_bits({found});")
        return self.text.let("m", f"bits_of(S[{place} + {self.flat(axes, at)}])")

    @contextmanager
    def masked(self, mask: Mask) -> Iterator[None]:
        """Write a step with conditions inside the `with` statement. Its lets are 0 where the step does not apply."""
        self.mask, self._conditions = mask, {}
        with self.keeping_inside():
            yield
        for axes, place in self._conditions.items():
            self.room.give(place, self.size(axes))
        self.mask, self._conditions = None, {}

    # -- computing ----------------------------------------------------------------------------------------------------

    def _computed(self, node: Node, at: Indices, row: bool) -> str:
        let = self.text.let
        match node:
            case ConstNode():
                text = f"{self.tables.name(node.value)}[{self.flat(node.axes, at)}]"
                return let("m", f"B({text} != 0.0)") if node.truth else let("v", f"K({text})")
            case TurnNode():
                return let("v", "K(P->plain[0])")
            case SeasonNode():
                return let("v", f"K(P->plain[{1 + self.seasons.index(node.name)}])")
            case LevelNode():
                return let("v", "K(level)")
            case MetricNode():
                indices = tuple(at[c] if isinstance(c, str) else str(c) for c in node.cells)
                return let("v", self.cell(node.name, indices))
            case ParameterNode():
                return let("v", self.array(ArrayKey("parameter", node.name), (), ()))
            case EffortNode():
                key = ArrayKey("effort", node.key)
                return let("v", self.array(key, self.world.book.shape(node.axes), tuple(at[a] for a in node.axes)))
            case RecentNode():
                return self._recent(node, at)
            case LetNode():
                return self.value(node.inner, at, row)
            case DrawNode():
                return self._draw(node, at, row)
            case ReduceNode():
                return self._reduce(node, at, row)
            case FollowNode():
                return self._follow(node, at)
            case PickNode():
                return self.value(node.inner, {**at, node.axis: str(node.index)})
            case RenameNode():
                return self.value(node.inner, {**at, node.axis: at[node.to]})
            case ApplyNode():
                return self._apply(node, at, row)
            case MeasuredNode() | BadNode():
                raise NotOfRulesError(node)
            case _:
                assert_never(node)

    def _apply(self, node: ApplyNode, at: Indices, row: bool) -> str:
        args, operation = [self.value(a, at, row) for a in node.args], node.operation
        if operation is signs.NUMBER and not node.args[0].truth:  # a pick has already changed the truth to a number
            return args[0]
        text = operation.c_of_truths if operation.c_of_truths and node.truth else operation.c
        return self.text.let("m" if node.truth else "v", text.format(*args))

    def array(self, key: ArrayKey, shape: tuple[int, ...], indices: tuple[str, ...]) -> str:
        """Return the C expression of one cell of an array of the state."""
        position = flat_place(shape, indices)
        if self.keeps:
            return f"S[{self.layout.place(key)} + {position}]"
        return f"P->arrays[{self.layout.number(key)}][({position}) * n + game]"

    def waiting(self, number: int, arrival: Arrival, indices: tuple[str, ...]) -> str:
        """Return the C expression of one cell of an arrival (a delayed effect) in this turn's slot."""
        shape = self.world.book.shape(arrival.target.axes)
        slot = f"((i64)P->plain[0] % {arrival.turns})"
        return self.array(ArrayKey("arrival", str(number)), (arrival.turns, *shape), (slot, *indices))

    def cell(self, metric: str, indices: tuple[str, ...]) -> str:
        """Return the C expression of one cell of a metric. The indices have storage order."""
        axes = self.world.axes_of(self.world.scenario.rules.metrics[metric])
        return self.array(ArrayKey("metric", metric), self.world.book.shape(axes), indices)

    def _recent(self, node: RecentNode, at: Indices) -> str:
        name, n = node.name, node.turns
        axes = self.world.axes_of(self.world.scenario.rules.metrics[name])
        size = self.size(axes)
        position = flat_place(
            self.world.book.shape(axes), [at[c] if isinstance(c, str) else str(c) for c in node.cells]
        )
        key = ArrayKey("history", name)
        total, k = self.text.let("v", "K(0.0)"), self.text.fresh("i")
        count = f"(P->plain[0] < {n} ? (int)P->plain[0] : {n})"
        if self.keeps:
            one = f"S[{self.layout.place(key)} + {size} * {k} + {position}]"
        else:
            one = f"P->arrays[{self.layout.number(key)}][({size} * {k} + {position}) * n + game]"
        self.text.line(f"for (int {k} = 0; {k} < {count}; {k}++) {total} += {one};")
        return self.text.let("v", f"{total} / K({count})")

    def _draw(self, node: DrawNode, at: Indices, row: bool) -> str:
        args, distribution = [self.value(a, at, row) for a in node.args], node.distribution
        keys = self.tables.name(die_table(self.world.book, node))
        games = "TK" if self.keeps else "P->keys[game]"
        bits = self.text.let("u", f"mixed({games} + {keys}[{self.flat(node.axes, at)}])")
        of_normal = "{z}" in distribution.c  # another half-megabyte table would push the normal table out of the cache
        if node.numbers is not None and distribution.tabled and not of_normal:
            return self.text.let("v", self._quantile(quantiles.table(distribution.name, node.numbers), bits))
        z = self._quantile(quantiles.normal(), bits) if of_normal else ""
        return self.text.let("m" if node.truth else "v", distribution.c.format(*args, u=f"unit({bits})", z=z))

    def _quantile(self, table: Any, bits: str) -> str:
        position = next((i for i, known in enumerate(self.quantiles) if known is table), None)
        if position is None:
            position = len(self.quantiles)
            self.quantiles.append(table)
        return f"taken(P->tables[{position}], slot({bits}))"

    def _reduce(self, node: ReduceNode, at: Indices, row: bool) -> str:
        inner, axis = node.inner, node.axis
        stays = row and not (self.mask is not None and axis in self.mask.over) and not isinstance(inner, FollowNode)
        size = self.world.book.size(axis)
        gathered = PartialReduction.begin(self.text, node.reduction, size)
        with self.loops((axis,), at) as inside:
            gathered.add(self._sort(inner, inside, node.reduction, stays), inside[axis])
        return gathered.end(str(size))

    def _sort(self, node: Node, at: Indices, reduction: Reduction, row: bool = False) -> str:
        """Return a value in the form that the reduction needs: true or false, or a number."""
        return self.value(node, at, row) if reduction.truth else self.number(node, at, row)

    def _follow(self, node: FollowNode, at: Indices) -> str:
        rows = self.links[node.relation].rows
        goals = self.tables.name(np.array([g for row in rows for g in row], dtype=np.intp))
        starts = self.tables.name(np.cumsum([0, *(len(row) for row in rows)]))
        gathered = PartialReduction.begin(self.text, node.reduction, max((len(row) for row in rows), default=0))
        link, index = self.text.fresh("i"), self.text.fresh("i")
        first, last = f"{starts}[{at[node.origin]}]", f"{starts}[{at[node.origin]} + 1]"
        with self.text.block(f"for (int {link} = {first}; {link} < {last}; {link}++)"):
            self.text.line(f"int {index} = {goals}[{link}];")
            self.levels[index] = len(self.text.scopes) - 1
            gathered.add(self._sort(node.inner, {**at, node.goal: index}, node.reduction), f"{link} - {first}")
        return gathered.end(f"{last} - {first}", none=f"{first} == {last}")
