"""Injects in a match: who reads what, how they are answered, and what the facilitator may do."""

from __future__ import annotations

import pytest

from tests.game.conftest import Recorded, compiled
from wargame.errors import ContentError, OrderError, UsageError
from wargame.game.disclosure.account import OUT_OF_SIGHT
from wargame.game.match import Match
from wargame.game.orders.orders_file import read_orders_file


def turn(played: Recorded, number: int) -> Match:
    """Play without orders until a turn opens."""
    match = played.match
    while match.turn < number:
        for seat in match.human_seats:
            match.commit(seat)
        match.adjudicate()
    return match


def test_a_letter_is_read_by_those_it_is_for_from_the_turn_in_which_it_comes(pair: Recorded) -> None:
    match = turn(pair, 3)
    assert [letter.inject for letter in match.inbox("junta")] == ["I1", "I2"]
    match = turn(pair, 4)
    last = match.inbox("junta")[-1]
    assert (last.inject, last.turn, last.addressed, last.open, last.due) == ("I3", 4, True, True, True)
    assert [choice.word for choice in last.choices] == ["accept", "refuse"]
    assert [letter.inject for letter in match.inbox("jnim")] == ["I1", "I2"]
    assert [letter.inject for letter in match.inbox(None)] == ["I1", "I2", "I3"]
    assert "I3 An offer of a quiet week (answer due)" in match.report("junta", 3).letters
    assert match.report("jnim", 3).letters == ()
    lines = [line for line in match.log("junta") if line.turn == 4]
    assert [(line.text, line.alarm) for line in lines] == [
        ("Inject I3: An offer of a quiet week. Answer before you commit.", True)
    ]


def test_letters_are_new_until_they_are_read(pair: Recorded) -> None:
    match = turn(pair, 3)
    assert [letter.unread for letter in match.inbox("junta")] == [True, True]
    match.mark_read("junta", before=3)
    assert [letter.unread for letter in match.inbox("junta")] == [False, True]
    match.mark_read("junta")
    assert [letter.unread for letter in match.inbox("junta")] == [False, False]
    assert [letter.unread for letter in match.inbox("jnim")] == [True, True]


def test_an_answer_is_written_changed_and_taken_back_like_an_order(pair: Recorded) -> None:
    match = turn(pair, 4)
    rows = [row.text for row in match.lookup("junta").completion("an").rows]
    assert rows == ["answer I3 accept", "answer I3 refuse"]
    assert match.lookup("junta").completion("answer i3 a").rest == "ccept"
    match.add("junta", "a i3 r")
    match.add("junta", "services BKO")
    draft = match.add("junta", "answer I3 accept")
    assert [line.order.text for line in draft.lines] == ["answer I3 accept", "services BKO"]
    assert draft.lines[0].cost == {}
    assert match.inbox("junta")[-1].answer == "accept"
    assert match.step_level("junta", 1, 1).lines[0].order.text == "answer I3 refuse"
    assert match.undo("junta").lines[0].order.text == "answer I3 accept"
    assert not match.inbox("junta")[-1].due


@pytest.mark.parametrize(
    ("text", "said", "nearest"),
    [
        ("answer I3 main", "could be answer I3 accept, answer I3 refuse", "answer I3 accept"),
        ("answer I3 maybe", '"maybe" is no choice of I3.', "answer I3 accept"),
        ("answer I9 accept", 'No target of answer starts with "I9".', "answer I3 accept"),
        ("answer I3", "could be answer I3 accept, answer I3 refuse", "answer I3 accept"),
        ("answer I3 accept main", "An answer is no effort to put first.", "answer I3 accept"),
        ("answer I3 2", "is no choice of I3", "answer I3 accept"),
    ],
)
def test_refusals_name_the_nearest_answer(pair: Recorded, text: str, said: str, nearest: str) -> None:
    match = turn(pair, 4)
    with pytest.raises(OrderError) as refused:
        match.lookup("junta").order(text)
    assert said in str(refused.value)
    assert refused.value.nearest == nearest
    assert match.lookup("junta").order(nearest).text == nearest


def test_what_is_not_asked_is_unknown(pair: Recorded) -> None:
    match = turn(pair, 4)
    for seat, text in (("jnim", "answer I3 accept"), ("junta", "answer I1 accept")):
        with pytest.raises(OrderError):
            match.add(seat, text)
    assert not [option for option in match.options("jnim") if option.action == "answer"]


def test_an_answer_is_no_main_effort_and_is_not_repeated(pair: Recorded) -> None:
    match = turn(pair, 4)
    match.add("junta", "answer I3 accept")
    match.add("junta", "services BKO")
    with pytest.raises(OrderError, match="An answer is no effort"):
        match.toggle_main("junta", 1)
    for seat in match.human_seats:
        match.commit(seat)
    match.adjudicate()
    assert [line.order.text for line in match.repeat_last("junta").lines] == ["services BKO"]


