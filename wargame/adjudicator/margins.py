"""Margins: scores against par, and who is nearest to its goal.

Must not know: states, or how scores come about.
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import reduce

import numpy as np

from wargame.model.seat import Par
from wargame.numeric.exact import Floats

TIE = 0.15  # margins that differ by no more are alike


def against_par(scores: Mapping[str, Floats], par: Mapping[str, Par]) -> dict[str, Floats]:
    """Return margins: how many standard deviations each score lies over par; the score itself where there is no par."""
    return {s: (v - par[s].mean) / par[s].sd if s in par else v for s, v in scores.items()}


def wins(margins: Mapping[str, Floats]) -> dict[str, Floats]:
    """Return each seat's share of the win [games]: 1 for the highest margin, shared equally among ties."""
    if not margins:
        return {}
    best = reduce(np.maximum, margins.values())
    near = {seat: values >= best - TIE for seat, values in margins.items()}
    shared = sum(near.values(), np.zeros(best.shape))
    return {seat: alike / shared for seat, alike in near.items()}
