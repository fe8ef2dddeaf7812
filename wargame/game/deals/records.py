"""Deals and offers of a whole game as records, as one reader may know them.

The records come from states, orders and the readers of reports. No sentence is read, so a translation changes nothing.

Must not know: words for people, or who asks.
"""

from __future__ import annotations

from collections.abc import Iterator

import attrs

from wargame.game.deals.book import OWN_TITLE
from wargame.game.history import History
from wargame.game.orders.deal_vocabulary import DealVocabulary
from wargame.model.match.deal_record import Breach, DealEnd, DealHistory, DealRecord, OfferAnswer, OfferRecord
from wargame.model.match.order import Order
from wargame.model.rules.action import EVERYONE
from wargame.model.rules.deal import (
    BOUND,
    BROKEN,
    CONCLUDED,
    KNOWN,
    NUMBER,
    OFFER,
    OFFERED,
    RECKONED,
    REFUSE,
    RENOUNCE,
    Table,
)


def deal_history(past: History, vocabulary: DealVocabulary, seat: str | None) -> DealHistory:
    """Return the deals and offers that a seat may know. Return all deals and offers if `seat` is None.

    A party knows its own deals, and breaches of its own that nobody found. Other seats know the turns of a public deal.
    """
    reading = _Reading(past, vocabulary, seat)
    tables = vocabulary.book.tables.values()
    deals = [deal for table in tables for deal in reading.deals(table)]
    offers = [offer for table in tables if reading.inside(table) for offer in reading.offers(table)]
    return DealHistory(
        tuple(sorted(deals, key=lambda deal: deal.signed)), tuple(sorted(offers, key=lambda offer: offer.turn))
    )


