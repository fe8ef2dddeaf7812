"""Lets a batch run compiled where that pays: the same games to the bit, several times as fast.

Must not know: C, or how chunks are played.
"""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from wargame.batch import compiler
from wargame.batch.chunk import ChunkPlayer
from wargame.native import Binding, Source, SourceWriter
from wargame.native.choosing import chooser

ALWAYS, NEVER, WHERE_IT_PAYS = "yes", "no", "auto"
WORTH_LOADING = 100_000  # game-turns from which writing the source and loading what was built pays
WORTH_BUILDING = 1_000_000  # game-turns from which building pays as well


def prepare(player: ChunkPlayer, game_turns: int, wanted: str) -> Mapping[str, Path] | None:
    """Compile the rules of a player if that is wanted: where the libraries are, or None where numpy goes on alone.

    Raises:
        UsageError: it was asked for, and there is no compiler or it refuses.
    """
    if wanted == NEVER or (wanted == WHERE_IT_PAYS and game_turns < WORTH_LOADING):
        return None
    source = _source(player)
    texts = {"blocks": source.blocks, "rows": source.rows}
    if wanted == ALWAYS or (game_turns >= WORTH_BUILDING and compiler.find_compiler() is not None):
        paths: Mapping[str, Path] | None = compiler.build(texts)
    else:
        paths = compiler.built(texts)
    if paths is not None:
        _bind(player, source, paths)
    return paths


def adopt(player: ChunkPlayer, paths: Mapping[str, Path]) -> None:
    """Use libraries that `prepare` made for the same plan in another process."""
    _bind(player, _source(player), paths)


def _source(player: ChunkPlayer) -> Source:
    return SourceWriter(player.adjudicator.rulebook).write(player.programs)


def _bind(player: ChunkPlayer, source: Source, paths: Mapping[str, Path]) -> None:
    libraries = {name: compiler.load(path) for name, path in paths.items()}
    binding = Binding(player.adjudicator.rulebook, source, libraries["blocks"], libraries["rows"])
    binding.bind(player.programs)
    for policy in player.policies.values():
        tables = policy.tables(player.seats)
        if tables is not None and tables.fits:
            policy.use(chooser(binding, tables))
