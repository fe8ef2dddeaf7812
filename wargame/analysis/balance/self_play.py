"""Plays bots against each other, and returns margins and, if wanted, counts of orders.

A batch contains several lineups, and the games of compared lineups have the same dice.

A lineup names one bot for each seat. Reference bots are the doctrines of the scenario.

Must not know: screens, or the values that a caller measures in the games.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

import attrs
import numpy as np
import numpy.typing as npt

from wargame.adjudicator import Adjudicator, State
from wargame.adjudicator.margins import against_par
from wargame.adjudicator.orders import Ints, OrderTable
from wargame.adjudicator.state import RUNNING
from wargame.analysis.balance.lineups import Lineup
from wargame.batch.plan import CHUNK
from wargame.batch.run import Progress
from wargame.bots import Policy
from wargame.bots.choice_buffer import Column
from wargame.bots.policy import join, only
from wargame.model.scenario.seat import RANDOM
from wargame.numeric.dice import Bits, game_keys, turn_keys
from wargame.numeric.exact import Floats

Observe = Callable[[State, Ints], None]


@attrs.frozen(eq=False)
class Pairing:
    """A list of games to play.

    `lineups`, `lineup`: all lineups, and for each game the position of its lineup.
    `dice`: for each game, a number that (with the seed) decides the dice. Games with the same number have the same
    dice.
    `choices`: for each game, a number that selects the random choices of its bots. The choices depend on the number in
    `dice` if there are no `choices`.
    """

    lineups: Sequence[Lineup]
    lineup: Ints
    dice: Ints
    choices: Ints | None = None

    @property
    def games(self) -> int:
        """Return the number of games."""
        return int(self.lineup.size)

    @property
    def mixed(self) -> npt.NDArray[np.bool_]:
        """Return for each game whether all its bots are reference bots."""
        return np.array([lineup.mixed for lineup in self.lineups])[self.lineup]

    @classmethod
    def paired(cls, lineups: Sequence[Lineup], dice: int) -> Pairing:
        """Return `dice` games for each lineup.

        A base lineup and all variations of this base lineup have the same dice. Different base lineups have different
        dice.
        """
        lineup = np.repeat(np.arange(len(lineups)), dice)
        profile = np.array([one.profile for one in lineups])
        return cls(lineups, lineup, profile[lineup] * dice + np.tile(np.arange(dice), len(lineups)))

    @classmethod
    def crossed(cls, lineups: Sequence[Lineup], choices: int, dice: int) -> Pairing:
        """Return `choices` * `dice` games for each lineup.

        Each lineup plays with `choices` different sets of random choices of its bots. Each set of choices meets the
        same `dice` sets of dice.
        """
        lineup, chosen, thrown = np.indices((len(lineups), choices, dice)).reshape(3, -1)
        return cls(lineups, lineup, thrown, chosen)


Counts = npt.NDArray[np.int64]


@attrs.define(eq=False)
class Tally:
    """How often one bot in one seat gave each order. Each array has one number for each action, in the order of the
    rules.
    """

    orders: Counts
    ordered: Counts  # by action: turns in which the bot gave the order
    possible: Counts  # by action: turns in which the bot could have given the order

    @classmethod
    def empty(cls, actions: int) -> Tally:
        """Return a tally in which all numbers are 0."""
        return cls(*(np.zeros(actions, dtype=np.int64) for _ in range(3)))


Usage = dict[tuple[str, str], Tally]  # the keys are pairs of seat and bot


@attrs.frozen(eq=False)
class SelfPlayResult:
    """The results of the games of a pairing. The games have the order of the pairing."""

    pairing: Pairing
    seats: tuple[str, ...]
    margins: dict[str, Floats]
    scores: dict[str, Floats]
    usage: Usage


class SelfPlay:
    """Plays pairings of one scenario. Each bot is made once."""

    def __init__(self, adjudicator: Adjudicator, seed: int = 1) -> None:
        self.adjudicator = adjudicator
        self.seed = seed
        self._policies: dict[tuple[str, str], Policy] = {}

    def policy(self, seat: str, bot: str) -> Policy:
        """Return the bot in a seat."""
        if (seat, bot) not in self._policies:
            self._policies[seat, bot] = Policy(self.adjudicator, seat, bot)
        return self._policies[seat, bot]

    def play(
        self,
        pairing: Pairing,
        length: int,
        count: bool = False,
        observe: Observe | None = None,
        progress: Progress | None = None,
    ) -> SelfPlayResult:
        """Play all games of a pairing and return the results. The orders are counted if `count` is true.

        `observe`: called with each state and its unfinished games. Lineups with the bot `random` are not counted and
        not observed. `State.numbers` then has the positions among the observed games.
        """
        seats = tuple(pairing.lineups[0].bots)
        names = self.adjudicator.rulebook.rules.scores
        scores = {seat: np.zeros(pairing.games) for seat in names}
        counter = _Counter(self, seats) if count else None
        rank = sorted(range(len(pairing.lineups)), key=lambda n: tuple(pairing.lineups[n].bots.values()))
        order = np.argsort(np.argsort(rank)[pairing.lineup], kind="stable")  # a chunk then has few different bots
        for start in range(0, pairing.games, CHUNK):
            places = order[start : start + CHUNK]
            self._chunk(pairing, places, seats, length, scores, counter, observe)
            if progress is not None:
                progress(min(start + CHUNK, pairing.games), pairing.games)
        margins = against_par({s: scores[s] for s in seats if s in scores}, self.adjudicator.par(length))
        return SelfPlayResult(pairing, seats, margins, scores, counter.usage if counter else {})

    def _chunk(
        self,
        pairing: Pairing,
        places: Ints,
        seats: tuple[str, ...],
        length: int,
        scores: dict[str, Floats],
        counter: _Counter | None,
        observe: Observe | None,
    ) -> None:
        state = self._opened(pairing.dice[places], length, seats)
        all_mixed = pairing.mixed
        state.numbers = (np.cumsum(all_mixed) - 1)[places]  # positions among the observed games; dice are already drawn
        lineups = [pairing.lineups[n] for n in pairing.lineup[places].tolist()]
        who = {seat: np.array([lineup.bots[seat] for lineup in lineups]) for seat in seats}
        mixed = all_mixed[places]
        if observe is not None:
            observe(state, np.flatnonzero(mixed))
        running = np.ones(places.size, dtype=bool)
        while running.any():
            if pairing.choices is not None:
                state.shared_keys = self._shared(pairing.choices[places], state.turn)
            table = self.orders(state, who)
            if counter is not None:
                counter.add(state, table, who, running & mixed)
            self.adjudicator.step(state, table)
            if observe is not None:
                observe(state, np.flatnonzero(mixed & running))
            over = np.flatnonzero((state.ended != RUNNING) & running)
            if over.size:
                for seat, values in self.adjudicator.scores(state).items():
                    scores[seat][places[over]] = values[over]
                running[over] = False

    def _shared(self, choices: Ints, turn: int) -> Bits:
        """Return the keys for the bots' choices in a turn.

        Games with the same number in `choices` have the same keys.
        """
        keys = turn_keys(game_keys(self.seed, 0, int(choices.max()) + 1), turn)
        return np.asarray(keys[choices])

    def _opened(self, dice: Ints, length: int, seats: tuple[str, ...]) -> State:
        """Return new games with these dice. Several games may have the same dice."""
        first = int(dice.min())
        state = self.adjudicator.open(self.seed, int(dice.max()) - first + 1, first, length, seats)
        state.select_games(dice - first)
        return state

    def orders(self, state: State, who: dict[str, Any]) -> OrderTable:
        """Return the orders of all games. The bots of each game choose these orders."""
        chosen: dict[str, list[Column]] = {}
        for seat, bots in who.items():
            chosen[seat] = []
            for bot in sorted(set(bots.tolist())):
                chosen[seat] += only(self.policy(seat, bot).choose(state)[0], bots == bot)
        return join(state, chosen)


class _Counter:
    """Counts the orders that bots give and the orders that were possible."""

    def __init__(self, play: SelfPlay, seats: tuple[str, ...]) -> None:
        self._actions = len(play.adjudicator.rulebook.rules.actions)
        self._able = {seat: play.policy(seat, RANDOM) for seat in seats}
        self.usage: Usage = {}

    def add(self, state: State, table: OrderTable, who: dict[str, Any], counted: npt.NDArray[np.bool_]) -> None:
        """Count the orders of a turn in these games. Also count the orders that were possible when the turn began."""
        rows = counted[table.game]
        for number, (seat, bots) in enumerate(who.items()):
            own = rows & (table.seat == number)
            game, action = table.game[own], table.action[own]
            given = np.zeros((self._actions, state.games), dtype=bool)
            given[action, game] = True
            could = self._able[seat].possible(state) | given
            for bot in sorted(set(bots[counted].tolist())):
                mine = (bots == bot) & counted
                tally = self.usage.setdefault((seat, bot), Tally.empty(self._actions))
                tally.orders += np.bincount(action[mine[game]], minlength=self._actions)
                tally.ordered += given[:, mine].sum(axis=1)
                tally.possible += could[:, mine].sum(axis=1)
