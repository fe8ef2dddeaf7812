"""The doctrine bots stand where par says they do; that they beat chance is among the contracts of every scenario."""

from __future__ import annotations

from functools import cache

import numpy as np
import pytest

from wargame.adjudicator import Adjudicator
from wargame.batch.chunk import ChunkPlayer, ChunkResult, default_bots
from wargame.batch.plan import Plan
from wargame.content.load import load
from wargame.content.problems import Problems
from wargame.rulebook import compile_scenario

GAMES = 400
SEATS = [("first_convoy", 6, "junta"), ("first_convoy", 6, "jnim")] + [
    ("harbour_winter", turns, seat) for turns in (12, 6) for seat in ("cabinet", "dockers", "consortium", "councils")
]


@cache
def adjudicator(scenario: str) -> Adjudicator:
    problems = Problems()
    read = load(scenario, problems)
    assert read is not None
    rulebook = compile_scenario(read, problems)
    assert rulebook is not None
    return Adjudicator(rulebook)


@cache
def played(scenario: str, turns: int) -> ChunkResult:
    engine = adjudicator(scenario)
    bots = default_bots(engine, {})
    return ChunkPlayer(engine, Plan({}, scenario, GAMES, seed=1, length=turns, bots=bots)).play(0, GAMES)


@pytest.mark.slow
@pytest.mark.parametrize(("scenario", "turns", "seat"), SEATS)
def test_par_is_where_the_doctrine_bots_stand(scenario: str, turns: int, seat: str) -> None:
    margins = played(scenario, turns).margins[seat]
    assert abs(float(np.mean(margins))) < 0.25
    assert 0.8 < float(np.std(margins)) < 1.25
