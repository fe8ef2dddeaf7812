"""Writes nodes (values of the graph) as numpy calls over all games at once. The last axis of every array is games.

Must not know: steps, or the purpose of the values.
"""

from __future__ import annotations

from typing import Any, assert_never

import numpy as np

from wargame.language import signs
from wargame.language.reduction import Reduction
from wargame.language.reductions.total import TOTAL
from wargame.language.registry import OPERATIONS, REDUCTIONS
from wargame.language.word import GRID_LIMIT
from wargame.numeric import dice, exact, quantiles
from wargame.rulebook.ir import relations
from wargame.rulebook.ir.axes import Axes
from wargame.rulebook.ir.dice import die_table
from wargame.rulebook.ir.graph import alignment
from wargame.rulebook.ir.nodes import (
    BY_GAME,
    CONSTANT,
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
from wargame.rulebook.ir.walk import vanishes
from wargame.rulebook.language.world import World
from wargame.rulebook.numpy_writer.code import Code

BASE: dict[str, Any] = {
    "np": np,
    "follow": relations.follow,
    "pool": relations.pool,
    "weighted_sum": relations.weighted_sum,
    "recent": relations.recent,
    "mix": dice.mix,
    "unit": dice.unit,
    "slot": dice.slot,
    "exp": exact.exp,
    "grid": exact.to_grid,
    "below": exact.below_grid,
    "triangle": quantiles.triangular,
    **{f"op_{operation.name}": operation.compute for operation in OPERATIONS},
    **{f"reduce_{reduction.name}": reduction.compute for reduction in REDUCTIONS if isinstance(reduction, Reduction)},
}


def index_text(parts: list[str]) -> str:
    """Write an index. Slices at its end are left out, because numpy adds them."""
    while parts and parts[-1] == ":":
        parts = parts[:-1]
    return f"[{', '.join(parts)}]" if parts else ""


def lined_up(text: str, axes: Axes, to: Axes) -> str:
    """Write a variable with these axes, aligned with variables that have the axes `to`."""
    index = alignment(axes, to)
    return text if index is None else f"{text}[{', '.join('None' if i is None else ':' for i in index)}]"


class Emitter:
    """Writes nodes into a piece of code.

    Values are arrays [axes..., games], constants [axes..., 1], or plain numbers.
    """

    def __init__(self, code: Code, world: World, links: dict[str, LinkRounds]) -> None:
        self.code = code
        self.world = world
        self.book = world.book
        self.links = links
        self.cache: dict[int, str] = {}
        self.nodes: dict[int, Node] = {}
        self.metric_index = {name: i for i, name in enumerate(world.scenario.rules.metrics)}
        self.metrics_used: set[str] = set()

    def forget(self, written: set[str]) -> None:
        """Drop the computed values that read a metric in `written`. These metrics have changed since then."""
        for key in [k for k in self.cache if self.nodes[k].reads & written]:
            del self.cache[key]

    def snapshot(self) -> dict[int, str]:
        """Return the variables of the values that exist now. The caller then writes a block of code that a run may
        skip.
        """
        return dict(self.cache)

    def restore(self, kept: dict[int, str]) -> None:
        """Forget the values that a block computed. Keep those values in `kept` (a result of `snapshot`) that are still
        valid.
        """
        self.cache = {k: v for k, v in kept.items() if self.cache.get(k) == v}

    def emit(self, node: Node) -> str:
        """Write a node once. Return the variable or literal of its value."""
        known = self.cache.get(id(node))
        if known is None:
            known = self._write(node)
            self.cache[id(node)] = known
            self.nodes[id(node)] = node
        return known

    def _write(self, node: Node) -> str:
        match node:
            case ConstNode():
                return self.code.object(node.value) if node.axes else repr(node.value)
            case TurnNode():
                return "turn"
            case SeasonNode():
                return f"season[{node.name!r}]"
            case LevelNode():
                return "level"
            case MetricNode():
                return self.cells(node.name, node.cells, node.axes)
            case ParameterNode():
                return self.code.let(f"P[{node.name!r}]")
            case EffortNode():
                return self.code.let(f"E[{node.key!r}]")
            case RecentNode():
                return self._recent(node)
            case LetNode():
                return self.let(node)
            case DrawNode():
                args = [self.emit(a) for a in node.args]
                return self.draw(node, self.line_up(args, node.axes, [a.axes for a in node.args]))
            case ReduceNode():
                return self._reduce(node)
            case FollowNode():
                return self._follow(node)
            case PickNode():
                return self._pick(node)
            case RenameNode():
                return self._rename(node)
            case ApplyNode():
                return self._apply(node)
            case MeasuredNode() | BadNode():
                raise NotOfRulesError(node)
            case _:
                assert_never(node)

    def _apply(self, node: ApplyNode) -> str:
        """Write an operation on variables of all games. Each variable is aligned to the axes of the result."""
        lined = self.line_up([self.emit(a) for a in node.args], node.axes, [a.axes for a in node.args])
        function = f"op_{node.operation.name}"
        if node.varies == BY_GAME:
            return self.code.fill(function, lined, self.book.shape(node.axes), node.truth)
        return self.code.let(f"{function}({', '.join(lined)})")

    def line_up(self, args: list[str], axes: Axes, shapes: list[Axes]) -> list[str]:
        """Return variables whose axes are aligned to the axes of a result."""
        return [lined_up(text, shape, axes) for text, shape in zip(args, shapes, strict=True)]

    def let(self, node: LetNode) -> str:
        """Return the value of a let (a named value of a step). Here, no condition of the step limits the let."""
        return self.emit(node.inner)

    def metric(self, name: str) -> str:
        """Return the expression of the whole array of a metric."""
        self.metrics_used.add(name)
        return f"M[{self.metric_index[name]}]"

    def cells(self, name: str, cells: tuple[int | str, ...], axes: Axes) -> str:
        """Return a view of cells of a metric. Its axes are in canonical order."""
        text = self.metric(name) + index_text([str(c) if isinstance(c, int) else ":" for c in cells])
        return self.code.let(self._in_order(text, tuple(c for c in cells if isinstance(c, str)), axes))

    @staticmethod
    def _in_order(text: str, held: Axes, axes: Axes) -> str:
        """Return the expression of an array [held..., games] with its axes in the order `axes`."""
        if held == axes:
            return text
        order = [held.index(a) for a in axes]
        return f"{text}.transpose({', '.join(str(i) for i in [*order, len(order)])})"

    def _recent(self, node: RecentNode) -> str:
        picked = index_text([":", *(str(c) if isinstance(c, int) else ":" for c in node.cells)])
        text = f"recent(H[{node.name!r}]{picked}, {node.turns}, turn)"
        return self.code.let(self._in_order(text, tuple(c for c in node.cells if isinstance(c, str)), node.axes))

    def _reduce(self, node: ReduceNode) -> str:
        inner, axis = node.inner, node.axis
        if (
            node.reduction is TOTAL
            and isinstance(inner, ApplyNode)
            and inner.operation is signs.MUL
            and inner.varies == BY_GAME
        ):
            for weight, value in (inner.args, inner.args[::-1]):
                if isinstance(weight, ConstNode) and weight.axes == (axis,) and axis in value.axes and not value.truth:
                    weights = tuple(float(w) for w in weight.value.reshape(-1))
                    return self.code.let(f"weighted_sum({self.emit(value)}, {value.axes.index(axis)}, {weights!r})")
        text = self.emit(inner)
        k = inner.axes.index(axis)
        if (
            node.reduction is TOTAL
            and (inner.grid or inner.truth)
            and inner.varies == BY_GAME
            and self._sums_exactly(node)
        ):
            return self.code.let(f"np.add.reduce({text}, axis={k}, dtype=np.float64)")
        return self.code.let(f"reduce_{node.reduction.name}({text}, {k})")

    @staticmethod
    def _sums_exactly(node: ReduceNode) -> bool:
        return max(abs(node.low), abs(node.high)) < GRID_LIMIT

    def _follow(self, node: FollowNode) -> str:
        inner = node.inner
        text = self.emit(inner)
        links, reduction = self.code.object(self.links[node.relation]), self.code.object(node.reduction)
        goal_axis, origin_axis = inner.axes.index(node.goal), node.axes.index(node.origin)
        return self.code.let(f"follow({text}, {goal_axis}, {origin_axis}, {links}, {reduction})")

    def _pick(self, node: PickNode) -> str:
        text = self.emit(node.inner)
        return self.code.let(text + index_text([str(node.index) if a == node.axis else ":" for a in node.inner.axes]))

    def _rename(self, node: RenameNode) -> str:
        text = self.emit(node.inner)
        renamed = tuple(node.to if a == node.axis else a for a in node.inner.axes)
        return text if renamed == node.axes else self.code.let(self._in_order(text, renamed, node.axes))

    def draw(self, node: DrawNode, args: list[str]) -> str:
        """Write a draw.

        `args`: the variables of its arguments, already aligned with the axes of the draw.
        """
        bits = self.code.let(f"mix(TK + {self.code.object(die_table(self.book, node))})")
        return self.from_bits(node, bits, args)

    def from_bits(self, node: DrawNode, bits: str, args: list[str]) -> str:
        """Write code that computes the value of a draw from random bits."""
        distribution = node.distribution
        if node.numbers is not None and distribution.tabled:
            table = self.code.object(quantiles.table(distribution.name, node.numbers))
            return self.code.let(f"{table}.take(slot({bits}))")
        needs_normal = "{z}" in distribution.numpy
        z = f"{self.code.object(quantiles.normal())}.take(slot({bits}))" if needs_normal else ""
        return self.code.let(distribution.numpy.format(*args, u=f"unit({bits})", z=z))


class RowEmitter:
    """Writes nodes for chosen cells only. A row is one chosen cell in one game.

    `cells`: the variable with the positions of the rows on each axis of the cells. Such an axis is called gathered. The
    index variable of the games is named `games`. A result has the remaining axes, and last an axis with one entry for
    each row.
    """

    def __init__(self, dense: Emitter, cells: dict[str, str], games: str, flat: str = "") -> None:
        self.dense = dense
        self.code = dense.code
        self.cells = cells
        self.games = games
        self.pool: PoolEmitter | None = None  # writes values that read lets
        self.flat = flat  # the variable of flat (cell, game) positions over the gathered axes
        self.cache: dict[int, str] = {}

    def kept(self, axes: Axes) -> Axes:
        """Return those of the axes that are not gathered. A result for rows has these axes and the axis of the rows."""
        return tuple(a for a in axes if a not in self.cells)

    def emit(self, node: Node) -> str:
        """Write a node for the rows once, and return its variable."""
        known = self.cache.get(id(node))
        if known is None:
            known = self.cache[id(node)] = self._write(node)
        return known

    def _write(self, node: Node) -> str:
        if node.varies != BY_GAME and not node.axes:
            return self.dense.emit(node)
        match node:
            case LevelNode():
                return "level"
            case LetNode():
                return self.emit(node.inner)
            case DrawNode() if all(axis in self.cells for axis in node.axes):
                return self._draw(node)
            case ApplyNode() if node.has_let or node.has_draw or id(node) not in self.dense.cache:
                return self._apply(node)
            case ReduceNode() if node.axis not in self.cells and not isinstance(node.inner, FollowNode):
                text, k = self.emit(node.inner), self.kept(node.inner.axes).index(node.axis)
                return self.code.let(f"reduce_{node.reduction.name}({text}, {k})")
            case (
                ConstNode() | TurnNode() | SeasonNode() | MetricNode() | ParameterNode() | EffortNode()
                | RecentNode() | DrawNode() | ApplyNode() | ReduceNode() | FollowNode() | PickNode() | RenameNode()
            ):  # fmt: skip
                return self.gather(node)
            case MeasuredNode() | BadNode():
                raise NotOfRulesError(node)
            case _:
                assert_never(node)

    def _apply(self, node: ApplyNode) -> str:
        if node.varies == CONSTANT:
            return self.gather(node)
        args = [self.emit(a) for a in node.args]
        lined = self.dense.line_up(args, self.kept(node.axes), [self.kept(a.axes) for a in node.args])
        return self.code.let(f"op_{node.operation.name}({', '.join(lined)})")

    def gather(self, node: Node) -> str:
        """Return the entries for the rows from a value that has all cells of its axes."""
        if isinstance(node, MetricNode) and tuple(c for c in node.cells if isinstance(c, str)) == node.axes:
            index = index_text([str(c) if isinstance(c, int) else ":" for c in node.cells])
            return self.code.let(self.taken(self.dense.metric(node.name) + index, node.axes, True))
        source = self.pool if self.pool is not None and (node.has_let or node.has_draw) else self.dense
        text = source.emit(node)
        return self.code.let(self.taken(text, node.axes, node.varies == BY_GAME))

    def taken(self, text: str, axes: Axes, by_game: bool) -> str:
        """Return the expression that reads, from an array with these axes, the entries that belong to the rows."""
        if not axes:
            return f"{text}.take({self.games})" if by_game else f"{text}.reshape(-1)"
        if self.flat and by_game and axes == tuple(self.cells):
            return f"{text}.reshape(-1).take({self.flat})"
        if not any(a in self.cells for a in axes):
            return f"{text}.take({self.games}, axis=-1)" if by_game else text
        index, leads = self.index(axes, self.games if by_game else "0")
        return f"np.moveaxis({text}[{index}], 0, -1)" if leads else f"{text}[{index}]"

    def index(self, axes: Axes, last: str = "") -> tuple[str, bool]:
        """Return the index of the rows in an array with these axes.

        Also return whether numpy puts the rows first in the result. Numpy puts the rows first if the index arrays,
        including the array for games, are not side by side.
        """
        parts = [self.cells.get(a, ":") for a in axes]
        positions = [i for i, a in enumerate(axes) if a in self.cells] + [len(axes)]
        apart = positions != list(range(positions[0], positions[0] + len(positions)))
        return ", ".join([*parts, last or self.games]), apart

    def _draw(self, node: DrawNode) -> str:
        keys = self.code.object(die_table(self.dense.book, node))
        if node.axes:
            parts = ", ".join([*(self.cells[a] for a in node.axes), "0"])
            bits = self.code.let(f"mix(TK.take({self.games}) + {keys}[{parts}])")
        else:
            bits = self.code.let(f"mix(TK.take({self.games}) + {keys})")
        return self.dense.from_bits(node, bits, [self.emit(a) for a in node.args])


class PoolEmitter(Emitter):
    """Writes values over all cells of a game, for use in a step with conditions. Lets (named values) count as 0 at
    cells where the step does not apply.
    """

    def __init__(self, rows: RowEmitter) -> None:
        dense = rows.dense
        super().__init__(dense.code, dense.world, dense.links)
        self.rows = rows
        self.dense = dense
        rows.pool = self

    def emit(self, node: Node) -> str:
        """Write a node for all cells of its axes. Other steps of a turn use the same code if the node reads no let."""
        if not (node.has_let or node.has_draw):
            return self.dense.emit(node)
        return super().emit(node)

    def let(self, node: LetNode) -> str:
        """Return a let as an array with the values of the rows, and 0 at all other cells.

        A let without any axis of the rows is returned as its plain value.
        """
        if not any(a in self.rows.cells for a in node.axes):
            return self.emit(node.inner)
        return self.spread(self.rows.emit(node), node.axes, node.truth)

    def spread(self, rows: str, axes: Axes, truth: bool = False) -> str:
        """Write an array with these axes, with the values of the rows, and 0 at all other cells."""
        shape = "".join(f"{self.book.size(a)}, " for a in axes)
        whole = self.code.let(f"np.zeros(({shape}N), dtype={'bool' if truth else 'np.float64'})")
        index, leads = self.rows.index(axes)
        self.code.line(f"{whole}[{index}] = {f'np.moveaxis({rows}, -1, 0)' if leads else rows}")
        return whole

    def _reduce(self, node: ReduceNode) -> str:
        inner = node.inner
        if node.reduction is TOTAL and inner.axes == (node.axis,) == tuple(self.rows.cells) and vanishes(inner):
            return self.code.let(f"pool({self.rows.emit(inner)}, {self.rows.games}, N)")
        return super()._reduce(node)
