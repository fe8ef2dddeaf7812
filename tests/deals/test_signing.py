"""Offers and signatures: what lies on the table, what is in force by it, and for how long."""

from __future__ import annotations

from tests.deals.table import SIGNS, bound, bridge, cell, offered
from tests.tiny import play
from wargame.model.match.order import Order
from wargame.model.rules.deal import NUMBER, SECRET, TermLine, Terms


def test_an_offer_lies_before_the_other_party_until_the_end_of_the_next_turn() -> None:
    adjudicator = bridge()
    state = adjudicator.open(1)
    play(adjudicator, state, red="offer calm_roads")
    assert offered(adjudicator, state) == {"red": 0, "blue": 1}
    play(adjudicator, state)
    assert offered(adjudicator, state) == {"red": 0, "blue": 0}
    assert bound(adjudicator, state) == 0


def test_what_is_signed_is_in_force_from_that_turn_for_as_long_as_it_says() -> None:
    adjudicator = bridge()
    state = adjudicator.open(1)
    play(adjudicator, state, red="offer calm_roads")
    calm, left = [], []
    for text in (SIGNS, "", "", ""):
        outcome = play(adjudicator, state, blue=text)
        calm.append(sum(e.amount for e in outcome.entries if e.metric == "calm"))
        left.append(bound(adjudicator, state))
    assert [round(amount, 6) for amount in calm] == [2.2, 2.2, 2.2, 0]  # two walled towns, a toll of 2
    assert left == [2, 1, 0, 0]
    assert cell(adjudicator, state, "promised_peace", "ALF") == 0


def test_offer_and_signature_in_one_turn_bind_at_once() -> None:
    adjudicator = bridge()
    state = adjudicator.open(1)
    play(adjudicator, state, red="offer hush", blue=SIGNS)
    assert bound(adjudicator, state) == 1
    assert cell(adjudicator, state, SECRET, "bridge") == 1
    assert cell(adjudicator, state, "known_deal", "bridge") == 0


def test_both_offering_the_same_is_a_deal() -> None:
    adjudicator = bridge()
    state = adjudicator.open(1)
    play(adjudicator, state, red="offer calm_roads", blue="offer calm_roads")
    assert bound(adjudicator, state) == 2


def test_a_signature_means_what_lay_there_when_the_turn_opened() -> None:
    adjudicator = bridge()
    state = adjudicator.open(1)
    play(adjudicator, state, red="offer calm_roads")
    play(adjudicator, state, red="offer hush", blue=SIGNS)
    assert cell(adjudicator, state, NUMBER, "bridge") == 1


def test_a_refused_offer_is_gone_and_a_counter_offer_lies_before_the_first() -> None:
    adjudicator = bridge()
    state = adjudicator.open(1)
    play(adjudicator, state, red="offer calm_roads")
    play(adjudicator, state, blue="refuse bridge; offer hush")
    assert offered(adjudicator, state) == {"red": 2, "blue": 0}


def test_a_new_deal_takes_the_place_of_the_old_one() -> None:
    adjudicator = bridge()
    state = adjudicator.open(1)
    play(adjudicator, state, red="offer calm_roads", blue=SIGNS)
    play(adjudicator, state, red="offer hush", blue=SIGNS)
    assert cell(adjudicator, state, "promised_peace", "ALF") == 0
    assert cell(adjudicator, state, "promised_gift") == 4
    assert bound(adjudicator, state) == 1


def test_nothing_comes_of_signing_where_nothing_lies_and_only_what_is_possible_is_shown() -> None:
    adjudicator = bridge()
    state = adjudicator.open(1)
    play(adjudicator, state, blue=SIGNS)
    assert bound(adjudicator, state) == 0
    assert [o.action for o in adjudicator.options(state, "red") if o.action in ("sign", "refuse", "renounce")] == []
    offers = {o.targets[0] for o in adjudicator.options(state, "red") if o.action == "offer"}
    assert offers == {"calm_roads", "hush", "terms_bridge"}


def test_terms_of_their_own_reach_the_rules_with_the_signature() -> None:
    adjudicator = bridge()
    state = adjudicator.open(1)
    terms = Terms("bridge", (TermLine("peace", "BEX", 1.0), TermLine("toll", "", 3.0)), turns=2, secret=True)
    offer = Order("offer", ("terms_bridge",), levelled=False, terms=terms)
    sign = Order("sign", ("bridge",), levelled=False, terms=terms)
    adjudicator.adjudicate(state, {"red": (), "blue": (offer,)})
    outcome = adjudicator.adjudicate(state, {"red": (sign,), "blue": ()})
    assert round(sum(e.amount for e in outcome.entries if e.metric == "calm"), 6) == 1.3
    assert bound(adjudicator, state) == 1
    assert cell(adjudicator, state, SECRET, "bridge") == 1
    assert cell(adjudicator, state, "promised_peace", "ALF") == 0


def test_who_is_told() -> None:
    adjudicator = bridge()
    state = adjudicator.open(1)
    outcome = play(adjudicator, state, red="offer hush", blue=SIGNS)
    told = {report.text: report.seen_by for report in outcome.reports}
    assert told["In secret, Red and Blue sign: Hush."] == ("red", "blue")
    outcome = play(adjudicator, state, red="offer calm_roads", blue=SIGNS)
    assert {r.text: r.seen_by for r in outcome.reports}["Red and Blue sign: Calm roads."] == ("everyone",)
