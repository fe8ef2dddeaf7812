"""Games that are played whole leave the same digests, scores and records as games that are played turn by turn."""

from __future__ import annotations

from pathlib import Path

import attrs
import numpy as np
import pytest

from tests.contracts.shipped import adjudicator_for, all_seats, plan, scenario_of
from wargame.batch import compiled
from wargame.batch.chunk import ChunkPlayer, ChunkResult
from wargame.batch.run import adjudicator_of
from wargame.native import cache
from wargame.native.toolchain import QUICK, find_compiler
from wargame.rulebook.ir.nodes import BY_GAME

pytestmark = pytest.mark.skipif(find_compiler() is None, reason="no C compiler on this machine")
NAME = "harbour_winter"  # its games begin unlike: `first_wish` depends on what is drawn


@pytest.fixture(autouse=True)
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(cache, "user_cache_dir", lambda name: str(tmp_path / name))


def played(whole: bool, games: int = 70, **settings: float | str) -> ChunkResult:
    """Games 3 and on; more than are hashed together, and no whole number of blocks."""
    wanted = plan(NAME, games, 4, all_seats(NAME, "doctrine"), 3)
    wanted = attrs.evolve(wanted, settings=settings, record=("first_wish",), parameters=True)
    player = ChunkPlayer(adjudicator_of(wanted, scenario_of(NAME)), wanted)
    if whole:
        found = compiled.prepare(player.adjudicator, player.policies, effort=QUICK)
        assert found is not None and found.games is not None
        player.use(found)
    return player.play(3, games)


@pytest.mark.parametrize("settings", [{}, {"court_leaning": 0.25, "aim": "jobs_first"}], ids=["drawn", "fixed"])
def test_what_comes_of_games_is_the_same_whole_or_turn_by_turn(settings: dict[str, float | str]) -> None:
    one, other = played(False, **settings), played(True, **settings)
    assert one.digests == other.digests
    assert one.endings.tolist() == other.endings.tolist() and one.lasted.tolist() == other.lasted.tolist()
    for mine, its in ((one.scores, other.scores), (one.recorded, other.recorded), (one.drawn, other.drawn)):
        assert mine.keys() == its.keys()
        assert all(np.array_equal(mine[name], its[name], equal_nan=True) for name in mine)


def test_a_scenario_is_tested_whose_games_begin_unlike() -> None:
    starts = adjudicator_for(scenario_of(NAME)).rulebook.rules.starts
    assert any(node.varies == BY_GAME for rows in starts.values() for _, node in rows)
    assert not set(played(True).digests) & set(played(True, games=70, court_leaning=0.25).digests)
