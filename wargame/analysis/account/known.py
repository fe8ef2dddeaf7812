"""Two values of the orders of a seat: their value as far as the seat could know, and their true value.

The seat's view leaves many states possible. A believed state is one of these states. The orders are played on believed
states. The reference of a seat is the bot that plays the seat in rollouts.

Must not know: screens, files, or how states are drawn.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable, Iterator

import attrs
import numpy as np

from wargame.adjudicator.snapshot import dump
from wargame.analysis.account.account import MarginAccount
from wargame.analysis.account.margin_term import TermKind
from wargame.analysis.rollouts.kept_rollouts import KeptRollouts, results
from wargame.analysis.rollouts.rollouts import RolloutJob, RolloutResult, Rollouts, rollout_keys
from wargame.analysis.rollouts.samples import MeanWithError, Samples
from wargame.batch.run import Progress
from wargame.bots.knowledge import SeatKnowledge
from wargame.bots.onward import Alternatives
from wargame.bots.seat_beliefs import GAMES, SeatBeliefs, without_terms
from wargame.game.played_game import PlayedGame, PlayedTurn
from wargame.model.match.order import Orders
from wargame.numeric.exact import Floats

STATES = 200  # drawn from a view; so many are different games
TRUE = range(4_000_000, 4_000_240)  # the keys for the value of the true state
FAR = 2.0  # so many joint errors apart, two figures with different signs contradict each other

KnowledgeOf = Callable[[str, int], SeatKnowledge]  # seat, number of resolved turns


@attrs.frozen
class KnownDecision:
    """The orders of a seat in a turn, judged by what the seat could know.

    `decision`: the change of the margin by the seat's orders, in rollouts from states that agree with the seat's view.
    `in_truth`: the change of the margin by these orders in the account, which uses the true state.
    `value`: the mean margin of rollouts from believed states, minus the mean margin of rollouts from the true state.
    The references play all seats.
    """

    turn: int
    seat: str
    decision: MeanWithError
    in_truth: MeanWithError
    value: MeanWithError

    @property
    def wrong_picture(self) -> bool:
        """Return whether good orders looked bad, or bad orders looked good. The difference must be clearly larger than
        the joint error.
        """
        apart = abs(self.decision.mean - self.in_truth.mean)
        joint = (self.decision.error**2 + self.in_truth.error**2) ** 0.5
        return self.decision.mean * self.in_truth.mean < 0.0 and apart > FAR * joint


def known_decisions(
    played: PlayedGame,
    rollouts: Rollouts,
    account: MarginAccount,
    knowledge: KnowledgeOf,
    kept: KeptRollouts | None = None,
    progress: Progress | None = None,
) -> Iterator[KnownDecision]:
    """Yield each decision of each seat, judged by what the seat could know. The order is seat by seat, and then turn by
    turn.

    The references give the orders of all other seats. The reference also gives the orders of the seat itself in later
    turns.
    """
    decided = [(seat, turn) for seat in rollouts.seats for turn in _decided(played, rollouts, seat)]
    true = {(term.turn, term.seat): term.estimate for term in account.terms if term.kind is TermKind.DECISION}
    values = _true_values(played, rollouts, kept)
    pasts = _pasts(played)
    beliefs: dict[str, SeatBeliefs] = {}
    for number, (seat, turn) in enumerate(decided, 1):
        asks: tuple[dict[str, Orders], ...] = ({}, {seat: without_terms(turn.orders.get(seat, ()))})
        numbers = np.arange(STATES, dtype=np.uint64)
        job = RolloutJob(turn.before, asks, numbers, about=f"beliefs of {seat} after {pasts[turn.turn]}")
        found = kept.get(job) if kept is not None else None
        if found is None:
            if seat not in beliefs:
                beliefs = {seat: SeatBeliefs(rollouts.player, seat)}  # only one seat's games fit in memory
            beliefs[seat].open(knowledge(seat, turn.turn - 1))
            found = _believed(rollouts, beliefs[seat], job)
            if kept is not None:
                kept.put(job, found)
        without, own = found.margins[:, rollouts.seats.index(seat)]
        yield KnownDecision(
            turn.turn,
            seat,
            Samples(own - without, np.zeros(0)).estimate,
            true[turn.turn, seat],
            _apart(without, values[turn.turn][rollouts.seats.index(seat)]),
        )
        if progress is not None:
            progress(number, len(decided))


def game_turns_of_known(played: PlayedGame, rollouts: Rollouts) -> int:
    """Return about how many game-turns `known_decisions` needs. A game-turn is one turn of one game."""
    found = 0
    for seat in rollouts.seats:
        left = [played.length - turn.turn + 1 for turn in _decided(played, rollouts, seat)]
        found += 2 * STATES * sum(left) + GAMES * played.length * bool(left)
    return found


def _decided(played: PlayedGame, rollouts: Rollouts, seat: str) -> list[PlayedTurn]:
    """Return the turns in which a person or another bot, and not the reference, played a seat."""
    return [turn for turn in played.turns if turn.players[seat] != rollouts.reference[seat]]


def _true_values(played: PlayedGame, rollouts: Rollouts, kept: KeptRollouts | None) -> dict[int, Floats]:
    """Return the margins after the true state of each turn [seats, keys], if the reference plays all seats."""
    keys = rollout_keys(played.now, TRUE)
    jobs = [RolloutJob(turn.before, ({},), keys) for turn in played.turns]
    return {played.turns[place].turn: found.margins[0] for place, found in results(rollouts, jobs, kept)}


def _pasts(played: PlayedGame) -> dict[int, str]:
    """Return a hash for each turn: of all that seats could see and of all orders that they gave up to this turn."""
    found, past = {}, hashlib.sha256()
    for turn in played.turns:
        past.update(json.dumps([dump(turn.opened), dump(turn.before)], sort_keys=True).encode())
        found[turn.turn] = past.hexdigest()
        orders = {seat: [order.text for order in given] for seat, given in turn.orders.items()}
        past.update(json.dumps(orders, sort_keys=True).encode())
    return found


def _believed(rollouts: Rollouts, beliefs: SeatBeliefs, job: RolloutJob) -> RolloutResult:
    """Return the margins of rollouts that begin at believed states, for each set of given orders."""
    margins, turns = [], 0
    for ask in job.asks:
        state = beliefs.draw(np.arange(STATES, dtype=np.intp))
        first = state.turn
        ends = rollouts.player.play(state, Alternatives.one(ask, STATES) if ask else None)
        margins.append([ends.margins[seat] for seat in rollouts.seats])
        turns += int((ends.turns - first + 1).sum())
    return RolloutResult(np.array(margins), turns)


def _apart(one: Floats, other: Floats) -> MeanWithError:
    """Return `one` minus `other`: the difference of the means of two samples that share no dice."""
    first, second = (Samples(values, np.zeros(0)).estimate for values in (one, other))
    return MeanWithError(first.mean - second.mean, (first.error**2 + second.error**2) ** 0.5)
