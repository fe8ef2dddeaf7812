"""Every scenario that lookup finds, compiled once for a test run, and games of these scenarios among bots."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import cache

import pytest

from wargame.adjudicator import Adjudicator, State
from wargame.batch.plan import Plan
from wargame.bots import Policy, orders_of
from wargame.content import Problems, load, load_sources
from wargame.content.lookup import shipped_scenarios
from wargame.model.match.order import Order
from wargame.model.match.outcome import TurnOutcome
from wargame.model.scenario.scenario import Scenario
from wargame.rulebook import compile_scenario

SCENARIOS = shipped_scenarios()
SECOND_STARTS = {
    "bamako_siege_november"
}  # scenarios that share the map and the rules of another scenario; their long tests are slow tests
CASES = [pytest.param(name, marks=pytest.mark.slow) if name in SECOND_STARTS else name for name in SCENARIOS]

LARGEST = "bamako_siege"  # the longest tests are slow tests for this scenario, and quick tests for other scenarios
CASES_WITH_LARGEST_SLOW = [pytest.param(LARGEST, marks=pytest.mark.slow) if case == LARGEST else case for case in CASES]


@cache
def scenario_of(name: str) -> Scenario:
    problems = Problems()
    scenario = load(name, problems)
    assert scenario is not None, problems.all
    return scenario


SEATS = [
    pytest.param(name, seat, marks=[pytest.mark.slow] if name in SECOND_STARTS else [])
    for name in SCENARIOS
    for seat, row in scenario_of(name).seats.items()
    if not row.npc
]
ONE_OF_LARGEST = "jnim"  # the one seat of the largest scenario whose long tests are quick tests
SEATS_WITH_MOST_OF_LARGEST_SLOW = [
    pytest.param(*case.values, marks=pytest.mark.slow)
    if case.values[0] == LARGEST and case.values[1] != ONE_OF_LARGEST
    else case
    for case in SEATS
]


def adjudicator_for(scenario: Scenario) -> Adjudicator:
    problems = Problems()
    rulebook = compile_scenario(scenario, problems)
    assert rulebook is not None, problems.all
    return Adjudicator(rulebook)


def adjudicator_from(sources: Mapping[str, str], name: str) -> Adjudicator:
    """Read and compile a scenario from texts such as `Scenario.sources`."""
    problems = Problems()
    scenario = load_sources(sources, name, problems)
    assert scenario is not None, [str(problem) for problem in problems.errors[:5]]
    return adjudicator_for(scenario)


@cache
def adjudicator_of(name: str) -> Adjudicator:
    return adjudicator_for(scenario_of(name))


@cache
def policy_of(name: str, seat: str, bot: str) -> Policy:
    return Policy(adjudicator_of(name), seat, bot)


def all_seats(name: str, bot: str) -> dict[str, str]:
    """Return the same bot for every seat. Seats that the rules could play also get the bot."""
    return dict.fromkeys(scenario_of(name).seats, bot)


def plan(name: str, games: int, seed: int, bots: Mapping[str, str], length: int = 0) -> Plan:
    scenario = scenario_of(name)
    return Plan(scenario.sources, name, games, seed, length=length or scenario.lengths[0].turns, bots=bots)


def bots_orders(name: str, state: State, bot: str) -> dict[str, tuple[Order, ...]]:
    """Return the orders of one sort of bot in this turn, for every seat with a player."""
    return {seat: tuple(c.order for c in orders_of(policy_of(name, seat, bot), state)) for seat in state.seats}


def turns(name: str, seed: int, bot: str = "random", length: int = 0) -> Iterator[tuple[State, TurnOutcome]]:
    """Play a recorded game. Yield the state after each turn and the outcome of the turn."""
    adjudicator = adjudicator_of(name)
    state = adjudicator.open(seed, length=length or None, seats=tuple(all_seats(name, bot)))
    while not state.ending():
        yield state, adjudicator.adjudicate(state, bots_orders(name, state, bot))
