"""What an order would do to a seat's word: a promise that stands, one signed in the same draft, one that is owed."""

from __future__ import annotations

from tests.game.conftest import Recorded, compiled
from wargame.game.deals.commitments import Commitments
from wargame.model.match.order import Order

PEOPLE = {"junta": "human", "jnim": "human", "russia": "human", "aes": "human"}


def table_between(*people: str) -> Recorded:
    return Recorded(compiled("bamako_siege"), {**dict.fromkeys(PEOPLE, "random"), **dict.fromkeys(people, "human")})


def word(played: Recorded, seat: str) -> Commitments:
    match = played.match
    return Commitments.of(match.scenario, match.deals(seat), seat, [line.order for line in match.draft(seat).lines])


def truce(seat: str = "jnim") -> Recorded:
    """JNIM and the junta have signed a truce on one road, and the other fronts are open."""
    played = table_between("junta", "jnim")
    played.match.add("junta", "channel in_secret peace")
    for team in ("junta", "jnim"):
        played.match.commit(team, "")
    played.match.adjudicate()
    played.match.add("jnim", "offer peace: truce DKR 0.5; 4 turns")
    return played


def test_an_order_against_what_the_draft_offers_or_signs_breaks_it_already() -> None:
    played = truce()
    told = "Breaks your word: Truce on the road (Own terms)."
    assert word(played, "jnim").against(Order("blockade", ("DKR",), 1)) == told
    assert word(played, "jnim").against(Order("blockade", ("ABJ",), 1)) == ""
    assert word(played, "jnim").against(Order("recruit", ("KYS",), 1)) == ""


def test_what_stands_is_broken_by_its_giver_alone() -> None:
    played = truce()
    played.match.add("junta", "sign peace")
    for team in ("junta", "jnim"):
        played.match.commit(team, "")
    played.match.adjudicate()
    assert next(talk for talk in played.match.deals("jnim") if talk.table == "peace").stands is not None
    assert word(played, "jnim").against(Order("blockade", ("DKR",), 1)).startswith("Breaks your word")
    assert word(played, "junta").given == ()
    assert word(played, "junta").against(Order("escort", ("DKR",), 1)) == ""


def test_a_threshold_is_told_as_a_maybe_and_a_promise_to_act_is_owed() -> None:
    played = table_between("junta", "russia")
    played.match.add("russia", "offer moscow: guard_promised; 3 turns")
    assert word(played, "russia").owed(()) == ("Your word wants guard: The palace is guarded (Own terms).",)
    assert word(played, "russia").owed((Order("guard", (), 1),)) == ()
    assert word(played, "russia").against(Order("guard", (), 1)) == ""
    other = truce()
    other.match.add("jnim", "offer peace: passage DKR 0.5; 4 turns")
    assert word(other, "jnim").against(Order("blockade", ("DKR",), 3)).startswith("May break your word: Passage")


def test_before_anything_is_promised_nothing_is_said() -> None:
    played = table_between("junta", "jnim")
    assert word(played, "jnim").against(Order("blockade", ("DKR",), 1)) == ""
    assert word(played, "jnim").owed(()) == ()
