"""Margins: scores compared with par, and the winner of each game.

Must not know: states, or how scores are computed.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any

import numpy as np

from wargame.model.scenario.seat import Par
from wargame.numeric.exact import Floats

TIE = 0.15  # margins count as equal if they differ by at most this number


def against_par(scores: Mapping[str, Floats], par: Mapping[str, Par]) -> dict[str, Floats]:
    """Return margins: the distance of each score from par in standard deviations.

    Return the plain score if there is no par.
    """
    return {s: (v - par[s].mean) / par[s].sd if s in par else v for s, v in scores.items()}


def wins(margins: Mapping[str, Floats]) -> dict[str, Floats]:
    """Return each seat's share of the win [games].

    The seat with the highest margin has 1. Seats with equal margins share the win equally.
    """
    near, shared = _near(tuple(margins), lambda seat: margins[seat])
    return {seat: alike / shared for seat, alike in near.items()}


def mean_wins(seats: Sequence[str], margin: Callable[[str], Floats]) -> dict[str, float]:
    """Return the mean of each seat's share of the win.

    The function calls `margin` twice for each seat. Margins need much memory, so the function keeps few of them at
    once.
    """
    near, shared = _near(seats, margin)
    return {seat: float((alike / shared).mean()) for seat, alike in near.items()}


def _near(seats: Sequence[str], margin: Callable[[str], Floats]) -> tuple[dict[str, Any], Any]:
    """Return two results: whether each seat has the highest margin [games], and how many seats have the highest margin.

    A seat also has the highest margin if its margin counts as equal to the highest margin.
    """
    if not seats:
        return {}, 0.0
    lowest = np.array(margin(seats[0]))  # a copy that is changed in place, because each array needs much memory
    for seat in seats[1:]:
        np.maximum(lowest, margin(seat), out=lowest)
    lowest -= TIE  # the lowest margin that counts as equal to the highest
    near = {seat: margin(seat) >= lowest for seat in seats}
    return near, sum(near.values(), np.zeros(lowest.shape))
