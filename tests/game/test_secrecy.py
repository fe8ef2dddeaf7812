"""Secrecy: changing what a seat may not know changes no byte that the seat receives."""

import pytest

from tests.game.conftest import Recorded, resumed
from tests.game.tampering import received, tampered
from wargame.rulebook import Rulebook


@pytest.fixture
def war(pair: Recorded) -> Recorded:
    for _ in range(3):
        for order in ("escort ABJ", "services BKO"):
            pair.match.add("junta", order)
        for order in ("ambush KKR", "govern KKR main", "recruit KKR"):
            pair.match.add("jnim", order)
        pair.match.commit("junta", "why I do it")
        pair.match.commit("jnim", "why we do it")
        pair.match.adjudicate()
    return pair


@pytest.mark.parametrize("seat", ["junta", "jnim"])
def test_what_a_seat_may_not_know_changes_no_byte_that_it_gets(war: Recorded, seat: str) -> None:
    events = war.events
    changed = tampered(war.match, events, seat)
    assert changed != events
    other = resumed(war.rulebook, changed)
    assert received(other, seat) == received(war.match, seat)
    assert repr(other.playback(None, 1)) != repr(war.match.playback(None, 1))


@pytest.mark.parametrize("seat", ["junta", "jnim"])
def test_the_drafts_of_others_change_no_byte(pair: Recorded, seat: str) -> None:
    other = "jnim" if seat == "junta" else "junta"
    before = received(pair.match, seat)
    order = next(option for option in pair.match.options(other) if option.legal).order()
    pair.match.add(other, order.text)
    pair.match.keep_text(other, "gov")
    assert received(pair.match, seat) == before


def test_one_side_does_not_learn_what_the_other_ordered_in_secret(war: Recorded) -> None:
    said = received(war.match, "junta")
    assert "govern KKR" in said
    assert "ambush KKR" not in said
    assert "why we do it" not in said
    assert "govern KKR main" not in said
    assert "ambush KKR" in received(war.match, "jnim")


def test_a_cell_that_is_not_seen_is_refused_and_tells_nothing(war: Recorded) -> None:
    why = war.match.why("junta", "cp", ("KKR", "jnim"), 1)
    assert why.refused
    assert (why.before, why.after, why.change, why.terms) == ("", "", "", ())
    assert not war.match.why(None, "cp", ("KKR", "jnim"), 1).refused


def test_after_the_end_every_seat_is_told_all_causes(rulebook: Rulebook) -> None:
    match = Recorded(rulebook, {"junta": "human"}, length=2).match
    for _ in range(2):
        match.commit("junta")
        match.adjudicate()
        hidden = match.why("junta", "money", ("jnim",), 1)
        assert bool(hidden.refused) is not bool(match.ending)
    assert hidden.exact
    assert hidden.terms
