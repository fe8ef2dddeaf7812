"""The true course of a match: states before and after each turn, orders, injects, and who played."""

from __future__ import annotations

from pathlib import Path

from tests.store.games import every_event
from wargame.adjudicator import Adjudicator
from wargame.store.look_back import look_back
from wargame.store.session import Session


def test_each_turn_comes_out_again_from_its_state_and_orders(tmp_path: Path) -> None:
    every_event(tmp_path / "a.jsonl")
    seen = look_back(tmp_path / "a.jsonl")
    game, adjudicator = seen.match.played_game(), Adjudicator(seen.rulebook)
    assert [turn.turn for turn in game.turns] == [1, 2] and game.ending == "" and game.length == 3
    lefts = [*(turn.opened for turn in game.turns[1:]), game.now]
    for turn, left in zip(game.turns, lefts, strict=True):
        state = turn.before
        adjudicator.adjudicate(state, turn.orders)
        assert adjudicator.snapshot(state) == adjudicator.snapshot(left)


def test_injects_stand_between_how_a_turn_opened_and_its_orders(tmp_path: Path) -> None:
    every_event(tmp_path / "a.jsonl")
    seen = look_back(tmp_path / "a.jsonl")
    first, second = seen.match.played_game().turns
    adjudicator = Adjudicator(seen.rulebook)
    assert (first.injects, second.injects) == ((), ("I3",))
    assert adjudicator.snapshot(first.opened) == adjudicator.snapshot(first.before)
    adjudicator.send_inject(second.opened, "I3")
    assert adjudicator.snapshot(second.opened) == adjudicator.snapshot(second.before)


def test_the_players_of_a_turn_are_those_who_ordered(tmp_path: Path) -> None:
    every_event(tmp_path / "a.jsonl")
    with Session.resume(tmp_path / "a.jsonl") as session:
        session.match.change_seats({"jnim": "doctrine", "junta": "random"})
        session.match.adjudicate()
        turns = session.match.played_game().turns
    assert [dict(turn.players) for turn in turns] == [
        {"junta": "human", "jnim": "human"},
        {"junta": "human", "jnim": "human"},
        {"junta": "random", "jnim": "doctrine"},
    ]
