"""Writes nodes (values of the graph) as plain Python for one game.

A let is a value with a name in a step. Cheap values are computed where they are used. Other values are computed once,
into a list.

Must not know: steps, or the purpose of the values. numpy_writer/values.py defines the meaning of a node. The two
writers compute the same bits.
"""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from typing import assert_never

import attrs

from wargame.language import signs
from wargame.language.reduction import Fold, Gather, Reduction
from wargame.numeric import quantiles
from wargame.numeric.exact import Floats
from wargame.numeric.flat_places import flat_place
from wargame.rulebook.arrivals import Arrival
from wargame.rulebook.ir.axes import Axes
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
from wargame.rulebook.ir.walk import walk
from wargame.rulebook.language.world import World
from wargame.rulebook.python_writer.dice_places import DicePlaces
from wargame.rulebook.python_writer.text import NamedObjects, PythonText
from wargame.rulebook.scoped_values import Indices, ScopedValues

RULED = "R"  # the argument of a part of the turn: the values of dice that the facilitator ruled, by place
CHEAP = 8  # a value with at most this many nodes is computed again, not stored


def literal(value: float) -> str:
    """Return a number as Python text. Python reads the same bits from the text."""
    if math.isinf(value):
        return "inf" if value > 0.0 else "(-inf)"
    return f"({value!r})" if math.copysign(1.0, value) < 0.0 else repr(value)


def _needs(parent: Node, part: Node) -> int:
    """Return how often a part of a value is computed if the value (`parent`) is computed once.

    The number is higher than 1 if other cells read the part too.
    """
    return 1 if isinstance(parent, ReduceNode) or part.axes == parent.axes else 2


def count_uses(tops: Iterable[Node]) -> Counter[int]:
    """Return how often each node is needed (id of the node -> number of times). Each node of `tops` itself is needed
    once.
    """
    tops = list(tops)
    found = Counter(id(node) for node in tops)
    for parent in walk(tops):
        for part in parent.args:
            found[id(part)] += _needs(parent, part)
    return found


@attrs.frozen(eq=False)
class AppliedRows:
    """The entities for which a step applies: the axes of the step, and the variable that lists these entities."""

    over: Axes
    listed: str


