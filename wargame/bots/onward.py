"""Plays games from any turn.

Compiled code plays the games if the caller has such code. Otherwise numpy plays the games turn by turn, with the same
bits.

Must not know: the purpose of the games, or how the games reached their turn.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from typing import Any, Protocol

import attrs
import numpy as np

from wargame.adjudicator import Adjudicator, State
from wargame.adjudicator.margins import against_par
from wargame.adjudicator.orders import Ints, OrderTable
from wargame.adjudicator.signed_terms import signed_terms
from wargame.adjudicator.state import RUNNING
from wargame.bots.choice_buffer import Column
from wargame.bots.policy import Policy, join
from wargame.model.match.order import OrdersBySeat
from wargame.numeric.exact import Floats, Int64s


class PlayedGames(Protocol):
    """The results of games."""

    @property
    def ended(self) -> Int64s:
        """Return the number of each game's ending, or -1 if the game goes on [games]."""
        ...

    @property
    def turns(self) -> Int64s:
        """Return the last turn of each game [games]."""
        ...

    @property
    def scores(self) -> list[Any]:
        """Return the results of the program that computes scores."""
        ...


class WholeGames(Protocol):
    """Compiled code that plays whole games with these seats."""

    @property
    def seats(self) -> tuple[str, ...]:
        """Return the seats that bots play."""
        ...

    def takes(self, given: OrderTable) -> bool:
        """Return whether the compiled code can take these orders."""
        ...

    def play(
        self, games: State, *, until: int = 0, given: OrderTable | None = None, seats: Collection[str] = ()
    ) -> PlayedGames:
        """Play games in place to the end of turn `until`. `given`: the orders of these seats in the first turn."""
        ...


@attrs.frozen(eq=False)
class Alternatives:
    """Several sets of orders for the first turn. `which` is the number of the set that each game uses [games].

    All sets have orders for the same seats. The bots of these seats choose nothing in that turn.
    """

    orders: Sequence[OrdersBySeat]
    which: Ints

    @classmethod
    def one(cls, orders: OrdersBySeat, games: int) -> Alternatives:
        """Return alternatives with a single set of orders, which every game uses."""
        return cls((orders,), np.zeros(games, dtype=np.intp))

    @property
    def seats(self) -> tuple[str, ...]:
        """Return the seats that give these orders."""
        return tuple(self.orders[0])

    def table(self, state: State, adjudicator: Adjudicator) -> OrderTable:
        """Return the orders of all games, sorted by game, line and seat."""
        tables = [OrderTable.of(adjudicator.rulebook, state.seats, orders) for orders in self.orders]
        sizes = np.array([table.size for table in tables])
        games = np.repeat(np.arange(self.which.size, dtype=np.intp), sizes[self.which])
        ends = np.cumsum(sizes)
        rows = [np.arange(end - size, end, dtype=np.intp) for end, size in zip(ends, sizes, strict=True)]
        chosen = np.concatenate([rows[which] for which in self.which]) if games.size else games

        names = ("seat", "line", "action", "first", "second", "level", "main")
        whole: dict[str, Any] = {name: np.concatenate([getattr(table, name) for table in tables]) for name in names}
        return OrderTable(game=games, **{name: column[chosen] for name, column in whole.items()})


@attrs.frozen(eq=False)
class Ends:
    """The results of games at their ends, or after the last turn that was played.

    `margins`: the margin of each faction with a score [games].
    `turns`: the last turn that each game played [games]. A game that played no turn has the turn before its present
    turn.
    """

    margins: Mapping[str, Floats]
    turns: Int64s


@attrs.frozen(eq=False)
class OnwardPlayer:
    """The bots of all seats of a state, and the compiled code that plays the games, or None."""

    adjudicator: Adjudicator
    bots: Mapping[str, Policy]
    whole: WholeGames | None = None

    def play(self, state: State, given: Alternatives | None = None, until: int = 0) -> Ends:
        """Play the unfinished games to their ends, or to the end of turn `until`. The state changes.

        Each game keeps the values that it has at its end. Afterwards, `state.turn` is the turn after the last turn that
        any game played.

        Raises ValueError if alternatives have written terms. All games of a state must sign the same written terms, so
        alternatives cannot have different terms.
        """
        last = min(until or state.length, state.length)
        if state.turn > last or (state.ended != RUNNING).all():
            return Ends(self.adjudicator.margins(state), np.full(state.games, state.turn - 1, dtype=np.int64))
        table = given.table(state, self.adjudicator) if given is not None else None
        terms = signed_terms(given.orders[0].values()) if given is not None else ()
        if given is not None and any(signed_terms(o.values()) != terms for o in given.orders[1:]):
            raise ValueError("alternatives sign different terms of the parties' own writing: play them apart")
        whole = self.whole
        if whole is None or whole.seats != state.seats or state.shared_keys is not None or terms or (
            table is not None and not whole.takes(table)
        ):  # fmt: skip
            return self._by_turn(state, last, given, table)
        over = state.ended != RUNNING
        before = self.adjudicator.margins(state) if over.any() else {}
        played = whole.play(state, until=last, given=table, seats=given.seats if given is not None else ())
        state.ended[...] = played.ended
        self.adjudicator.set_turn(state, int(played.turns.max()) + 1)
        scores = self.adjudicator.scores_of(played.scores, state.games)
        margins = against_par(scores, self.adjudicator.par(state.length))
        return Ends({**margins, **{s: np.where(over, held, margins[s]) for s, held in before.items()}}, played.turns)

    def _by_turn(self, state: State, last: int, given: Alternatives | None, table: OrderTable | None) -> Ends:
        """Play turn by turn. Afterwards each finished game has its last state."""
        margins = self.adjudicator.margins(state)
        turns = np.full(state.games, state.turn - 1, dtype=np.int64)
        while state.turn <= last and (state.ended == RUNNING).any():
            running = state.ended == RUNNING
            over = np.flatnonzero(~running)
            kept = [array[..., over] for array in _arrays(state)]
            chosen = {
                seat: bot.choose(state)[0]
                for seat, bot in self.bots.items()
                if given is None or seat not in given.seats
            }
            if given is not None and table is not None:
                chosen |= {seat: list(_columns(table, state.seats.index(seat))) for seat in given.seats}
            terms = signed_terms(given.orders[0].values()) if given is not None else ()
            self.adjudicator.step(state, join(state, chosen, orderly=given is None), None, terms)
            given = table = None
            turns[running] = state.turn - 1
            if state.turn > last or (state.ended[running] != RUNNING).any():
                after = self.adjudicator.margins(state)
                margins = {seat: np.where(running, after[seat], before) for seat, before in margins.items()}
            for array, held in zip(_arrays(state), kept, strict=True):
                array[..., over] = held
        return Ends(margins, turns)


def _columns(table: OrderTable, seat: int) -> Iterator[Column]:
    """Return the orders of one seat, line by line, in the form of a bot's orders."""
    mine = table.seat == seat
    for line in np.unique(table.line[mine]).tolist():
        rows = np.flatnonzero(mine & (table.line == line))
        columns = (table.game, table.action, table.first, table.second, table.level, table.main)
        yield (line, *(column[rows] for column in columns))


def _arrays(state: State) -> list[Any]:
    """Return the arrays of games between two turns, and the ending of each game.

    The last axis of each array is games.
    """
    return [*state.metrics, *state.arrivals, *state.histories.values(), state.banked, state.streaks, state.ended]
