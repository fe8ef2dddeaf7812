"""Rollouts: games that continue from a state to the end. Some seats have given orders in the first turn.

Bots give all other orders. A key is a 64-bit number from which a rollout gets its dice. A game-turn is one turn of one
game.

Must not know: the game to which a state belongs, or the purpose of the margins.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from concurrent.futures import as_completed
from functools import partial
from typing import Any

import attrs
import numpy as np

from wargame.adjudicator import Adjudicator, State
from wargame.adjudicator.orders import OrderTable
from wargame.adjudicator.pending_offers import with_pending_offers
from wargame.adjudicator.signed_terms import signed_terms
from wargame.batch import compiled
from wargame.batch.workers import FORKS, worker_pool
from wargame.bots import Policy
from wargame.bots.onward import Alternatives, Ends, OnwardPlayer
from wargame.bots.policy import join, only
from wargame.game.deals.pending import Lying, drafted
from wargame.game.orders.deal_vocabulary import DealVocabulary
from wargame.model.match.order import Order, OrdersBySeat
from wargame.model.rules.deal import Terms
from wargame.model.scenario.scenario import Scenario
from wargame.model.scenario.seat import RANDOM, USUAL
from wargame.native.toolchain import QUICK
from wargame.numeric import dice
from wargame.numeric.dice import Bits
from wargame.numeric.exact import Floats

Asks = Sequence[OrdersBySeat]

# Rollouts are batches of few games. Numpy plays two to four thousand game-turns each second. Code from the quickest
# build plays twenty thousand game-turns, and fast code plays eighty thousand. These numbers are for the scenario
# bamako_siege on one core.
WORTH_LOADING = 2_000  # game-turns from which it saves time to load an existing library
WORTH_BUILDING = 10_000  # game-turns from which it saves time to build a library quickly
WIDE = 1_024  # the number of games that are played at once; wider batches need more memory and are not faster
WORTH_FAST_CODE = 150_000  # game-turns from which it saves time to wait for fast code


def reference_of(scenario: Scenario, seats: Sequence[str]) -> dict[str, str]:
    """Return the bot of each seat in rollouts: `doctrine`, or `random` if the seat has no such doctrine."""
    usual = scenario.doctrines.get(USUAL, {})
    return {seat: USUAL if seat in usual else RANDOM for seat in seats}


def rollout_keys(state: State, numbers: range) -> Bits:
    """Return the keys of rollouts with these numbers. The shape is [numbers].

    The keys are computed from the key of the state's first game, and are never equal to this key.
    """
    own = state.game_keys[:1]
    keys = dice.draw(own, dice.die_keys([f"rollout|{number}" for number in numbers]))
    return np.where(keys == own, dice.mix(keys), keys)


@attrs.frozen(eq=False)
class RolloutJob:
    """Rollouts of one state. Each set of given orders (an ask, in `asks`) is played with each key.

    `asks`: each set maps some seats to their orders for the first turn.
    `about`: the origin of the games, if they do not begin at `state` itself.
    `people`: the seats that people play in the first turn. Bots read the offers of these seats before they order.
    """

    state: State
    asks: tuple[Mapping[str, tuple[Order, ...]], ...]
    keys: Bits
    people: frozenset[str] = frozenset()
    about: str = ""

    @property
    def games(self) -> int:
        """Return the number of rollouts."""
        return len(self.asks) * int(self.keys.size)

    @property
    def game_turns(self) -> int:
        """Return the largest number of turns that all rollouts together can have."""
        return self.games * (self.state.length - self.state.turn + 1)


@attrs.frozen(eq=False)
class RolloutResult:
    """The margins of a job [asks, seats, keys], and the number of turns that its rollouts played together."""

    margins: Floats
    game_turns: int


class Rollouts:
    """Plays rollouts. Given orders replace the orders of the bots in the first turn."""

    def __init__(self, adjudicator: Adjudicator, reference: Mapping[str, str], workers: int = 1) -> None:
        self.adjudicator = adjudicator
        self.reference = dict(reference)
        self.seats = tuple(seat for seat in reference if seat in adjudicator.rulebook.rules.scores)
        self.workers = workers
        self._bots = {seat: Policy(adjudicator, seat, bot) for seat, bot in reference.items()}
        self._known_bots: dict[tuple[str, str], Policy] = {}
        self._player = OnwardPlayer(adjudicator, self._bots)
        self._vocabulary = DealVocabulary.of(adjudicator.scenario)
        self._compile: Callable[[], compiled.Compiled | None] | None = None

    def compile(self, game_turns: int, wanted: str, note: Callable[[str], None] | None = None) -> None:
        """Use compiled code from now on if this saves time. The margins stay the same.

        `game_turns`: the number of turns that all rollouts together will play.

        The code is built before the first rollout. The first rollout raises UsageError if the user asked for
        compilation and compilation fails. `wanted`, `note`: see `compiled.prepare`.
        """
        if wanted == compiled.ALWAYS or (wanted != compiled.NEVER and game_turns >= WORTH_LOADING):
            self._compile = partial(self._library, game_turns, wanted, note)

    def bot(self, seat: str, name: str) -> Policy:
        """Return a doctrine or `random` for a seat. A second call returns the same bot with its compiled programs."""
        if (seat, name) not in self._known_bots:
            self._known_bots[seat, name] = Policy(self.adjudicator, seat, name)
        return self._known_bots[seat, name]

    @property
    def player(self) -> OnwardPlayer:
        """Return the player of games among the reference bots."""
        self._prepare()
        return self._player

    def _prepare(self) -> None:
        """Build the library for which `compile` was called."""
        if self._compile is not None:
            build, self._compile = self._compile, None
            found = build()
            self._player = OnwardPlayer(self.adjudicator, self._bots, found.games if found is not None else None)

    def _library(self, game_turns: int, wanted: str, note: Callable[[str], None] | None) -> compiled.Compiled | None:
        """Return an existing library, or build a library.

        The build is quick for few `game_turns`, and the code is fast for many `game_turns`.
        """
        prepare = partial(compiled.prepare, self.adjudicator, self._bots, wanted=wanted, note=note)
        if game_turns >= WORTH_FAST_CODE:
            return prepare(max(game_turns, compiled.WORTH_BUILDING))
        known = compiled.prepare(self.adjudicator, self._bots, compiled.WORTH_LOADING, compiled.WHERE_IT_PAYS)
        if known is not None or (wanted != compiled.ALWAYS and game_turns < WORTH_BUILDING):
            return known
        return prepare(compiled.WORTH_BUILDING, effort=QUICK)

    def margins(self, state: State, asks: Asks, keys: Bits) -> Floats:
        """Return the final margins [asks, seats, keys].

        The rollouts begin at `state`, which has a single game. The seats in an ask give the orders of the ask in the
        first turn. Bots give all other orders.
        """
        return self.play(RolloutJob(state, tuple({s: tuple(o) for s, o in ask.items()} for ask in asks), keys)).margins

    def play(self, job: RolloutJob) -> RolloutResult:
        """Play one job. All sets of given orders have the same dice."""
        self._prepare()
        keys = job.keys.size
        found, turns = np.empty((len(job.asks), len(self.seats), keys)), 0
        for offers, chosen in self._alike(job):
            which, place = np.repeat(np.arange(len(chosen)), keys), np.tile(np.arange(keys), len(chosen))
            for start in range(0, which.size, WIDE):
                rows = slice(start, start + WIDE)
                given = Alternatives([job.asks[number] for number in chosen], which[rows])
                ends = self._ends(job.state, given, job.keys[place[rows]], offers)
                for column, seat in enumerate(self.seats):
                    found[np.array(chosen)[which[rows]], column, place[rows]] = ends.margins[seat]
                turns += int((ends.turns - job.state.turn + 1).sum())
        return RolloutResult(found, turns)

    def _alike(self, job: RolloutJob) -> Iterator[tuple[Lying, list[int]]]:
        """Yield groups of asks. Each group is played as one batch, and has the offers that bots read before they order.

        All asks of a group make the same offers to bots and sign the same written terms. The same seats give orders in
        all asks of a group if code is compiled. Compiled code can only leave out a seat in all games of a batch. Numpy
        plays wide batches faster.
        """
        compiled_games = self._player.whole is not None
        groups: dict[object, tuple[Lying, list[int]]] = {}
        for number, ask in enumerate(job.asks):
            offers = self.offers(ask, job.people)
            key = compiled_games and frozenset(ask), signed_terms(ask.values()), tuple(offers.offers.items())
            groups.setdefault(key, (offers, []))[1].append(number)
        yield from groups.values()

    def offers(self, ask: OrdersBySeat, people: frozenset[str]) -> Lying:
        """Return the offers of people to bots.

        `ask`: the given orders. All seats without given orders are played by bots.
        """
        if not self._vocabulary:
            return Lying(self._vocabulary, {})
        made = drafted(self._vocabulary, {seat: orders for seat, orders in ask.items() if seat in people})
        to_bots = {spot: offer for spot, offer in made.items() if offer.to in self.reference and offer.to not in ask}
        return Lying(self._vocabulary, to_bots)

    def _ends(self, state: State, given: Alternatives, keys: Bits, offers: Lying) -> Ends:
        games = state.tiled(keys)
        self.adjudicator.prepare(games)
        if not offers.offers and len(set(map(frozenset, given.orders))) == 1:
            return self._player.play(games, given if given.seats else None)
        numbers = {spot: number for seat in self._bots for spot, number in offers.numbers(seat).items()}
        board = with_pending_offers(self.adjudicator.rulebook, games, numbers)
        chosen, terms = {}, list[Terms]()
        for seat, bot in self._bots.items():
            free = np.array([seat not in orders for orders in given.orders])[given.which]
            if free.any():
                written = offers.terms(seat)
                chosen[seat] = only(bot.choose(board, written)[0], free)
                terms += written.values()
        table = _joined(join(games, chosen, orderly=False), given.table(games, self.adjudicator))
        # The rules use terms only in the games in which a bot signed them.
        self.adjudicator.step(games, table, None, (*terms, *signed_terms(given.orders[0].values())))
        return self._player.play(games)

    def play_all(self, jobs: Sequence[RolloutJob]) -> Iterator[tuple[int, RolloutResult]]:
        """Play jobs, in several processes if there are several workers. Yield the position of each job with its result.

        The results may come in any order.
        """
        workers = min(self.workers, len(jobs)) if FORKS else 1
        if workers < 2:
            for place, job in enumerate(jobs):
                yield place, self.play(job)
            return
        self._prepare()
        with worker_pool(workers, (self, jobs)) as pool:
            places = sorted(range(len(jobs)), key=lambda place: -jobs[place].game_turns)  # the longest first
            waiting = {pool.submit(_play_shared, place): place for place in places}
            for done in as_completed(waiting):
                yield waiting[done], done.result()


def _play_shared(shared: tuple[Rollouts, Sequence[RolloutJob]], place: int) -> RolloutResult:
    rollouts, jobs = shared
    return rollouts.play(jobs[place])


def _joined(one: OrderTable, other: OrderTable) -> OrderTable:
    """Return the orders of two tables in the order in which they are settled: line by line, and then seat by seat."""
    names = ("game", "seat", "line", "action", "first", "second", "level", "main")
    columns: dict[str, Any] = {name: np.concatenate([getattr(one, name), getattr(other, name)]) for name in names}
    order = np.lexsort((columns["seat"], columns["line"]))
    return OrderTable(**{name: column[order] for name, column in columns.items()})