@attrs.define(eq=False)
class PythonValues(ScopedValues[PythonText, str]):
    """Writes values into one function.

    The argument `at` of all methods maps each axis of the wanted node to an index expression.
    """

    world: World
    links: Mapping[str, LinkRounds]
    efforts: Mapping[str, int]  # the first row of each effort in `State.effort_block`
    objects: NamedObjects
    dice: DicePlaces
    text: PythonText = attrs.field(factory=PythonText)
    rows: AppliedRows | None = None
    base: int = 0  # depth of the scope in which values are stored
    uses: Counter[int] = attrs.field(factory=Counter)  # how often each node is needed in the function
    kept: dict[int, tuple[str, Node]] = attrs.field(factory=dict)
    levels: dict[str, int] = attrs.field(factory=dict)  # loop variable -> depth of its scope
    guards: set[int] = attrs.field(factory=set)  # ids of scopes that run only under a condition
    metrics: dict[str, int] = attrs.field(init=False)
    _conditions: dict[Axes, str] = attrs.field(factory=dict)

    def __attrs_post_init__(self) -> None:
        self.metrics = {name: i for i, name in enumerate(self.world.scenario.rules.metrics)}

    def begin(self, text: PythonText, tops: Iterable[Node] = ()) -> None:
        """Continue in the body of another function. No value is stored there yet."""
        self.text, self.uses = text, count_uses(tops)
        self.kept.clear()

    def begin_step(self) -> None:
        """Continue with another step of the function. Only values that are stored in lists stay valid."""
        self.text.scope.known.clear()
        self.levels.clear()

    # -- loops and places ---------------------------------------------------------------------------------------------

    def size(self, axes: Axes) -> int:
        """Return the number of cells of these axes."""
        return math.prod(self.world.book.shape(axes))

    def flat(self, axes: Axes, at: Indices, start: int = 0) -> str:
        """Return the position of a cell among all cells of these axes. The first cell has the position `start`."""
        return flat_place(self.world.book.shape(axes), tuple(at[a] for a in axes), start)

    def fill(self, axes: Axes, nothing: str = "0.0") -> str:
        """Write a variable for values with these axes, and return its name.

        The variable is a list if there are axes.
        """
        return self.text.let(f"[{nothing}] * {self.size(axes)}" if axes else nothing, "k")

    def slot(self, name: str, axes: Axes, at: Indices) -> str:
        """Return the expression of one value in a variable that `fill` has written."""
        return f"{name}[{self.flat(axes, at)}]" if axes else name

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
        cells = self.objects.name(range(self.world.book.size(axes[0])))
        with self.text.block(f"for {index} in {cells}:"):
            self.levels[index] = len(self.text.scopes) - 1
            with self.loops(axes[1:], {**found, axes[0]: index}) as inside:
                yield inside

    @contextmanager
    def each_row(self) -> Iterator[dict[str, str]]:
        """Write a loop over the cells where the step applies."""
        assert self.rows is not None
        found = {axis: self.text.fresh("i") for axis in self.rows.over}
        with self.text.block(f"for {', '.join(found.values())} in {self.rows.listed}:"):
            for index in found.values():
                self.levels[index] = len(self.text.scopes) - 1
            yield found

    @contextmanager
    def guard(self, condition: str) -> Iterator[None]:
        """Write a condition, if there is one. The text inside the `with` statement runs only if the condition holds."""
        if not condition:
            yield
            return
        with self.text.block(f"if {condition}:") as scope:
            self.guards.add(id(scope))
            yield
            self.guards.discard(id(scope))

    # -- values -------------------------------------------------------------------------------------------------------

    def _literal(self, node: ConstNode) -> str:
        return str(bool(node.value)) if node.truth else literal(float(node.value))

    def number(self, node: Node, at: Indices, row: bool = False) -> str:
        """Return the expression of a value as a number. A truth becomes 0 or 1."""
        text = self.value(node, at, row)
        return f"(1.0 if {text} else 0.0)" if node.truth else text

    def _kept(self, node: Node, at: Indices, own: bool, row: bool) -> str | None:
        """Return the expression of a value in its list. Return None if the value is not stored."""
        spread = self._is_spread(node)
        if own and not spread:
            return None
        if id(node) not in self.kept:
            if not (spread or self._is_dear(node, row)):
                return None
            self._keep(node, spread)
        name, _ = self.kept[id(node)]
        if not node.axes:
            return name
        with self.text.aside(self._depth(node, at)):
            return self.text.let(self.slot(name, node.axes, at))

    def _is_dear(self, node: Node, row: bool) -> bool:
        """Return whether a value is stored in a list because a second computation takes long.

        The value belongs to the cell at which the step runs now if `row` is true. The value is then stored only if
        other cells need the value too.
        """
        match node:
            case LetNode() | ApplyNode():
                costly = isinstance(node, ApplyNode) and node.operation.costly
                return not row and self.uses[id(node)] > 1 and (costly or node.size > CHEAP)
            case ReduceNode() | FollowNode():
                return True
            case DrawNode() | RecentNode():
                return not row
            case (
                ConstNode() | TurnNode() | SeasonNode() | LevelNode() | MetricNode() | ParameterNode() | EffortNode()
                | PickNode() | RenameNode()
            ):  # fmt: skip
                return False
            case MeasuredNode() | BadNode():
                raise NotOfRulesError(node)
            case _:
                assert_never(node)

    def _is_spread(self, node: Node) -> bool:
        return isinstance(node, LetNode) and self.rows is not None and any(a in self.rows.over for a in node.axes)

    def _keep(self, node: Node, spread: bool) -> None:
        with self.text.aside(self.base):
            if isinstance(node, LetNode) and spread and self.rows is not None:
                name = self.fill(node.axes, "False" if node.truth else "0.0")
                others = tuple(a for a in node.axes if a not in self.rows.over)
                with self.each_row() as cell, self.loops(others, cell) as at:
                    found = self.value(node.inner, at, True)
                    self.text.line(f"{self.slot(name, node.axes, at)} = {found}")
            elif node.axes:
                name = self.text.let("[]", "k")
                with self.loops(node.axes) as at:
                    self.text.line(f"{name}.append({self._computed(node, at, False)})")
            else:
                name = self._computed(node, {}, False)
        self.kept[id(node)] = (name, node)

    def condition(self, axes: Axes, at: Indices) -> str:
        """Return the condition that a step applies at a cell of some of its axes. An empty text means always.

        The condition holds if the step applies at any cell of its other axes.
        """
        if not axes or self.rows is None:
            return ""
        name = self._conditions.get(axes)
        if name is None:
            with self.text.aside(self.base):
                name = self._conditions[axes] = self.fill(axes, "False")
                with self.each_row() as cell:
                    self.text.line(f"{self.slot(name, axes, cell)} = True")
        return self.slot(name, axes, at)

    @contextmanager
    def in_rows(self, rows: AppliedRows) -> Iterator[None]:
        """Write a step with conditions inside the `with` statement.

        The lets of the step are 0 where its conditions do not hold.
        """
        self.rows, self._conditions = rows, {}
        with self.keeping_inside():
            yield
        self.rows, self._conditions = None, {}

    # -- computing ----------------------------------------------------------------------------------------------------

    def _computed(self, node: Node, at: Indices, row: bool) -> str:
        let = self.text.let
        match node:
            case ConstNode():
                table = self.objects.name(tuple(node.value.reshape(-1).tolist()))
                return let(f"{table}[{self.flat(node.axes, at)}]")
            case TurnNode():
                return "turn"
            case SeasonNode():
                return let(f"season[{self.objects.name(node.name)}]")
            case MetricNode():
                indices = tuple(at[c] if isinstance(c, str) else str(c) for c in node.cells)
                return let(self.cell(node.name, indices))
            case ParameterNode():
                return self.text.load(f"p{self.objects.name(node.name)}", f"P[{self.objects.name(node.name)}]")
            case EffortNode():
                return let(f"E[{self.flat(node.axes, at, self.efforts[node.key])}]")
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
            case LevelNode():
                raise AssertionError("a step reads the level of an order")
            case MeasuredNode() | BadNode():
                raise NotOfRulesError(node)
            case _:
                assert_never(node)

    def _apply(self, node: ApplyNode, at: Indices, row: bool) -> str:
        args, operation = [self.value(a, at, row) for a in node.args], node.operation
        if operation is signs.NUMBER and not node.args[0].truth:  # a pick has already changed the truth to a number
            return args[0]
        return self.text.let(operation.python.format(*args))

    def metric(self, name: str) -> str:
        """Return the variable of the list with all cells of a metric."""
        number = self.metrics[name]
        return self.text.load(f"m{number}", f"M[{number}]")

    def cell(self, metric: str, indices: tuple[str, ...]) -> str:
        """Return the expression of one cell of a metric. The indices have storage order."""
        axes = self.world.axes_of(self.world.scenario.rules.metrics[metric])
        return f"{self.metric(metric)}[{flat_place(self.world.book.shape(axes), indices)}]"

    def waiting(self, number: int, arrival: Arrival, indices: tuple[str, ...]) -> str:
        """Return the expression of one cell of an arrival (a delayed effect) in this turn's slot."""
        shape = self.world.book.shape(arrival.target.axes)
        ring = self.text.load(f"a{number}", f"A[{number}]")
        slot = self.text.load(f"s{number}", f"now % {arrival.turns} * {math.prod(shape)}")
        return f"{ring}[{slot} + {flat_place(shape, indices)}]"

    def _recent(self, node: RecentNode, at: Indices) -> str:
        axes = self.world.axes_of(self.world.scenario.rules.metrics[node.name])
        place = flat_place(
            self.world.book.shape(axes), tuple(at[c] if isinstance(c, str) else str(c) for c in node.cells)
        )
        name = self.objects.name(node.name)
        history = self.text.load(f"h{name}", f"H[{name}]")
        count = self.text.let(f"now if now < {node.turns} else {node.turns}")
        total, index = self.text.let("0.0"), self.text.fresh("i")
        with self.text.block(f"for {index} in range({count}):"):
            self.text.line(f"{total} += {history}[{self.size(axes)} * {index} + {place}]")
        return self.text.let(f"{total} / {count}")

    def _draw(self, node: DrawNode, at: Indices, row: bool) -> str:
        args, distribution = [self.value(a, at, row) for a in node.args], node.distribution
        die = self.text.let(self.flat(node.axes, at, self.dice.start(node)))
        if node.numbers is not None and distribution.tabled:
            table = self._table(quantiles.table(distribution.name, node.numbers), distribution.name, *node.numbers)
            face = self.text.let(f"{table}[Q[{die}]]")
        else:
            z = ""
            if "{z}" in distribution.numpy:
                z = f"{self._table(quantiles.normal(), 'standard normal')}[Q[{die}]]"
            face = self.text.let(distribution.numpy.format(*args, u=f"U[{die}]", z=z))
        self.text.line(f"if {RULED}: {face} = {RULED}.get({die}, {face})")
        self.text.line(f"fell(({die}, {face}))")
        return face

    def _table(self, table: Floats, *name: str | float) -> str:
        """Return the name of a table of quantiles.

        The table is a memory view, because a memory view returns plain numbers quickly.
        """
        return self.objects.name(name, table.data)

    def _reduce(self, node: ReduceNode, at: Indices, row: bool) -> str:
        inner, axis, rows = node.inner, node.axis, self.rows
        stays = row and not (rows is not None and axis in rows.over) and not isinstance(inner, FollowNode)
        begun = self._begin(node.reduction)
        with self.loops((axis,), at) as inside:
            self._take(node.reduction, begun, self._sort(inner, inside, node.reduction, stays))
        return self._end(node.reduction, begun)

    def _sort(self, node: Node, at: Indices, reduction: Reduction, row: bool = False) -> str:
        """Return a value in the form that the reduction needs: true or false, or a number."""
        return self.value(node, at, row) if reduction.truth else self.number(node, at, row)

    def _follow(self, node: FollowNode, at: Indices) -> str:
        rows = self.objects.name(self.links[node.relation].rows)
        goals = self.text.let(f"{rows}[{at[node.origin]}]")
        begun, index = self._begin(node.reduction), self.text.fresh("i")
        with self.text.block(f"for {index} in {goals}:"):
            self.levels[index] = len(self.text.scopes) - 1
            self._take(node.reduction, begun, self._sort(node.inner, {**at, node.goal: index}, node.reduction))
        return self._end(node.reduction, begun, goals)

    def _begin(self, reduction: Reduction) -> str:
        match reduction.python:
            case Fold():
                return self.text.let(reduction.python.start)
            case Gather():
                return self.text.let("[]")
            case _:
                assert_never(reduction.python)

    def _take(self, reduction: Reduction, begun: str, value: str) -> None:
        match reduction.python:
            case Fold():
                self.text.line(f"{begun} = {reduction.python.join.format(begun, value)}")
            case Gather():
                self.text.line(f"{begun}.append({value})")
            case _:
                assert_never(reduction.python)

    def _end(self, reduction: Reduction, begun: str, some: str = "") -> str:
        match reduction.python:
            case Fold():
                if some and reduction.python.meaningless_start:
                    self.text.line(f"if not {some}: {begun} = 0.0")
                return begun
            case Gather():
                return self.text.let(reduction.python.call.format(begun))
            case _:
                assert_never(reduction.python)
