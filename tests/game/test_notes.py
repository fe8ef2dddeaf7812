"""Notes of observers: what they may be about, and what is refused."""

from __future__ import annotations

import attrs
import pytest

from tests.game.conftest import Recorded
from wargame.errors import UsageError
from wargame.model.match.note import LONGEST_NOTE, Grade, Note
from wargame.rulebook import Rulebook

NOTE = Note(1, "Awa", "Spoke late.")


@pytest.fixture
def played(rulebook: Rulebook) -> Recorded:
    """A game in turn 2. Junta gave two orders that begin with the same letters."""
    game = Recorded(rulebook, {"junta": "human", "jnim": "doctrine"}, length=3)
    game.match.add("junta", "services BKO")
    game.match.add("junta", "services BGN")
    game.match.commit("junta")
    game.match.adjudicate()
    return game


def test_notes_are_kept_in_their_order_and_an_order_gets_its_whole_text(played: Recorded) -> None:
    match = played.match
    match.facilitator.note(NOTE)
    graded = match.facilitator.note(Note(1, "Bo", "", Grade.UNABLE, "junta", "I3", "services  BK"))
    assert graded.order in {order.text for order in match.orders("junta", 1)["junta"]}
    assert match.notes == (NOTE, graded) == played.resumed().notes
    assert [event["turn"] for event in played.events if event["kind"] == "noted"] == [2, 2]


def test_a_note_changes_nothing_in_the_game_and_comes_after_the_end_too(played: Recorded) -> None:
    match = played.match
    match.add("junta", "services BKO")
    match.commit("junta")
    before, seen = match.digest, match.view("junta")
    match.facilitator.note(attrs.evolve(NOTE, about=2))
    assert (match.digest, match.view("junta"), match.ready) == (before, seen, True)
    while not match.ending:
        for seat in match.waiting_for():
            match.commit(seat)
        match.adjudicate()
    match.facilitator.note(attrs.evolve(NOTE, about=match.played))
    assert len(played.resumed().notes) == 2


@pytest.mark.parametrize(
    ("change", "said"),
    [
        ({"about": 3}, "Turn 3 has not opened in this game. A note is about a turn from 1 to 2."),
        ({"about": 0}, "Turn 0 has not opened"),
        ({"text": ""}, "A note has at least one letter."),
        ({"text": "x" * (LONGEST_NOTE + 1)}, "A note has at most 2,000 letters, and this one has 2,001. Write less."),
        ({"text": "a\x1b[2J"}, "signs that a screen can print"),
        ({"author": " "}, "The name of an author has at least one letter."),
        ({"seat": "moon"}, 'There is no seat "moon" in this game. Seats: junta, jnim.'),
        ({"inject": "I99"}, 'There is no inject "I99". Injects: I1'),
        ({"order": "services BKO"}, "A note about an order also names the seat that gave the order."),
        ({"order": "services", "seat": "junta"}, 'junta gave no order "services" in turn 1. Its orders: services BKO'),
        ({"order": "services BKO", "seat": "junta", "about": 2}, "The orders of turn 2 are not resolved yet."),
    ],
)
def test_an_impossible_note_is_refused_and_not_kept(played: Recorded, change: dict[str, object], said: str) -> None:
    with pytest.raises(UsageError) as refused:
        played.match.facilitator.note(attrs.evolve(NOTE, **change))  # type: ignore[arg-type]  # any field may be wrong
    assert said in str(refused.value)
    assert not played.match.notes
