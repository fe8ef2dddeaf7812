"""Why a seat ordered what it did, in words: told in truth beside its orders, and to itself; to no other team."""

from __future__ import annotations

import pytest

from tests.game.conftest import Recorded
from tests.game.tampering import received
from wargame.game.disclosure.reasons import reason_told
from wargame.game.match import Match
from wargame.rulebook import Rulebook

OPEN_ROAD = "keep the road open"


def played(rulebook: Rulebook, bot: str, turns: int = 2) -> Recorded:
    game = Recorded(rulebook, {"junta": "human", "jnim": bot}, length=2)
    for turn in range(turns):
        game.match.commit("junta", OPEN_ROAD if turn == 0 else "")
        game.match.adjudicate()
    return game


def told(match: Match, seat: str | None, turn: int) -> list[str]:
    return [reason_told(reason, seat or "") for reason in match.report(seat, turn).reasons]


def test_in_truth_the_reasons_of_all_are_told_each_once_and_whole(rulebook: Rulebook) -> None:
    game = played(rulebook, "planner:6")
    said = game.events[-1]["reasons"]["jnim"]
    assert len(said) > 1 and len(set(said)) == 1 and " rollouts of " in said[0] and ", by margin: " in said[0]
    assert told(game.match, None, 2) == [f"Reason of JNIM: {said[0]}"]
    assert told(game.match, None, 1)[0] == f"Reason of Junta, as written: {OPEN_ROAD}"
    assert len(told(game.match, None, 1)) == 2
    resumed = game.resumed()
    for turn in (1, 2):
        assert resumed.reasons(None, turn) == game.match.reasons(None, turn) == game.match.report(None, turn).reasons


def test_a_seat_reads_its_own_reason_alone(rulebook: Rulebook) -> None:
    match = played(rulebook, "doctrine", 1).match
    (own,) = match.reasons("jnim", 1)  # whoever watches the bot's seat
    assert own.text and not own.written
    assert told(match, "jnim", 1) == [f"Your reason: {own.text}"]
    assert told(match, "junta", 1) == [f"Your reason: {OPEN_ROAD}"]
    assert own.text not in received(match, "junta")
    assert OPEN_ROAD not in received(match, "jnim")


def test_a_reason_that_was_withdrawn_with_its_commit_is_forgotten(rulebook: Rulebook) -> None:
    match = Recorded(rulebook, {"junta": "human", "jnim": "human"}, length=2).match
    match.commit("junta", "first thought")
    match.withdraw("junta")
    match.commit("junta")
    match.commit("jnim")
    match.adjudicate()
    assert match.reasons(None, 1) == ()


@pytest.mark.parametrize("seat", ["junta", None])
def test_a_turn_without_a_reason_has_none(rulebook: Rulebook, seat: str | None) -> None:
    match = played(rulebook, "doctrine").match
    assert [reason.seat for reason in match.reasons(seat, 2)] == ([] if seat else ["jnim"])
