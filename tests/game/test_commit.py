"""Committing: submitted and committed are different words, and nothing is acknowledged before it is recorded."""

import pytest

from tests.game.conftest import Recorded
from tests.tiny import tiny
from wargame.errors import OrderError, UsageError
from wargame.game.match import Match


def test_a_commit_can_be_withdrawn_until_all_have_committed(pair: Recorded) -> None:
    match = pair.match
    assert match.waiting_for() == ("junta", "jnim")
    match.commit("junta", "keep the road open")
    assert match.why_committed("junta") == "keep the road open"
    assert match.waiting_for() == ("jnim",)
    with pytest.raises(OrderError, match="withdraw the commit first"):
        match.add("junta", "services BKO")
    assert not match.withdraw("junta").committed
    match.add("junta", "services BKO")
    match.commit("junta")
    assert not match.ready
    match.commit("jnim")
    assert match.ready
    with pytest.raises(OrderError, match="All have committed"):
        match.withdraw("junta")


def test_a_turn_is_not_resolved_before_all_have_committed(pair: Recorded) -> None:
    pair.match.commit("junta")
    with pytest.raises(UsageError, match="waiting for jnim"):
        pair.match.adjudicate()
    assert pair.match.turn == 1


def test_with_bots_only_a_match_plays_to_its_end(rulebook) -> None:
    played = Recorded(rulebook, {"junta": "random", "jnim": "doctrine"}, length=4)
    turns = []
    while played.match.ready:
        turns.append(played.match.adjudicate().turn)
    assert turns == [1, 2, 3, 4]
    assert played.match.ending == "turn_limit"
    assert played.match.turn == 4
    with pytest.raises(UsageError, match="has ended"):
        played.match.adjudicate()


def test_after_the_end_the_result_shows_scores_and_what_was_hidden(rulebook) -> None:
    played = Recorded(rulebook, {"junta": "human"}, length=2)
    match = played.match
    with pytest.raises(UsageError, match="not ended"):
        match.result()
    for _ in range(2):
        match.commit("junta")
        match.adjudicate()
    result = match.result()
    assert result.ending == "turn_limit"
    assert [(seat.seat, seat.player) for seat in result.seats] == [("junta", "human"), ("jnim", "doctrine")]
    for seat in result.seats:
        assert seat.components
        total = sum(component.weight * component.value for component in seat.components)
        assert seat.score == pytest.approx(total)
    assert result.digest == match.digest
    with pytest.raises(OrderError, match="has ended"):
        match.add("junta", "services BKO")


def test_what_cannot_be_recorded_has_not_happened(rulebook) -> None:
    played = Recorded(rulebook, {"junta": "human"})
    match = played.match
    match.add("junta", "escort ABJ")
    match.commit("junta")
    digest, turn = match.digest, match.turn

    def full(event) -> None:
        raise OSError("no space left")

    match._record = full
    for change in (match.adjudicate, lambda: match.keep_text("junta", "se")):
        with pytest.raises(OSError, match="no space"):
            change()
    assert (match.digest, match.turn, match.kept_text("junta")) == (digest, turn, "")
    match._record = played.record
    after = match.adjudicate()
    other = Match.new(rulebook, 7, {"junta": "human"}, 6, lambda event: None)
    other.add("junta", "escort ABJ")
    other.commit("junta")
    assert other.adjudicate().digest == after.digest


@pytest.mark.parametrize(
    ("seats", "said"),
    [
        ({"jnum": "human"}, "no seat is called jnum; did you mean jnim"),
        ({"junta": "hal"}, "junta has no bot called hal"),
    ],
)
def test_unknown_seats_and_bots_are_refused(rulebook, seats, said) -> None:
    with pytest.raises(UsageError, match=said):
        Match.new(rulebook, 1, seats, 6, lambda event: None)


def test_without_tables_a_rule_set_may_call_its_actions_as_it_likes() -> None:
    actions = "actions:\n  sign: {by: everyone, target: town}\n  offer: {by: everyone, target: town, stack: true}\n"
    played = Recorded(tiny(actions).rulebook, {"red": "human", "blue": "human"})
    played.match.add("red", "sign ALF main")
    played.match.commit("red")
    for _ in range(2):
        played.match.add("blue", "offer BEX")
    assert [line.order.text for line in played.match.draft("blue").lines] == ["offer BEX", "offer BEX"]
    assert played.match.waiting_for() == ("blue",)
    assert not played.match.draft("red").lines[0].problem


def test_what_is_typed_and_kept_has_an_end_and_nothing_longer_is_saved(pair: Recorded) -> None:
    match, events = pair.match, len(pair.events)
    with pytest.raises(OrderError, match=r"A reason has at most 200 letters, and this one has 100,000. Write less."):
        match.commit("junta", "x" * 100_000)
    with pytest.raises(OrderError, match=r"A line that is kept has at most 2,000 letters, and this one has 2,001."):
        match.keep_text("junta", "x" * 2_001)
    assert len(pair.events) == events and not match.draft("junta").committed
    match.keep_text("junta", "x" * 2_000)
    match.commit("junta", "x" * 200)
