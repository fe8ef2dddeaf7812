"""Writes the turn of a rule book as a program for the interpreter.

Must not know: the interpreter, files, bots, or games being played.
"""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping, Sequence

import attrs
import numpy as np
import numpy.typing as npt

from benchmarks.interpreter.code import Code, Program, Register
from benchmarks.interpreter.steps import StepWriter
from benchmarks.interpreter.values import TURN, Values
from wargame.model.metric import MetricType
from wargame.native.layout import ArrayKey
from wargame.rulebook.rulebook import Rulebook


@attrs.frozen(eq=False)
class Source:
    """A program with what it refers to.

    `places`: where the arrays of the state stand that it touches; `plain`: where the turn and seasons do. `written`:
    arrays that it changes. `dice`: keys. `seated`: those whom a step may stand in for.
    """

    program: Program
    places: Mapping[ArrayKey, int]
    cells: Mapping[ArrayKey, int]
    written: frozenset[ArrayKey]
    plain: Mapping[str, int]
    dice: npt.NDArray[np.uint64]
    quantiles: Sequence[npt.NDArray[np.float64]]
    seated: tuple[str, ...]


class SourceWriter:
    """Writes the turn of one rule book. `numbers`: the number by which the interpreter knows each operation.

    `places`: where others have put arrays of the state in a workspace of which they use `room` cells.
    """

    def __init__(
        self, rulebook: Rulebook, numbers: Mapping[str, int], places: Mapping[ArrayKey, int], room: int = 0
    ) -> None:
        self.rulebook = rulebook
        self.world = rulebook.world
        self.cells = dict(self._cells())
        self.held = {key: Register(self.cells[key], place) for key, place in places.items()}
        for key in self.cells.keys() - places.keys():
            self.held[key], room = Register(self.cells[key], room), room + self.cells[key]
        names = (TURN, *rulebook.scenario.seasons)
        self.plain = {name: Register(1, room + i) for i, name in enumerate(names)}
        self.code = Code(numbers, room + len(names))
        self.values = Values(self.world, rulebook.writer.links, self.code, self.held, self.plain)
        self.seated: list[str] = []
        self.written: set[ArrayKey] = set()

    def _cells(self) -> Iterator[tuple[ArrayKey, int]]:
        """Every array that a state may have, with its cells."""
        book = self.rulebook
        for name, layout in book.layout.items():
            yield ArrayKey("metric", name), math.prod(layout.shape)
        for name in book.scenario.rules.parameters:
            yield ArrayKey("parameter", name), 1
        for name, shape in book.effort_shapes.items():
            yield ArrayKey("effort", name), math.prod(shape)
        for name, turns in book.histories.items():
            yield ArrayKey("history", name), turns * math.prod(book.layout[name].shape)
        for number, arrival in enumerate(book.writer.arrivals):
            shape = self.world.book.shape(arrival.target.axes)
            yield ArrayKey("arrival", str(number)), arrival.turns * math.prod(shape)

    def write(self) -> Source:
        """Write the turn."""
        slots = enumerate(self.rulebook.writer.arrivals)
        self._open()
        for phase in self.world.scenario.rules.phases:
            for step in self.rulebook.rules.steps:
                if step.step.phase == phase:
                    writer = StepWriter(self.values, step, self._seat, slots)
                    writer.write()
                    self.written |= {ArrayKey("metric", name) for name in writer.written}
        self._close()
        program, touched = self.code.finish(), self.code.touched()
        return Source(
            program=program,
            places={key: register.place for key, register in self.held.items() if register in touched},
            cells=self.cells,
            written=frozenset(self.written),
            plain={name: register.place for name, register in self.plain.items()},
            dice=np.concatenate([*self.values.dice, np.zeros(1, dtype=np.uint64)]),
            quantiles=self.values.quantiles,
            seated=tuple(self.seated),
        )

    def _seat(self, seat: str) -> int:
        if seat not in self.seated:
            self.seated.append(seat)
        return self.seated.index(seat)

    def _open(self) -> None:
        rules, values, code = self.world.scenario.rules, self.values, self.code
        for metric in rules.metrics.values():
            if metric.flow:
                axes = self.world.axes_of(metric)
                code.into("copy", values.metric(metric.name, axes, axes), [code.constant(max(0.0, metric.low))])
                self.written.add(ArrayKey("metric", metric.name))
        for number, arrival in enumerate(self.rulebook.writer.arrivals):
            target, key = arrival.target, ArrayKey("arrival", str(number))
            cell = values.metric(target.metric.name, target.cells, target.axes)
            slot = code.from_slot(self.held[key], arrival.turns, cell.cells.shape)
            code.into("add_within", cell, [cell, slot], code.limits(target.metric.low, target.metric.high))
            code.to_slot(self.held[key], arrival.turns, code.constant(0.0), cell.cells.shape)
            self.written |= {key, ArrayKey("metric", target.metric.name)}

    def _close(self) -> None:
        values, code = self.values, self.code
        for metric in self.world.scenario.rules.metrics.values():
            if metric.type is MetricType.TIMER:
                axes = self.world.axes_of(metric)
                cell = values.metric(metric.name, axes, axes)
                left = code.op("op_sub", [cell, code.constant(1.0)], cell.cells.shape)
                code.into("op_max", cell, [left, code.constant(0.0)])
                self.written.add(ArrayKey("metric", metric.name))
