"""Beliefs of a seat: what the rules tell and what the seat reads are weighed by their errors, in time and out of it."""

from __future__ import annotations

import numpy as np
import pytest

from tests.game.conftest import Recorded
from tests.tiny import tiny
from wargame.adjudicator import Adjudicator
from wargame.bots.onward import OnwardPlayer
from wargame.bots.seat_beliefs import SeatBeliefs
from wargame.game.odds import usual_bots
from wargame.numeric.exact import Floats

GAMES, TURNS = 200, 6
METRICS = """\
height: {range: 0..1000, start: 500, owner: blue}
depth: {range: 0..1000, start: 500, owner: blue}
"""
STEPS = """\
weather:
  phase: early
  let: {rain: "normal(slope, 10)", snow: "normal(slope, 10)"}
  add: {height: {rain: rain}, depth: {snow: snow}}
"""
PARAMETERS = """\
slope: {value: 0, prior: [normal, 0, 5], label: Slope, source: test, status: assumption}
lean: {value: 0, prior: [normal, 0, 10], label: Lean of the soundings, source: test, status: assumption}
"""
FOG = """\
fog:
  - {metric: height, to: red, within: 30}
  - {metric: depth, to: red, plus: "normal(lean, 10)", lag: 1}
"""


@pytest.fixture(scope="module")
def lake() -> Adjudicator:
    return tiny("", FOG, metrics=METRICS, steps=STEPS, parameters=PARAMETERS)


def believed(lake: Adjudicator, seed: int, turns: int) -> tuple[dict[str, float], dict[str, Floats]]:
    """Return the true numbers after some turns, and the numbers that red believes in its games."""
    match = Recorded(lake.rulebook, {"red": "human", "blue": "human"}, seed, 20).match
    for _ in range(turns):
        for seat in ("red", "blue"):
            match.commit(seat)
        match.adjudicate()
    beliefs = SeatBeliefs(OnwardPlayer(lake, usual_bots(lake, ("red", "blue"))), "red", GAMES, GAMES)
    beliefs.open(match.knowledge("red"))
    state = beliefs.draw(np.arange(2 * GAMES, dtype=np.intp))
    numbers = {name: state.array(name).reshape(2 * GAMES) for name in ("height", "depth")}
    return {name: match.view(None).metrics[name][()] for name in numbers}, numbers


def test_a_start_that_everybody_can_read_in_the_rules_is_not_doubted(lake: Adjudicator) -> None:
    true, numbers = believed(lake, 1, 0)
    assert true == {"height": 500.0, "depth": 500.0}
    assert all((values == 500.0).all() for values in numbers.values())


def test_a_second_state_of_a_game_has_other_errors_of_the_same_size(lake: Adjudicator) -> None:
    _, numbers = believed(lake, 1, 3)
    first, second = numbers["height"][:GAMES], numbers["height"][GAMES:]
    assert (first != second).mean() > 0.99
    assert second.mean() == pytest.approx(first.mean(), abs=0.5 * first.std())
    assert second.std() == pytest.approx(first.std(), rel=0.2)


@pytest.mark.slow
def test_bands_hold_the_truth_as_often_as_they_say(lake: Adjudicator) -> None:
    """The readings of `depth` are late, and all of a game are wrong by the same hidden amount.

    The rules alone leave a spread of 39 after six turns. The last reading of `height` alone leaves a spread of 23.
    """
    games = [believed(lake, seed, TURNS) for seed in range(100)]
    for metric, most in {"height": 20.0, "depth": 20.0}.items():
        bands = [(*np.quantile(numbers[metric], (0.1, 0.9)), true[metric]) for true, numbers in games]
        assert 72 <= sum(low <= value <= high for low, high, value in bands) <= 88
        off = [numbers[metric].mean() - true[metric] for true, numbers in games]
        spread = float(np.mean([numbers[metric].std() for _, numbers in games]))
        assert np.std(off) == pytest.approx(spread, rel=0.2) and spread < most
