"""The tables of a match: the open offers, the valid signatures, and the messages that each seat may read.

Must not know: files, screens, or how an order is read.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from wargame.game.deals.book import Book
from wargame.game.deals.pending import Lying, Proposal, Spot, drafted, standing
from wargame.game.engine import Engine
from wargame.game.history import History
from wargame.game.orders.deal_vocabulary import DealVocabulary
from wargame.game.orders.seat_draft import SeatDraft
from wargame.game.telling.openings import openings
from wargame.model.match.order import Order
from wargame.model.rules.deal import ACTS, OFFERED, SIGN, Terms
from wargame.model.telling.table_view import Said, TableView
from wargame.model.telling.view import Option

Heard = dict[str, tuple[Said, ...]]  # table -> messages


class Tables:
    """The offers of earlier turns, which the state holds, and the offers in drafts of this turn."""

    def __init__(
        self, engine: Engine, past: History, vocabulary: DealVocabulary, seat_drafts: Mapping[str, SeatDraft]
    ) -> None:
        self._engine, self._past, self._vocabulary, self._seat_drafts = engine, past, vocabulary, seat_drafts
        # `int`: the last turn whose messages are included
        self._heard: dict[tuple[str | None, bool], tuple[int, Heard]] = {}
        self._standing: dict[int, dict[Spot, Proposal]] = {}

    def standing(self) -> dict[Spot, Proposal]:
        """Return the open offers of earlier turns. These offers change only when a turn is resolved."""
        now = self._past.now
        if now not in self._standing:
            offered = self._past.observation(None, now).cells[OFFERED] if self._vocabulary else {}
            self._standing = {now: standing(self._vocabulary, offered, self._past.turns)}
        return self._standing[now]

    def drafted(self) -> dict[Spot, Proposal]:
        """Return the offers in people's drafts."""
        orders = {seat: seat_draft.orders for seat, seat_draft in self._seat_drafts.items()}
        return drafted(self._vocabulary, orders) if self._vocabulary else {}

    def lying(self) -> Lying:
        """Return the offers that can be signed now."""
        return Lying(self._vocabulary, {**self.drafted(), **self.standing()})

    def numbers(self, seat: str) -> dict[Spot, int]:
        """Return the number of the deal that a seat may sign at each table.

        Rules use the numbers of deals in place of their names.
        """
        return self.lying().numbers(seat)

    def terms(self, seat: str) -> dict[str, Terms]:
        """Return the terms that a seat may sign and that the other party wrote, by table."""
        return self.lying().terms(seat)

    def mine(self, seat: str, options: Iterable[Option]) -> tuple[Option, ...]:
        """Return `options` without the deal orders at the tables of other seats."""
        book = self._vocabulary.book
        here = {name for name, table in book.tables.items() if seat in table.between}
        here |= {deal for deal in book.numbered if book.table_of(deal) in here}
        return tuple(o for o in options if o.action not in ACTS or o.targets[0] in here)

    # -- signatures ---------------------------------------------------------------------------------------------------

    def note(self, seat: str, old: tuple[Order, ...], undone: bool) -> None:
        """Record the signatures in the changed draft of a seat.

        Withdraw the commit of the other party if an offer has changed.

        `old`: the orders of the draft before the change.
        `undone`: whether the change was an undo, which restores an old signature unchanged.

        The match withdraws the other party's commit even if this party had not signed. Otherwise the seat that
        withdraws an offer could learn whether the other party had signed the offer.
        """
        if not self._vocabulary:
            return
        seat_draft = self._seat_drafts[seat]
        new = [order for order in seat_draft.orders if order.action == SIGN and order not in old]
        before = self.lying().before(seat) if new else {}
        for order in new:
            offer = before.get(order.targets[0])
            if not undone or order.targets[0] not in seat_draft.signed:
                seat_draft.signed[order.targets[0]] = offer.text if offer is not None else ""
        now = drafted(self._vocabulary, {seat: seat_draft.orders})
        for spot, offer in drafted(self._vocabulary, {seat: old}).items():
            changed = spot not in now or now[spot].text != offer.text
            if changed and spot not in self.standing() and spot[1] in self._seat_drafts:
                self._seat_drafts[spot[1]].committed = False

    def lapsed(self, seat: str, order: Order) -> str:
        """Return the reason why a signature in a draft is no longer valid.

        The text is empty for a valid signature and for other orders.
        """
        if order.action != SIGN:
            return ""
        offer = self.lying().before(seat).get(order.targets[0])
        if offer is None:
            return "The offer was taken back"
        if self._seat_drafts[seat].signed.get(order.targets[0]) not in (None, offer.text):
            return f"Another offer lies there now: {offer.text}"
        return ""

    # -- the book -----------------------------------------------------------------------------------------------------

    def talks(self, seat: str | None, opened: bool) -> tuple[TableView, ...]:
        """Return the tables as a seat may know them.

        `opened`: whether the game is over, so everybody may read everything.
        """
        if not self._vocabulary:
            return ()
        everything = opened or seat is None
        book = Book(
            scenario=self._engine.scenario,
            vocabulary=self._vocabulary,
            seat=seat,
            everything=everything,
            moment=self._past.now,
            seen=self._past.observation(seat, self._past.now),
            truth=self._past.observation(None, self._past.now),
            standing=self.standing(),
            drafted={} if opened else self.drafted(),
            said=self._said(seat, opened),
            appraisal=self._engine.appraiser.of(self._past.state, seat or ""),
        )
        return book.talks()

    def _said(self, seat: str | None, opened: bool) -> Heard:
        """Return the messages at each table.

        The messages of the last resolved turn are read again at each call, because a triggered inject may still change
        them.
        """
        read, heard = self._heard.get((seat, opened), (0, {}))
        for turn in range(read + 1, self._past.now):
            heard = self._with_turn(heard, seat, turn, opened)
        self._heard[seat, opened] = max(self._past.now - 1, 0), heard
        return self._with_turn(heard, seat, self._past.now, opened) if self._past.now else heard

    def _with_turn(self, heard: Heard, seat: str | None, turn: int, opened: bool) -> Heard:
        steps = self._engine.scenario.rules.steps
        account = self._past.account(seat, turn, opened=opened)
        found: dict[str, dict[Said, None]] = {}
        for line in account.reports:
            step = steps.get(line.step)
            if step is not None and step.table:
                found.setdefault(step.table, {})[Said(turn, line.text)] = None
        for table, text in openings(account).items():
            found.setdefault(table, {})[Said(turn, text)] = None
        return {**heard, **{table: (*heard.get(table, ()), *said) for table, said in found.items()}}
