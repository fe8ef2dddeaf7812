"""The turn of a single game, in plain Python, gives the bits that numpy gives many games, and books every change.

In every scenario, for every form of rule, for rules at random.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from math import fsum

import pytest
from hypothesis import Phase, given, settings
from hypothesis import strategies as st

from tests.contracts.shipped import CASES, SCENARIOS, adjudicator_of, bots_orders, scenario_of
from tests.native.every_construct import every_construct
from tests.properties import test_sparse
from tests.properties.formulas import conditions, formulas
from tests.properties.test_formulas import fill
from tests.tiny import tiny
from wargame.adjudicator import Adjudicator, State
from wargame.adjudicator.orders import OrderTable
from wargame.bots import bot_orders
from wargame.model.match.order import Order
from wargame.model.match.outcome import TurnOutcome

Orders = Mapping[str, Sequence[Order]]


def cells(state: State) -> dict[tuple[str, tuple[str, ...]], float]:
    return {(metric, cell): value for metric in state.layout for cell, value in state.cells(metric).items()}


def both_ways(adjudicator: Adjudicator, plain: State, numpy: State, orders: Orders) -> TurnOutcome:
    """Resolve a turn by plain Python, and by numpy; the states come to the same, and the ledger says how."""
    before = cells(plain)
    outcome = adjudicator.adjudicate(plain, orders)
    adjudicator.step(numpy, OrderTable.of(adjudicator.rulebook, numpy.seats, orders))
    assert adjudicator.snapshot(plain) == adjudicator.snapshot(numpy)
    assert outcome.digest == adjudicator.digest(numpy)
    booked = defaultdict(list)
    for entry in outcome.entries:
        assert entry.amount, entry
        booked[entry.metric, entry.entities].append(entry.amount)
    for cell, value in cells(plain).items():
        assert fsum(booked[cell]) == value - before[cell], cell
    return outcome


def play(name: str, bot: str, seed: int, turns: int) -> None:
    adjudicator = adjudicator_of(name)
    seats = tuple(scenario_of(name).seats) if seed % 3 else None  # else some are left to rules
    plain, numpy = (adjudicator.open(seed, length=turns, seats=seats) for _ in range(2))
    while not plain.ending():
        both_ways(adjudicator, plain, numpy, bots_orders(name, plain, bot))


@pytest.mark.parametrize("bot", ["doctrine", "random"])
@pytest.mark.parametrize("name", CASES)
def test_a_scenario_plays_the_same(name: str, bot: str) -> None:
    play(name, bot, 6 if bot == "random" else 5, 4)


@pytest.mark.slow
@pytest.mark.parametrize("name", SCENARIOS)
def test_two_hundred_games_are_the_same(name: str) -> None:
    length = scenario_of(name).lengths[0].turns
    for seed in range(200):
        play(name, "random" if seed % 2 else "doctrine", seed, length)


def test_every_form_of_rule() -> None:
    adjudicator = every_construct()
    plain, numpy = (adjudicator.open(3, seats=("junta",)) for _ in range(2))
    for _ in range(9):
        chosen = bot_orders(adjudicator, plain, "junta", "doctrine")
        both_ways(adjudicator, plain, numpy, {"junta": [each.order for each in chosen]})


@settings(derandomize=True, max_examples=25, deadline=None, phases=[Phase.explicit, Phase.generate])
@given(
    conditions,
    formulas(town=True, depth=3).map(test_sparse.of_towns),
    formulas(town=True, lets=("one", "luck"), depth=3).map(test_sparse.of_towns),
    test_sparse.amounts,
    test_sparse.amounts,
    formulas(town=False, depth=3),
    test_sparse.amounts,
    st.booleans(),
    st.integers(0, 10_000),
)
def test_rules_at_random(
    when: str, one: str, two: str, new: str, amount: str, whole: str, moved: str, sparse: bool, seed: int
) -> None:
    steps = test_sparse.rules(when, one, two, new, amount, whole, moved, sparse=sparse)
    adjudicator = tiny("", metrics=test_sparse.MORE, steps=steps)
    plain, numpy = (adjudicator.open(2) for _ in range(2))
    for state in (plain, numpy):
        fill(state, seed)
        state.array("share")[...] = 0.25
    for _ in range(3):
        outcome = both_ways(adjudicator, plain, numpy, {})
        assert len({draw.key for draw in outcome.draws}) == len(outcome.draws)  # no die falls twice
