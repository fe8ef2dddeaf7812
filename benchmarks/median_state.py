"""Prints the median state of a run after a turn: `python -m benchmarks.median_state bamako_siege record 5`.

A scenario that begins later than another scenario can start from this state. The program prints each metric with its
cells and writes no file. The runs are the runs of the scenario's calibration.
"""

from __future__ import annotations

import sys

import numpy as np

from wargame.adjudicator import State
from wargame.analysis.calibration.calibration import Calibrator
from wargame.analysis.calibration.loading import read_calibration
from wargame.batch.chunk import ChunkPlayer
from wargame.batch.plan import CHUNK

GAMES = 2_000


def medians(name: str, run: str, turn: int) -> dict[str, dict[tuple[str, ...], float]]:
    """Play the run up to the turn. Return the median of every cell of every metric."""
    ready = Calibrator(*read_calibration(name)).runs[run]
    kept: dict[str, list[np.ndarray]] = {}

    def see(state: State, games: np.ndarray) -> None:
        if state.turn == turn + 1:
            for metric in state.layout:
                kept.setdefault(metric, []).append(state.array(metric).reshape(-1, state.games)[:, games])

    player = ChunkPlayer(ready.adjudicator, ready.plan, see)
    for first in range(0, GAMES, CHUNK):
        player.play(first, min(CHUNK, GAMES - first))
    layout = ready.adjudicator.rulebook.layout
    return {
        metric: dict(zip(layout[metric].cells, np.median(np.concatenate(parts, axis=1), axis=1).tolist(), strict=True))
        for metric, parts in kept.items()
    }


def main(name: str, run: str, turn: str) -> None:
    """Print every median that is not 0."""
    for metric, cells in medians(name, run, int(turn)).items():
        rows = [f"{', '.join(cell)}: {value:.4g}" if cell else f"{value:.4g}" for cell, value in cells.items() if value]
        if rows:
            print(f"{metric}: {{{'; '.join(rows)}}}" if len(cells) > 1 else f"{metric}: {rows[0]}")


if __name__ == "__main__":
    main(*sys.argv[1:])
