"""Writes the programs of a rule book as C: the turn, values of games, and values of single orders.

Must not know: compilers, files, bots, or games being played.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from functools import partial
from typing import Any

import attrs

from wargame.language.registry import c_sources
from wargame.model.rules.metric import MetricType
from wargame.native.layout import ArrayKey, Layout
from wargame.native.text import ConstantTables, FunctionText, number
from wargame.native.unit import PRELUDE, Fragment, shared, shipped
from wargame.rulebook.c_writer.interface import INTERFACE
from wargame.rulebook.c_writer.steps import StepText, limited
from wargame.rulebook.c_writer.values import ValueWriter
from wargame.rulebook.ir.nodes import BY_GAME, ConstNode
from wargame.rulebook.numpy_writer.program import DenseProgram, RowsProgram
from wargame.rulebook.rulebook import Rulebook

TOGETHER = 4  # the number of blocks that are copied together
PIECES = 4  # how many translation units share the functions on blocks
TURN = "turn"  # the function of a whole turn
OPENING = "opening"  # the function of starting values
ALONE = "_alone"  # the end of the names of functions that work on one block in the workspace
_PART = "const GameArrays *P, v *restrict S, u TK, void *const *out, i64 game, i64 left"


COPIES = Fragment(shipped(__package__, "copy.h"), constants={"TOGETHER": TOGETHER}, needs=(INTERFACE,))

WORDS = Fragment("\n".join(c_sources()), needs=(PRELUDE,))  # C functions that the words of the rule language need


@attrs.frozen(eq=False)
class CompiledFunction:
    """The name of a compiled function."""

    name: str


Part = Callable[[ValueWriter], None]  # writes a part of a function that computes one block


@attrs.frozen(eq=False)
class CSource:
    """C text for blocks of games and for single orders, with the arrays that its functions use.

    Sizes and positions in the workspace are counted in vectors. A vector has one number for each game of a block.

    `pieces`: the parts of the functions on blocks. The compiler gets each part as a separate text.
    `others`: the functions on blocks from other writers, by name.
    `lanes`: the number of games in a block.
    """

    blocks: Fragment
    pieces: tuple[Fragment, ...]
    rows: Fragment
    lanes: int
    functions: Mapping[int, CompiledFunction]  # by the id of the program
    turn: CompiledFunction
    opening: CompiledFunction  # writes the starting values that differ between games; reads all other starting values
    others: Mapping[str, CompiledFunction]
    arrays: tuple[ArrayKey, ...]  # the arguments of all functions, in their order
    places: Mapping[ArrayKey, int]  # the positions of arrays in the workspace, counted in vectors
    cells: Mapping[ArrayKey, int]
    effort: int  # the first position of efforts in the workspace
    room: int  # the size of the workspace of a block, in vectors
    tables: tuple[Any, ...]  # tables of quantiles, in order
    seasons: tuple[str, ...]
    seated: tuple[str, ...]

    def without_text(self) -> CSource:
        """Return the same source without C text. A loaded library needs only names, sizes and positions."""
        return attrs.evolve(self, blocks=Fragment(""), pieces=(), rows=Fragment(""))


class SourceWriter:
    """Writes the C source of one rule book for blocks of games.

    A vector is a register of the processor that holds several numbers. A block has one game for each of these numbers.
    """

    def __init__(self, rulebook: Rulebook, lanes: int) -> None:
        self.lanes = lanes
        self.rulebook = rulebook
        self.world = rulebook.world
        self.tables = {True: ConstantTables(), False: ConstantTables()}
        self.texts: dict[bool, list[str]] = {True: [], False: []}
        self.parts: list[str] = []
        self.called: dict[bool, dict[str, int]] = {True: {}, False: {}}
        self.quantiles: list[Any] = []
        self.seasons = tuple(rulebook.scenario.seasons)
        self.seated: list[str] = []
        self.layout = Layout(dict(self._cells()), rulebook.effort_starts)

    def _cells(self) -> Iterator[tuple[ArrayKey, int]]:
        """Return every array that a state may have, with the number of its cells."""
        book = self.rulebook
        for name, layout in book.layout.items():
            yield ArrayKey("metric", name), math.prod(layout.shape)
        for name in book.scenario.rules.parameters:
            yield ArrayKey("parameter", name), 1
        for name, shape in book.effort_shapes.items():
            yield ArrayKey("effort", name), math.prod(shape)
        for name, turns in book.histories.items():
            yield ArrayKey("history", name), turns * math.prod(book.layout[name].shape)
        for number_, arrival in enumerate(book.writer.arrivals):
            shape = self.world.book.shape(arrival.target.axes)
            yield ArrayKey("arrival", str(number_)), arrival.turns * math.prod(shape)

    def write(
        self, programs: Sequence[DenseProgram | RowsProgram], others: Mapping[str, Sequence[Part]] | None = None
    ) -> CSource:
        """Write the turn, these programs, and other functions that compute blocks.

        `others`: the name of each other function, with the code that writes its parts.
        """
        turn, opening = self._turn(), self._parts(OPENING, [self._start])
        functions = {
            id(p): self._dense(p, i) if isinstance(p, DenseProgram) else self._rows(p, i)
            for i, p in enumerate(programs)
        }
        written = {name: self._parts(name, parts) for name, parts in (others or {}).items()}
        layout = self.layout
        for key in (*(k for k in layout.cells if k.held == "metric"), *layout.numbers):
            layout.place(key)  # cells from which seats pay, recorded cells, and cells that single orders read
        common = {keeps: self._common(keeps) for keeps in (True, False)}
        return CSource(
            blocks=self._fragment(True, common[True], COPIES),
            pieces=tuple(Fragment("\n".join(texts), needs=(common[True],)) for texts in shared(self.parts, PIECES)),
            rows=self._fragment(False, common[False]),
            lanes=self.lanes,
            functions=functions,
            turn=turn,
            opening=opening,
            others=written,
            arrays=tuple(layout.numbers),
            places=layout.places,
            cells=layout.cells,
            effort=layout.effort,
            room=layout.room.size,
            tables=tuple(self.quantiles),
            seasons=self.seasons,
            seated=tuple(self.seated),
        )

    def _common(self, keeps: bool) -> Fragment:
        """Write the tables of constants, and the sizes of a block of games."""
        constants = {"W": self.lanes if keeps else 1, "LANES": self.lanes, "ROOM": self.layout.room.size}
        return Fragment("\n".join(self.tables[keeps].lines), constants=constants, needs=(WORDS, INTERFACE))

    def _fragment(self, keeps: bool, *needs: Fragment) -> Fragment:
        return Fragment("\n".join(self.texts[keeps]), functions=self.called[keeps], needs=needs)

    def _values(self, keeps: bool) -> ValueWriter:
        self.layout.begin()
        return ValueWriter(
            world=self.world,
            links=self.rulebook.writer.links,
            text=FunctionText(),
            layout=self.layout,
            tables=self.tables[keeps],
            quantiles=self.quantiles,
            seasons=self.seasons,
            keeps=keeps,
        )

    def _seated(self, seat: str) -> str:
        if seat not in self.seated:
            self.seated.append(seat)
        return f"P->seated[{self.seated.index(seat)}]"

    # -- the turn -----------------------------------------------------------------------------------------------------

    def _turn(self) -> CompiledFunction:
        values = self._values(True)
        calls: list[str] = []
        slots = enumerate(self.rulebook.writer.arrivals)
        self._part(TURN, values, calls, lambda: self._open(values))
        for phase in self.world.scenario.rules.phases:
            for step in self.rulebook.rules.steps:
                if step.step.phase == phase:
                    self._part(TURN, values, calls, StepText(values, step, self._seated, slots).write)
        self._part(TURN, values, calls, lambda: self._close(values))
        return self._whole(TURN, values, calls)

    def _part(self, name: str, values: ValueWriter, calls: list[str], write: Callable[[], None]) -> None:
        """Write a C function that does a part of the work on a block."""
        text = FunctionText()
        values.begin(text)
        write()
        part = f"{name}_{len(calls)}"
        head = f"void {part}({_PART})"
        self.parts.append("\n".join((f"{head} {{", "  const i64 n = P->games;", *text.scope.lines, "}")))
        self.texts[True].append(f"{head};")
        calls.append(f"{part}(P, S, TK, out, game, left);")

    def _whole(self, name: str, values: ValueWriter, calls: Sequence[str]) -> CompiledFunction:
        """Write two C functions. The first works on all games. The second works on a block in the workspace.

        The first function copies a block of games to the workspace, computes, and copies the changed arrays back.
        """
        values.end()
        layout, starts = self.layout, self.rulebook.effort_starts

        def listed(keys: Iterable[ArrayKey]) -> str:
            rows = [
                (
                    layout.number(key),
                    layout.place(key),
                    layout.cells[key],
                    starts[key.name] if name == TURN and key.held == "effort" else -1,
                )
                for key in keys
            ]
            return ", ".join(f"{{{', '.join(map(str, row))}}}" for row in [*rows, (0, 0, 0, -1)])

        self.texts[True] += [
            f"static const Copied {name}_in[] = {{{listed(layout.touched)}}};",
            f"static const Copied {name}_out[] = {{{listed(k for k in layout.touched if k in layout.written)}}};",
            f"static void {name}_block({_PART}) {{",
            *(f"  {call}" for call in calls),
            "}",
            f"void {name}(const GameArrays *P, v *workspace, void *const *out) {{",
            "  const i64 n = P->games;",
            "  for (i64 first = 0; first < n; first += W * TOGETHER) {",
            f"    read_arrays(P, workspace, {name}_in, first);",
            "    for (i64 b = 0, game = first; b < TOGETHER && game < n; b++, game += W)",
            f"      {name}_block(P, workspace + b * ROOM, read_keys(P->keys + game, n - game), out, game, n - game);",
            f"    write_arrays(P, workspace, {name}_out, first);",
            "  }",
            "}",
            f"void {name}{ALONE}(const GameArrays *P, v *S, void *const *out) {{",
            f"  {name}_block(P, S, read_keys(P->keys, W), out, 0, W);",
            "}",
        ]
        self.called[True] |= {name: 3, f"{name}{ALONE}": 3}
        return CompiledFunction(name)

    def _start(self, values: ValueWriter) -> None:
        """Write starting values that depend on the draws of each game.

        numpy_writer/program.py computes the same bits.
        """
        for name, rows in self.rulebook.rules.starts.items():
            if all(node.varies != BY_GAME for _, node in rows):
                continue
            metric = self.world.scenario.rules.metrics[name]
            values.layout.write(ArrayKey("metric", name))
            for cells, node in rows:
                with values.loops(tuple(c for c in cells if isinstance(c, str))) as at:
                    text = values.number(node, at)
                    if metric.rounded or metric.type is MetricType.WHOLE:
                        text = f"{'to_grid' if metric.rounded else 'v_rint'}({text})"
                    cell = values.cell(name, tuple(at[c] if isinstance(c, str) else str(c) for c in cells))
                    values.text.line(f"{cell} = {limited(metric, text)};")
            values.forget({name})

    def _open(self, values: ValueWriter) -> None:
        rules = self.world.scenario.rules
        for metric in rules.metrics.values():
            if metric.flow:
                axes = self.world.axes_of(metric)
                values.layout.write(ArrayKey("metric", metric.name))
                with values.loops(axes) as at:
                    cell = values.cell(metric.name, tuple(at[a] for a in axes))
                    values.text.line(f"{cell} = K({number(max(0.0, metric.low))});")
        for number_, arrival in enumerate(self.rulebook.writer.arrivals):
            target = arrival.target
            values.layout.write(ArrayKey("arrival", str(number_)))
            values.layout.write(ArrayKey("metric", target.metric.name))
            with values.loops(target.axes) as at:
                slot = values.waiting(number_, arrival, tuple(at[a] for a in target.axes))
                cell = values.cell(
                    target.metric.name, tuple(at[c] if isinstance(c, str) else str(c) for c in target.cells)
                )
                values.text.line(f"{cell} = {limited(target.metric, f'{cell} + {slot}')};")
                values.text.line(f"{slot} = K(0.0);")

    def _close(self, values: ValueWriter) -> None:
        for metric in self.world.scenario.rules.metrics.values():
            if metric.type is MetricType.TIMER:
                axes = self.world.axes_of(metric)
                values.layout.write(ArrayKey("metric", metric.name))
                with values.loops(axes) as at:
                    cell = values.cell(metric.name, tuple(at[a] for a in axes))
                    values.text.line(f"{cell} = v_max({cell} - K(1.0), K(0.0));")

    # -- values -------------------------------------------------------------------------------------------------------

    def _dense(self, program: DenseProgram, position: int) -> CompiledFunction:
        values, name = self._values(True), f"dense_{position}"
        calls: list[str] = []

        def write() -> None:
            for i, node in enumerate(program.nodes):
                if isinstance(node, ConstNode):
                    continue
                kind, put = ("unsigned char", "write_truths") if node.truth else ("double", "write_games")
                with values.loops(node.axes) as at:
                    found = values.value(node, at)
                    row = values.flat(node.axes, at)
                    values.text.line(f"{put}(({kind} *)out[{i}] + ({row}) * n + game, {found}, left);")

        self._part(name, values, calls, write)
        return self._whole(name, values, calls)

    def _parts(self, name: str, parts: Sequence[Part]) -> CompiledFunction:
        values = self._values(True)
        calls: list[str] = []
        for part in parts:
            self._part(name, values, calls, partial(part, values))
        return self._whole(name, values, calls)

    def _rows(self, program: RowsProgram, position: int) -> CompiledFunction:
        """Write a function for one order (`name`), and a function for many orders (`name_many`).

        The results are numbers.
        """
        values = self._values(False)
        at = {axis: f"cell_{k}" for k, axis in enumerate(program.axes)}
        for i, node in enumerate(program.nodes):
            values.text.line(f"out[{i}] = {values.number(node, at)};")
        name, count = f"order_{position}", len(program.nodes)
        self.texts[False] += [
            f"void {name}(const GameArrays *P, i64 game, const i64 *cell, double level, double *out) {{",
            "  const i64 n = P->games;",
            *(f"  const i64 {at[axis]} = cell[{k}];" for k, axis in enumerate(program.axes)),
            *values.text.scope.lines,
            "}",
            f"void {name}_many(const GameArrays *P, const i64 *games, const i64 *cells, const double *levels,",
            "    i64 rows, double *out) {",
            f"  for (i64 row = 0; row < rows; row++) {name}(P, games[row], cells + {max(len(program.axes), 1)} * row, "
            f"levels[row], out + {max(count, 1)} * row);",
            "}",
        ]
        self.called[False][f"{name}_many"] = 6
        return CompiledFunction(name)
