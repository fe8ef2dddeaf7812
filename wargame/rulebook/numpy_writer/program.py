"""The programs of a rule book: the turn, starting values, conditions of orders, scores, endings and doctrines.

Must not know: games being played. Programs compute on arrays of the adjudicator.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import cached_property
from typing import Any, Protocol

import attrs
import numpy.typing as npt

from wargame.model.rules.metric import MetricType
from wargame.numeric.exact import Floats
from wargame.rulebook.arrivals import Arrival
from wargame.rulebook.checked import CheckedRules
from wargame.rulebook.ir.nodes import CellPattern, Node
from wargame.rulebook.ir.relations import LinkRounds
from wargame.rulebook.language.world import World
from wargame.rulebook.numpy_writer.code import Arrays, Code
from wargame.rulebook.numpy_writer.steps import StepWriter
from wargame.rulebook.numpy_writer.values import BASE, Emitter, RowEmitter, index_text, lined_up


class GameArrays(Protocol):
    """The arrays of a batch of games. Games are the last axis, and metrics have the order of the rule set."""

    metrics: list[Floats]
    parameters: dict[str, Floats]
    effort_block: Floats  # [rows, games]: the efforts of all actions, one below the other
    efforts: dict[str, Floats]
    histories: dict[str, Floats]
    arrivals: list[Floats]
    turn_keys: npt.NDArray[Any]
    turn: int
    seasons: dict[str, float]
    seated: frozenset[str]

    @property
    def games(self) -> int:
        """Return the number of games."""
        ...


_PROLOGUE = (
    "M, P, E, H, A = state.metrics, state.parameters, state.efforts, state.histories, state.arrivals",
    "TK, turn, season, seated, N = state.turn_keys, state.turn, state.seasons, state.seated, state.games",
)


class TurnProgram:
    """The program of a turn, which is written on first use."""

    def __init__(self, emit: Callable[[], Callable[[GameArrays], None]]) -> None:
        self._emit = emit

    @cached_property
    def run(self) -> Callable[[GameArrays], None]:
        """Return a function that changes a state by one turn. Compiled code may replace the function."""
        return self._emit()


@attrs.define(eq=False)
class DenseProgram:
    """A program for the values of nodes in all games of a state. The program is written on the first call.

    Each value is dense: it has all cells of its axes.
    """

    nodes: tuple[Node, ...]
    emit: Callable[[], Callable[..., list[Any]]]
    run: Callable[..., list[Any]] | None = None

    def __call__(self, state: GameArrays) -> list[Any]:
        """Return one value for each node: an array [axes..., games], a table [axes..., 1], or a plain number."""
        if self.run is None:
            self.run = self.emit()
        return self.run(state)


@attrs.define(eq=False)
class RowsProgram:
    """A program for the values of nodes at chosen cells.

    Each row has one cell. The program is written on the first call.
    """

    axes: tuple[str, ...]
    nodes: tuple[Node, ...]
    emit: Callable[[], Callable[..., list[Any]]]
    run: Callable[..., list[Any]] | None = None

    def __call__(self, state: GameArrays, cells: Sequence[Any], games: Any, level: Any) -> list[Any]:
        """Return one value for each node: an array [rows] or a plain number.

        `cells`: for each axis, an array of positions [rows].
        `games`: the column of each row's game [rows].
        `level`: the level of each row's order [rows].
        """
        if self.run is None:
            self.run = self.emit()
        return self.run(state, cells, games, level)


class ProgramWriter:
    """Writes programs for one set of checked rules."""

    def __init__(self, world: World, rules: CheckedRules, links: dict[str, LinkRounds]) -> None:
        self.world = world
        self.rules = rules
        self.links = links

    def _emitter(self) -> Emitter:
        code = Code()
        for line in _PROLOGUE:
            code.line(line)
        return Emitter(code, self.world, self.links)

    @cached_property
    def arrivals(self) -> tuple[Arrival, ...]:
        """Return the delayed effects of steps, in the order of the turn."""
        return tuple(
            Arrival.of(checked, after, cause)
            for phase in self.world.scenario.rules.phases
            for checked in self.rules.steps
            if checked.step.phase == phase
            for after in checked.afters
            for cause, _ in after.add.causes
        )

    def turn(self) -> TurnProgram:
        """Return the program of the whole turn.

        The opening of the turn sets flows to 0 and adds arrivals. A flow is a metric that starts each turn with 0, and
        an arrival is a delayed effect. The phases follow in their order. At the end, timers count down.
        """
        return TurnProgram(self._turn)

    def _turn(self) -> Callable[[GameArrays], None]:
        """Write the turn.

        Each phase becomes a separate function, because the compilation of one large function takes long. The functions
        share their arrays.
        """
        slots, arrays = enumerate(self.arrivals), Arrays()
        parts: list[Callable[..., Any]] = []
        for phase in self.world.scenario.rules.phases:
            emitter = self._emitter()
            for step in self.rules.steps:
                if step.step.phase == phase:
                    StepWriter(emitter, step, slots).write()
            parts.append(emitter.code.build(f"phase_{len(parts)}", "state", BASE, arrays))
        opening, closing = self._emitter(), self._emitter()
        self._open(opening)
        self._close(closing)
        parts.insert(0, opening.code.build("open_turn", "state", BASE))
        parts.append(closing.code.build("close_turn", "state", BASE))

        def run(state: GameArrays) -> None:
            for part in parts:
                part(state)

        return run

    def _open(self, emitter: Emitter) -> None:
        code = emitter.code
        for metric in self.world.scenario.rules.metrics.values():
            if not metric.flow:
                continue
            view = emitter.metric(metric.name)
            code.line(f"{view}[...] = {max(0.0, metric.low)!r}")
        for number, arrival in enumerate(self.arrivals):
            metric = arrival.target.metric
            view = emitter.metric(metric.name) + index_text(
                [str(c) if isinstance(c, int) else ":" for c in arrival.target.cells]
            )
            slot = f"A[{number}][turn % {arrival.turns}]"
            new = code.let(StepWriter.limited(metric, f"{view} + {slot}"))
            code.line(f"{view}[...] = {new}")
            code.line(f"{slot}[...] = 0.0")

    def _close(self, emitter: Emitter) -> None:
        code = emitter.code
        for metric in self.world.scenario.rules.metrics.values():
            if metric.type is not MetricType.TIMER:
                continue
            view = emitter.metric(metric.name)
            left = code.let(f"np.maximum({view} - 1.0, 0.0)")
            code.line(f"{view}[...] = {left}")

    def opening(self) -> Callable[[GameArrays], None]:
        """Return the program of the starting values. A metric comes after the metrics on which its values depend.

        Each metric has a function of its own, because Python needs much memory to compile a long function.
        """
        parts = [self._start(name, rows) for name, rows in self.rules.starts.items()]

        def run(state: GameArrays) -> None:
            for part in parts:
                part(state)

        return run

    def _start(self, name: str, rows: Sequence[tuple[CellPattern, Node]]) -> Callable[[GameArrays], None]:
        emitter = self._emitter()
        metric = self.world.scenario.rules.metrics[name]
        for cells, node in rows:
            text = emitter.emit(node)
            kept = tuple(c for c in cells if isinstance(c, str))
            target = emitter.metric(name) + index_text([str(c) if isinstance(c, int) else ":" for c in cells])
            rounding = "grid" if metric.rounded else "np.rint" if metric.type is MetricType.WHOLE else ""
            rounded = f"{rounding}(op_number({text}))"
            value = StepWriter.limited(metric, rounded)
            emitter.code.line(f"{target}[...] = {lined_up(f'np.asarray({value})', node.axes, kept)}")
        return emitter.code.build(f"start_{name}", "state", BASE)

    def dense(self, name: str, nodes: Sequence[Node]) -> DenseProgram:
        """Return a program for the values of nodes. Each value has all cells of its axes."""

        def emit() -> Callable[..., list[Any]]:
            emitter = self._emitter()
            texts = [emitter.emit(n) for n in nodes]
            emitter.code.line(f"return [{', '.join(texts)}]")
            return emitter.code.build(name, "state", BASE)

        return DenseProgram(tuple(nodes), emit)

    def rows(self, name: str, axes: tuple[str, ...], nodes: Sequence[Node]) -> RowsProgram:
        """Return a program for the values of nodes at chosen cells of some axes."""

        def emit() -> Callable[..., list[Any]]:
            emitter = self._emitter()
            cells = {axis: emitter.code.let(f"cells[{i}]") for i, axis in enumerate(axes)}
            rows = RowEmitter(emitter, cells, "games")
            texts = [rows.emit(n) for n in nodes]
            emitter.code.line(f"return [{', '.join(texts)}]")
            return emitter.code.build(name, "state, cells, games, level", BASE)

        return RowsProgram(axes, tuple(nodes), emit)
