"""Instructions being written, the registers that they use, and where registers stand in the workspace.

Must not know: nodes, or what instructions compute.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from typing import Any

import attrs
import numpy as np
import numpy.typing as npt

Cells = npt.NDArray[np.int32]
Shape = tuple[int, ...]

IN_ORDER, ALL_ONE = -1, -2  # in the place of a table: cell after cell, or the same cell for all


@attrs.define(eq=False)
class Register:
    """Cells side by side in the workspace; `place` is known from the start, or once all instructions are written."""

    size: int
    place: int = -1


@attrs.frozen(eq=False)
class View:
    """Cells of a register in any order: `cells` has the shape of the axes that the value has."""

    register: Register
    cells: Cells

    @property
    def row(self) -> View:
        """The same cells in one row."""
        return View(self.register, self.cells.reshape(-1))

    def broadcast(self, shape: Shape) -> View:
        """Return the cells spread to a larger shape, as numpy spreads."""
        return View(self.register, np.broadcast_to(self.cells, shape))


@attrs.define(eq=False)
class Instruction:
    """An operation on cells. `more`: whole numbers that some operations take, or registers whose place is meant."""

    name: str
    count: int
    views: tuple[View, ...]  # what is written, if anything, then what is read
    more: tuple[int | Register, ...]
    live: bool = False  # only at the cells where the step applies in some game
    skips_to: int = -1  # the instruction at which a skip goes on

    def registers(self) -> Iterator[Register]:
        """Return what it touches."""
        yield from (view.register for view in self.views)
        yield from (value for value in self.more if isinstance(value, Register))


@attrs.frozen(eq=False)
class Program:
    """What the interpreter runs: instructions, tables of cells, and how many cells the workspace has.

    `ready`: cells that hold the same number in every game, and these numbers.
    """

    code: npt.NDArray[np.int32]
    tables: npt.NDArray[np.int32]
    room: int
    ready: tuple[npt.NDArray[np.int64], npt.NDArray[np.float64]]


@attrs.define(eq=False)
class Code:
    """Instructions of one program. `numbers`: the number by which the interpreter knows an operation.

    `fixed`: cells that the state takes, from the start of the workspace.
    """

    numbers: Mapping[str, int]
    fixed: int
    instructions: list[Instruction] = attrs.field(factory=list)
    live: bool = False  # whether operations that are being written run only where the step applies in some game
    _constants: Register = attrs.field(factory=lambda: Register(0))
    _constant: dict[int, int] = attrs.field(factory=dict)
    _pairs: dict[tuple[float, float], Register] = attrs.field(factory=dict)
    _tables: dict[bytes, int] = attrs.field(factory=dict)
    _length: int = 0

    # -- writing ------------------------------------------------------------------------------------------------------

    def constant(self, values: Any) -> View:
        """Return cells that hold these numbers, or all bits where something is true, in every game."""
        array = np.asarray(values)
        truths = np.where(array, np.int64(-1), np.int64(0))
        bits = truths if array.dtype == bool else np.array(array, dtype=np.float64, order="C").view(np.int64)
        found = [self._constant.setdefault(b, len(self._constant)) for b in bits.reshape(-1).tolist()]
        self._constants.size = len(self._constant)
        return View(self._constants, np.array(found, dtype=np.int32).reshape(array.shape))

    def limits(self, low: float, high: float) -> Register:
        """Return two cells side by side that hold these numbers in every game."""
        return self._pairs.setdefault((low, high), Register(2))

    def fresh(self, shape: Shape) -> View:
        """Return a register of its own for values of a shape."""
        size = int(np.prod(shape, dtype=np.int64))
        return View(Register(size), np.arange(size, dtype=np.int32).reshape(shape))

    def op(self, name: str, args: Sequence[View], shape: Shape, *more: int | Register) -> View:
        """Write an operation cell by cell into a fresh register."""
        target = self.fresh(shape)
        self.into(name, target, args, *more)
        return target

    def into(self, name: str, target: View, args: Sequence[View], *more: int | Register) -> Instruction:
        """Write an operation cell by cell into these cells."""
        views = (target.row, *(a.broadcast(target.cells.shape).row for a in args))
        self.instructions.append(Instruction(name, target.cells.size, views, more, self.live))
        return self.instructions[-1]

    def from_slot(self, register: Register, turns: int, shape: Shape) -> View:
        """Return this turn's slot of what arrives."""
        return self.op("from_slot", [], shape, register, turns)

    def to_slot(self, register: Register, turns: int, value: View, shape: Shape) -> None:
        """Write this turn's slot of what arrives."""
        wide = value.broadcast(shape).row
        self.instructions.append(Instruction("to_slot", wide.cells.size, (wide,), (register, turns)))

    @contextmanager
    def skipping(self, name: str, args: tuple[View, ...], *more: int) -> Iterator[None]:
        """Skip what is written inside under a condition."""
        rows = tuple(a.row for a in args)
        skip = Instruction(name, sum(a.cells.size for a in rows), rows, more)
        self.instructions.append(skip)
        yield
        skip.skips_to = len(self.instructions)

    def table(self, values: Any) -> int:
        """Return where a table of whole numbers begins among all."""
        array = np.array(values, dtype=np.int32, order="C").reshape(-1)
        key = array.tobytes()
        if key not in self._tables:
            self._tables[key], self._length = self._length, self._length + array.size
        return self._tables[key]

    # -- what was written ---------------------------------------------------------------------------------------------

    def touched(self) -> set[Register]:
        """Return the registers that instructions read or write."""
        return {register for instruction in self.instructions for register in instruction.registers()}

    def finish(self) -> Program:
        """Return the program, each register in its place."""
        self.instructions.append(Instruction("end", 0, (), ()))
        self._constants.place, end = self.fixed, self.fixed + self._constants.size
        for register in self._pairs.values():
            register.place, end = end, end + 2
        room = self._give_places(end)
        written = [self._encoded(instruction) for instruction in self.instructions]
        begins = [0, *np.cumsum([len(row) for row in written]).tolist()]
        for instruction, row in zip(self.instructions, written, strict=True):
            if instruction.skips_to >= 0:
                row[-1] = begins[instruction.skips_to]
        ready = np.array(list(self._constant), dtype=np.int64).view(np.float64)
        limits = np.array(list(self._pairs), dtype=np.float64).reshape(-1)
        return Program(
            code=np.array([x for row in written for x in row], dtype=np.int32),
            tables=np.frombuffer(b"".join([*self._tables, b"\0\0\0\0"]), dtype=np.int32),
            room=room,
            ready=(np.arange(self.fixed, end), np.concatenate([ready, limits])),
        )

    def _encoded(self, instruction: Instruction) -> list[int]:
        """Return the whole numbers of an instruction: its operation, places, and what its form needs beside."""
        places, steps = [], []
        for view in instruction.views:
            first = int(view.cells[0])
            places.append(view.register.place + first)
            steps.append(self._step(view.cells, first))
        more = [value.place if isinstance(value, Register) else value for value in instruction.more]
        more += [0] if instruction.skips_to >= 0 else []
        name, count, numbers = instruction.name, instruction.count, self.numbers
        if name in numbers:
            return [numbers[name], count, *places, *steps, *more]
        if count == 1:
            return [numbers[f"{name}_one"], *places, *more]
        if instruction.live:
            return [numbers[f"{name}_live"], *places, *steps, *more]
        if all(step == IN_ORDER for step in steps):
            return [numbers[f"{name}_flat"], count, *places, *more]
        if steps[0] == IN_ORDER and all(step < 0 for step in steps):
            return [numbers[f"{name}_steps"], count, *places, *(int(s == IN_ORDER) for s in steps[1:]), *more]
        return [numbers[f"{name}_cells"], count, *places, *steps, *more]

    def _step(self, cells: Cells, first: int) -> int:
        if cells.size < 2 or (cells[1] - first == 1 and (cells[1:] - cells[:-1] == 1).all()):
            return IN_ORDER
        if (cells == first).all():
            return ALL_ONE
        return self.table(cells - first)

    def _give_places(self, end: int) -> int:
        """Give registers places, free again after their last use. Return how many cells there are then."""
        last = {r: n for n, instruction in enumerate(self.instructions) for r in instruction.registers()}
        free: dict[int, list[int]] = {}
        start = end
        for number, instruction in enumerate(self.instructions):
            here = dict.fromkeys(instruction.registers())
            for register in here:
                if register.place < 0:
                    waiting = free.get(register.size)
                    register.place, end = (waiting.pop(), end) if waiting else (end, end + register.size)
            for register in here:
                if last[register] == number and register.place >= start:
                    free.setdefault(register.size, []).append(register.place)
        return end
