"""What the rules of *Harbour winter* promise: shares stay shares, lent things are not lost, nobody is armed."""

from __future__ import annotations

import random

import pytest

from wargame.adjudicator import Adjudicator
from wargame.adjudicator.state import State
from wargame.content.load import load
from wargame.content.problems import Problems
from wargame.model.match.order import Order
from wargame.rulebook import compile_scenario


@pytest.fixture(scope="module")
def adjudicator() -> Adjudicator:
    problems = Problems()
    scenario = load("harbour_winter", problems)
    assert scenario is not None
    rulebook = compile_scenario(scenario, problems)
    assert rulebook is not None
    return Adjudicator(rulebook)


def some_orders(adjudicator: Adjudicator, state: State, seat: str, luck: random.Random) -> list[Order]:
    options = [option for option in adjudicator.options(state, seat) if option.legal]
    luck.shuffle(options)
    left = adjudicator.ap(state, seat)
    chosen = []
    for option in options:
        level = luck.choice(option.levels)
        points = option.costs[level].get("ap", 0.0)
        if points <= left:
            left -= points
            chosen.append(option.order(level, main=not chosen))
    return chosen


def backing_by_district(adjudicator: Adjudicator, state: State) -> dict[str, float]:
    total: dict[str, float] = {}
    for (district, _), share in zip(
        adjudicator.rulebook.layout["support"].cells, state.array("support").flat, strict=True
    ):
        total[district] = total.get(district, 0.0) + share
    return total


def played(adjudicator: Adjudicator, seed: int) -> State:
    luck = random.Random(seed)
    state = adjudicator.open(seed)
    while not state.ending():
        adjudicator.adjudicate(state, {s: some_orders(adjudicator, state, s, luck) for s in adjudicator.scenario.seats})
    return state


@pytest.mark.parametrize("seed", [1, 2, 3])
def test_shares_and_lent_things_are_never_lost(adjudicator: Adjudicator, seed: int) -> None:
    before = adjudicator.open(seed)
    after = played(adjudicator, seed)
    heaters = before.array("heaters").sum()
    assert heaters > 0
    assert after.array("heaters").sum() == heaters
    assert after.array("bookings").sum() == pytest.approx(1, abs=1e-6)
    assert backing_by_district(adjudicator, after) == pytest.approx(backing_by_district(adjudicator, before), abs=1e-6)
    assert list(backing_by_district(adjudicator, before).values()) == pytest.approx([1] * 9)
    assert (after.array("support") != before.array("support")).any()


def test_every_seat_is_judged_from_0_to_100(adjudicator: Adjudicator) -> None:
    state = played(adjudicator, 4)
    scores = adjudicator.scores(state)
    assert set(scores) == set(adjudicator.scenario.seats)
    assert all(0 < score[0] < 100 for score in scores.values())


def test_nobody_is_armed(adjudicator: Adjudicator) -> None:
    words = " ".join(adjudicator.scenario.sources.values()).lower()
    assert not [word for word in ("combat", "ambush", "fighter", "troops") if word in words]
