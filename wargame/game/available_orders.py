"""The orders that each seat may give now.

An option is an action with its targets, its prices, and the reason if it is not legal now. This module also reads typed
text and prices drafts.

Must not know: records, or how a draft is changed.
"""

from __future__ import annotations

from collections.abc import Mapping

import attrs

from wargame.errors import OrderError, Refusal
from wargame.game.deals.pending import Spot
from wargame.game.deals.tables import Tables
from wargame.game.engine import Engine
from wargame.game.history import History
from wargame.game.orders import draft as drafts
from wargame.game.orders.contradictions import contradictions
from wargame.game.orders.deal_vocabulary import DealVocabulary
from wargame.game.orders.lookup import Lookup, Lookups
from wargame.game.orders.parser import not_legal
from wargame.game.orders.seat_draft import SeatDrafts
from wargame.model.match.order import Order
from wargame.model.telling.view import Draft, Option


class AvailableOrders:
    """The options, the objects that read typed text, and the priced drafts of all seats of a match.

    A result stays in a cache until one of its inputs changes.
    """

    def __init__(
        self, engine: Engine, past: History, vocabulary: DealVocabulary, tables: Tables, seat_drafts: SeatDrafts
    ) -> None:
        self._engine, self._past, self._vocabulary = engine, past, vocabulary
        self._tables, self._seat_drafts = tables, seat_drafts
        self._actions = engine.scenario.rules.actions
        self._options: dict[str, tuple[Mapping[Spot, int], tuple[Option, ...]]] = {}
        self._lookups = Lookups(self._actions, vocabulary)

    def forget(self) -> None:
        """Clear the cache. Callers clear the cache after the state has changed."""
        self._options = {}
        self._lookups.forget()

    def options(self, seat: str) -> tuple[Option, ...]:
        """Return the orders that a seat might give now, as options. The options do not depend on the seat's draft.

        A seat has no options after the end of the game.
        """
        with_pending_offers = self._tables.numbers(seat)
        known, options = self._options.get(seat, (None, ()))
        if known != with_pending_offers:
            found = (
                ()
                if self._past.ending
                else self._engine.options(
                    self._past.state, seat, with_pending_offers, self._past.observation(seat, self._past.now)
                )
            )
            options = self._tables.mine(seat, found) if self._vocabulary else found
            self._options[seat] = with_pending_offers, options
        return options

    def free(self, seat: str) -> tuple[Option, ...]:
        """Return the orders that a seat might give and that are not yet in its draft, as options."""
        orders = self._seat_drafts[seat].orders if seat in self._seat_drafts else ()
        return drafts.with_draft(self.options(seat), orders, self._actions)

    def levels(self, seat: str, order: Order) -> tuple[float, ...]:
        """Return the levels that an order can have now."""
        return drafts.levels_now(order, self.options(seat), self._actions)

    def lookup(self, seat: str, line: int | None) -> Lookup:
        """Return the object that reads typed text as orders of a seat.

        `line`: the number of the draft line that the text will replace. None: the text is a new order.
        """
        orders, lying = self._seat_drafts.of(seat).orders, self._tables.terms(seat)
        return self._lookups.of(seat, line, orders, self.options(seat), lying)

    def draft(self, seat: str) -> Draft:
        """Return the draft of a seat with costs, remaining points and problems."""
        seat_draft = self._seat_drafts.of(seat)
        points, seen = self._engine.ap(self._past.state, seat), self._past.observation(seat, self._past.now).cells
        funds, coming = drafts.funds_of(self._engine.scenario, seat, points, seen), self._past.on_its_way(seat)
        draft = drafts.priced(seat_draft.orders, self.options(seat), funds, seat_draft.committed, coming)
        told = contradictions(seat_draft.orders, self._actions, self._engine.scenario.rules.injects)
        draft = attrs.evolve(draft, contradictions=told) if told else draft
        return drafts.lapsing(draft, lambda order: self._tables.lapsed(seat, order)) if self._vocabulary else draft

    def refusal(self, seat: str) -> OrderError | None:
        """Return why a commit of the draft would be refused, with the remedy. Return None if nothing is wrong.

        A draft is refused if it costs too much or contains an illegal order.
        """
        draft = self.draft(seat)
        if draft.over:
            return OrderError(Refusal.NOT_LEGAL, f"{', '.join(draft.over)}. Remove or lower an order.")
        for number, line in enumerate(draft.lines, 1):
            if line.problem:
                error = not_legal(line.order, line.problem, self.lookup(seat, None).options)
                return OrderError(Refusal.NOT_LEGAL, f"line {number}. {error.message}", error.nearest)
        return None

    def check(self, seat: str) -> None:
        """Raise OrderError if the draft of a seat costs too much or contains an illegal order."""
        if (refusal := self.refusal(seat)) is not None:
            raise OrderError(Refusal.NOT_LEGAL, f"Not committed: {refusal.message}", refusal.nearest)
