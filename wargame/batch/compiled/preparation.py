"""Compiles a batch if this saves time. The games then run several times as fast, with exactly the same results.

A library is a file of compiled code. A block is a group of games that C code computes together.

Must not know: C, or how chunks are played.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from functools import partial
from pathlib import Path

import attrs

from wargame.adjudicator import Adjudicator
from wargame.adjudicator.compiled.carrying import carry_out
from wargame.adjudicator.compiled.charges import charges_of
from wargame.batch.compiled.games import GamePlayer
from wargame.batch.compiled.match import PLAY
from wargame.bots import Policy
from wargame.bots.compiled.seats import CHOICES, Choosers, SeatColumns, SeatTables
from wargame.bots.compiled.wishes import write_choice
from wargame.bots.drawn_orders import DrawnOrders
from wargame.errors import UsageError
from wargame.native import builds, toolchain, unit
from wargame.native.toolchain import FAST, QUICK, SOON, CompileTarget
from wargame.native.unit import Fragment
from wargame.rulebook.c_writer.binding import Binding
from wargame.rulebook.c_writer.turn import CSource, SourceWriter
from wargame.rulebook.ir.nodes import ConstNode
from wargame.rulebook.numpy_writer.program import DenseProgram, RowsProgram

ALWAYS, NEVER, WHERE_IT_PAYS = "yes", "no", "auto"
WORTH_LOADING = 100_000  # game-turns (games * turns) from which it saves time to load an existing library
WORTH_BUILDING = 1_000_000  # game-turns from which it also saves time to build a library
WORTH_FAST_CODE = 3_000_000  # game-turns from which it saves time to wait for fast code


@attrs.frozen(eq=False)
class Compiled:
    """The compiled code of a batch: the library, the number of games in a block, and the player of whole games (or
    None).
    """

    path: Path
    lanes: int
    games: GamePlayer | None


def prepare(
    adjudicator: Adjudicator,
    policies: Mapping[str, Policy],
    game_turns: int = 0,
    wanted: str = ALWAYS,
    effort: str = "",
    target: CompileTarget | None = None,
    note: Callable[[str], None] | None = None,
) -> Compiled | None:
    """Compile the rules and bots of a batch if `wanted` asks for this. Return None if the batch runs with numpy.

    `policies`: the bots by seat.
    `effort`: the effort of the compiler. The effort depends on `game_turns` by default.
    `game_turns`: the number of turns, summed over the games.
    `wanted`: whether to compile always, never, or only if compilation saves time.
    `note`: called with a reason if numpy runs although compiled code would have saved time.

    Raises UsageError if the user asked for compilation and compilation fails. The reasons are a missing compiler, a
    compiler that refuses, and a library that cannot be loaded.
    """
    if wanted == NEVER or (wanted == WHERE_IT_PAYS and game_turns < WORTH_LOADING):
        return None
    try:
        if wanted != ALWAYS and game_turns < WORTH_BUILDING and toolchain.find_compiler() is None:
            return None  # a compiler would not help: the batch is too small
        target = target or toolchain.find_target()
        batch = _Batch.of(adjudicator, policies)
        source = batch.source(target.lanes)
        path = _library(source, target, game_turns, wanted == ALWAYS or game_turns >= WORTH_BUILDING, effort)
        return Compiled(path, target.lanes, batch.bind(source, path)) if path is not None else None
    except UsageError as refusal:
        if wanted == ALWAYS:
            raise
        if note is not None:
            note(f"rules are not compiled, so games take longer: {refusal}")
        return None


def prepare_behind(adjudicator: Adjudicator, policies: Mapping[str, Policy]) -> Compiled | None:
    """Return the library for these rules and bots.

    Start a build in the background and return None if there is no library. The library plays whole games. The function
    changes no program of the rule book, because another thread may be using these programs.
    """
    try:
        target = toolchain.find_target()
        batch = _Batch.of(adjudicator, policies)
        source = batch.source(target.lanes)
        known = builds.find(texts(source), target)
        if known is None or known[1] != FAST:
            builds.build_behind([*texts(source)], target, (QUICK, FAST))
        return Compiled(known[0], target.lanes, batch.alone(source, known[0])) if known is not None else None
    except UsageError:
        return None


def prepare_drawn(adjudicator: Adjudicator, drawn: DrawnOrders, effort: str = FAST) -> GamePlayer:
    """Compile the code that plays games with orders from tables.

    Raises UsageError if there is no compiler, if the compiler refuses, or if the library cannot be loaded.
    """
    target = toolchain.find_target()
    batch = _Batch.of(adjudicator, {})
    source = batch.source(target.lanes)
    binding = batch.binding(source, builds.build([*texts(source)], target, effort))
    scenario = adjudicator.scenario
    seats = tuple(seat for seat in scenario.seats if not scenario.seats[seat].npc)
    charges = charges_of(adjudicator.settlement, seats, range(len(adjudicator.settlement.actions)))
    if charges is None or not charges.sure.all():
        raise UsageError("orders can fall by tables only where prices depend on levels alone, and none is an income")
    return GamePlayer(binding, (), charges, adjudicator.endings, adjudicator.score_parts, drawn)


def adopt(adjudicator: Adjudicator, policies: Mapping[str, Policy], path: Path, lanes: int) -> Compiled:
    """Use a library that another process made with `prepare` for the same batch."""
    batch = _Batch.of(adjudicator, policies)
    return Compiled(path, lanes, batch.bind(batch.source(lanes), path))


def _library(source: CSource, target: CompileTarget, game_turns: int, may_build: bool, effort: str) -> Path | None:
    """Return an existing library, or build a library if this saves time now.

    Another process may build a faster library at the same time.
    """
    known = builds.find(texts(source), target, (effort,) if effort else (FAST, SOON, QUICK))
    if not may_build:
        return known[0] if known is not None else None
    if known is not None and (effort or known[1] == FAST):
        return known[0]
    units = [*texts(source)]
    if effort or game_turns >= WORTH_FAST_CODE:
        return builds.build(units, target, effort or FAST)
    path = known[0] if known is not None and known[1] == SOON else builds.build(units, target, SOON)
    if game_turns >= WORTH_BUILDING:
        builds.build_behind(units, target, (FAST,))
    return path


def fragments(source: CSource) -> list[list[Fragment]]:
    """Return the parts to compile. Each translation unit has one list of parts.

    A block is a group of games. One unit has the code for single orders and whole games. The functions on blocks are
    divided among several units.
    """
    return [[source.rows, PLAY], [source.blocks], *([piece] for piece in source.pieces)]


def texts(source: CSource) -> Iterator[str]:
    """Return the C text of each translation unit. A text is joined when it is asked for, because texts are long."""
    return (unit.join(parts, layouts=number == 0) for number, parts in enumerate(fragments(source)))


@attrs.frozen(eq=False)
class _Batch:
    """The programs of a batch, and the wishes and weights of its bots. A wish is the weight of a target. Wishes and
    weights decide the orders of a bot.

    Compiled code computes the wishes and weights of all bots that can choose by compiled code.
    """

    adjudicator: Adjudicator
    policies: Mapping[str, Policy]
    tables: Mapping[str, SeatTables]  # by seat
    programs: tuple[DenseProgram | RowsProgram, ...]

    @classmethod
    def of(cls, adjudicator: Adjudicator, policies: Mapping[str, Policy]) -> _Batch:
        """Collect the programs of an adjudicator and its bots."""
        seats = tuple(seat for seat in adjudicator.scenario.seats if seat in policies)
        tables = {seat: tables for seat in seats if (tables := policies[seat].tables(seats)).fits}
        of_bots = [
            program
            for seat in seats
            for program in policies[seat].programs
            if seat not in tables or isinstance(program, RowsProgram)
        ]
        return cls(adjudicator, policies, tables, (*adjudicator.programs, *of_bots))

    def source(self, lanes: int) -> CSource:
        """Return the C text of the programs."""
        parts = [
            partial(write_choice, nodes=tables.nodes, position=position)
            for position, tables in enumerate(self.tables.values())
        ]
        return SourceWriter(self.adjudicator.rulebook, lanes).write(self.programs, {CHOICES: parts} if parts else {})

    def bind(self, source: CSource, path: Path) -> GamePlayer | None:
        """Replace the numpy programs by the compiled functions of the library at `path`.

        Return the player of whole games if compiled code can play all seats.

        Raises UsageError if the library cannot be loaded.
        """
        binding = self.binding(source, path)
        binding.bind(self.programs)
        self.adjudicator.settlement.use(carry_out(binding, self.adjudicator.settlement))
        return self._players(source, binding)

    def alone(self, source: CSource, path: Path) -> GamePlayer | None:
        """Return the player of whole games. All other programs stay as they are."""
        return self._players(source, self.binding(source, path))

    def binding(self, source: CSource, path: Path) -> Binding:
        """Return the functions of a library. Raises UsageError if the library cannot be loaded."""
        functions = {name: count for parts in fragments(source) for name, count in unit.functions(parts).items()}
        return Binding(self.adjudicator.rulebook, source.without_text(), builds.load(path, functions))

    def _players(self, source: CSource, binding: Binding) -> GamePlayer | None:
        if not self.tables:
            return None
        columns = [SeatColumns.of(binding, tables) for tables in self.tables.values()]
        choosers = Choosers(binding, columns, source.others[CHOICES])
        for position, seat in enumerate(self.tables):
            self.policies[seat].use(choosers.chooser(position))
        given = {int(number) for tables in self.tables.values() for number in tables.numbers}
        charges = charges_of(self.adjudicator.settlement, tuple(self.tables), given)
        if charges is None or set(self.tables) != set(self.policies):
            return None
        parts = self.adjudicator.score_parts
        if any((node.truth or node.axes) and not isinstance(node, ConstNode) for node in parts.nodes):
            return None
        return GamePlayer(binding, columns, charges, self.adjudicator.endings, parts)
