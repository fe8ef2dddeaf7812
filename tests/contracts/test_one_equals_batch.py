"""A game is the same alone and in a batch, also when other games of the batch end before it."""

from __future__ import annotations

import pytest

from wargame.adjudicator import Adjudicator
from wargame.batch.chunk import ChunkPlayer, default_bots
from wargame.batch.plan import Plan
from wargame.content.load import load
from wargame.content.lookup import shipped_scenarios
from wargame.content.problems import Problems
from wargame.rulebook import compile_scenario


@pytest.mark.parametrize("name", shipped_scenarios())
def test_a_game_is_the_same_alone_and_in_a_batch(name: str) -> None:
    problems = Problems()
    scenario = load(name, problems)
    assert scenario is not None
    rulebook = compile_scenario(scenario, problems)
    assert rulebook is not None
    adjudicator = Adjudicator(rulebook)
    plan = Plan({}, name, 40, seed=5, length=scenario.lengths[0].turns, bots=default_bots(adjudicator, {}))
    player = ChunkPlayer(adjudicator, plan)
    together = player.play(0, 40)
    late = [game for game in range(40) if together.endings[game] == together.endings.max()][-3:]
    assert [together.digests[game] for game in late] == [player.play(game, 1).digests[0] for game in late]
