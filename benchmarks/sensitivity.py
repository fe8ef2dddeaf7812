"""What outcomes hang on: `python -m benchmarks.sensitivity bamako_siege` prints the ten largest sensitivities.

Plays games of doctrine bots with every hidden parameter drawn from its prior, and correlates ranks (Spearman) of each
parameter with each outcome; the choices of a pick are compared one against the rest. With 4,000 games a correlation
under .05 is noise.
"""

from __future__ import annotations

import sys
from collections.abc import Iterator

import numpy as np
import numpy.typing as npt
from scipy.stats import spearmanr

from wargame.adjudicator import State
from wargame.batch import Plan
from wargame.batch.chunk import ChunkPlayer
from wargame.batch.plan import CHUNK
from wargame.batch.run import adjudicator_of, settled
from wargame.content import Problems, load

GAMES = 4_000
SHOWN = 10

Column = npt.NDArray[np.float64]


def columns(name: str, outcomes: tuple[str, ...]) -> tuple[dict[str, Column], dict[str, Column]]:
    """Play; give the hidden parameters (each choice of a pick apart) and the outcomes at the end, by name."""
    problems = Problems()
    scenario = load(name, problems)
    problems.raise_if_errors()
    assert scenario is not None
    bare = Plan(scenario.sources, scenario.name, GAMES, record=outcomes)
    adjudicator = adjudicator_of(bare, scenario)
    plan = settled(adjudicator, bare)
    drawn: dict[str, Column] = {}

    def see(state: State, games: npt.NDArray[np.intp]) -> None:
        if state.turn == 1:
            for parameter, values in state.parameters.items():
                drawn.setdefault(parameter, np.zeros(GAMES))[state.numbers] = values

    player = ChunkPlayer(adjudicator, plan, see)
    chunks = [player.play(first, min(CHUNK, GAMES - first)) for first in range(0, GAMES, CHUNK)]
    found = {f"margin of {seat}": np.concatenate([c.margins[seat] for c in chunks]) for seat in plan.bots}
    for what in chunks[0].recorded:
        whole = np.concatenate([c.recorded[what] for c in chunks], axis=-1)
        found[f"{what}, mean"] = np.nanmean(whole, axis=0)
    causes: dict[str, Column] = {}
    for parameter, values in drawn.items():
        pick = tuple(scenario.rules.parameters[parameter].pick)
        if not pick:
            causes[parameter] = values
        causes |= {f"{parameter} = {choice}": (values == i).astype(float) for i, choice in enumerate(pick)}
    return causes, found


def strengths(causes: dict[str, Column], found: dict[str, Column]) -> Iterator[tuple[float, str, str]]:
    """Rank correlations of every cause with every outcome."""
    for outcome, values in found.items():
        for cause, drawn in causes.items():
            yield float(spearmanr(drawn, values).statistic), cause, outcome


def main(name: str, *outcomes: str) -> None:
    """Print the largest as a table."""
    causes, found = columns(name, outcomes or ("fuel_days", "short", "cohesion", "coup_attempts", "human_cost"))
    rows = sorted(strengths(causes, found), key=lambda row: -abs(row[0]))[:SHOWN]
    print("| hidden parameter | outcome | rank correlation |\n| --- | --- | --- |")
    for value, cause, outcome in rows:
        print(f"| `{cause}` | {outcome} | {value:+.2f} |".replace("+", "+ ").replace("-0.", "− 0."))


if __name__ == "__main__":
    main(*sys.argv[1:])
