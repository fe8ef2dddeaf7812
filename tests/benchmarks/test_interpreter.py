"""The interpreter on trial gives the bits that numpy gives: for every form of rule, and in every scenario."""

from __future__ import annotations

from collections.abc import Sequence

import pytest

from benchmarks.interpreter.machine import GROUPS, Blocks
from tests.contracts.shipped import CASES, adjudicator_for, all_seats, plan, scenario_of
from tests.native.every_construct import every_construct
from wargame.adjudicator import Adjudicator
from wargame.adjudicator.digest import digests
from wargame.batch.chunk import ChunkPlayer
from wargame.bots import Policy
from wargame.bots.policy import join
from wargame.native import cache
from wargame.native.toolchain import QUICK, find_compiler

pytestmark = [
    pytest.mark.slow,
    pytest.mark.skipif(find_compiler() is None, reason="no C compiler on this machine"),
]
GAMES = 19  # no whole number of blocks


@pytest.fixture(autouse=True, scope="module")
def folder(tmp_path_factory):
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(cache, "user_cache_dir", lambda name: str(tmp_path_factory.getbasetemp() / name))
        yield


def interpreted(adjudicator: Adjudicator, groups: int) -> Adjudicator:
    adjudicator.rulebook.turn.run = Blocks(adjudicator.rulebook, groups, QUICK).turn
    return adjudicator


@pytest.mark.parametrize("groups", GROUPS[:2])
def test_every_form_of_rule(groups: int) -> None:
    found: list[Sequence[str]] = []
    for adjudicator in (every_construct(), interpreted(every_construct(), groups)):
        state, bot = adjudicator.open(3, GAMES, seats=("junta",)), Policy(adjudicator, "junta", "doctrine")
        for _ in range(9):
            adjudicator.step(state, join(state, {"junta": bot.choose(state)[0]}))
        found.append(digests(state))
    assert found[0] == found[1]


@pytest.mark.parametrize("name", CASES)
def test_a_scenario_plays_the_same(name: str) -> None:
    adjudicator = adjudicator_for(scenario_of(name))
    wanted = plan(name, GAMES, 5, all_seats(name, "doctrine"), 7)
    by_numpy = ChunkPlayer(adjudicator, wanted).play(0, GAMES).digests
    run = adjudicator.rulebook.turn.run
    try:
        assert ChunkPlayer(interpreted(adjudicator, 1), wanted).play(0, GAMES).digests == by_numpy
    finally:
        adjudicator.rulebook.turn.run = run
