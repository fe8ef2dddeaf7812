"""Rollouts: with the dice of a game they are the game itself, whoever decided and whatever was offered."""

from __future__ import annotations

import pytest

from tests.game.bargains import bargains
from tests.game.conftest import Recorded, compiled
from wargame.adjudicator import Adjudicator
from wargame.analysis.rollouts.rollouts import RolloutJob, Rollouts, reference_of
from wargame.game.played_game import PlayedGame
from wargame.native.toolchain import find_compiler
from wargame.numeric.exact import Floats

GIFTS = (('      hope: {wells: "total(total(effort(dig), town), faction)"}\n', (
    '      hope: {wells: "total(total(effort(dig), town), faction)", gifts: clause(gold) + clause(grain)}\n'
)),)  # fmt: skip


def again(played: Recorded, game: PlayedGame, turn: int, **more: frozenset[str]) -> Floats:
    """The final margins of a rollout from a turn with the dice of the game itself, in the order of its seats."""
    adjudicator = Adjudicator(played.rulebook)
    rollouts = Rollouts(adjudicator, reference_of(adjudicator.scenario, game.seats))
    at = game.turns[turn - 1]
    orders = {seat: given for seat, given in at.orders.items() if at.players[seat] != "doctrine"}
    job = RolloutJob(at.before, (orders,), at.before.game_keys, **{"people": at.people, **more})
    return rollouts.play(job).margins[0, :, 0]


def true_margins(played: Recorded, game: PlayedGame) -> list[float]:
    adjudicator = Adjudicator(played.rulebook)
    margins = adjudicator.margins(game.now)
    return [margins[seat][0] for seat in game.seats if seat in margins]


def test_a_rollout_with_the_dice_of_the_game_is_the_game() -> None:
    played = Recorded(compiled("first_convoy"), {"junta": "human", "jnim": "doctrine"})
    match = played.match
    for turn in range(1, 4):
        match.add("junta", "escort ABJ 1" if turn < 3 else "services KKR main")
        match.commit("junta")
        match.adjudicate()
    match.change_seats({"junta": "doctrine"})
    while not match.ending:
        match.adjudicate()
    game = match.played_game()
    assert again(played, game, 3).tolist() == true_margins(played, game)
    assert again(played, game, 4).tolist() == true_margins(played, game)
    assert again(played, game, 2).tolist() != true_margins(played, game), "turn 3 had orders of a person too"


@pytest.mark.parametrize("offer", ["offer hush", "offer peace: gold 3; 2 turns"])
def test_bots_sign_what_people_offer_in_the_same_turn(offer: str) -> None:
    """Bots read drafts in the match, and in rollouts too. They would otherwise sign one turn later or never."""
    played = bargains("red", changes=GIFTS, length=2)
    match = played.match
    match.add("red", offer)
    match.add("red", "dig ALF")
    match.commit("red")
    match.adjudicate()
    assert "sign peace" in [order.text[:10] for order in match.orders(None, 1)["blue"]]
    match.change_seats({"red": "doctrine"})
    while not match.ending:
        match.adjudicate()
    game = match.played_game()
    assert again(played, game, 1).tolist() == true_margins(played, game)
    unread = again(played, game, 1, people=frozenset())
    assert unread.tolist() != true_margins(played, game), "the offer matters"


@pytest.mark.skipif(find_compiler() is None, reason="no C compiler on this machine")
def test_compiled_rollouts_have_the_same_margins() -> None:
    found = []
    for compiling in ("no", "yes"):
        played = bargains("red", changes=GIFTS, length=4)
        played.match.add("red", "offer hush")
        played.match.commit("red")
        played.match.adjudicate()
        at = played.match.played_game().turns[0]
        adjudicator = Adjudicator(played.rulebook)
        rollouts = Rollouts(adjudicator, reference_of(adjudicator.scenario, ("red", "blue", "green")))
        rollouts.compile(1, compiling)
        keys = Adjudicator(played.rulebook).open(3, 30).game_keys
        asks = ({}, {"red": at.orders["red"]}, {"red": ()}, {"red": at.orders["red"], "green": ()})
        result = rollouts.play(RolloutJob(at.before, asks, keys, at.people))
        found.append((result.margins.tolist(), result.game_turns))
    assert found[0] == found[1]
