"""The past of a match: every resolved turn with the state after the turn.

Each seat gets only the part that it may know.

Must not know: drafts, or the present turn.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from wargame.adjudicator import State
from wargame.adjudicator.visibility import Memory
from wargame.errors import UsageError
from wargame.game.disclosure.account import Account, account
from wargame.game.disclosure.dependencies import RuleReader
from wargame.game.disclosure.on_its_way import on_its_way
from wargame.game.disclosure.seat_visibility import SeatVisibility
from wargame.game.engine import Engine
from wargame.game.turn_record import TurnRecord
from wargame.model.match.order import Order
from wargame.model.match.outcome import TurnOutcome
from wargame.model.rules.action import EVERYONE
from wargame.model.rules.inject import ANSWER
from wargame.model.telling.view import NewReadings, Observation, OnItsWay, View


class History:
    """The states of a game from its start (moment 0) to the present, and the turns between the states."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine
        self._adjudicator = engine.adjudicator
        self.reader = RuleReader(engine.scenario)
        self._snapshots: list[Mapping[str, Any]] = []
        self._unamended: dict[int, Mapping[str, Any]] = {}  # moment -> the state before a triggered inject changed it
        self._visibility: dict[tuple[str | None, bool], SeatVisibility] = {}
        self._observations: dict[tuple[str | None, int], Observation] = {}
        self.turns: list[TurnRecord] = []
        self.answered: dict[str, frozenset[str]] = {}  # seat -> the injects that the seat answered in resolved turns
        self._accounts: dict[tuple[str | None, int, bool], Account] = {}
        self._state: State | None = None
        self._coming: dict[tuple[str, int], tuple[OnItsWay, ...]] = {}
        self._memory = Memory()
        self._others: dict[tuple[str, int, Order | None], TurnOutcome] = {}

    @property
    def now(self) -> int:
        """Return the present moment: the number of resolved turns."""
        return len(self.turns)

    @property
    def ending(self) -> str:
        """Return the ending of the game as text. The text is empty while the game continues."""
        return self.turns[-1].outcome.ending if self.turns else ""

    def begin(self, snapshot: Mapping[str, Any]) -> None:
        """Set the state at the start of the game."""
        self.turns.clear()
        self.answered.clear()
        self._snapshots = [snapshot]
        self._unamended.clear()
        self._observations.clear()
        self._accounts.clear()
        self._coming.clear()
        self._others.clear()
        self._memory = Memory()
        self._state = None

    def append(self, record: TurnRecord, snapshot: Mapping[str, Any]) -> None:
        """Append a resolved turn and the state after it."""
        self.turns.append(record)
        for seat, orders in record.orders.items():
            answers = {order.targets[0] for order in orders if order.action == ANSWER}
            if answers:
                self.answered[seat] = self.answered.get(seat, frozenset()) | answers
        self._snapshots.append(snapshot)
        self._state = None

    def amend(self, snapshot: Mapping[str, Any]) -> None:
        """Replace the present state after a change between two turns, such as a triggered inject."""
        self._unamended.setdefault(self.now, self._snapshots[-1])
        self._snapshots[-1] = snapshot
        self._state = None
        self._memory.forget(self.now)
        self._observations = {key: known for key, known in self._observations.items() if key[1] != self.now}
        self._accounts = {key: told for key, told in self._accounts.items() if key[1] != self.now}

    @property
    def begun(self) -> bool:
        """Return whether the game has a first state."""
        return bool(self._snapshots)

    @property
    def state(self) -> State:
        """Return the present state, which callers must not change.

        The first call restores the state from its snapshot.
        """
        if self._state is None:
            self._state = self._adjudicator.restore(self._snapshots[-1])
        return self._state

    def give_away(self) -> State:
        """Return the present state as an object that the caller may change.

        The history restores another copy from the snapshot at its next use.
        """
        state, self._state = self.state, None
        return state

    def take(self, state: State) -> None:
        """Store a state that equals the latest snapshot.

        The next call of `state` then need not restore the snapshot.
        """
        self._state = state

    def left_by(self, turn: int) -> State:
        """Return a copy of the state after a turn. Turn 0 means the start of the game."""
        return self._adjudicator.restore(self._unamended.get(turn, self._snapshots[turn]))

    def settled_in(self, turn: int) -> State:
        """Return a copy of the state in which the orders of a turn were settled."""
        return self._adjudicator.restore(self._snapshots[turn - 1])

    def turn(self, number: int) -> TurnRecord:
        """Return a resolved turn. Raises UsageError if the turn is not resolved."""
        if not 1 <= number <= len(self.turns):
            raise UsageError(f"Turn {number} has not been resolved; {len(self.turns)} have.")
        return self.turns[number - 1]

    def observation(self, seat: str | None, moment: int) -> Observation:
        """Return what a seat knows at a moment. The result holds everything if `seat` is None.

        `moment`: the number of resolved turns.
        """
        key = seat, moment
        if key not in self._observations:
            model = self._adjudicator.observations
            self._observations[key] = model.observation(seat, moment, self.state_at, self._memory)
        return self._observations[key]

    def readings(self, seat: str, moment: int) -> NewReadings:
        """Return the new readings that reached a seat at a moment."""
        return self._adjudicator.observations.new_readings(seat, moment, self.state_at, self._memory)

    def view(self, seat: str | None, moment: int, length: int) -> View:
        """Return a seat's view at a moment, without action points. Moment 3 is the opening of turn 4.

        `length`: the number of turns of the game.
        """
        now = self.observation(seat, moment)
        return View(
            seat=seat or "",
            turn=moment + 1,
            length=length,
            metrics=now.cells,
            before=self.observation(seat, max(0, moment - 1)).cells,
            first=self.observation(seat, 0).cells,
            ap=0,
            estimates=now.estimates,
        )

    def state_at(self, moment: int) -> State:
        """Return the state at a moment, which callers must not change."""
        return self.state if moment == self.now else self._adjudicator.restore(self._snapshots[moment])

    def account(self, seat: str | None, turn: int, opened: bool = False) -> Account:
        """Return a resolved turn as a seat may know it. The account holds the truth if `seat` is None.

        `opened`: whether the game is over, so that nothing is secret.
        """
        key = seat, turn, opened
        if key not in self._accounts:
            self._accounts[key] = self._account(seat, turn, opened)
        return self._accounts[key]

    def _account(self, seat: str | None, turn: int, opened: bool) -> Account:
        record = self.turn(turn)
        if (seat, opened) not in self._visibility:
            self._visibility[seat, opened] = SeatVisibility(self._engine.rulebook, seat, opened)
        view = None if opened else seat
        return account(
            self._engine.scenario,
            self.reader,
            self._visibility[seat, opened],
            record,
            self.turns[turn - 2] if turn > 1 else None,
            first=self.observation(view, 0),
            before=self.observation(view, turn - 1),
            after=self.observation(view, turn),
            drawn=self.drawn(view),
            without=None if seat is None else lambda order: self._without(seat, turn, order),
            without_seat=None if seat is not None else lambda giver: self._without(giver, turn, None),
        )

    def _without(self, seat: str, turn: int, order: Order | None) -> TurnOutcome:
        """Resolve a turn again with the same dice, but without an order of a seat.

        Leave out all orders of the seat if `order` is None.
        """
        key = seat, turn, order
        if key not in self._others:
            record = self.turn(turn)
            given = record.orders
            kept = tuple(each for each in given.get(seat, ()) if order is not None and each != order)
            state = self._adjudicator.restore(self._snapshots[turn - 1])
            self._others[key] = self._adjudicator.adjudicate(state, {**given, seat: kept}, record.rulings)
        return self._others[key]

    def on_its_way(self, seat: str) -> tuple[OnItsWay, ...]:
        """Return the effects of a seat's orders that have not arrived yet."""
        key = seat, self.now
        if key not in self._coming:
            # the effects of older orders have arrived
            recent = self.turns[max(0, self.now - self.reader.longest_delay) :]
            orders = {r.turn: [s for s in r.outcome.settled if s.seat == seat] for r in recent}
            booked = self._engine.booked(self.state, seat)
            self._coming[key] = on_its_way(self._engine.scenario, self.reader, orders, booked)
        return self._coming[key]

    def drawn(self, seat: str | None) -> dict[str, float | str]:
        """Return the hidden parameters that a seat knows. Return all hidden parameters if `seat` is None."""
        parameters = self._engine.scenario.rules.parameters
        return {
            name: value
            for name, value in self._adjudicator.hidden(self.state).items()
            if seat is None or parameters[name].known_to in (seat, EVERYONE)
        }
