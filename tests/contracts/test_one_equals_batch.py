"""A game has the same bits alone, in any batch, in any chunk, in another process, recorded or not."""

from __future__ import annotations

import pytest

from tests.contracts.shipped import (
    CASES,
    CASES_WITH_LARGEST_SLOW,
    SCENARIOS,
    adjudicator_of,
    all_seats,
    bots_orders,
    plan,
    scenario_of,
    turns,
)
from wargame.batch import run_games
from wargame.batch.chunk import ChunkPlayer, default_bots

GAMES = 40


def test_there_are_scenarios() -> None:
    assert SCENARIOS


@pytest.mark.parametrize("bot", ["random", "doctrine"])
@pytest.mark.parametrize("name", CASES_WITH_LARGEST_SLOW)
def test_a_game_is_the_same_alone_and_in_a_batch(name: str, bot: str) -> None:
    adjudicator = adjudicator_of(name)
    bots = default_bots(adjudicator, dict.fromkeys(default_bots(adjudicator, {}), bot))
    player = ChunkPlayer(adjudicator, plan(name, GAMES, 5, bots))
    together = player.play(0, GAMES)
    assert len(set(together.digests)) == GAMES
    late = [game for game in range(GAMES) if together.endings[game] == together.endings.max()][-2:]
    early = [game for game in range(GAMES) if together.endings[game] == together.endings.min()][:1]
    for game in {*late, *early}:
        assert together.digests[game] == player.play(game, 1).digests[0]


@pytest.mark.parametrize("name", CASES_WITH_LARGEST_SLOW)
def test_chunks_do_not_matter(name: str) -> None:
    wanted = plan(name, GAMES, 6, all_seats(name, "random"))
    whole = run_games(wanted, adjudicator_of(name), with_digests=True)
    parts = run_games(wanted, adjudicator_of(name), chunk=23, with_digests=True)
    later = run_games(plan(name, 5, 7, all_seats(name, "random")), adjudicator_of(name), with_digests=True)
    assert whole["digests"] == parts["digests"]
    assert whole["digest"] == parts["digest"]
    assert not set(whole["digests"]) & set(later["digests"])


@pytest.mark.parametrize("name", CASES)
def test_processes_do_not_matter(name: str) -> None:
    wanted = plan(name, 24, 8, all_seats(name, "doctrine"), min(row.turns for row in scenario_of(name).lengths))
    here = run_games(wanted, adjudicator_of(name), with_digests=True)
    there = run_games(wanted, adjudicator_of(name), workers=2, chunk=9, with_digests=True)
    assert here["digests"] == there["digests"]


@pytest.mark.parametrize("name", CASES_WITH_LARGEST_SLOW)
def test_a_recorded_game_is_the_game_of_the_batch(name: str) -> None:
    """The ledger, and orders settled line by line instead of all at once, change no bit."""
    for bot in ("random", "doctrine"):
        batch = ChunkPlayer(adjudicator_of(name), plan(name, 2, 9, all_seats(name, bot))).play(0, 2)
        *_, (_, outcome) = turns(name, 9, bot)
        assert outcome.digest == batch.digests[0]
        assert outcome.digest != batch.digests[1]


@pytest.mark.parametrize("name", CASES)
def test_the_same_orders_give_the_same_turn_to_the_last_word(name: str) -> None:
    first = [outcome for _, outcome in turns(name, 10, "random", 3)]
    again = [outcome for _, outcome in turns(name, 10, "random", 3)]
    other = [outcome for _, outcome in turns(name, 11, "random", 3)]
    assert first == again
    assert [o.digest for o in first] != [o.digest for o in other]


@pytest.mark.parametrize("name", CASES)
def test_a_snapshot_is_the_game(name: str) -> None:
    """At every turn the game can be written down and taken up again, and goes on to the same bits."""
    adjudicator = adjudicator_of(name)
    state = adjudicator.open(12, seats=tuple(all_seats(name, "random")))
    while not state.ending():
        copy = adjudicator.restore(adjudicator.snapshot(state))
        assert adjudicator.snapshot(copy) == adjudicator.snapshot(state)
        orders = bots_orders(name, state, "random")
        assert bots_orders(name, copy, "random") == orders
        assert adjudicator.adjudicate(copy, orders) == adjudicator.adjudicate(state, orders)
    assert adjudicator.hidden(state) == adjudicator.hidden(copy)
