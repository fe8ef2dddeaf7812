"""The digest of a batch: from chunks in any order, with and without the digests of games."""

from __future__ import annotations

import attrs
import pytest

from wargame.adjudicator import Adjudicator
from wargame.batch.chunk import ChunkPlayer, ChunkResult
from wargame.batch.plan import Plan
from wargame.batch.run import adjudicator_of, run_games, settled
from wargame.batch.summary import WholeDigest
from wargame.content import Problems, load


def played() -> tuple[Plan, Adjudicator, list[ChunkResult]]:
    scenario = load("first_convoy", Problems())
    assert scenario is not None
    plan = Plan(scenario.sources, scenario.name, games=9, first=4, length=3, seed=7)
    adjudicator = adjudicator_of(plan, scenario)
    plan = settled(adjudicator, plan)
    player = ChunkPlayer(adjudicator, plan)
    return plan, adjudicator, [player.play(first, 3) for first in (4, 7, 10)]


@pytest.mark.parametrize("order", [(0, 1, 2), (2, 0, 1), (1, 2, 0)])
@pytest.mark.parametrize("keep", [True, False])
def test_chunks_come_in_any_order(order: tuple[int, ...], keep: bool) -> None:
    plan, adjudicator, chunks = played()
    whole = WholeDigest(keep)
    for position in order:
        whole.add(attrs.evolve(chunks[position]), plan.first)
    assert whole.whole() == run_games(plan, adjudicator, chunk=9)["digest"]


def test_digests_of_games_go_unless_they_are_kept() -> None:
    plan, _, chunks = played()
    for keep in (True, False):
        chunk, whole = attrs.evolve(chunks[0]), WholeDigest(keep)
        whole.add(chunk, plan.first)
        assert len(chunk.digests) == (3 if keep else 0)


def test_a_batch_that_ended_early_may_lack_a_chunk() -> None:
    plan, _, chunks = played()
    wholes = [WholeDigest(True) for _ in range(2)]
    for position in (2, 0):
        wholes[0].add(chunks[position], plan.first)
    for position in (0, 2):
        wholes[1].add(chunks[position], plan.first)
    assert wholes[0].whole() == wholes[1].whole()
