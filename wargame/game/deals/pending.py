"""Pending offers: the open offers of earlier turns, and the offers in the drafts of this turn.

Must not know: who may see which offer. The match asks for one seat at a time.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import attrs

from wargame.game.orders.deal_vocabulary import DealVocabulary
from wargame.game.turn_record import TurnRecord
from wargame.model.match.order import Order, OrdersBySeat
from wargame.model.rules.deal import OFFER, Terms
from wargame.model.telling.view import Cells

Spot = tuple[str, str]  # a table, and the party that may sign at this table


@attrs.frozen
class Proposal:
    """An offer.

    `deal`: the code of the deal.
    `by`: the seat that made the offer.
    `terms`: the terms if a party wrote them. None: the rule set defines the terms of the deal.
    `turn`: the turn of the offer, or 0 for an offer in a draft.
    """

    deal: str
    table: str
    by: str
    to: str
    terms: Terms | None = None
    turn: int = 0

    @property
    def text(self) -> str:
        """Return the text of the order that made the offer."""
        return f"{OFFER} {self.terms.text if self.terms is not None else self.deal}"


def standing(vocabulary: DealVocabulary, offered: Cells, past: Sequence[TurnRecord]) -> dict[Spot, Proposal]:
    """Return the open offers of earlier turns, which the state of the game holds.

    `offered`: the values of the engine's metric for open offers.
    `past`: all resolved turns.
    """
    found = {}
    for (table, party), number in offered.items():
        if number:
            deal, by = vocabulary.book.numbered[round(number) - 1], vocabulary.book.tables[table].other(party)
            turn, order = _made(vocabulary, past, deal, table, by)
            found[table, party] = Proposal(deal, table, by, party, order.terms if order is not None else None, turn)
    return found


def _made(
    vocabulary: DealVocabulary, past: Sequence[TurnRecord], deal: str, table: str, by: str
) -> tuple[int, Order | None]:
    """Return the turn of an open offer and the order that made the offer."""
    for turn in range(len(past), 0, -1):
        for order in past[turn - 1].orders.get(by, ()):
            if order.action == OFFER and vocabulary.table_of(order) == table and order.targets == (deal,):
                return turn, order
    return len(past), None


def drafted(vocabulary: DealVocabulary, drafts: OrdersBySeat) -> dict[Spot, Proposal]:
    """Return the offers in drafts."""
    found = {}
    for by, orders in drafts.items():
        for order in orders:
            if order.action == OFFER:
                table = vocabulary.table_of(order)
                to = vocabulary.book.tables[table].other(by)
                found[table, to] = Proposal(order.targets[0], table, by, to, order.terms)
    return found


@attrs.frozen
class Lying:
    """The offers that can be signed. An offer of an earlier turn comes before an offer in a draft."""

    vocabulary: DealVocabulary
    offers: Mapping[Spot, Proposal]

    def before(self, seat: str) -> dict[str, Proposal]:
        """Return the offers that a seat may sign, by table."""
        return {table: offer for (table, party), offer in self.offers.items() if party == seat}

    def numbers(self, seat: str) -> dict[Spot, int]:
        """Return the number of the deal that a seat may sign at each table.

        Rules use the numbers of deals in place of their names.
        """
        return {(table, seat): self.vocabulary.book.number(offer.deal) for table, offer in self.before(seat).items()}

    def terms(self, seat: str) -> dict[str, Terms]:
        """Return the terms that a seat may sign and that the other party wrote, by table."""
        return {table: offer.terms for table, offer in self.before(seat).items() if offer.terms is not None}
