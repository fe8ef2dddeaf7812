"""Lets a batch run compiled where that pays: the same games to the bit, several times as fast.

Must not know: C, or how chunks are played.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import partial
from pathlib import Path

import attrs

from wargame.adjudicator import Adjudicator
from wargame.adjudicator.compiled.carrying import carry_out
from wargame.adjudicator.compiled.charges import charges_of
from wargame.batch.compiled.games import PLAY, GamePlayer
from wargame.bots import Policy
from wargame.bots.compiled.seats import CHOICES, Choosers, SeatColumns, SeatTables
from wargame.bots.compiled.wishes import write_choice
from wargame.errors import UsageError
from wargame.native import toolchain, unit
from wargame.rulebook.c_writer.binding import Binding
from wargame.rulebook.c_writer.turn import Source, SourceWriter
from wargame.rulebook.numpy_writer.program import DenseProgram, RowsProgram

ALWAYS, NEVER, WHERE_IT_PAYS = "yes", "no", "auto"
WORTH_LOADING = 100_000  # game-turns from which writing the source and loading what was built pays
WORTH_BUILDING = 1_000_000  # game-turns from which building pays as well


@attrs.frozen(eq=False)
class Compiled:
    """Where the libraries of a batch are, and what plays its games whole, if every seat can be played so."""

    paths: Mapping[str, Path]
    games: GamePlayer | None


def prepare(
    adjudicator: Adjudicator,
    policies: Mapping[str, Policy],
    game_turns: int = 0,
    wanted: str = ALWAYS,
    effort: str = toolchain.FAST,
    note: Callable[[str], None] | None = None,
) -> Compiled | None:
    """Compile the rules and bots of a batch if that is wanted; None where numpy goes on alone.

    `policies`: the bots by seat. `note` is told why numpy goes on where compiling would have paid.

    Raises:
        UsageError: it was asked for, and there is no compiler, it refuses, or what it built cannot be loaded.
    """
    if wanted == NEVER or (wanted == WHERE_IT_PAYS and game_turns < WORTH_LOADING):
        return None
    batch = _Batch.of(adjudicator, policies)
    source = batch.source()
    texts = {name: unit.join(fragments, layouts=name == "rows") for name, fragments in units(source).items()}
    try:
        if wanted == ALWAYS or (game_turns >= WORTH_BUILDING and toolchain.find_compiler() is not None):
            paths: Mapping[str, Path] | None = toolchain.build(texts, effort)
        else:
            paths = toolchain.built(texts)
        return Compiled(paths, batch.bind(source, paths)) if paths is not None else None
    except UsageError as refusal:
        if wanted == ALWAYS:
            raise
        if note is not None:
            note(f"rules are not compiled, so games take longer: {refusal}")
        return None


def adopt(adjudicator: Adjudicator, policies: Mapping[str, Policy], paths: Mapping[str, Path]) -> Compiled:
    """Use libraries that `prepare` made for the same batch in another process."""
    batch = _Batch.of(adjudicator, policies)
    return Compiled(paths, batch.bind(batch.source(), paths))


def units(source: Source) -> dict[str, list[unit.Fragment]]:
    """What is compiled into one library each."""
    return {"blocks": [source.blocks], "rows": [source.rows, PLAY]}


@attrs.frozen(eq=False)
class _Batch:
    """What a batch computes by. What bots weigh up is computed for all those together that can choose compiled."""

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

    def source(self) -> Source:
        """Their C text."""
        parts = [
            partial(write_choice, nodes=tables.nodes, position=position)
            for position, tables in enumerate(self.tables.values())
        ]
        return SourceWriter(self.adjudicator.rulebook).write(self.programs, {CHOICES: parts} if parts else {})

    def bind(self, source: Source, paths: Mapping[str, Path]) -> GamePlayer | None:
        """Let them run compiled; gives what plays whole games, if every seat can be played so.

        Raises:
            UsageError: a library cannot be loaded.
        """
        parts = units(source)
        libraries = {name: toolchain.load(path, unit.functions(parts[name])) for name, path in paths.items()}
        binding = Binding(self.adjudicator.rulebook, source, libraries["blocks"], libraries["rows"])
        binding.bind(self.programs)
        self.adjudicator.settlement.use(carry_out(binding, self.adjudicator.settlement))
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
        return GamePlayer(binding, columns, charges, self.adjudicator.endings)
