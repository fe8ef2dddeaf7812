"""Measures decision and luck in a saved game. A bar shows the progress, and a folder keeps the results of rollouts.

A rollout is one simulated game.

Must not know: how the figures are printed.
"""

from __future__ import annotations

import attrs

from wargame.analysis.account.measuring import Measured, MeasuringStep, Wanted, compile_for, measure
from wargame.analysis.rollouts.rollout_store import RolloutStore
from wargame.analysis.rollouts.rollouts import Rollouts
from wargame.cli.main import PROGRAM
from wargame.cli.measuring.bar import DECISIONS, PLANS, POINTS, REPLAYS, Bar
from wargame.cli.process.printing import tell
from wargame.game.played_game import PlayedGame
from wargame.store.look_back import LookBack

WORK = {
    MeasuringStep.POINTS: REPLAYS,
    MeasuringStep.ORDERS: POINTS,
    MeasuringStep.KNOWN: DECISIONS,
    MeasuringStep.BETTER: PLANS,
    MeasuringStep.COVERAGE: REPLAYS,
}  # what the bar counts from this step on
INTERRUPTED = "Interrupted. The rollouts so far are kept; the same command goes on from them."
MOST_ALLOWED = 100_000  # the largest number of rollouts that a user may ask for


@attrs.frozen
class Measurement:
    """The finished parts of a measurement. `stop`: the interruption that ended the measurement early, or None."""

    found: Measured = attrs.field(factory=Measured)
    stop: KeyboardInterrupt | None = None


def measured(seen: LookBack, played: PlayedGame, rollouts: Rollouts, wanted: Wanted, compiling: str) -> Measurement:
    """Measure everything that `wanted` asks for, and show a progress bar. Ctrl-C ends the measurement early."""
    kept = RolloutStore.at_home(rollouts)
    found, stop = Measured(), None
    notes: list[str] = []
    with Bar(0, REPLAYS) as bar:
        try:
            compile_for(wanted, played, rollouts, compiling, kept, notes.append)
            for each in measure(seen, played, rollouts, wanted, kept, bar.show):
                found = each
                if found.step in WORK:
                    bar.begin(WORK[found.step])
        except KeyboardInterrupt as interruption:
            stop = interruption
        finally:
            kept.tidy()
    for text in dict.fromkeys(notes):
        tell(f"{PROGRAM}: note: {text}", err=True)
    return Measurement(found, stop)
