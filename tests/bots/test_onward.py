"""Games start anywhere: compiled from any turn, with orders that are given, the same bits as turn by turn."""

from __future__ import annotations

import numpy as np
import pytest

from tests.contracts.shipped import adjudicator_for, scenario_of
from tests.game.conftest import watched
from wargame.adjudicator import State
from wargame.adjudicator.digest import digests
from wargame.adjudicator.state import RUNNING
from wargame.batch import compiled
from wargame.bots import Policy
from wargame.bots.onward import Alternatives, OnwardPlayer
from wargame.bots.policy import join
from wargame.bots.seat_beliefs import SeatBeliefs
from wargame.game.odds import Odds, plans_of
from wargame.model.match.order import Order
from wargame.native.toolchain import QUICK, find_compiler
from wargame.numeric import dice

with_compiler = pytest.mark.skipif(find_compiler() is None, reason="no C compiler on this machine")
NAMES = ["first_convoy", pytest.param("bamako_siege", marks=pytest.mark.slow)]
GAMES = 21


@pytest.fixture(scope="module")
def players() -> dict[str, tuple[OnwardPlayer, OnwardPlayer]]:
    return {}


def pair(players: dict[str, tuple[OnwardPlayer, OnwardPlayer]], name: str) -> tuple[OnwardPlayer, OnwardPlayer]:
    """Players of a scenario by numpy and compiled."""
    if name not in players:
        found = []
        for native in (False, True):
            adjudicator = adjudicator_for(scenario_of(name))
            bots = {
                s: Policy(adjudicator, s, "doctrine") for s, row in adjudicator.scenario.seats.items() if not row.npc
            }
            ready = compiled.prepare(adjudicator, bots, effort=QUICK) if native else None
            assert not native or (ready is not None and ready.games is not None)
            found.append(OnwardPlayer(adjudicator, bots, ready.games if ready is not None else None))
        players[name] = (found[0], found[1])
    return players[name]


def bits(state: State) -> tuple[list[str], int, list[int], bytes, bytes]:
    """Everything of games between turns that could differ."""
    histories = b"".join(state.histories[name].tobytes() for name in state.histories)
    streaks = state.streaks[:, state.ended == RUNNING]  # nothing comes after an ending
    return digests(state), state.turn, state.ended.tolist(), streaks.tobytes(), histories


def opened(player: OnwardPlayer, turn: int) -> State:
    """Games played to this turn by numpy or compiled, whichever the player has."""
    state = player.adjudicator.open(5, GAMES, seats=tuple(player.bots))
    if turn > 1:
        player.play(state, until=turn - 1)
    return state


def chosen(player: OnwardPlayer, state: State, seat: str, game: int) -> tuple[Order, ...]:
    """What a seat's bot would order in one of the games."""
    table = join(state, {seat: player.bots[seat].choose(state)[0]})
    rows = np.flatnonzero(table.game == game).tolist()
    return tuple(table.order(player.adjudicator.rulebook, row) for row in rows)


@with_compiler
@pytest.mark.parametrize("name", NAMES)
@pytest.mark.parametrize("turn", [1, 4, 7])
def test_games_go_on_from_any_turn_and_stop_at_any(
    players: dict[str, tuple[OnwardPlayer, OnwardPlayer]], name: str, turn: int
) -> None:
    by_numpy, by_c = pair(players, name)
    states = [opened(player, turn) for player in (by_numpy, by_c)]
    assert bits(states[0]) == bits(states[1])
    for player, state in zip((by_numpy, by_c), states, strict=True):
        player.play(state, until=turn + 1)
    assert bits(states[0]) == bits(states[1])
    for player, state in zip((by_numpy, by_c), states, strict=True):
        player.play(state)
    assert bits(states[0]) == bits(states[1])
    assert (states[1].ended != RUNNING).all()


