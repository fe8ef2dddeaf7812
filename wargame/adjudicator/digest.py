"""Digests of states: the same bits give the same digest, whatever things are called.

Must not know: names, rules or files.
"""

from __future__ import annotations

import hashlib

import numpy as np
import numpy.typing as npt

from wargame.adjudicator.state import State

AT_ONCE = 64  # games whose state is copied to be hashed


def digests(state: State, games: npt.NDArray[np.intp] | None = None) -> list[str]:
    """Return the SHA-256 of games: turn, ending, metrics, hidden parameters, arrivals and banked points.

    All games are hashed by default.

    A parameter counts alike whether it was drawn or fixed.
    """
    chosen = np.arange(state.games, dtype=np.intp) if games is None else games
    return [d for start in range(0, chosen.size, AT_ONCE) for d in _some(state, chosen[start : start + AT_ONCE])]


def _some(state: State, games: npt.NDArray[np.intp]) -> list[str]:
    parts = [*state.metrics, *state.hidden_values(), *state.arrivals, state.banked]
    if state.games == games.size == 1:
        whole = np.concatenate([p.reshape(-1) for p in parts])[None]
    else:
        whole = np.concatenate([p.reshape(-1, state.games)[:, games] for p in parts], axis=0).T
    whole = whole.astype("<f8", order="C") + 0.0  # one zero only: -0.0 + 0.0 is 0.0
    marks = np.stack([np.full(games.size, state.turn, dtype="<i8"), state.ended[games].astype("<i8")], axis=1)
    return [hashlib.sha256(marks[g].tobytes() + whole[g].tobytes()).hexdigest() for g in range(games.size)]


def hashes(state: State, turns: npt.NDArray[np.int64]) -> npt.NDArray[np.uint8]:
    """SHA-256 of all games as bytes [games, 32], each as it stands before a turn of its own [games]."""
    parts = [*state.metrics, *state.parameters.values(), *state.arrivals, state.banked]
    flat = [part.reshape(-1, state.games) for part in parts]
    cells = sum(part.shape[0] for part in flat)
    found = np.empty((state.games, 32), dtype=np.uint8)
    whole = np.empty((cells, AT_ONCE))
    rows = np.empty((AT_ONCE, cells + 2), dtype="<f8")
    marks = rows.view("<i8")
    for start in range(0, state.games, AT_ONCE):
        size = min(AT_ONCE, state.games - start)
        np.concatenate([part[:, start : start + size] for part in flat], axis=0, out=whole[:, :size])
        np.add(whole[:, :size].T, 0.0, out=rows[:size, 2:])  # one zero only: -0.0 + 0.0 is 0.0
        marks[:size, 0] = turns[start : start + size]
        marks[:size, 1] = state.ended[start : start + size]
        for game in range(size):
            found[start + game] = np.frombuffer(hashlib.sha256(rows[game]).digest(), dtype=np.uint8)
    return found
