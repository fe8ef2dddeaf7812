"""The match: the only object that changes a game. Seats write, commit and read. The match adjudicates and records.

Must not know: files, screens, clocks. The match calls `record` for each change. A change is acknowledged only after
`record` has returned.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping

import attrs

from wargame.adjudicator import State
from wargame.errors import OrderError, Refusal, SaveError, UsageError, WargameError
from wargame.game.apply import apply, check_change
from wargame.game.facilitator import Facilitator
from wargame.game.match_reader import MatchReader
from wargame.game.match_state import MatchState
from wargame.game.orders import draft as drafts
from wargame.game.orders.grammar import canonical
from wargame.game.orders.seat_draft import SeatDraft
from wargame.game.seats import filled
from wargame.game.turn_orders import turn_orders
from wargame.model.match.events import (
    LONGEST_KEPT,
    LONGEST_REASON,
    CommitWithdrawn,
    DraftEdited,
    Edit,
    Event,
    GameOpened,
    LineTyped,
    OrdersCommitted,
    SeatChanged,
    TurnAdjudicated,
)
from wargame.model.match.order import Order
from wargame.model.match.outcome import TurnOutcome
from wargame.model.telling.view import Draft
from wargame.rulebook import Rulebook

RecordEvent = Callable[[Event], None]


class Match(MatchReader):
    """One game with its seats. Make a match with `Match.new` or `Match.resume`.

    A result for a seat holds nothing that the seat may not know. A result for seat None is the truth. Screens show the
    truth only in the look back and after the end. Unknown seats and turns raise UsageError. Refused orders raise
    OrderError.
    """

    def __init__(self, rulebook: Rulebook, record: RecordEvent) -> None:
        """Prepare a match that is not opened yet. Callers use `new` or `resume` instead."""
        super().__init__(MatchState(rulebook))
        self._record = record
        self._actions = self.scenario.rules.actions
        self.facilitator = Facilitator(self._game, self._accept)

    # -- opening ------------------------------------------------------------------------------------------------------

    @classmethod
    def new(cls, rulebook: Rulebook, seed: int, seats: Mapping[str, str], length: int, record: RecordEvent) -> Match:
        """Open a game. Raises UsageError for an impossible seat, player or length.

        `seats`: seat -> `human` or the name of a bot. A seat that is not named gets the doctrine. Some seats belong to
        factions that rules usually play. Such a seat gets a player only if a player is named.
        """
        match = cls(rulebook, record)
        match._accept(match.opening(seed, seats, length))
        return match

    @classmethod
    def resume(cls, rulebook: Rulebook, events: Iterable[Event], record: RecordEvent) -> Match:
        """Rebuild a game from its events without adjudication. Later events go to `record`.

        Raises SaveError if the events do not belong to a game of this rule book.
        """
        match = cls(rulebook, record)
        for event in events:
            match.replay(event)
        if not match._game.past.begun:
            raise SaveError("The record does not open a game.")
        return match

    def replay(self, event: Event) -> None:
        """Apply an event that was recorded earlier. Raises SaveError if the event cannot follow the earlier events."""
        try:
            apply(event, self._game)
        except (OrderError, UsageError, KeyError, TypeError, ValueError, IndexError) as error:
            said = str(error) if isinstance(error, WargameError) else repr(error)
            raise SaveError(f"Turn {self.turn}: {type(event).__name__} cannot have happened: {said}.") from error

    def opening(self, seed: int, seats: Mapping[str, str], length: int) -> GameOpened:
        """Return the event that opens a game of this rule book. The event is not applied.

        Raises UsageError for an impossible seat, player or length.
        """
        players = filled(self._game.engine, seats)
        if length < 1:
            raise UsageError(f"A game has at least one turn, not {length}.")
        adjudicator = self._game.engine.adjudicator
        state = adjudicator.open(seed, length=length, seats=tuple(players))
        snapshot, digest = adjudicator.snapshot(state), adjudicator.digest(state)
        return GameOpened(self.scenario.name, seed, length, players, snapshot, digest)

    # -- writing -------------------------------------------------------------------------------------------------------

    def mark_read(self, seat: str, before: int | None = None) -> None:
        """Mark the injects of a seat as read. `before`: mark only the injects that came before this turn."""
        letters = (letter for letter in self.inbox(seat) if before is None or letter.turn < before)
        self._game.seat_drafts.of(seat).read.update(letter.inject for letter in letters)

    def add(self, seat: str, order: Order | str) -> Draft:
        """Add an order to the draft. A draft may cost too much, but a seat cannot commit such a draft."""
        orders = self._open_draft(seat).orders
        return self._write(seat, Edit.ADD, drafts.added(orders, self._legal(seat, order), self._game.vocabulary))

    def replace(self, seat: str, line: int, order: Order | str) -> Draft:
        """Replace a line of the draft by another order. Lines count from 1."""
        orders, other = self._line(seat, line), self._legal(seat, order, line)
        return self._write(seat, Edit.REPLACE, drafts.put(orders, line, other, self._game.vocabulary))

    def _legal(self, seat: str, order: Order | str, line: int | None = None) -> Order:
        lookup = self.lookup(seat, line)
        return lookup.order(order) if isinstance(order, str) else lookup.legal(order)

    def remove(self, seat: str, line: int) -> Draft:
        """Remove a line from the draft."""
        return self._write(seat, Edit.REMOVE, drafts.removed(self._line(seat, line), line))

    def step_level(self, seat: str, line: int, steps: int) -> Draft:
        """Change the level of a line: 1 raises the level, and -1 lowers the level.

        Nothing changes beyond the last possible level.
        """
        orders = self._line(seat, line)
        levels = self._game.available.levels(seat, orders[line - 1])
        return self._write(seat, Edit.LEVEL, drafts.levelled(orders, line, levels, steps))

    def toggle_main(self, seat: str, line: int) -> Draft:
        """Mark a line as the main effort. Clear the mark if the line is already the main effort."""
        return self._write(seat, Edit.MAIN, drafts.with_main(self._line(seat, line), line, self._actions))

    def repeat_last(self, seat: str) -> Draft:
        """Replace the orders of the draft by the orders of the last turn. Answers and deal orders of the draft stay.

        An order that is no longer legal is included. The draft shows its problem.
        """
        now = self._open_draft(seat).orders
        last = self._game.past.turns[-1].orders.get(seat, ()) if self._game.past.turns else ()
        # Answers and deal orders of the last turn are not repeated.
        orders = tuple(order for order in last if self._actions[order.action].weighed)
        if not orders:
            raise OrderError(Refusal.NOT_LEGAL, "There are no orders of last turn to repeat.")
        kept = tuple(order for order in now if not self._actions[order.action].weighed)
        return self._write(seat, Edit.REPEAT, (*kept, *orders))

    def undo(self, seat: str) -> Draft:
        """Undo the last change of the draft."""
        seat_draft = self._open_draft(seat)
        if not seat_draft.history:
            raise OrderError(Refusal.NOT_LEGAL, "There is nothing to undo.")
        return self._write(seat, Edit.UNDO, seat_draft.history[-1])

    def keep_text(self, seat: str, text: str) -> None:
        """Record the order line that a person has not finished. The line then survives a crash or a change of seats.

        Raises OrderError if the line is too long.
        """
        _must_fit(text, LONGEST_KEPT, "A line that is kept")
        if self._game.seat_drafts.of(seat).typed != text:
            self._accept(LineTyped(self.turn, seat, text))

    def commit(self, seat: str, why: str = "") -> Draft:
        """Commit the draft of a seat. `why`: the reason for the orders.

        Raises OrderError if the draft costs too much, contains an illegal order, or if the reason is too long.
        """
        self._open_draft(seat)
        _must_fit(why, LONGEST_REASON, "A reason")
        self._game.available.check(seat)
        self._accept(OrdersCommitted(self.turn, seat, self._game.seat_drafts.of(seat).orders, why))
        return self.draft(seat)

    def withdraw(self, seat: str) -> Draft:
        """Withdraw the commit of a seat. A seat can withdraw its commit until all seats have committed."""
        seat_draft = self._game.seat_drafts.of(seat)
        if not seat_draft.committed:
            raise OrderError(Refusal.NOT_LEGAL, "Nothing is committed.")
        if self.ready:
            raise OrderError(Refusal.NOT_LEGAL, "All have committed; the turn is being resolved.")
        self._accept(CommitWithdrawn(self.turn, seat))
        return self.draft(seat)

    def change_seats(self, players: Mapping[str, str]) -> None:
        """Change the players of seats from this turn on. A player is `human` or the name of a bot.

        Nothing changes for a seat that keeps its player. A person who leaves loses the draft and the commit, and the
        bot gives the seat's orders.

        Raises UsageError if one of the changes is impossible. The match makes no change in this case.
        """
        changed = {seat: player for seat, player in players.items() if self._game.seats.get(seat) != player}
        for seat, player in changed.items():
            check_change(self._game, seat, player)
        for seat, player in changed.items():
            self._accept(SeatChanged(self.turn, seat, player))

    # -- adjudicating -------------------------------------------------------------------------------------------------

    def adjudicate(self) -> TurnOutcome:
        """Resolve the turn with the committed orders and the orders of the bots.

        Record the turn and open the next turn.

        Raises UsageError if a seat has not committed, or after the end. Nothing changes if `record` fails.
        """
        if self.ending:
            raise UsageError("The game has ended.")
        if not self.ready:
            raise UsageError(f"Not all have committed; waiting for {', '.join(self.waiting_for())}.")
        event, state = self._resolved()
        # The game does not change before the record is written. The history has only the snapshot of its state until
        # then.
        self._accept(event)
        self._game.past.take(state)
        return event.outcome

    def resolved(self) -> TurnAdjudicated:
        """Return the event that would resolve the turn with the present drafts. The game does not change."""
        return self._resolved()[0]

    def _resolved(self) -> tuple[TurnAdjudicated, State]:
        game = self._game
        given = turn_orders(game.engine, game.past.state, game.seats, game.seat_drafts, game.tables)
        state = game.past.give_away()
        outcome = game.engine.adjudicator.adjudicate(state, given.orders, tuple(game.rulings))
        settled = tuple(attrs.evolve(each, order=self._canonical(each.order)) for each in outcome.settled)
        orders = {seat: tuple(map(self._canonical, orders)) for seat, orders in given.orders.items()}
        outcome = attrs.evolve(outcome, settled=settled)
        return TurnAdjudicated(orders, given.reasons, outcome, game.engine.adjudicator.snapshot(state)), state

    # -- events -------------------------------------------------------------------------------------------------------

    def _accept(self, event: Event) -> None:
        """Record an event, then apply it. Nothing changes if the event cannot be recorded."""
        self._record(event)
        apply(event, self._game)

    # -- internal -----------------------------------------------------------------------------------------------------

    def _write(self, seat: str, edit: Edit, orders: tuple[Order, ...]) -> Draft:
        orders = tuple(map(self._canonical, orders))
        if orders != self._game.seat_drafts.of(seat).orders:
            self._accept(DraftEdited(self.turn, seat, edit, orders))
        return self.draft(seat)

    def _canonical(self, order: Order) -> Order:
        """Return an order with the text that a save holds.

        A running game and a resumed game then hold the same orders.
        """
        return canonical(order, self._actions[order.action])

    def _open_draft(self, seat: str) -> SeatDraft:
        seat_draft = self._game.seat_drafts.of(seat)
        if self.ending:
            raise OrderError(Refusal.NOT_LEGAL, "The game has ended.")
        if seat_draft.committed:
            raise OrderError(Refusal.NOT_LEGAL, "The orders are committed; withdraw the commit first.")
        return seat_draft

    def _line(self, seat: str, line: int) -> tuple[Order, ...]:
        orders = self._open_draft(seat).orders
        drafts.check_line(orders, line)
        return orders


def _must_fit(text: str, most: int, what: str) -> None:
    """Raise OrderError if a typed text is too long to be kept."""
    if len(text) > most:
        message = f"{what} has at most {most:,} letters, and this one has {len(text):,}. Write less."
        raise OrderError(Refusal.NOT_UNDERSTOOD, message)