class _Reading:
    """The past of a game for one reader."""

    def __init__(self, past: History, vocabulary: DealVocabulary, seat: str | None) -> None:
        self.past, self.vocabulary, self.seat = past, vocabulary, seat

    def inside(self, table: Table) -> bool:
        """Return whether the reader knows everything that both parties of a table know."""
        return self.seat is None or self.seat in table.between

    def _value(self, moment: int, metric: str, *cell: str) -> float:
        """Return a value of a table. Callers ask only for tables of the reader."""
        return self.past.observation(None, moment).value(metric, cell) or 0.0

    def _public(self, moment: int, table: Table) -> bool:
        return bool(self.past.observation(self.seat, moment).value(KNOWN, (table.id,)))

    # -- deals --------------------------------------------------------------------------------------------------------

    def deals(self, table: Table) -> Iterator[DealRecord]:
        """Return the deals of a table, the oldest first."""
        now = self.past.now
        starts = [turn for turn in range(1, now + 1) if self._signed(turn, table) is not None]
        for number, turn in enumerate(starts):
            following = starts[number + 1] if number + 1 < len(starts) else 0
            yield self._deal(table, turn, following)
        if not self.inside(table):
            yield from self._leaked(table, starts)

    def _signed(self, turn: int, table: Table) -> tuple[str, ...] | None:
        """Return the seats that could read the signature of a deal in a turn.

        Return None if the reader knows of no signature in this turn.
        """
        account = self.past.account(self.seat, turn)
        found = [line.seen_by for line in account.reports if line.step == f"{CONCLUDED}{table.id}"]
        return found[0] if found else None

    def _deal(self, table: Table, turn: int, following: int) -> DealRecord:
        inside = self.inside(table)
        secret = EVERYONE not in (self._signed(turn, table) or ())
        last, end = self._end(table, turn, following)
        title = self._title(int(self._value(turn, NUMBER, table.id))) if inside else ""
        leaks = (moment for moment in range(turn, last + 1) if self._public(moment, table)) if secret else ()
        return DealRecord(
            table=table.id,
            parties=table.between,
            title=title,
            signed=turn,
            secret=secret,
            last=last,
            end=end,
            breaches=tuple(self._breaches(table, turn, last)),
            renounced=tuple(party for party in table.between if inside and self._renounced(table, last, party)),
            leaked=next(iter(leaks), 0),
        )

    def _leaked(self, table: Table, starts: list[int]) -> Iterator[DealRecord]:
        """Return the deals of others that were signed in secret and became public."""
        turn = 1
        while turn <= self.past.now:
            if self._public(turn, table) and not any(s <= turn <= self._end(table, s, 0)[0] for s in starts):
                last, end = self._end(table, turn, 0)
                yield DealRecord(table.id, table.between, "", turn, True, last, end, leaked=turn)
                turn = last
            turn += 1

    def _stands(self, moment: int, table: Table) -> bool:
        if self.inside(table):
            return self._value(moment, BOUND, table.id, table.between[0]) > 0
        return self._public(moment, table)

    def _end(self, table: Table, turn: int, following: int) -> tuple[int, DealEnd]:
        """Return the last turn of a deal, and how it ended. `following`: the turn of the next deal, or 0."""
        for moment in range(turn, self.past.now + 1):
            if following and moment == following:
                return moment - 1 if moment > turn else moment, DealEnd.REPLACED
            if self._stands(moment, table):
                continue
            how = self._stopped(table, moment)
            return moment, DealEnd.RAN_OUT if how is None else how
        return self.past.now, DealEnd.STANDS

    def _left(self, moment: int, table: Table) -> int:
        """Return how many more turns a deal lasts after a moment. A moment is a number of resolved turns."""
        if self.inside(table):
            return int(self._value(moment, BOUND, table.id, table.between[0]))
        return int(self.past.observation(self.seat, moment).value(KNOWN, (table.id,)) or 0)

    def _stopped(self, table: Table, moment: int) -> DealEnd | None:
        """Return how a deal was stopped in a turn. Return None for a deal that came to its own end."""
        if not self.inside(table):
            return DealEnd.VOID if self._left(moment - 1, table) > 1 else None
        if any(self._renounced(table, moment, party) for party in table.between):
            return DealEnd.RENOUNCED
        if any(self._value(moment, BROKEN, table.id, party) for party in table.between):
            return DealEnd.BROKEN
        return DealEnd.VOID if self._left(moment - 1, table) > 1 else None

    def _renounced(self, table: Table, turn: int, party: str) -> bool:
        if not self._value(turn, BROKEN, table.id, party):
            return False
        gave = any(order.action == RENOUNCE and order.targets == (table.id,) for order in self._orders(turn, party))
        return gave or self._value(turn, BROKEN, table.id, party) < 1

    def _breaches(self, table: Table, turn: int, last: int) -> Iterator[Breach]:
        """Return the breaches that the reader knows. Only the party itself reads of a breach that nobody found."""
        if not self.inside(table):
            return
        for moment in range(turn, last + 1):
            reports = self.past.account(self.seat, moment).reports
            alone = [line.seen_by for line in reports if line.step == f"{RECKONED}{table.id}"]
            for party in table.between:
                found = self._value(moment, BROKEN, table.id, party) > 0
                if (party,) in alone:
                    yield Breach(moment, party, found=False)
                elif found and not self._renounced(table, moment, party):
                    yield Breach(moment, party, found=True)

    def _title(self, number: int) -> str:
        deals = self.vocabulary.book.numbered
        known = self.vocabulary.book.deals.get(deals[number - 1]) if 1 <= number <= len(deals) else None
        return known.title if known is not None else OWN_TITLE

    # -- offers -------------------------------------------------------------------------------------------------------

    def offers(self, table: Table) -> Iterator[OfferRecord]:
        """Return the offers at a table of the reader, the oldest first."""
        signed: set[int] = set()  # the turns of signatures whose offer is found
        for turn in range(1, self.past.now + 1):
            for by in table.between:
                for order in self._offers_at(table, by, turn):
                    offer = self._offer(table, by, turn, order)
                    if offer.answer is OfferAnswer.SIGNED and offer.answered in signed:
                        offer = attrs.evolve(offer, answer=OfferAnswer.REPLACED)
                    signed |= {offer.answered} if offer.answer is OfferAnswer.SIGNED else set()
                    yield offer

    def _offer(self, table: Table, by: str, turn: int, order: Order) -> OfferRecord:
        to, number = table.other(by), self.vocabulary.book.number(order.targets[0])
        answer, answered = self._answer(table, by, turn, number)
        return OfferRecord(table.id, by, to, self._title(number), turn, answer, answered)

    def _answer(self, table: Table, by: str, turn: int, number: int) -> tuple[OfferAnswer, int]:
        to = table.other(by)
        for moment in range(turn, self.past.now + 1):
            if self._signed(moment, table) is not None:
                same = int(self._value(moment, NUMBER, table.id)) == number
                return OfferAnswer.SIGNED if same else OfferAnswer.REPLACED, moment
            refused = any(o.action == REFUSE and o.targets == (table.id,) for o in self._orders(moment, to))
            if self._value(moment, OFFERED, table.id, to):
                if moment > turn and any(self._offers_at(table, by, moment)):
                    return OfferAnswer.REFUSED if refused else OfferAnswer.REPLACED, moment
                continue
            unplayed = to not in self.past.turn(moment).players  # a party that nobody plays signs or refuses at once
            return OfferAnswer.REFUSED if refused or unplayed else OfferAnswer.LAPSED, moment
        return OfferAnswer.OPEN, 0

    def _offers_at(self, table: Table, by: str, turn: int) -> Iterator[Order]:
        return (o for o in self._orders(turn, by) if o.action == OFFER and self.vocabulary.table_of(o) == table.id)

    def _orders(self, turn: int, party: str) -> tuple[Order, ...]:
        """Return the orders of a party that were carried out and that the reader may know."""
        record = self.past.turn(turn)
        lapsed = {settled.order.text for settled in record.outcome.settled if settled.seat == party and settled.lapsed}
        given = (order for order in record.orders.get(party, ()) if order.text not in lapsed)
        if self.seat in (None, party):
            return tuple(given)
        return tuple(order for order in given if order.action == OFFER)
