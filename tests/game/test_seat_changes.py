"""A seat changes hands at any time: a person, a bot, a person again; and nobody else learns of it."""

from __future__ import annotations

import pytest

from tests.game.bargains import bargains
from tests.game.conftest import Recorded
from tests.game.tampering import received
from tests.game.test_resume import everything
from wargame.errors import OrderError, UsageError


def test_a_bot_that_takes_over_orders_as_if_it_had_always_played(pair: Recorded) -> None:
    match, bots = pair.match, Recorded(pair.rulebook, {"junta": "doctrine", "jnim": "doctrine"}).match
    match.add("junta", "services BKO")
    match.commit("junta")
    match.change_seats({"junta": "doctrine", "jnim": "doctrine"})
    assert match.human_seats == ()
    assert match.ready
    for _ in range(2):
        assert match.adjudicate().digest == bots.adjudicate().digest
    assert match.orders(None, 1) == bots.orders(None, 1)
    assert match.had_people
    assert not bots.had_people


def test_a_seat_comes_back_to_a_person_with_an_empty_draft(pair: Recorded) -> None:
    match = pair.match
    match.add("junta", "services BKO")
    match.keep_text("junta", "esc")
    match.change_seats({"junta": "random"})
    assert match.waiting_for() == ("jnim",)
    with pytest.raises(UsageError, match="No person plays"):
        match.add("junta", "services BKO")
    match.change_seats({"junta": "human"})
    assert match.human_seats == ("junta", "jnim")  # in the scenario's order, as before
    assert match.draft("junta").lines == ()
    assert match.kept_text("junta") == ""
    with pytest.raises(OrderError, match="nothing to undo"):
        match.undo("junta")


def test_a_resumed_match_equals_the_live_one_after_every_change(pair: Recorded) -> None:
    match = pair.match
    steps = (
        lambda: match.add("junta", "escort ABJ"),
        lambda: match.change_seats({"junta": "doctrine"}),
        lambda: match.commit("jnim"),
        match.adjudicate,
        lambda: match.change_seats({"junta": "human", "jnim": "random"}),
        lambda: match.commit("junta"),
        match.adjudicate,
    )
    for step in steps:
        step()
        assert everything(pair.resumed()) == everything(match)
        assert pair.resumed().seat_changes == match.seat_changes
    assert [(c.turn, c.seat, c.player) for c in match.seat_changes] == [
        (1, "junta", "doctrine"),
        (2, "junta", "human"),
        (2, "jnim", "random"),
    ]


def test_only_the_seat_itself_and_the_truth_are_told(pair: Recorded) -> None:
    told = []
    for changes in ((), ({"junta": "doctrine"}, {"junta": "human"})):
        match = Recorded(pair.rulebook, {"junta": "human", "jnim": "human"}).match
        match.add("jnim", "govern KKR")
        for change in changes:
            match.change_seats(change)
        match.commit("junta")
        match.commit("jnim")
        match.adjudicate()
        told.append(received(match, "jnim"))
    assert told[0] == told[1]
    given = "Junta is played by the bot doctrine from this turn on."
    back = "Junta is played by a person from this turn on."
    for reader in (None, "junta"):
        assert {given, back} <= {line.text for line in match.log(reader) if line.turn == 1}
        assert match.report(reader, 1).news[-2:] == (given, back)


def test_what_a_bot_ordered_in_between_is_as_secret_as_ever(pair: Recorded) -> None:
    match = pair.match
    match.change_seats({"junta": "doctrine"})
    match.commit("jnim")
    match.adjudicate()
    match.change_seats({"junta": "human"})
    assert match.orders(None, 1)["junta"]
    assert match.orders("jnim", 1) == {"jnim": ()}
    assert match.reasons(None, 1)
    assert match.reasons("jnim", 1) == ()


@pytest.mark.parametrize(
    ("players", "told"),
    [
        ({"moon": "human"}, 'no seat "moon"'),
        ({"junta": "hal"}, "junta has no bot called hal"),
        ({"jnim": "doctrine", "junta": "planner:0"}, "is no budget"),
    ],
)
def test_what_cannot_be_is_refused_and_nothing_happens(pair: Recorded, players: dict[str, str], told: str) -> None:
    before = len(pair.events)
    with pytest.raises(UsageError, match=told):
        pair.match.change_seats(players)
    assert len(pair.events) == before
    assert pair.match.human_seats == ("junta", "jnim")
    pair.match.change_seats({"junta": "human"})  # who plays on already stays
    assert len(pair.events) == before


def test_after_the_end_no_seat_changes_hands_and_the_result_says_who_played(pair: Recorded) -> None:
    match = Recorded(pair.rulebook, {"junta": "human", "jnim": "doctrine"}, length=2).match
    match.commit("junta")
    match.adjudicate()
    match.change_seats({"junta": "random"})
    match.adjudicate()
    assert [seat.player for seat in match.result().seats] == ["human, random from turn 2", "doctrine"]
    with pytest.raises(UsageError, match="has ended"):
        match.change_seats({"junta": "human"})


def test_what_a_leaver_had_offered_lies_nowhere_and_its_signer_is_asked_again() -> None:
    match = bargains().match
    match.add("red", "offer calm")
    match.commit("red")
    match.add("blue", "sign peace")
    match.commit("blue")
    match.change_seats({"red": "doctrine"})
    assert "blue" in match.waiting_for()
    assert [line.problem for line in match.draft("blue").lines] == ["The offer was taken back"]
