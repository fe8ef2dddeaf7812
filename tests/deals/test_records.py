"""Deals and offers as records: what happened at a table, without a sentence read."""

from __future__ import annotations

import pytest

from tests.game.conftest import watched
from wargame.game.match import Match
from wargame.model.match.deal_record import DealEnd, OfferAnswer

TURNS = 8


@pytest.fixture(scope="module")
def match() -> Match:
    return watched("bamako_siege", TURNS).match


def test_each_report_of_a_signature_is_a_record(match: Match) -> None:
    history = match.deal_history(None)
    tables = match.scenario.rules.deals.tables
    assert history.deals
    for deal in history.deals:
        names = [match.scenario.label(party) for party in tables[deal.table].between]
        news = match.report(None, deal.signed).news
        signed = [text for text in news if " sign: " in text and all(name in text for name in names)]
        assert len(signed) == 1 and signed[0].endswith(f"{deal.title}.")
        assert signed[0].startswith("In secret, ") == deal.secret
    told = sum(" sign: " in text for turn in range(1, TURNS + 1) for text in match.report(None, turn).news)
    assert told == len(history.deals)


def test_each_report_of_an_end_or_a_breach_is_in_a_record(match: Match) -> None:
    history = match.deal_history(None)
    for turn in range(1, TURNS + 1):
        news = " ".join(match.report(None, turn).news)
        ended = [deal for deal in history.deals if deal.last == turn and deal.end is DealEnd.RAN_OUT]
        assert news.count("has run out") == len(ended)
        breaches = [breach for deal in history.deals for breach in deal.breaches if breach.turn == turn]
        assert news.count("is found to have broken") == sum(breach.found for breach in breaches)
        assert news.count("does not know") == sum(not breach.found for breach in breaches)


def test_every_order_at_a_table_has_its_offer(match: Match) -> None:
    history = match.deal_history(None)
    signed = [offer for offer in history.offers if offer.answer is OfferAnswer.SIGNED]
    assert sorted((o.table, o.answered, o.title) for o in signed) == sorted(
        (d.table, d.signed, d.title) for d in history.deals
    )
    refused = {(o.table, o.to, o.answered) for o in history.offers if o.answer is OfferAnswer.REFUSED}
    for turn in range(1, TURNS + 1):
        for seat, orders in match.orders(None, turn).items():
            for order in orders:
                if order.action == "refuse" and (order.targets[0], seat, turn) not in refused:
                    assert not [
                        o
                        for o in history.offers
                        if (o.table, o.to) == (order.targets[0], seat) and o.turn < turn and o.answered >= turn
                    ]


@pytest.mark.parametrize("seat", ["jnim", "junta", "russia", "aes"])
def test_a_seat_knows_its_own_tables_and_public_deals(match: Match, seat: str) -> None:
    whole, known = match.deal_history(None), match.deal_history(seat)
    own = [deal for deal in whole.deals if seat in deal.parties]
    assert [(d.table, d.title, d.signed) for d in known.deals if seat in d.parties] == [
        (d.table, d.title, d.signed) for d in own
    ]
    for deal in known.deals:
        if seat not in deal.parties:
            assert not deal.title and not deal.breaches and (not deal.secret or deal.leaked)
        assert all(breach.found or breach.party == seat for breach in deal.breaches)
    assert all(seat in (offer.by, offer.to) for offer in known.offers)


def test_the_seats_behind_a_cause_are_those_without_whom_it_differs(match: Match) -> None:
    past, checked = match._game.past, 0
    for turn in range(1, TURNS + 1):
        for headline in match.scenario.headlines_of(None):
            for term in match.why(None, headline.metric, headline.entity, turn).terms:
                for seat in term.by if term.rule else ():
                    there = past._without(seat, turn, None).entries
                    key = term.rule, headline.metric, headline.entity, term.cause
                    amount = sum(e.amount for e in there if (e.step, e.metric, e.entities, e.cause) == key)
                    assert amount != term.amount
                    checked += 1
    assert checked > 5
    span = match.why_over(None, "legitimacy", ("BKO",), (1, TURNS))
    single = [match.why(None, "legitimacy", ("BKO",), turn) for turn in range(1, TURNS + 1)]
    for term in span.terms:
        seats = {
            seat for why in single for t in why.terms if (t.rule, t.cause) == (term.rule, term.cause) for seat in t.by
        }
        assert set(term.by) == seats
