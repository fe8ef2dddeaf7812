"""Resuming: a match rebuilt from its events is the match that was left, without adjudicating again."""

import pytest

from tests.game.conftest import Recorded, resumed
from wargame.adjudicator import Adjudicator
from wargame.errors import SaveError
from wargame.game.match import Match


def everything(match: Match) -> dict:
    """All that anyone can get out of a match."""
    told: dict = {
        "turn": match.turn,
        "ending": match.ending,
        "digest": match.digest,
        "seats": match.seats,
        "waiting": match.waiting_for(),
    }
    for seat in (None, *match.seats):
        told[seat] = [match.view(seat), match.log(seat)]
        for turn in range(1, match.played + 1):
            told[seat] += [match.playback(seat, turn), match.report(seat, turn), match.orders(seat, turn)]
            told[seat] += [
                match.why(seat, metric, cell, turn)
                for metric, cells in match.view(seat).metrics.items()
                for cell in cells
            ]
    for seat in match.human_seats:
        told[seat] += [match.draft(seat), match.kept_text(seat), match.lookup(seat).completion("e")]
    if match.ending:
        told["result"] = match.result()
    return told


def play_a_turn(match: Match) -> None:
    match.add("junta", "escort ABJ 2 main")
    match.add("junta", "services BKO")
    match.add("jnim", "govern KKR")
    match.commit("junta", "the road")
    match.commit("jnim")
    match.adjudicate()


def test_a_resumed_match_equals_the_live_one_after_every_event(pair: Recorded) -> None:
    match = pair.match
    play_a_turn(match)
    steps = (
        lambda: match.add("junta", "escort ABJ"),
        lambda: match.step_level("junta", 1, 1),
        lambda: match.add("junta", "services KKR"),
        lambda: match.undo("junta"),
        lambda: match.keep_text("junta", "serv"),
        lambda: match.toggle_main("junta", 1),
        lambda: match.commit("junta", "again"),
        lambda: match.withdraw("junta"),
        lambda: match.remove("junta", 1),
        lambda: match.undo("junta"),
        lambda: match.undo("junta"),
    )
    for step in steps:
        step()
        assert everything(pair.resumed()) == everything(match)


def test_a_resumed_match_plays_on_to_the_same_end(pair: Recorded) -> None:
    match = pair.match
    play_a_turn(match)
    again = pair.resumed()
    while not match.ending:
        for one in (match, again):
            for seat in one.waiting_for():
                one.commit(seat)
            one.adjudicate()
        assert again.digest == match.digest
    assert everything(again) == everything(match)
    assert everything(pair.resumed()) == everything(match)


def test_undo_reaches_back_over_a_crash(solo: Recorded) -> None:
    solo.match.add("junta", "escort ABJ")
    solo.match.add("junta", "services BKO")
    again = solo.resumed()
    assert [line.order.text for line in again.undo("junta").lines] == ["escort ABJ 1"]


def test_resuming_does_not_adjudicate(solo: Recorded, monkeypatch: pytest.MonkeyPatch) -> None:
    solo.match.commit("junta")
    solo.match.adjudicate()
    digest = solo.match.digest

    def never(*args: object) -> None:
        raise AssertionError("adjudicated again")

    monkeypatch.setattr(Adjudicator, "adjudicate", never)
    assert solo.resumed().digest == digest


@pytest.mark.parametrize(
    "event",
    [
        {"kind": "draft", "turn": 1, "seat": "junta", "deed": "add", "orders": ["fly MOON"]},
        {"kind": "draft", "turn": 1, "seat": "moon", "deed": "add", "orders": []},
        {"kind": "draft", "turn": 1, "seat": "junta", "deed": "undo"},
        {"kind": "adjudicated", "turn": 1},
        {"kind": "typed"},
    ],
)
def test_events_that_make_no_sense_are_a_damaged_save(solo: Recorded, event: dict) -> None:
    with pytest.raises((SaveError, ValueError)):
        resumed(solo.rulebook, [*solo.events, event])


def test_no_events_open_no_game(solo: Recorded) -> None:
    with pytest.raises(SaveError, match="does not open"):
        resumed(solo.rulebook, [])


def test_a_record_cut_after_any_event_goes_on_to_the_same_end(pair: Recorded) -> None:
    play_a_turn(pair.match)
    pair.match.add("junta", "services KKR")
    pair.match.keep_text("junta", "esc")
    play_on = pair.events
    for kept in range(1, len(play_on) + 1):
        again = resumed(pair.rulebook, play_on[:kept])
        given = [event for event in play_on[:kept] if event["kind"] == "draft" and event["turn"] == again.turn]
        assert [line.order.text for line in again.draft("junta").lines] == (
            [event["orders"] for event in given if event["seat"] == "junta"] or [[]]
        )[-1]
        for seat in again.waiting_for():
            again.commit(seat)
        assert again.adjudicate().turn == again.played
