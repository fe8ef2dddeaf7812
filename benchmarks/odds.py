"""The odds of a draft in the largest scenario: the next turn, four plans with 200 trials each, compiled and by numpy.

Must not know: how odds are computed.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import partial
from itertools import count

import attrs

from benchmarks.rates import SCENARIO
from benchmarks.timing import interleaved, medians, seconds
from wargame.adjudicator import Adjudicator
from wargame.batch import compiled
from wargame.bots.onward import OnwardPlayer
from wargame.content import Problems
from wargame.game.match import Match
from wargame.game.odds import FIRST, Odds, plans_of, usual_bots
from wargame.model.scenario.scenario import Scenario
from wargame.model.telling.odds import TrialPlan
from wargame.rulebook import Rulebook, compile_scenario
from wargame.store.rulebooks import rulebook_named

TURN, PLANS, ROUNDS = 4, 4, 5


def measure() -> Mapping[str, float]:
    """Return the seconds until the first answer, by numpy and compiled."""
    rulebook = rulebook_named(SCENARIO)
    players = {seat: "doctrine" for seat, row in rulebook.scenario.seats.items() if not row.npc}
    match = Match.new(rulebook, 1, players, rulebook.scenario.lengths[0].turns, lambda _: None)
    for _ in range(TURN - 1):
        match.adjudicate()
    seat = next(iter(players))
    orders = match.orders(seat, TURN - 1)[seat]
    plans = tuple(attrs.evolve(plan, orders=plan.orders[n:]) for n, plan in enumerate((plans_of(orders)[:1]) * PLANS))
    asked = {}
    for name, native in (("odds_numpy", False), ("odds_compiled", True)):
        # Compiled code replaces programs of its rule book, so each player has a rule book of its own.
        adjudicator = Adjudicator(compiled_scenario(rulebook.scenario))
        bots = usual_bots(adjudicator, tuple(players))
        ready = compiled.prepare(adjudicator, bots) if native else None
        odds = Odds(OnwardPlayer(adjudicator, bots, ready.games if ready is not None else None), seat)
        odds.open(match.knowledge(seat))
        asked[name] = partial(_first, odds, plans, count())
        asked[name]()
    return medians(interleaved({name: partial(seconds, ask) for name, ask in asked.items()}, ROUNDS))


def compiled_scenario(scenario: Scenario) -> Rulebook:
    """Return a rule book of its own for a scenario without problems."""
    problems = Problems()
    rulebook = compile_scenario(scenario, problems)
    problems.raise_if_errors()
    assert rulebook is not None
    return rulebook


def _first(odds: Odds, plans: tuple[TrialPlan, ...], asked: Iterator[int]) -> None:
    """Ask for the first answer. Each question has one trial less, because odds keep the answers that they gave."""
    next(odds.ask(plans, 1, FIRST - next(asked)))