@with_compiler
@pytest.mark.parametrize("name", NAMES)
@pytest.mark.parametrize("turn", [1, 4])
def test_given_orders_are_settled_the_same(
    players: dict[str, tuple[OnwardPlayer, OnwardPlayer]], name: str, turn: int
) -> None:
    """Alternatives of every kind: what a bot would do, nothing, the same twice, more than can be paid."""
    by_numpy, by_c = pair(players, name)
    found = []
    for player in (by_numpy, by_c):
        state = opened(player, turn)
        seat = state.seats[0]
        games = np.flatnonzero(state.ended == RUNNING)[:3]
        if turn > 1 and not games.size:
            pytest.skip("all games are over by then")
        usual = [chosen(by_numpy, opened(by_numpy, turn), seat, int(game)) for game in games]
        everything = tuple(order for orders in usual for order in orders)
        alternatives = [{seat: orders} for orders in (*usual, (), (*everything, *everything)[:16])]
        which = np.arange(GAMES) % len(alternatives)
        player.play(state, Alternatives(alternatives, which), until=turn)
        after_one = bits(state)
        player.play(state)
        found.append((after_one, bits(state)))
    assert found[0] == found[1]


@with_compiler
def test_all_seats_may_be_given_orders(players: dict[str, tuple[OnwardPlayer, OnwardPlayer]]) -> None:
    found = []
    for player in pair(players, "first_convoy"):
        state = opened(player, 2)
        orders = {seat: chosen(player, state, seat, 0) for seat in state.seats}
        player.play(state, Alternatives.one(orders, GAMES))
        found.append(bits(state))
    assert found[0] == found[1]


@with_compiler
def test_one_state_goes_on_with_many_dice(players: dict[str, tuple[OnwardPlayer, OnwardPlayer]]) -> None:
    found = []
    for player in pair(players, "first_convoy"):
        one = player.adjudicator.open(9, 1, seats=tuple(player.bots))
        player.play(one, until=2)
        many = one.tiled(dice.game_keys(77, 0, GAMES))
        player.adjudicator.prepare(many)
        alone = one.tiled(dice.game_keys(77, 4, 1))
        player.adjudicator.prepare(alone)
        for state in (many, alone):
            player.play(state)
        assert digests(many)[4] == digests(alone)[0] and len(set(digests(many))) > 1
        found.append(bits(many))
    assert found[0] == found[1]


@with_compiler
@pytest.mark.parametrize("turn", [1, 4])
def test_ends_tell_how_each_game_stood_when_it_ended(
    players: dict[str, tuple[OnwardPlayer, OnwardPlayer]], turn: int
) -> None:
    """Some games end early, and some were over before. Each game has the margins of its own last state."""
    found = []
    for player in pair(players, "first_convoy"):
        state = opened(player, turn)
        state.ended[2] = 0
        before = player.adjudicator.margins(state)
        ends = player.play(state)
        margins = player.adjudicator.margins(state)
        for seat, values in ends.margins.items():
            assert (values == margins[seat]).all()
            assert values[2] == before[seat][2] and values[3] != before[seat][3]
        assert ends.turns[2] == turn - 1
        assert ends.turns.max() == state.turn - 1
        found.append(({seat: values.tolist() for seat, values in ends.margins.items()}, ends.turns.tolist()))
        again = player.play(state)
        assert again.turns.tolist() == [state.turn - 1] * GAMES
    assert found[0] == found[1]


@with_compiler
def test_odds_are_the_same_compiled(players: dict[str, tuple[OnwardPlayer, OnwardPlayer]]) -> None:
    match = watched("first_convoy", 2).match
    plans = plans_of(match.orders("junta", 2)["junta"], 1)
    sheets = []
    for player in pair(players, "first_convoy"):
        odds = Odds(player, "junta", SeatBeliefs(player, "junta", 50, 30))
        odds.open(match.knowledge("junta"))
        sheets.append(list(odds.ask(plans, 2, 60))[-1])
    assert sheets[0] == sheets[1]
    assert any(each.mean for each in sheets[0].plans[1].differences)
