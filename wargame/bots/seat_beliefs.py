"""Beliefs of a seat from all that it saw and ordered since the start of the game.

A belief is a whole state that agrees with all that the seat sees. All other values are drawn. The drawn values come
from games of the same scenario, which the usual bots play with other dice. The seat gives the orders that it gave in
the true game. The exact values that the seat saw replace the values of the games after each turn. An inexact reading
moves the values towards the reading. A reading with a large error moves the values less. The games that were nearest to
what the seat saw are kept. `present_beliefs.py` uses only what a seat sees now (decision 28).

Must not know: the true state, the keys of the true game, or the use of a belief.
"""

from __future__ import annotations

import attrs
import numpy as np

from wargame.adjudicator import State
from wargame.adjudicator.orders import Ints
from wargame.adjudicator.state import RUNNING
from wargame.bots.knowledge import SeatKnowledge
from wargame.bots.onward import Alternatives, OnwardPlayer
from wargame.bots.seen_cells import Agreement, FreshReading, SeenCells
from wargame.model.match.order import Order
from wargame.model.telling.view import Observation
from wargame.numeric import dice
from wargame.numeric.exact import Floats

SEED = 20_250_901  # the seed of the games from which unseen values are drawn; it must not change
GAMES, KEPT = 1_000, 200  # the number of these games, and of those that are kept
FADES = 0.7  # the weight of a turn, relative to the next turn, when games are compared with the truth


@attrs.define(eq=False)
class _Prior:
    """Games that were played to a moment. `state` does not contain yet what the seat saw at this moment.

    `agreement`: what later readings need to know about the readings before this moment.
    `apart`: the distance of each game from what the seat saw so far [games].
    """

    state: State
    agreement: Agreement
    apart: Floats


