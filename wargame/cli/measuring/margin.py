"""Measures decision and luck in a saved game for the commands that print them, with a bar, and with what is kept.

Must not know: how the figures are printed.
"""

from __future__ import annotations

import attrs
import click

from wargame.adjudicator import Adjudicator
from wargame.analysis.account import USUAL, MarginAccount, account, columns_of, work
from wargame.analysis.better_orders import (
    ROLLOUTS,
    ROLLOUTS_OF_A_TURN,
    BetterOrders,
    ExplainedPoint,
    better_orders_of_all_turns,
    decided_turns,
    explained_points,
)
from wargame.analysis.known import KnownDecision, game_turns_of_known, known_decisions
from wargame.analysis.rollout_store import RolloutStore
from wargame.analysis.rollouts import Rollouts, reference_of
from wargame.analysis.turning import turning_points
from wargame.batch.compiled import WHERE_IT_PAYS
from wargame.cli.main import PROGRAM
from wargame.cli.measuring.bar import DECISIONS, PLANS, REPLAYS, Bar
from wargame.cli.process.printing import tell
from wargame.game.played_game import PlayedGame
from wargame.store.look_back import LookBack

MOST_ALLOWED = 100_000  # the largest number of rollouts that a user may ask for

workers_option = click.option(
    "--workers", type=click.IntRange(1, 256), default=1, show_default=True, help="Processors to use."
)
compile_option = click.option(
    "--compile",
    "compiling",
    type=click.Choice(["auto", "yes", "no"]),
    default=WHERE_IT_PAYS,
    show_default=True,
    help="Compile the rules with the C compiler of the machine: same figures, faster.",
)


@attrs.frozen
class Wanted:
    """What the user asks of the measurement.

    `within`: the largest error that a term may have.
    `keys`: the largest number of rollouts for each state.
    `points`: the largest number of turning points. A turning point is a large term of the account.
    `known`: whether the worth of each decision as far as the seat could know is measured.
    `better`: whether better orders are searched for every turn.
    """

    within: float
    keys: int
    points: int
    known: bool
    better: bool = False


@attrs.define
class Measured:
    """The finished parts of the measurement. `stop`: the interruption that ended the measurement early, or None."""

    account: MarginAccount | None = None
    points: tuple[ExplainedPoint, ...] | None = None
    known: tuple[KnownDecision, ...] | None = None
    better: tuple[BetterOrders, ...] | None = None
    stop: KeyboardInterrupt | None = None


def measured(seen: LookBack, played: PlayedGame, rollouts: Rollouts, wanted: Wanted, compiling: str) -> Measured:
    """Measure the account and its turning points."""
    kept = RolloutStore.at_home(rollouts)
    found = Measured()
    notes: list[str] = []
    with Bar(0, REPLAYS) as bar:
        try:
            needed = work(columns_of(played, rollouts), min(wanted.keys, USUAL), kept)
            needed += wanted.points * ROLLOUTS * played.length // 2
            needed += wanted.known * game_turns_of_known(played, rollouts)
            if wanted.better:
                turns = [played.length - turn + 1 for _, turn in decided_turns(played, rollouts)]
                needed += ROLLOUTS_OF_A_TURN * sum(turns)
            rollouts.compile(needed, compiling, notes.append)
            for each in account(played, rollouts, wanted.within, wanted.keys, kept, bar.show):
                found.account = each
            if wanted.points and found.account is not None:
                bar.begin(REPLAYS)
                turned = turning_points(played, rollouts, found.account, wanted.points, kept, bar.show)
                bar.begin(PLANS)
                found.points = tuple(explained_points(played, rollouts, turned, kept, bar.show))
            if wanted.known and found.account is not None:
                bar.begin(DECISIONS)
                decisions = known_decisions(played, rollouts, found.account, seen.match.knowledge, kept, bar.show)
                found.known = tuple(decisions)
            if wanted.better and found.account is not None:
                bar.begin(PLANS)
                found.better = tuple(better_orders_of_all_turns(played, rollouts, kept, bar.show))
        except KeyboardInterrupt as interruption:
            found.stop = interruption
        finally:
            kept.tidy()
    for text in dict.fromkeys(notes):
        tell(f"{PROGRAM}: note: {text}", err=True)
    return found


def rollouts_of(seen: LookBack, played: PlayedGame, workers: int) -> Rollouts:
    """Return what plays the rollouts of a saved game. It has no seats if no seat has a score."""
    return Rollouts(Adjudicator(seen.rulebook), reference_of(seen.match.scenario, played.seats), workers)
