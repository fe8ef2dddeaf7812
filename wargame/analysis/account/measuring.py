"""Measures a saved game in steps: the account, its turning points, better orders, and what the teams could know.

A turning point is a large term of the account. A rollout is one simulated game to the end.

Must not know: screens, or how the figures are printed.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from enum import StrEnum

import attrs

from wargame.adjudicator import Adjudicator
from wargame.analysis.account.account import MOST, USUAL, WITHIN, MarginAccount, account, columns_of, work
from wargame.analysis.account.better_orders import (
    ROLLOUTS,
    ROLLOUTS_OF_A_TURN,
    BetterOrders,
    ExplainedPoint,
    better_orders_of_all_turns,
    decided_turns,
    explained_points,
)
from wargame.analysis.account.coverage import AccountCoverage, coverage
from wargame.analysis.account.known import KnownDecision, game_turns_of_known, known_decisions
from wargame.analysis.account.turning import MOST as TURNING_POINTS
from wargame.analysis.account.turning import turning_points
from wargame.analysis.rollouts.kept_rollouts import KeptRollouts
from wargame.analysis.rollouts.rollouts import Rollouts, reference_of
from wargame.batch.run import Progress
from wargame.game.played_game import PlayedGame
from wargame.store.look_back import LookBack


@attrs.frozen
class Wanted:
    """What the user asks of the measurement.

    `within`: the largest error that a total of the account may have.
    `keys`: the largest number of rollouts for each state.
    `points`: the largest number of turning points.
    `known`: whether the program also measures how good each decision was as far as the seat could know.
    `better`: whether the program looks for better orders in every turn, and not only at turning points.
    `repeats`: how often the account is measured again, to count how often the ranges ± hold.
    """

    within: float = WITHIN
    keys: int = MOST
    points: int = TURNING_POINTS
    known: bool = True
    better: bool = False
    repeats: int = 0


class MeasuringStep(StrEnum):
    """The steps of a measurement, in their order. The value is the name of the step in a sentence."""

    ACCOUNT = "decision and luck"
    POINTS = "the turning points again"
    ORDERS = "causes and other orders in these turns"
    KNOWN = "decisions as the teams could know"
    BETTER = "better orders for every turn"
    COVERAGE = "the ranges of the account"
    DONE = "done"

    @property
    def unit(self) -> str:
        """Return what the progress of the step counts."""
        turns = dict.fromkeys((MeasuringStep.ORDERS, MeasuringStep.BETTER), "turns")
        return {**turns, MeasuringStep.KNOWN: "decisions"}.get(self, "rollouts")


@attrs.frozen
class Measured:
    """The finished parts of a measurement. `step`: the step that comes next."""

    account: MarginAccount | None = None
    points: tuple[ExplainedPoint, ...] | None = None
    known: tuple[KnownDecision, ...] | None = None
    better: tuple[BetterOrders, ...] | None = None
    coverage: AccountCoverage | None = None
    step: MeasuringStep = MeasuringStep.ACCOUNT


def rollouts_of(seen: LookBack, played: PlayedGame, workers: int) -> Rollouts:
    """Return the object that plays the rollouts of a saved game. The object has no seats if no seat has a score."""
    return Rollouts(Adjudicator(seen.rulebook), reference_of(seen.match.scenario, played.seats), workers)


def compile_for(
    wanted: Wanted,
    played: PlayedGame,
    rollouts: Rollouts,
    compiling: str,
    kept: KeptRollouts | None,
    note: Callable[[str], None],
) -> None:
    """Compile the rules if this saves time. `note`: called with a sentence if the compiler fails."""
    needed = work(columns_of(played, rollouts), min(wanted.keys, USUAL), kept)
    needed += wanted.points * ROLLOUTS * played.length // 2
    needed += wanted.known * game_turns_of_known(played, rollouts)
    if wanted.better:
        turns = [played.length - turn + 1 for _, turn in decided_turns(played, rollouts)]
        needed += ROLLOUTS_OF_A_TURN * sum(turns)
    needed += wanted.repeats * work(columns_of(played, rollouts), min(wanted.keys, USUAL))
    rollouts.compile(needed, compiling, note)


def measure(
    seen: LookBack,
    played: PlayedGame,
    rollouts: Rollouts,
    wanted: Wanted,
    kept: KeptRollouts | None = None,
    progress: Progress | None = None,
) -> Iterator[Measured]:
    """Yield the measurement after each stage of the account and after each later step.

    A caller that stops early keeps the parts of the last result. `kept` holds the finished rollouts.
    """
    found = Measured()
    for divided in account(played, rollouts, wanted.within, wanted.keys, kept, progress):
        found = Measured(divided)
        yield found
    if found.account is None:
        return
    divided = found.account
    if wanted.points:
        yield attrs.evolve(found, step=MeasuringStep.POINTS)
        turned = turning_points(played, rollouts, divided, wanted.points, kept, progress)
        yield attrs.evolve(found, step=MeasuringStep.ORDERS)
        found = attrs.evolve(found, points=tuple(explained_points(played, rollouts, turned, kept, progress)))
    if wanted.known:
        yield attrs.evolve(found, step=MeasuringStep.KNOWN)
        decisions = known_decisions(played, rollouts, divided, seen.match.knowledge, kept, progress)
        found = attrs.evolve(found, known=tuple(decisions))
    if wanted.better:
        yield attrs.evolve(found, step=MeasuringStep.BETTER)
        found = attrs.evolve(found, better=tuple(better_orders_of_all_turns(played, rollouts, kept, progress)))
    if wanted.repeats:
        yield attrs.evolve(found, step=MeasuringStep.COVERAGE)
        ranges = coverage(played, rollouts, divided.keys, wanted.repeats, kept, progress)
        found = attrs.evolve(found, coverage=ranges)
    yield attrs.evolve(found, step=MeasuringStep.DONE)
