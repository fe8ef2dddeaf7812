"""Writes the state of one game as plain values that JSON keeps exactly, and reads these values back.

Must not know: files or rules.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import numpy as np
import numpy.typing as npt

from wargame.adjudicator.state import State
from wargame.errors import SaveError


def _groups(state: State) -> dict[str, dict[str, npt.NDArray[Any]]]:
    return {
        "metrics": dict(zip(state.layout, state.metrics, strict=True)),
        "parameters": state.parameters,
        "histories": state.histories,
        "arrivals": {str(i): a for i, a in enumerate(state.arrivals)},
        "streaks": {name: state.streaks_of(name) for name in state.streak_rows},
        "engine": {"banked": state.banked, "ended": state.ended},
    }


def dump(state: State) -> dict[str, Any]:
    """Return the first game of a state as plain values.

    Arrays of streaks and arrivals are left out if they contain only 0.
    """
    values: dict[str, Any] = {
        "seed": state.seed,
        "number": int(state.numbers[0]),
        "length": state.length,
        "seats": list(state.seats),
        "turn": state.turn,
    }
    for group, arrays in _groups(state).items():
        sparse = group in ("streaks", "arrivals")
        values[group] = {
            name: array[..., 0].reshape(-1).tolist() for name, array in arrays.items() if not sparse or array.any()
        }
    return values


def load(state: State, values: Mapping[str, Any]) -> None:
    """Fill a new state with the values of a snapshot. Raises SaveError if the snapshot does not fit the rules."""
    state.turn = values["turn"]
    for group, arrays in _groups(state).items():
        given = values[group]
        unknown = sorted(set(given) - set(arrays))
        if unknown:
            raise SaveError(f"the save speaks of {unknown[0]}, which the rules do not know")
        for name, array in arrays.items():
            row = given.get(name)
            if row is None:
                array[...] = 0
            elif len(row) != array[..., 0].size:
                raise SaveError(f"the save has {len(row)} values for {name}, the rules {array[..., 0].size}")
            else:
                array[..., 0] = np.array(row, dtype=array.dtype).reshape(array.shape[:-1])
