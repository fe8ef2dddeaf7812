"""The emitted programs of a rule book: the turn, starting values, orders' conditions, scores, endings, doctrines.

Must not know: games being played; programs act on arrays that the adjudicator owns.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import cached_property, partial
from typing import Any, Protocol

import attrs
import numpy.typing as npt

from wargame.model.metric import MetricType
from wargame.numeric.exact import Floats
from wargame.rulebook.checked import CheckedRules
from wargame.rulebook.ir.nodes import Node
from wargame.rulebook.ir.relations import LinkRounds
from wargame.rulebook.language.world import World
from wargame.rulebook.numpy_writer.code import Arrays, Code
from wargame.rulebook.numpy_writer.registers import HELD, Arrival, EntrySpec, Registers
from wargame.rulebook.numpy_writer.steps import StepWriter
from wargame.rulebook.numpy_writer.values import BASE, Emitter, RowEmitter, index_text, lined_up


class GameArrays(Protocol):
    """The arrays of a batch of games, the last axis being games; metrics in the order of the rule set."""

    metrics: list[Floats]
    parameters: dict[str, Floats]
    efforts: dict[str, Floats]
    histories: dict[str, Floats]
    arrivals: list[Floats]
    turn_keys: npt.NDArray[Any]
    turn: int
    seasons: dict[str, float]
    seated: frozenset[str]

    @property
    def games(self) -> int:
        """How many games the arrays hold."""
        ...


_PROLOGUE = (
    "M, P, E, H, A = state.metrics, state.parameters, state.efforts, state.histories, state.arrivals",
    "TK, turn, season, seated, N = state.turn_keys, state.turn, state.seasons, state.seated, state.games",
)

OPENS = "the turn opens"
PASSES = "time passes"


class TurnProgram:
    """The program of a turn with what its numbers refer to; emitted when first needed."""

    def __init__(self, emit: Callable[[], tuple[Callable[[GameArrays, Any], None], Registers]]) -> None:
        self._emit = emit

    @cached_property
    def _emitted(self) -> tuple[Callable[[GameArrays, Any], None], Registers]:
        return self._emit()

    @cached_property
    def run(self) -> Callable[[GameArrays, Any], None]:
        """A function `(state, ledger)`; a back end may put its own in place."""
        return self._emitted[0]

    @cached_property
    def registers(self) -> Registers:
        """What the numbers in it refer to."""
        return self._emitted[1]


@attrs.define(eq=False)
class DenseProgram:
    """Values of nodes for all games of a state, each dense over its own axes; emitted when first called."""

    nodes: tuple[Node, ...]
    emit: Callable[[], Callable[..., list[Any]]]
    run: Callable[..., list[Any]] | None = None

    def __call__(self, state: GameArrays) -> list[Any]:
        """Return one value a node: an array [axes..., games], a table [axes..., 1], or a plain number."""
        if self.run is None:
            self.run = self.emit()
        return self.run(state)


@attrs.define(eq=False)
class RowsProgram:
    """Values of nodes at chosen cells, one per row; emitted when first called."""

    axes: tuple[str, ...]
    nodes: tuple[Node, ...]
    emit: Callable[[], Callable[..., list[Any]]]
    run: Callable[..., list[Any]] | None = None

    def __call__(self, state: GameArrays, cells: Sequence[Any], games: Any, level: Any) -> list[Any]:
        """Return one value a node: an array [rows] or a plain number.

        `cells`: one array of positions an axis [rows]. `games`: game columns [rows]. `level`: [rows].
        """
        if self.run is None:
            self.run = self.emit()
        return self.run(state, cells, games, level)


class ProgramWriter:
    """Emits programs for one set of checked rules."""

    def __init__(self, world: World, rules: CheckedRules, links: dict[str, LinkRounds]) -> None:
        self.world = world
        self.rules = rules
        self.links = links

    def _emitter(self, recording: bool = False) -> Emitter:
        code = Code()
        for line in _PROLOGUE:
            code.line(line)
        return Emitter(code, self.world, self.links, recording)

    @cached_property
    def arrivals(self) -> tuple[Arrival, ...]:
        """What steps let arrive later, in the order in which the turn writes it."""
        return tuple(
            Arrival.of(checked, after, cause)
            for phase in self.world.scenario.rules.phases
            for checked in self.rules.steps
            if checked.step.phase == phase
            for after in checked.afters
            for cause, _ in after.add.causes
        )

    def turn(self, recording: bool) -> TurnProgram:
        """Return the whole turn: it opens (flows empty, arrivals land), the phases in order, timers count down."""
        return TurnProgram(partial(self._turn, recording))

    def _turn(self, recording: bool) -> tuple[Callable[[GameArrays, Any], None], Registers]:
        """Emit the turn.

        Each phase is a function of its own, so that no compilation is large; they share the arrays that they fill.
        """
        registers, arrays = Registers(enumerate(self.arrivals)), None if recording else Arrays()
        parts: list[Callable[..., Any]] = []
        for phase in self.world.scenario.rules.phases:
            emitter = self._emitter(recording)
            for step in self.rules.steps:
                if step.step.phase == phase:
                    StepWriter(emitter, registers, step).write()
            parts.append(emitter.code.build(f"phase_{len(parts)}", "state, L", BASE, arrays))
        opening, closing = self._emitter(recording), self._emitter(recording)
        self._open(opening, registers)
        self._close(closing, registers)
        first = opening.code.build("open_turn", "state, L", BASE)
        last = closing.code.build("close_turn", "state, L", BASE)

        def run(state: GameArrays, ledger: Any) -> None:
            for part in (first, *parts, last):
                part(state, ledger)

        return run, registers

    def _open(self, emitter: Emitter, registers: Registers) -> None:
        code = emitter.code
        for metric in self.world.scenario.rules.metrics.values():
            if not metric.flow:
                continue
            view = emitter.metric(metric.name)
            if emitter.recording:
                number = len(registers.entries)
                registers.entries.append(EntrySpec("", "", metric.name, self.world.axes_of(metric), OPENS))
                code.line(f"L.dense({number}, {max(0.0, metric.low)!r} - {view}, None)")
            code.line(f"{view}[...] = {max(0.0, metric.low)!r}")
        for number, arrival in enumerate(self.arrivals):
            metric = arrival.target.metric
            view = emitter.metric(metric.name) + index_text(
                [str(c) if isinstance(c, int) else ":" for c in arrival.target.cells]
            )
            slot = f"A[{number}][turn % {arrival.turns}]"
            new = code.let(StepWriter.limited(metric, f"{view} + {slot}"))
            if emitter.recording:
                self._book_arrival(emitter, registers, arrival, (view, slot, new))
            code.line(f"{view}[...] = {new}")
            code.line(f"{slot}[...] = 0.0")

    @staticmethod
    def _book_arrival(emitter: Emitter, registers: Registers, arrival: Arrival, texts: tuple[str, str, str]) -> None:
        (view, slot, new), target = texts, arrival.target
        for cause, amount in ((arrival.cause, slot), (HELD, f"{new} - ({view} + {slot})")):
            entry = len(registers.entries)
            registers.entries.append(EntrySpec(arrival.phase, arrival.step, target.metric.name, target.cells, cause))
            emitter.code.line(f"L.dense({entry}, np.array({amount}), None)")

    def _close(self, emitter: Emitter, registers: Registers) -> None:
        code = emitter.code
        for metric in self.world.scenario.rules.metrics.values():
            if metric.type is not MetricType.TIMER:
                continue
            view = emitter.metric(metric.name)
            left = code.let(f"np.maximum({view} - 1.0, 0.0)")
            if emitter.recording:
                number = len(registers.entries)
                registers.entries.append(EntrySpec("", "", metric.name, self.world.axes_of(metric), PASSES))
                code.line(f"L.dense({number}, {left} - {view}, None)")
            code.line(f"{view}[...] = {left}")

    def opening(self) -> Callable[[GameArrays], None]:
        """Return the starting values, metric by metric in order of need."""
        emitter = self._emitter()
        for name, rows in self.rules.starts.items():
            metric = self.world.scenario.rules.metrics[name]
            for cells, node in rows:
                text = emitter.emit(node)
                kept = tuple(c for c in cells if isinstance(c, str))
                target = emitter.metric(name) + index_text([str(c) if isinstance(c, int) else ":" for c in cells])
                rounding = "grid" if metric.rounded else "np.rint" if metric.type is MetricType.WHOLE else ""
                rounded = f"{rounding}(op_number({text}))"
                value = StepWriter.limited(metric, rounded)
                emitter.code.line(f"{target}[...] = {lined_up(f'np.asarray({value})', node.axes, kept)}")
            emitter.forget({name})
        return emitter.code.build("opening_program", "state", BASE)

    def dense(self, name: str, nodes: Sequence[Node]) -> DenseProgram:
        """Return a program that gives the values of nodes, dense over their own axes."""

        def emit() -> Callable[..., list[Any]]:
            emitter = self._emitter()
            texts = [emitter.emit(n) for n in nodes]
            emitter.code.line(f"return [{', '.join(texts)}]")
            return emitter.code.build(name, "state", BASE)

        return DenseProgram(tuple(nodes), emit)

    def rows(self, name: str, axes: tuple[str, ...], nodes: Sequence[Node]) -> RowsProgram:
        """Return a program that gives the values of nodes at chosen cells of some axes."""

        def emit() -> Callable[..., list[Any]]:
            emitter = self._emitter()
            cells = {axis: emitter.code.let(f"cells[{i}]") for i, axis in enumerate(axes)}
            rows = RowEmitter(emitter, cells, "games")
            texts = [rows.emit(n) for n in nodes]
            emitter.code.line(f"return [{', '.join(texts)}]")
            return emitter.code.build(name, "state, cells, games, level", BASE)

        return RowsProgram(axes, tuple(nodes), emit)