def test_an_answer_counts_and_its_cause_is_named_to_those_who_read_the_letter(pair: Recorded) -> None:
    match = turn(pair, 4)
    match.add("junta", "answer I3 accept")
    for seat in match.human_seats:
        match.commit(seat)
    match.adjudicate()
    assert match.inbox("junta")[2].answer == "accept"
    order = match.report("junta", 4).orders[0]
    assert (order.order, order.text) == ("answer I3 accept", "Drivers breathe; some authority around Koulikoro goes.")
    assert "I3, An offer of a quiet week: you chose accept." in match.report("junta", 4).news
    causes = {seat: [t.cause for t in match.why(seat, "fear", ("ABJ",), 4).terms] for seat in ("junta", "jnim")}
    assert "a quiet week" in causes["junta"]
    assert "a quiet week" not in causes["jnim"]
    assert OUT_OF_SIGHT in causes["jnim"]
    assert "quiet" not in repr((match.playback("jnim", 4), match.report("jnim", 4), match.log("jnim")))
    rule = next(term for term in match.why(None, "fear", ("ABJ",), 4).terms if term.cause == "a quiet week")
    assert (rule.rule, rule.rule_label) == ("I3_accept", "An offer of a quiet week: accept")
    assert rule.place.startswith("scenarios/first_convoy.yaml:")


def test_silence_has_its_meaning_and_is_told(pair: Recorded) -> None:
    match = turn(pair, 5)
    assert match.inbox("junta")[2].answer == "refuse"
    assert "I3, An offer of a quiet week: not answered, which means refuse." in match.report("junta", 4).news


def test_a_game_taken_up_again_holds_letters_and_answers(pair: Recorded) -> None:
    match = turn(pair, 4)
    match.add("junta", "answer I3 accept")
    other = pair.resumed()
    assert other.inbox("junta") == match.inbox("junta")
    assert other.draft("junta") == match.draft("junta")
    match.commit("junta")
    match.commit("jnim")
    match.adjudicate()
    assert pair.resumed().digest == match.digest
    assert pair.resumed().log("junta") == match.log("junta")


def test_the_facilitator_lets_an_inject_come_and_who_is_asked_has_not_committed(pair: Recorded) -> None:
    match = turn(pair, 2)
    match.commit("junta")
    match.commit("jnim")
    match.facilitator.give("I3")
    assert match.waiting_for() == ("junta",)
    assert match.inbox("junta")[-1].due
    assert pair.events[-1] == {"kind": "given", "turn": 2, "inject": "I3"}
    assert pair.resumed().digest == match.digest
    with pytest.raises(UsageError, match="I3 came in turn 2"):
        match.facilitator.give("I3")
    with pytest.raises(UsageError, match="no inject"):
        match.facilitator.give("I7")
    match.add("junta", "answer I3 accept")
    match.commit("junta")
    match.adjudicate()
    match = turn(pair, 5)
    assert [letter.turn for letter in match.inbox("junta") if letter.inject == "I3"] == [2]
    assert pair.resumed().digest == match.digest


def test_after_the_end_nothing_comes(solo: Recorded) -> None:
    match = turn(solo, 6)
    match.commit("junta")
    match.adjudicate()
    assert match.ending
    for act in (match.facilitator.give, match.facilitator.trial):
        with pytest.raises(UsageError, match="has ended"):
            act("I3")


def test_a_trial_tells_what_would_change_and_changes_nothing(pair: Recorded) -> None:
    match = turn(pair, 2)
    before, digest = len(pair.lines), match.digest
    trial = match.facilitator.trial("I3", "accept")
    assert trial.answers == (("junta", "accept"),)
    assert ("Fear of the drivers, Abidjan road", "a quiet week", "−8.0 %") in trial.booked
    row = next(row for row in trial.rows if row.label.startswith("Fear of the drivers"))
    assert float(row.with_it) < float(row.without)
    assert match.facilitator.trial("I3").answers == (("junta", "nothing, which means refuse"),)
    assert match.facilitator.trial("I3").rows == ()
    # one that has come is tried as if it had not
    assert match.facilitator.trial("I1").booked[0][1] == "news of a lost convoy"
    assert (len(pair.lines), match.digest, match.inbox("junta")[-1].inject) == (before, digest, "I1")
    with pytest.raises(UsageError, match="no choice"):
        match.facilitator.trial("I3", "perhaps")
    with pytest.raises(UsageError, match="Choices: it asks nothing"):
        match.facilitator.trial("I1", "perhaps")


def test_orders_files_hold_answers() -> None:
    scenario = compiled("first_convoy").scenario
    read = read_orders_file("T4 junta: answer I3 accept\n", "o.txt", scenario)
    assert read[4]["junta"][0].text == "answer I3 accept"
    with pytest.raises(ContentError, match="is no choice of I3"):
        read_orders_file("T4 junta: answer I3 perhaps\n", "o.txt", scenario)
