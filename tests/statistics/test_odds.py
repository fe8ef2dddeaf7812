"""Small rule sets whose outcomes are known in closed form, played by the engine many times."""

from __future__ import annotations

from math import comb, sqrt

import numpy as np
import pytest

from tests.tiny import TOWNS, tiny
from wargame.adjudicator import Adjudicator, State
from wargame.adjudicator.orders import OrderTable
from wargame.adjudicator.state import RUNNING

SIGMAS = 4.0


def play(adjudicator: Adjudicator, games: int, turns: int, seed: int = 5) -> State:
    state = adjudicator.open(seed, games, length=turns)
    for _ in range(turns):
        adjudicator.step(state, OrderTable.of(adjudicator.rulebook, state.seats, {}))
    return state


def fits(count: float, n: int, p: float) -> bool:
    return abs(count - n * p) <= SIGMAS * sqrt(n * p * (1 - p)) + 1e-9


@pytest.mark.parametrize("turns", [1, 4, 12])
def test_a_hazard_over_several_turns(turns: int) -> None:
    """Survival of n turns at a hazard h is (1 - h)^n, and the game ends when it strikes."""
    hazard, games = 0.15, 8_000
    adjudicator = tiny(
        "",
        metrics="fallen: {flag: true}\nheld: {range: 0..100}",
        parameters=f"hazard: {{value: {hazard}, status: assumption, source: made}}",
        steps="""\
strike:
  phase: early
  let: {strikes: chance(hazard)}
  set: {fallen: fallen or strikes}
count:
  phase: late
  when: not fallen
  add: {held: 1}
""",
        endings="down: {when: fallen, text: It fell.}",
    )
    state = play(adjudicator, games, turns)
    survived = state.ended == len(state.endings)
    assert (state.ended != RUNNING).all()
    assert fits(survived.sum(), games, (1 - hazard) ** turns)
    assert (state.array("held")[survived] == turns).all()
    for n in range(turns):
        assert fits((state.array("held")[~survived] == n).sum(), games, (1 - hazard) ** n * hazard)


def test_a_sum_of_chances_is_binomial() -> None:
    games, p = 10_000, 0.35
    adjudicator = tiny(
        "",
        metrics="many: {range: 0..10}",
        steps="""\
throw:
  phase: early
  for: town
  let: {falls: chance(0.35)}
  set: {many: "total(falls, town)"}
""",
    )
    many = play(adjudicator, games, 1).array("many")
    for k in range(len(TOWNS) + 1):
        assert fits((many == k).sum(), games, comb(len(TOWNS), k) * p**k * (1 - p) ** (len(TOWNS) - k))


def test_a_walk_between_two_walls() -> None:
    """The gambler's ruin, from i of n at chance p a step: (r^i - r^n) / (1 - r^n) with r = (1 - p) / p."""
    games, p, i, n = 4_000, 0.55, 3, 8
    adjudicator = tiny(
        "",
        metrics="purse: {range: 0..8, start: 3}",
        steps="""\
bet:
  phase: early
  when: purse > 0 and purse < 8
  let: {wins: chance(0.55)}
  add: {purse: {luck: 1 if wins else -1}}
""",
    )
    purse = play(adjudicator, games, 300).array("purse")
    assert set(np.unique(purse)) == {0.0, 8.0}
    r = (1 - p) / p
    assert fits((purse == 0).sum(), games, (r**i - r**n) / (1 - r**n))


def test_where_one_source_pays_many_all_are_cut_in_proportion() -> None:
    """60 in the purse and wishes of 3, 0.1, 7 and 0 parts of ten: all get 60 of 101 parts of what they wish."""
    adjudicator = tiny(
        "",
        metrics="purse: {range: 0..100, start: 60}\ngrain: {of: town, range: 0..100}",
        steps="share:\n  phase: early\n  for: town\n  move:\n    - {amount: 10 * people, from: purse, to: grain}",
    )
    state = play(adjudicator, 3, 1)
    wishes = np.array([30.0, 1.0, 70.0, 0.0])
    assert np.allclose(state.array("grain")[:, 0], wishes * 60 / 101, atol=1e-8)
    assert state.array("grain").sum(axis=0) + state.array("purse") == pytest.approx([60, 60, 60], abs=0)


@pytest.mark.parametrize("turns", [1, 2, 5, 8])
def test_what_is_sent_arrives_after_its_turns(turns: int) -> None:
    adjudicator = tiny(
        "",
        metrics="stock: {range: 0..1000}\nwhole_stock: {whole: true, range: 0..1000, start: 0.4}",
        steps=f"""\
send:
  phase: late
  when: turn <= 3
  after:
    - {{turns: {turns}, add: {{stock: {{ship: 10 * turn + 0.25}}, whole_stock: {{ship: 2.5}}}}}}
""",
    )
    for played in range(1, 13):
        arrived = [t for t in (1, 2, 3) if t + turns <= played]
        state = play(adjudicator, 2, played)
        assert (state.array("stock") == sum(10 * t + 0.25 for t in arrived)).all()
        assert (state.array("whole_stock") == 2 * len(arrived)).all()


def test_two_dice_of_one_step_combine_as_independent_chances_do() -> None:
    games = 10_000
    adjudicator = tiny(
        "",
        metrics="won: {of: town, range: 0..3}",
        steps="""\
clash:
  phase: early
  for: town
  let:
    tried: chance(0.4)
    wins: chance(0.5 + 0.25 * walled)
  set: {won: tried + 2 * (tried and wins)}
""",
    )
    won = play(adjudicator, games, 1).array("won")
    for row, walled in zip(won, (1, 0, 1, 0), strict=True):
        p = 0.5 + 0.25 * walled
        assert fits((row == 3).sum(), games, 0.4 * p)
        assert fits((row == 1).sum(), games, 0.4 * (1 - p))
        assert fits((row == 0).sum(), games, 0.6)
