"""Digests of states: the same bits give the same digest, whatever things are called.

Must not know: names, rules or files.
"""

from __future__ import annotations

import hashlib

import numpy as np

from wargame.adjudicator.state import State


def digests(state: State) -> list[str]:
    """SHA-256 of every game: turn, ending, metrics, hidden parameters, arrivals and banked points, in file order."""
    parts = [*state.metrics, *state.parameters.values(), *state.arrivals, state.banked]
    games = state.games
    whole = np.concatenate([p.reshape(-1, games) for p in parts], axis=0).T.astype("<f8", order="C", copy=True)
    whole += 0.0  # one zero only: -0.0 + 0.0 is 0.0
    marks = np.stack([np.full(games, state.turn, dtype="<i8"), state.ended.astype("<i8")], axis=1)
    return [hashlib.sha256(marks[g].tobytes() + whole[g].tobytes()).hexdigest() for g in range(games)]
