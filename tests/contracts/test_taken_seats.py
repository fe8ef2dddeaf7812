"""The siege with a seat taken that rules would play: another game, alone as in a batch, and its secrets are kept."""

from __future__ import annotations

import pytest

from tests.contracts.shipped import adjudicator_of, plan, scenario_of
from tests.game.conftest import Recorded, compiled
from tests.game.tampering import other_truth, received
from wargame.batch.chunk import ChunkPlayer, default_bots

NAME = "bamako_siege"
BYSTANDERS = tuple(seat for seat, row in scenario_of(NAME).seats.items() if row.npc)
GAMES = 6


def test_all_of_whom_the_model_speaks_can_be_taken() -> None:
    assert set(BYSTANDERS) == {"isgs", "fla", "turkiye", "coast", "union", "western", "algerian", "firms"}
    scenario = scenario_of(NAME)
    for seat in BYSTANDERS:
        own = [a for a in scenario.rules.actions.values() if seat in a.by and a.source]  # orders, not what deals add
        assert 2 <= len(own) <= 6
        assert seat in scenario.briefing.seats and seat in scenario.headlines and seat in scenario.looks.factions
        assert all(seat in length.par for length in scenario.lengths)


@pytest.mark.parametrize("seat", ["turkiye", "fla"])
def test_a_taken_seat_goes_its_own_way_alone_as_in_a_batch(seat: str) -> None:
    adjudicator = adjudicator_of(NAME)
    bots = default_bots(adjudicator, {seat: "doctrine"})
    taken = ChunkPlayer(adjudicator, plan(NAME, GAMES, 5, bots, 6))
    together, alone = taken.play(0, GAMES), taken.play(GAMES - 1, 1)
    assert together.digests[-1] == alone.digests[0]
    left = ChunkPlayer(adjudicator, plan(NAME, GAMES, 5, default_bots(adjudicator, {}), 6)).play(0, GAMES)
    assert not set(together.digests) & set(left.digests)


SITTINGS = [("doctrine", 11, 2), ("random", 12, 3), ("human", 14, 2), ("doctrine", 13, 5)]  # who plays, seed, turns
QUICK = {("doctrine", 11, 2, "fla"), ("doctrine", 11, 2, "coast")}
TAKEN = [
    pytest.param(*sitting, seat, marks=() if (*sitting, seat) in QUICK else pytest.mark.slow)
    for sitting in SITTINGS
    for seat in BYSTANDERS
]


def taken_by(player: str, seat: str, seed: int, turns: int) -> Recorded:
    """A game in which a player has taken a seat that rules would play; people write one order into their last draft."""
    rulebook = compiled(NAME)
    others = "random" if player == "random" else "doctrine"
    seats = {code: others for code, row in rulebook.scenario.seats.items() if not row.npc}
    played = Recorded(rulebook, {**seats, seat: player}, seed=seed, length=6)
    for _ in range(turns):
        if player == "human":
            played.match.commit(seat, "")
        played.match.adjudicate()
    if player == "human":
        legal = next(option for option in played.match.options(seat) if option.legal)
        played.match.add(seat, legal.order().text)
    return played


@pytest.mark.parametrize(("player", "seed", "turns", "seat"), TAKEN)
def test_another_truth_behind_the_same_knowledge_changes_no_byte(player: str, seed: int, turns: int, seat: str) -> None:
    played = taken_by(player, seat, seed, turns)
    other = other_truth(played.rulebook, played.match, played.events, seat)
    assert received(other, seat) == received(played.match, seat)
    assert other.view(None) != played.match.view(None)
    assert other.deals(None) != played.match.deals(None)
