"""Writes the programs of a rule book as one piece of C: the turn, values of whole games, values of single orders.

Must not know: compilers, files, or games being played.
"""

from __future__ import annotations

import itertools
from collections.abc import Iterator, Mapping, Sequence
from importlib.resources import files
from typing import Any

import attrs

from wargame.model.metric import Form
from wargame.native.layout import ArrayKey, Layout
from wargame.native.steps import StepText, limited
from wargame.native.text import Tables, Text, number
from wargame.native.values import Values
from wargame.numeric import exact
from wargame.rulebook import Rulebook
from wargame.rulebook.graph import CONSTANT
from wargame.rulebook.program import DenseProgram, RowsProgram

TOGETHER = 4  # blocks copied together: a row of games lies on a page of its own, which is looked up once for all
TURN = "turn"  # the function of a whole turn
LANES = 8  # games in a block: one vector of the widest processors, two or four of others


@attrs.frozen(eq=False)
class Function:
    """A compiled function, and how many vectors of workspace it needs."""

    name: str
    workspace: int = 0


@attrs.frozen(eq=False)
class Source:
    """C text, compiled once for blocks of games and once for single rows, with what its functions refer to."""

    blocks: str
    rows: str
    functions: Mapping[int, Function]  # by the id of the program
    turn: Function
    arrays: tuple[ArrayKey, ...]  # what all functions are handed, in this order
    tables: tuple[Any, ...]  # quantiles, in order
    seasons: tuple[str, ...]
    seated: tuple[str, ...]


