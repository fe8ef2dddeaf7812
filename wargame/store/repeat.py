"""Repeats the acts of people in a match: their orders, their seats, and the injects and rulings of the facilitator.

Orders from a file can replace some of these orders. Bots choose again, because the state of the game may differ.

Must not know: files, or where the match is saved.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping

import attrs

from wargame.errors import ContentError, OrderError, Place, Problem, UsageError
from wargame.game.match import Match
from wargame.game.orders.orders_file import OrdersByTurn
from wargame.model.match.events import (
    Event,
    GameOpened,
    InjectGiven,
    OrdersCommitted,
    Ruled,
    SeatChanged,
    TurnAdjudicated,
)
from wargame.model.match.order import Order, Orders
from wargame.model.match.ruling import Ruling, Target
from wargame.model.scenario.seat import HUMAN


@attrs.frozen
class PeopleTurn:
    """The acts of people in a resolved turn.

    `acts`: the injects that the facilitator triggered, and the changes of players.
    `orders`: the orders of each seat that a person played.
    `written`: the reasons that people wrote.
    `rulings`: the facilitator's rulings on the turn.
    """

    acts: tuple[InjectGiven | SeatChanged, ...]
    orders: Mapping[str, Orders]
    written: Mapping[str, str]
    rulings: tuple[Ruling, ...] = ()


@attrs.frozen
class OtherOrders:
    """Orders from a file that replace the orders of seats, with the place of each order in the file."""

    orders: OrdersByTurn = attrs.field(factory=dict)
    places: Mapping[tuple[int, str], tuple[Place, ...]] = attrs.field(factory=dict)


def people_turns(events: Iterable[Event]) -> dict[int, PeopleTurn]:
    """Return the acts of people in each resolved turn of a game."""
    found: dict[int, PeopleTurn] = {}
    players: dict[str, str] = {}
    acts: list[InjectGiven | SeatChanged] = []
    written: dict[str, str] = {}
    rulings: dict[Target, Ruling] = {}
    for event in events:
        match event:
            case GameOpened():
                players.update(event.seats)
            case InjectGiven():
                acts.append(event)
                rulings = {}
            case SeatChanged():
                acts.append(event)
                rulings = {}
                players[event.seat] = event.player
            case Ruled():
                rulings[event.ruling.target] = event.ruling
            case OrdersCommitted():
                written[event.seat] = event.why
            case TurnAdjudicated():
                orders = {seat: given for seat, given in event.orders.items() if players[seat] == HUMAN}
                found[event.turn] = PeopleTurn(tuple(acts), orders, dict(written), tuple(rulings.values()))
                acts, written, rulings = [], {}, {}
            case _:
                pass  # a draft is not an act: only the orders of the resolved turn count
    return found


class Repeat:
    """Continues a match with the acts of people in an earlier version of the same game.

    `kept`: the seats whose players do not change, even if they changed in the earlier version.
    `show`: gets the number of each resolved turn.
    """

    def __init__(
        self,
        match: Match,
        turns: Mapping[int, PeopleTurn],
        other: OtherOrders,
        kept: frozenset[str] = frozenset(),
        show: Callable[[int], None] | None = None,
    ) -> None:
        self._match, self._turns, self._other, self._kept, self._show = match, turns, other, kept, show
        self._lent: dict[str, str] = {}  # seat of a bot whose orders the file gives -> this bot
        self.notes: list[str] = []

    def play(self) -> None:
        """Play until the game ends, or until a person must give orders that nobody has written.

        Raises ContentError for an order of the file that is not possible.
        """
        while not self._match.ending and self._turn():
            if self._show is not None:
                self._show(self._match.played)
        late = [turn for turn in self._other.orders if turn > self._match.played]
        if self._match.ending:
            self.notes += [
                f"Turn {turn} never comes: the game ends in turn {self._match.played}." for turn in sorted(late)
            ]
        else:
            self._match.change_seats(self._lent)

    def draft(self) -> None:
        """Write the orders that people gave in this turn of the earlier version into their drafts. Nobody commits."""
        turn = self._match.turn
        if turn in self._turns:
            self._draft_again(turn, self._turns[turn].orders)

    def _turn(self) -> bool:
        """Play one turn. Return False if a seat has no orders. The turn is then not resolved."""
        match, turn = self._match, self._match.turn
        given = self._other.orders.get(turn, {})
        people = self._turns.get(turn)
        match.change_seats({seat: bot for seat, bot in self._lent.items() if seat not in given})
        self._lent = {seat: bot for seat, bot in self._lent.items() if seat in given}
        if people is None and not given and match.human_seats:
            return False
        for act in people.acts if people else ():
            self._act_again(act)
        self._lent.update({seat: match.seats[seat] for seat in given if match.seats[seat] != HUMAN})
        match.change_seats(dict.fromkeys(given, HUMAN))
        for seat, orders in given.items():
            self._commit_given(turn, seat, orders)
        if people is not None:
            again = {seat: orders for seat, orders in people.orders.items() if seat in match.waiting_for()}
            self._draft_again(turn, again)
            for seat in again:
                self._commit_again(turn, seat, people.written.get(seat, ""))
        if match.waiting_for():
            return False
        for ruling in people.rulings if people is not None else ():
            self._rule_again(turn, ruling)
        match.adjudicate()
        return True

    def _act_again(self, act: InjectGiven | SeatChanged) -> None:
        try:
            if isinstance(act, InjectGiven):
                self._match.facilitator.give(act.inject)
            elif act.seat in self._lent:
                self._lent[act.seat] = act.player
            elif act.seat not in self._kept:
                self._match.change_seats({act.seat: act.player})
        except UsageError as refusal:  # for example, an inject has already come without the facilitator
            self.notes.append(f"Turn {act.turn}: {refusal}")

    def _rule_again(self, turn: int, old: Ruling) -> None:
        rulings = self._match.facilitator.rulings
        try:
            rulings.rule(rulings.ruling(old.target, old.ruled, old.why, old.seen_by, old.reason_seen))
        except UsageError as refusal:  # for example, other orders do not roll the die
            self.notes.append(f"Turn {turn}: a ruling cannot be repeated. {refusal}")

    def _commit_given(self, turn: int, seat: str, orders: Orders) -> None:
        """Write and commit the orders of the file. Raises ContentError with the place of an impossible order."""
        places = self._other.places[turn, seat]
        for place, order in zip(places, orders, strict=False):
            try:
                self._match.add(seat, order)
            except OrderError as refusal:
                raise ContentError((Problem(place, f"{order.text}: {refusal}"),)) from refusal
        try:
            self._match.commit(seat)
        except OrderError as refusal:
            raise ContentError((Problem(places[0], f"turn {turn}, {seat}: {refusal}"),)) from refusal

    def _draft_again(self, turn: int, again: Mapping[str, Orders]) -> None:
        """Write repeated orders into the drafts. An order that is no longer possible is left out with a note."""
        waiting = [(seat, order) for seat, orders in again.items() for order in orders]
        refused: dict[tuple[str, Order], OrderError] = {}
        while waiting:
            before, waiting = waiting, []
            for seat, order in before:
                try:
                    self._match.add(seat, order)
                except OrderError as refusal:  # an offer of another seat may make a signature possible later
                    refused[seat, order] = refusal
                    waiting.append((seat, order))
            if len(waiting) == len(before):
                break
        self.notes += [
            f"Turn {turn}: {seat} cannot repeat {order.text}. {refused[seat, order]}" for seat, order in waiting
        ]

    def _commit_again(self, turn: int, seat: str, why: str) -> None:
        """Commit a draft of repeated orders.

        The seat may be unable to pay for all orders. The last orders are then left out with a note.
        """
        while True:
            try:
                self._match.commit(seat, why)
                return
            except OrderError as refusal:
                lines = self._match.draft(seat).lines
                if not lines:
                    raise
                self._match.remove(seat, len(lines))
                self.notes.append(f"Turn {turn}: {seat} cannot repeat {lines[-1].order.text}. {refusal}")
