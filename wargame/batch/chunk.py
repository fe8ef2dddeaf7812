"""Plays a chunk of games to their ends. A chunk is a group of games that one process plays together.

Finished games are removed from the arrays.

Must not know: the other chunks.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping

import attrs
import numpy as np
import numpy.typing as npt

from wargame.adjudicator import Adjudicator, State
from wargame.adjudicator.digest import digests
from wargame.adjudicator.feed import Feed
from wargame.adjudicator.margins import against_par
from wargame.adjudicator.opening import draw_parameters
from wargame.adjudicator.orders import Ints, OrderTable
from wargame.adjudicator.signed_terms import signed_terms
from wargame.adjudicator.state import RUNNING
from wargame.batch.compiled import Compiled
from wargame.batch.compiled.new_games import NewGames
from wargame.batch.plan import Plan, recorded_cells
from wargame.bots import Policy, bot_for
from wargame.bots.choice_buffer import Column
from wargame.bots.names import check_seat
from wargame.bots.policy import join
from wargame.model.match.order import Order
from wargame.model.scenario.seat import USUAL, Par
from wargame.numeric import dice
from wargame.numeric.exact import Floats


@attrs.define(eq=False)
class ChunkResult:
    """The results of games `first` to `first + games - 1`.

    `recorded`: name -> values with the shape [turns, games]. A turn after an ending has nan.
    `lasted`: the number of turns of each game.
    `drawn`: hidden parameter -> values [games], if the plan asks for these values. A parameter with a `pick` has the
    position of its choice.
    """

    first: int
    games: int
    turns_played: int
    hashes: npt.NDArray[np.uint8]  # [games, 32], the bytes of the digests; [0, 32] after a batch has dropped them
    endings: npt.NDArray[np.int8]
    lasted: npt.NDArray[np.int16]
    par: Mapping[str, Par]
    scores: dict[str, Floats]
    recorded: dict[str, Floats]
    drawn: dict[str, Floats]

    @property
    def margins(self) -> dict[str, Floats]:
        """Return the margins by seat: scores compared with par."""
        return against_par(self.scores, self.par)

    @property
    def digests(self) -> list[str]:
        """Return the SHA-256 of the last state of every game."""
        return [row.tobytes().hex() for row in self.hashes]


FEW = 16  # finished games are removed from the arrays if they are more than 1 in 16 games


Watch = Callable[[State, Ints], None]  # called with a state, and with the games that have just opened or played a turn


class ChunkPlayer:
    """Plays chunks of games. All chunks belong to one batch. The `Plan` of the batch names the bots, the seed and the
    length.
    """

    def __init__(self, adjudicator: Adjudicator, plan: Plan, watch: Watch | None = None) -> None:
        self.adjudicator = adjudicator
        self.watch = watch
        self.feed = Feed.of(adjudicator.rulebook, plan.dated_record) if plan.dated_record is not None else None
        self.plan = plan
        self.seats = tuple(seat for seat in adjudicator.scenario.seats if seat in plan.bots)
        self.bots = {seat: bot_for(adjudicator, seat, name) for seat, name in plan.bots.items()}
        self.cells = recorded_cells(adjudicator.rulebook, plan.record)
        self._whole: NewGames | None = None  # None if other code, such as a dated record, reads the state between turns

    @property
    def policies(self) -> dict[str, Policy]:
        """Return the bots that can be compiled, by seat."""
        return {seat: bot for seat, bot in self.bots.items() if isinstance(bot, Policy)}

    @property
    def kept(self) -> int:
        """Return how many numbers are kept for every game: its digest, its ending, its turns, its scores and its
        parameters.
        """
        drawn = len(self.adjudicator.scenario.rules.parameters) if self.plan.parameters else 0
        return 5 + len(self.adjudicator.rulebook.rules.scores) + drawn

    def use(self, found: Compiled | None) -> None:
        """Play whole games by compiled code from now on, if no other code reads or changes the state between turns."""
        between = self.watch is not None or self.feed is not None or bool(self.plan.orders)
        if found is not None and not between:
            self._whole = NewGames.of(found.games, self._open(self.plan.first, 1)) if found.games is not None else None

    def play(self, first: int, games: int, progress: Callable[[int], None] | None = None) -> ChunkResult:
        """Play a chunk and return its results.

        `progress`: called with the number of turns played, summed over the games.
        """
        if self._whole is not None:
            result = self._play_whole(self._whole, first, games)
            if progress is not None:
                progress(result.turns_played)
            return result
        return self._play_by_turn(first, games, progress)

    def _open(self, first: int, games: int) -> State:
        return self.adjudicator.open(self.plan.seed, games, first, self.plan.length, self.seats)

    def _nothing(self, first: int, hashes: npt.NDArray[np.uint8], drawn: Mapping[str, Floats]) -> ChunkResult:
        """Return empty results for games that will be played. The results hold only the games' hidden parameters."""
        games = hashes.shape[0]
        names = [seat for seat in self.seats if seat in self.adjudicator.rulebook.rules.scores]
        return ChunkResult(
            first,
            games,
            0,
            hashes,
            np.full(games, RUNNING, dtype=np.int8),
            np.zeros(games, dtype=np.int16),
            self.adjudicator.par(self.plan.length),
            {seat: np.zeros(games) for seat in names},
            {name: np.full((self.plan.length, games), np.nan) for name in self.cells},
            {name: values.copy() for name, values in drawn.items()} if self.plan.parameters else {},
        )

    def _play_by_turn(self, first: int, games: int, progress: Callable[[int], None] | None) -> ChunkResult:
        """Play all games of the chunk at once, turn by turn."""
        state = self._open(first, games)
        result = self._nothing(first, np.zeros((games, 32), dtype=np.uint8), state.parameters)
        if self.watch is not None:
            self.watch(state, np.arange(games, dtype=np.intp))
        done = np.zeros(games, dtype=bool)  # finished games that are still in the arrays
        while not done.all():
            turn, going = state.turn, int(done.size - np.count_nonzero(done))
            terms = signed_terms(self.plan.orders.get(turn, {}).values())
            self.adjudicator.step(state, self._orders(state), self.feed, terms)
            result.turns_played += going
            if progress is not None:
                progress(going)
            self._record(state, turn, np.flatnonzero(~done), result)
            if self.watch is not None:
                self.watch(state, np.flatnonzero(~done))
            over = (state.ended != RUNNING) & ~done
            if over.any():
                self._finish(state, np.flatnonzero(over), result)
                done |= over
            if np.count_nonzero(done) * FEW > done.size:
                state.select_games(np.flatnonzero(~done))
                done = np.zeros(state.games, dtype=bool)
        return result

    def _play_whole(self, new: NewGames, first: int, games: int) -> ChunkResult:
        """Play each game through all its turns. Afterwards read the last states of the games."""
        keys = dice.game_keys(self.plan.seed, first, games)
        drawn = draw_parameters(self.adjudicator.rulebook, new.one.parameters, keys)
        played, hashes = new.play(keys, drawn, list(self.cells.values()))
        result = self._nothing(first, hashes, drawn)
        result.turns_played = int(played.turns.sum())
        for name, values in zip(self.cells, played.recorded, strict=True):
            result.recorded[name][...] = values
        result.endings[...] = played.ended
        result.lasted[...] = played.turns
        scores = self.adjudicator.scores_of(played.scores, games)
        for seat, kept in result.scores.items():
            kept[...] = scores[seat]
        return result

    def _record(self, state: State, turn: int, games: Ints, result: ChunkResult) -> None:
        places = state.numbers[games] - result.first
        for name, (metric, position) in self.cells.items():
            values = state.array(metric).reshape(-1, state.games)[position]
            result.recorded[name][turn - 1, places] = values[games]

    def _finish(self, state: State, games: Ints, result: ChunkResult) -> None:
        places = state.numbers[games] - result.first
        for place, digest in zip(places.tolist(), digests(state, games), strict=True):
            result.hashes[place] = np.frombuffer(bytes.fromhex(digest), dtype=np.uint8)
        result.endings[places] = state.ended[games]
        result.lasted[places] = state.turn - 1
        scores = self.adjudicator.scores(state)
        for seat, kept in result.scores.items():
            kept[places] = scores[seat][games]

    def _orders(self, state: State) -> OrderTable:
        fixed = self.plan.orders.get(state.turn, {})
        chosen = {
            seat: self._fixed(state, fixed[seat]) if seat in fixed else bot.choose(state)[0]
            for seat, bot in self.bots.items()
        }
        return join(state, chosen, orderly=not fixed)

    def _fixed(self, state: State, orders: tuple[Order, ...]) -> list[Column]:
        """Return the fixed orders of a plan for every game, in the form of a bot's orders."""
        games = np.arange(state.games, dtype=np.intp)
        one = OrderTable.of(self.adjudicator.rulebook, state.seats, {state.seats[0]: orders})
        columns: list[Column] = []
        for row in range(one.size):
            values = [one.action[row], one.first[row], one.second[row]]
            ints = [np.full(games.size, v, dtype=np.intp) for v in values]
            level, main = np.full(games.size, one.level[row]), np.full(games.size, one.main[row])
            columns.append((int(one.line[row]), games, *ints, level, main))
        return columns


def default_bots(adjudicator: Adjudicator, given: Mapping[str, str]) -> dict[str, str]:
    """Return the bot of every seat: the bot that the user named for the seat, or the usual bot.

    An NPC seat has a bot only if the user named one. Raises UsageError for an unknown seat.
    """
    seats = adjudicator.scenario.seats
    for seat in given:
        check_seat(adjudicator.scenario, seat)
    return {seat: given.get(seat, USUAL) for seat, row in seats.items() if not row.npc or seat in given}
