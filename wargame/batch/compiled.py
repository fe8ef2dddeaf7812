"""Lets a batch run compiled where that pays: the same games to the bit, several times as fast.

Must not know: C, or how chunks are played.
"""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

import attrs

from wargame.adjudicator import Adjudicator
from wargame.batch import compiler
from wargame.bots import Policy
from wargame.errors import UsageError
from wargame.native import Binding, Source, SourceWriter
from wargame.native.choosing import chooser
from wargame.native.together import Together
from wargame.rulebook.program import DenseProgram, RowsProgram

ALWAYS, NEVER, WHERE_IT_PAYS = "yes", "no", "auto"
WORTH_LOADING = 100_000  # game-turns from which writing the source and loading what was built pays
WORTH_BUILDING = 1_000_000  # game-turns from which building pays as well


def prepare(
    adjudicator: Adjudicator,
    policies: Mapping[str, Policy],
    game_turns: int = 0,
    wanted: str = ALWAYS,
    effort: str = compiler.FAST,
) -> Mapping[str, Path] | None:
    """Compile the rules and bots of a batch if that is wanted.

    Gives where the libraries are, or None where numpy goes on alone. `policies`: the bots by seat.

    Raises:
        UsageError: it was asked for, and there is no compiler, it refuses, or what it built cannot be loaded.
    """
    if wanted == NEVER or (wanted == WHERE_IT_PAYS and game_turns < WORTH_LOADING):
        return None
    batch = _Batch.of(adjudicator, policies)
    source = batch.source()
    texts = {"blocks": source.blocks, "rows": source.rows}
    if wanted == ALWAYS or (game_turns >= WORTH_BUILDING and compiler.find_compiler() is not None):
        paths: Mapping[str, Path] | None = compiler.build(texts, effort)
    else:
        paths = compiler.built(texts)
    if paths is None:
        return None
    try:
        batch.bind(source, paths)
    except UsageError:
        if wanted == ALWAYS:
            raise
        return None
    return paths


def adopt(adjudicator: Adjudicator, policies: Mapping[str, Policy], paths: Mapping[str, Path]) -> None:
    """Use libraries that `prepare` made for the same batch in another process."""
    batch = _Batch.of(adjudicator, policies)
    batch.bind(batch.source(), paths)


@attrs.frozen(eq=False)
class _Batch:
    """What a batch computes by. What bots wish and weigh is computed for all of them together."""

    adjudicator: Adjudicator
    policies: Mapping[str, Policy]
    together: Together
    programs: tuple[DenseProgram | RowsProgram, ...]

    @classmethod
    def of(cls, adjudicator: Adjudicator, policies: Mapping[str, Policy]) -> _Batch:
        """Collect the programs of an adjudicator and its bots."""
        of_bots = [program for policy in policies.values() for program in policy.programs]
        together = Together.of([program for program in of_bots if isinstance(program, DenseProgram)])
        rows = [program for program in of_bots if isinstance(program, RowsProgram)]
        return cls(adjudicator, policies, together, (*adjudicator.programs, together.whole, *rows))

    def source(self) -> Source:
        """Their C text."""
        return SourceWriter(self.adjudicator.rulebook).write(self.programs)

    def bind(self, source: Source, paths: Mapping[str, Path]) -> None:
        """Let them run compiled.

        Raises:
            UsageError: a library cannot be loaded.
        """
        libraries = {name: compiler.load(path) for name, path in paths.items()}
        binding = Binding(self.adjudicator.rulebook, source, libraries["blocks"], libraries["rows"])
        binding.bind(self.programs)
        self.together.share()
        self.adjudicator.settlement.use(binding)
        seats = tuple(seat for seat in self.adjudicator.scenario.seats if seat in self.policies)
        for policy in self.policies.values():
            tables = policy.tables(seats)
            if tables is not None and tables.fits:
                policy.use(chooser(binding, tables))
