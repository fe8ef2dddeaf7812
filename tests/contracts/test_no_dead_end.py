"""No game gets stuck or leaves the numbers: every game ends, every seat can go on, every value is within its range."""

from __future__ import annotations

from functools import cache

import numpy as np
import pytest

from tests.contracts.shipped import (
    CASES,
    CASES_WITH_LARGEST_SLOW,
    SEATS,
    SEATS_WITH_MOST_OF_LARGEST_SLOW,
    adjudicator_of,
    all_seats,
    bots_orders,
    plan,
    policy_of,
    scenario_of,
)
from wargame.adjudicator import State
from wargame.adjudicator.state import RUNNING
from wargame.batch.chunk import ChunkPlayer
from wargame.bots.policy import join
from wargame.model.rules.metric import MetricType
from wargame.numeric.exact import Floats


def check_numbers(state: State) -> None:
    for name, layout in state.layout.items():
        values, metric = state.array(name), layout.metric
        assert np.isfinite(values).all(), name
        assert (values >= metric.low).all(), (name, values.min())
        assert (values <= metric.high).all(), (name, values.max())
        if metric.type is not MetricType.NUMBER:
            assert (values == np.rint(values)).all(), name
        else:
            assert (values * 2.0**30 == np.rint(values * 2.0**30)).all(), name
    for values in (state.effort_block, state.banked, *state.arrivals, *state.histories.values()):
        assert np.isfinite(values).all()
    assert (state.banked >= 0).all()


def play_watching(name: str, games: int, seed: int, bots: dict[str, str]) -> None:
    adjudicator = adjudicator_of(name)
    state = adjudicator.open(seed, games, seats=tuple(bots))
    check_numbers(state)
    for turn in range(1, state.length + 1):
        chosen = {seat: policy_of(name, seat, bot).choose(state)[0] for seat, bot in bots.items()}
        settled = adjudicator.step(state, join(state, chosen))
        assert (settled.points >= 0).all()
        check_numbers(state)
        for seat, scores in adjudicator.scores(state).items():
            assert np.isfinite(scores).all(), seat
        assert state.turn == turn + 1
        state.select_games(np.flatnonzero(state.ended == RUNNING))
        if not state.games:
            return
    assert not state.games, "games go on beyond their last turn"


@pytest.mark.parametrize("bot", ["random", "doctrine"])
@pytest.mark.parametrize("name", CASES_WITH_LARGEST_SLOW)
def test_every_game_ends_within_its_numbers(name: str, bot: str) -> None:
    play_watching(name, 200 if bot == "random" else 60, 31, all_seats(name, bot))


@pytest.mark.slow
@pytest.mark.parametrize("name", CASES)
def test_thousands_of_games_end_within_their_numbers(name: str) -> None:
    for seed in range(4):
        play_watching(name, 1000, 100 + seed, all_seats(name, "random"))
    play_watching(name, 1000, 32, {s: "random" for s, row in scenario_of(name).seats.items() if not row.npc})
    play_watching(name, 1000, 33, all_seats(name, "doctrine"))


@pytest.mark.parametrize("name", CASES_WITH_LARGEST_SLOW)
def test_every_seat_can_order_something_or_nothing_each_turn(name: str) -> None:
    adjudicator = adjudicator_of(name)
    for committing in (True, False):
        state = adjudicator.open(34, seats=tuple(all_seats(name, "random")))
        while not state.ending():
            orders = bots_orders(name, state, "random") if committing else {}
            for seat in state.seats:
                options = adjudicator.options(state, seat)
                legal = {(o.action, o.targets) for o in options if o.legal}
                assert legal, (seat, state.turn)
                assert all(o.reason for o in options if not o.legal)
                assert {(o.action, o.targets) for o in orders.get(seat, ())} <= legal
            outcome = adjudicator.adjudicate(state, orders)
            assert len(outcome.settled) == sum(len(given) for given in orders.values())


@pytest.mark.parametrize("name", CASES_WITH_LARGEST_SLOW)
def test_a_bots_order_lapses_only_for_what_its_seat_cannot_see(name: str) -> None:
    adjudicator = adjudicator_of(name)
    for bot in ("random", "doctrine"):
        state = adjudicator.open(35, seats=tuple(all_seats(name, bot)))
        while not state.ending():
            doubtful = {
                (seat, o.action, o.targets)
                for seat in state.seats
                for o in adjudicator.options(state, seat)
                if o.may_fail
            }
            for settled in adjudicator.adjudicate(state, bots_orders(name, state, bot)).settled:
                if settled.lapsed:
                    assert (settled.seat, settled.order.action, settled.order.targets) in doubtful, settled


@cache
def scores(name: str, games: int, chance: str = "") -> dict[str, Floats]:
    """What games came to with doctrine in every seat but one."""
    bots = {s: "doctrine" for s, row in scenario_of(name).seats.items() if not row.npc}
    if chance:
        bots[chance] = "random"
    return ChunkPlayer(adjudicator_of(name), plan(name, games, 36, bots)).play(0, games).scores


def share_ahead(name: str, seat: str, games: int) -> float:
    """In how many games doctrine in a seat ends ahead of chance in the same seat, the others and the dice alike."""
    return float((scores(name, games)[seat] > scores(name, games, seat)[seat]).mean())


@pytest.mark.parametrize(("name", "seat"), SEATS_WITH_MOST_OF_LARGEST_SLOW)
def test_doctrine_is_ahead_of_chance(name: str, seat: str) -> None:
    assert share_ahead(name, seat, 60) >= 0.6


@pytest.mark.slow
@pytest.mark.parametrize(("name", "seat"), SEATS)
def test_doctrine_is_ahead_of_chance_in_most_of_many_games(name: str, seat: str) -> None:
    assert share_ahead(name, seat, 400) >= 0.7