class SourceWriter:
    """Writes the source of one rule book."""

    def __init__(self, rulebook: Rulebook) -> None:
        self.rulebook = rulebook
        self.world = rulebook.world
        self.tables = {True: Tables(), False: Tables()}
        self.texts: dict[bool, list[str]] = {True: [], False: []}
        self.quantiles: list[Any] = []
        self.seasons = tuple(rulebook.scenario.seasons)
        self.seated: list[str] = []
        self.arrays: dict[ArrayKey, int] = {}

    def write(self, programs: Sequence[DenseProgram | RowsProgram]) -> Source:
        """The turn and these programs."""
        turn = self._turn()
        functions = {
            id(p): self._dense(p, i) if isinstance(p, DenseProgram) else self._rows(p, i)
            for i, p in enumerate(programs)
        }
        blocks, rows = (self._file(keeps) for keeps in (True, False))
        arrays = tuple(self.arrays)
        return Source(
            blocks, rows, functions, turn, arrays, tuple(self.quantiles), self.seasons, tuple(self.seated)
        )  # fmt: skip

    def _file(self, keeps: bool) -> str:
        constants = [
            f"#define W {LANES if keeps else 1}",
            *(f"#define {name} {number(value)}" for name, value in exact.CONSTANTS.items()),
            *(
                f"static const double {name}[] = {{{', '.join(map(number, values))}}};"
                for name, values in exact.TABLES.items()
            ),
            f"static const long long EXP_POWERS[] = {{{', '.join(map(str, exact.POWERS.tolist()))}}};",
        ]
        parts = [*constants, _shipped("prelude.c"), *self.tables[keeps].lines, *self.texts[keeps]]
        if not keeps:
            parts += [_shipped("choose.c"), _shipped("carry_out.c")]
        return "\n".join(parts) + "\n"

    def _values(self, layout: Layout, keeps: bool) -> Values:
        return Values(
            world=self.world,
            routes=self.rulebook.writer.routes,
            text=Text(),
            layout=layout,
            tables=self.tables[keeps],
            quantiles=self.quantiles,
            seasons=self.seasons,
            histories=self.rulebook.histories,
            keeps=keeps,
        )

    def _seated(self, faction: str) -> str:
        if faction not in self.seated:
            self.seated.append(faction)
        return f"P->seated[{self.seated.index(faction)}]"

    # -- the turn -----------------------------------------------------------------------------------------------------

    def _turn(self) -> Function:
        layout = Layout(self.arrays)
        values = self._values(layout, True)
        calls: list[str] = []
        slots: Iterator[int] = itertools.count()
        self._part(values, calls, lambda: self._open(values))
        for phase in self.world.scenario.rules.phases:
            for step in self.rulebook.rules.steps:
                if step.step.phase == phase:
                    self._part(values, calls, StepText(values, step, self._seated, slots).write)
        self._part(values, calls, lambda: self._close(values))
        return self._whole(TURN, layout, calls, "const Board *P, v *workspace")

    def _part(self, values: Values, calls: list[str], write: Any) -> None:
        """A function of its own for a part of the turn."""
        text = Text()
        values.begin(text)
        write()
        name = f"part_{len(calls)}"
        self.texts[True] += [
            f"static __attribute__((noinline)) void {name}(const Board *P, v *restrict S, u TK) {{",
            *text.scope.lines,
            "}",
        ]
        calls.append(f"{name}(P, S, TK);")

    def _whole(self, name: str, layout: Layout, body: list[str], arguments: str) -> Function:
        """The function that runs over blocks of games: copies them in, works, and copies out what was written."""
        room = layout.room.size
        each = f"for (long b = 0; b < {TOGETHER} && first + b * {LANES} < n; b++)"
        block = f"const long game = first + b * {LANES}, left = n - game; v *const S = workspace + b * {room};"
        starts = self.rulebook.effort_starts

        def copied(back: bool) -> list[str]:
            return [
                f"    for (long c = 0; c < {layout.cells[key]}; c++) {each} {{ {block} {copy(key, place, back)} }}"
                for key, place in layout.places.items()
                if not back or key in layout.written
            ]

        def copy(key: ArrayKey, place: int, back: bool) -> str:
            array = f"P->arrays[{layout.number(key)}] + c * n + game"
            if back:
                return f"write_games({array}, S[{place} + c], left);"
            read = f"read_games({array}, left)"
            if name == TURN and key.held == "effort":  # most of what could be ordered is ordered in no game
                read = f"P->ordered[{starts[key.name]} + c] ? {read} : K(0.0)"
            return f"S[{place} + c] = {read};"

        self.texts[True] += [
            f"void {name}({arguments}) {{",
            "  const long n = P->games;",
            f"  for (long first = 0; first < n; first += {LANES * TOGETHER}) {{",
            *copied(False),
            f"    {each} {{",
            f"      {block}",
            "      const u TK = read_keys(P->keys + game, left);",
            *(f"    {line}" for line in body),
            "    }",
            *copied(True),
            "  }",
            "}",
        ]
        return Function(name, room)

    def _open(self, values: Values) -> None:
        rules, book = self.world.scenario.rules, self.world.book
        for metric in rules.metrics.values():
            if metric.flow:
                axes = self.world.axes_of(metric)
                values.layout.written.add(ArrayKey("metric", metric.name))
                with values.loops(axes) as at:
                    cell = values.cell(metric.name, tuple(at[a] for a in axes))
                    values.text.line(f"{cell} = K({number(max(0.0, metric.low))});")
        for number_, arrival in enumerate(self.rulebook.turn.registers.arrivals):
            target, key = arrival.target, ArrayKey("arrival", str(number_))
            values.layout.written |= {key, ArrayKey("metric", target.metric.name)}
            with values.loops(target.axes) as at:
                slot = values.array(key, book.shape(target.axes), tuple(at[a] for a in target.axes))
                cell = values.cell(
                    target.metric.name, tuple(at[c] if isinstance(c, str) else str(c) for c in target.cells)
                )
                values.text.line(f"{cell} = {limited(target.metric, f'{cell} + {slot}')};")
                values.text.line(f"{slot} = K(0.0);")

    def _close(self, values: Values) -> None:
        for metric in self.world.scenario.rules.metrics.values():
            if metric.form is Form.TIMER:
                axes = self.world.axes_of(metric)
                values.layout.written.add(ArrayKey("metric", metric.name))
                with values.loops(axes) as at:
                    cell = values.cell(metric.name, tuple(at[a] for a in axes))
                    values.text.line(f"{cell} = most({cell} - K(1.0), K(0.0));")

    # -- values -------------------------------------------------------------------------------------------------------

    def _dense(self, program: DenseProgram, position: int) -> Function:
        layout = Layout(self.arrays)
        values = self._values(layout, True)
        for i, node in enumerate(program.nodes):
            if node.varies == CONSTANT:
                continue
            kind, write = ("unsigned char", "write_truths") if node.truth else ("double", "write_games")
            with values.loops(node.axes) as at:
                found = values.value(node, at)
                values.text.line(
                    f"{write}(({kind} *)out[{i}] + ({values.flat(node.axes, at)}) * n + game, {found}, left);"
                )
        return self._whole(
            f"dense_{position}", layout, values.text.scope.lines, "const Board *P, v *workspace, void *const *out"
        )

    def _rows(self, program: RowsProgram, position: int) -> Function:
        """A function for one order (`name`), and one for many (`name_many`), giving every value as a number."""
        values = self._values(Layout(self.arrays), False)
        at = {axis: f"cell_{k}" for k, axis in enumerate(program.axes)}
        for i, node in enumerate(program.nodes):
            values.text.line(f"out[{i}] = {values.number(node, at)};")
        name, count = f"order_{position}", len(program.nodes)
        self.texts[False] += [
            f"void {name}(const Board *P, i64 game, const i64 *cell, double level, double *out) {{",
            "  const long n = P->games;",
            *(f"  const i64 {at[axis]} = cell[{k}];" for k, axis in enumerate(program.axes)),
            *values.text.scope.lines,
            "}",
            f"void {name}_many(const Board *P, const i64 *games, const i64 *cells, const double *levels, long rows,",
            "    double *out) {",
            f"  for (long row = 0; row < rows; row++) {name}(P, games[row], cells + {max(len(program.axes), 1)} * row, "
            f"levels[row], out + {max(count, 1)} * row);",
            "}",
        ]
        return Function(name)


def _shipped(name: str) -> str:
    return files(__package__).joinpath(name).read_text(encoding="utf-8")
