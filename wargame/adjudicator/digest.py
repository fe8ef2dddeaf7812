"""Digests of states. Two states with equal bits have equal digests, even if their parts have other names.

Must not know: names, rules or files.
"""

from __future__ import annotations

import hashlib

import numpy as np
import numpy.typing as npt

from wargame.adjudicator.state import State
from wargame.numeric.exact import Floats

MARKS = 2  # two values that are hashed before all others: the turn and the ending
AT_ONCE = 64  # the number of games that are copied together and then hashed


def digests(state: State, games: npt.NDArray[np.intp] | None = None) -> list[str]:
    """Return the SHA-256 of each game. `games` selects games. All games are hashed by default.

    A hash covers the turn, the ending, metrics, hidden parameters, the amounts that arrive in later turns, and the
    points that seats kept.

    A drawn parameter and a fixed parameter with the same value have the same hash.
    """
    chosen = np.arange(state.games, dtype=np.intp) if games is None else games
    return [d for start in range(0, chosen.size, AT_ONCE) for d in _some(state, chosen[start : start + AT_ONCE])]


def _some(state: State, games: npt.NDArray[np.intp]) -> list[str]:
    parts = [*state.metrics, *state.hidden_values(), *state.arrivals, state.banked]
    if state.games == games.size == 1:
        whole = np.concatenate([p.reshape(-1) for p in parts])[None]
    else:
        whole = np.concatenate([p.reshape(-1, state.games)[:, games] for p in parts], axis=0).T
    whole = whole.astype("<f8", order="C") + 0.0  # -0.0 + 0.0 is 0.0, which leaves one zero only
    marks = np.stack([np.full(games.size, state.turn, dtype="<i8"), state.ended[games].astype("<i8")], axis=1)
    return [hashlib.sha256(marks[g].tobytes() + whole[g].tobytes()).hexdigest() for g in range(games.size)]


def hashes(rows: Floats) -> npt.NDArray[np.uint8]:
    """Return the SHA-256 of each game as bytes [games, 32]. The games may be at different turns."""
    whole = rows.view(np.uint64).astype("<u8", copy=False)
    found = [hashlib.sha256(row).digest() for row in whole]
    return np.frombuffer(b"".join(found), dtype=np.uint8).reshape(-1, 32)