class SeatBeliefs:
    """The beliefs of one seat about one game. `open` takes what the seat knows, and `draw` returns states."""

    def __init__(self, player: OnwardPlayer, seat: str, games: int = GAMES, kept: int = KEPT) -> None:
        self.player = player
        self.adjudicator = player.adjudicator
        self.seat = seat
        self.games, self.kept = games, min(kept, games)
        self._cells = SeenCells(self.adjudicator, seat)
        self._prior: _Prior | None = None
        self._known: SeatKnowledge | None = None
        self._agreed: State | None = None  # the games that are kept, as they agree with all that the seat knows
        self._origin: State | None = None  # these games before the newest readings moved them
        self._fresh: list[FreshReading] = []  # the newest readings, with their predictions in the games that are kept

    def open(self, known: SeatKnowledge) -> None:
        """Play the games to the turn of this knowledge. Games of an earlier call continue if they fit."""
        prior = self._prior
        if prior is None or not self._goes_on(known):
            state = self.adjudicator.open(SEED, self.games, 0, known.length, known.seats)
            prior = self._prior = _Prior(state, Agreement(), np.zeros(self.games))
        while prior.state.turn < known.turn:
            turn = prior.state.turn
            games, found = self._agree(prior, known)
            past = {moment: cells for moment, cells in found.past.items() if moment >= turn - self._cells.latest}
            past[turn - 1] = self._cells.late(games)
            prior.agreement = attrs.evolve(found, past=past)
            own = without_terms(known.orders[turn - 1])
            self.player.play(games, Alternatives.one({self.seat: own}, self.games), until=turn)
            prior.state = games
            prior.apart = self.apart_after(prior.apart, games, known.seen[turn])
        chosen = np.argsort(prior.apart, kind="stable")[: self.kept]
        agreed, found = self._agree(prior, known)
        self._copy_own(agreed, known)
        self._agreed, self._known = agreed.copied(chosen), known
        self._origin = self._exact(prior, known).copied(chosen)
        self._fresh = [attrs.evolve(each, predicted=each.predicted[chosen]) for each in found.fresh]

    def apart_after(self, apart: Floats, games: State, seen: Observation) -> Floats:
        """Return the distance of each game from what the seat saw so far, after one more turn [games].

        `apart`: the distance before this turn. `seen`: what the seat knew after the turn.
        """
        return FADES * apart + self._cells.distance(games, seen)

    def _goes_on(self, known: SeatKnowledge) -> bool:
        """Return whether the games of earlier calls can continue to the turn of this knowledge."""
        before = self._known
        if before is None or before.turn > known.turn:
            return False
        moments = before.turn - 1  # the last moment may have changed since, because injects come between turns
        return (
            (before.seats, before.length) == (known.seats, known.length)
            and before.orders == known.orders[:moments]
            and before.seen[:moments] == known.seen[:moments]
        )

    def draw(self, numbers: Ints) -> State:
        """Return the states with these numbers. Each number stands for a state with dice of its own.

        The states with the numbers n and n + K come from the same game if K games were kept. Their estimated values
        differ, because each state predicts the newest readings with errors of its own.
        """
        known, agreed, origin = self._known, self._agreed, self._origin
        assert known is not None and agreed is not None and origin is not None, "`open` comes first"
        chosen = numbers % self.kept
        state = agreed.copied(chosen)
        keys = dice.turn_keys(dice.game_keys(SEED, 0, int(numbers.max()) + 1)[numbers], known.turn)
        die = self.adjudicator.scenario.entities[self.seat].die
        state.game_keys = dice.draw(keys, dice.die_keys([f"odds|{die}"]))
        self.adjudicator.prepare(state)
        again = np.flatnonzero(numbers >= self.kept)
        if again.size and self._fresh:
            other = origin.copied(chosen[again])
            other.game_keys = state.game_keys[again]
            self.adjudicator.prepare(other)
            self._cells.renew(state, self._fresh, other, chosen[again], again)
        return state

    def _exact(self, prior: _Prior, known: SeatKnowledge) -> State:
        """Return copies of the games with the exact numbers that the seat knew at their moment."""
        state, moment = prior.state.copied(np.arange(self.games, dtype=np.intp)), prior.state.turn - 1
        state.ended[...] = RUNNING
        for name, value in known.own.parameters.items():
            state.parameters[name][...] = value
        self._cells.copy_exact(state, known.seen[moment])
        for (metric, cell), value in known.deals[moment].items():
            place = state.layout[metric].cells.index(cell)
            state.array(metric).reshape(-1, state.games)[place] = value
        self.adjudicator.prepare(state)
        return state

    def _agree(self, prior: _Prior, known: SeatKnowledge) -> tuple[State, Agreement]:
        """Return copies of the games. Their numbers agree with what the seat saw up to their present turn."""
        state, moment = self._exact(prior, known), prior.state.turn - 1
        found = self._cells.agree(state, known.seen[moment], known.read[moment], prior.agreement, moment)
        for back, seen in enumerate(reversed(known.seen[: moment + 1])):
            self._cells.remember(state, back, seen)
        return state, found

    def _copy_own(self, state: State, known: SeatKnowledge) -> None:
        """Copy what the seat knows of its own orders: points that it kept, streaks, and effects on their way."""
        state.banked[state.seats.index(self.seat)] = known.own.banked
        for name, streaks in known.own.streaks.items():
            several = bool(self.adjudicator.rulebook.rules.actions[name].giver_axis)
            state.streaks_of_seat(name, self.seat, several)[...] = streaks[:, None]
        for arrival, ring in zip(self.adjudicator.rulebook.writer.arrivals, state.arrivals, strict=True):
            for due in range(state.turn, state.turn + arrival.turns):
                comes = known.coming.get((due, arrival.step, arrival.cause))
                if comes is not None:
                    _book(ring[due % arrival.turns].reshape(-1, state.games), comes)


def _book(slot: Floats, comes: bool) -> None:
    """Make a delayed effect come in every game or in no game. The shape of `slot` is [cells, games].

    Each game without the effect gets the amount of another game if the effect comes.
    """
    if not comes:
        slot[...] = 0.0
        return
    there = slot.any(axis=0)
    without, donors = np.flatnonzero(~there), np.flatnonzero(there)
    if donors.size:
        slot[:, without] = slot[:, donors[np.arange(without.size) % donors.size]]


def without_terms(orders: tuple[Order, ...]) -> tuple[Order, ...]:
    """Return the orders that have no written terms of deals. Believed games cannot contain written terms."""
    return tuple(order for order in orders if order.terms is None)
