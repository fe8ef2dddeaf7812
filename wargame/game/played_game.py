"""A game as it was played, with its true states, the triggered injects and the orders of each turn.

Must not know: the readers of the truth, or the worth of a turn.
"""

from __future__ import annotations

from collections.abc import Mapping

import attrs

from wargame.adjudicator import State
from wargame.game.match_state import MatchState
from wargame.game.turn_record import TurnRecord
from wargame.model.match.order import Order
from wargame.model.scenario.seat import HUMAN


@attrs.frozen(eq=False)
class PlayedTurn:
    """A resolved turn.

    `opened`: the state after the previous turn.
    `injects`: the injects that the facilitator triggered in this turn.
    `before`: the state in which the orders were settled: `opened` with these injects.
    `rolled`: the state after the turn without the facilitator's rulings, or None if there was no ruling.
    `orders`: the orders of all seats. Orders that lapsed are included.
    `players`: who gave the orders of each seat: `human`, or the name of a bot.
    """

    turn: int
    opened: State
    injects: tuple[str, ...]
    before: State
    orders: Mapping[str, tuple[Order, ...]]
    players: Mapping[str, str]
    rolled: State | None = None

    @property
    def people(self) -> frozenset[str]:
        """Return the seats that people played."""
        return frozenset(seat for seat, player in self.players.items() if player == HUMAN)


@attrs.frozen(eq=False)
class PlayedGame:
    """The resolved turns of a game, and the state after the last turn.

    `ending`: how the game ended. The text is empty while the game goes on.
    """

    seats: tuple[str, ...]
    length: int
    turns: tuple[PlayedTurn, ...]
    now: State
    ending: str

    def only(self, turn: int) -> PlayedGame:
        """Return a game with only this turn, and with the state after this turn."""
        place = turn - self.turns[0].turn
        left = self.turns[place + 1].opened if place + 1 < len(self.turns) else self.now
        ending = self.ending if place + 1 == len(self.turns) else ""
        return attrs.evolve(self, turns=(self.turns[place],), now=left, ending=ending)


def played_game(game: MatchState) -> PlayedGame:
    """Return the true course of a match. The states are copies."""
    past = game.past
    given: dict[int, tuple[str, ...]] = {}
    for event in game.injects_given:
        given[event.turn] = (*given.get(event.turn, ()), event.inject)
    turns = tuple(
        PlayedTurn(
            record.turn,
            past.left_by(record.turn - 1),
            given.get(record.turn, ()),
            past.settled_in(record.turn),
            record.orders,
            record.players,
            _as_rolled(game, record) if record.rulings else None,
        )
        for record in past.turns
    )
    return PlayedGame(tuple(game.seats), game.length, turns, past.left_by(past.now), past.ending)


def _as_rolled(game: MatchState, record: TurnRecord) -> State:
    """Return the state after a turn, resolved again without its rulings."""
    state = game.past.settled_in(record.turn)
    game.engine.adjudicator.adjudicate(state, record.orders)
    return state
