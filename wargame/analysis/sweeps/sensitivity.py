"""Finds the causes of outcomes: rank correlations between hidden parameters and the results of games.

Must not know: screens.
"""

from __future__ import annotations

import math
from collections.abc import Mapping
from typing import Any

import attrs
import numpy as np

from wargame.adjudicator.state import TURN_LIMIT
from wargame.batch.summary import Batch
from wargame.model.rules.parameter import Parameter
from wargame.numeric.exact import Floats

NORMAL_95 = 1.959963984540054  # a 95 % interval has this many standard errors to each side
FEWEST = 20  # the least number of games for a correlation of ranks


@attrs.frozen
class Sensitivity:
    """The relation of an outcome to a hidden parameter: Spearman's rank correlation and its 95 % interval.

    `cause`: a parameter, or `parameter = choice` for a parameter with named choices. A choice compares the games with
    this choice to all other games.
    """

    cause: str
    outcome: str
    correlation: float
    low: float
    high: float


def sensitivities(batch: Batch, parameters: Mapping[str, Parameter]) -> list[Sensitivity]:
    """Return the correlation of each pair of cause and outcome, the strongest first.

    The result is empty with fewer than 20 games.

    Outcomes are the margins of played seats and the means of recorded metrics over turns. An ending is an outcome too,
    if some games have this ending and others do not. `Plan.parameters` must be true. The interval is Fisher's z with
    the error of Bonett and Wright (2000).
    """
    if batch.games < FEWEST:
        return []
    causes = {name: _ranks(values) for name, values in _causes(batch, parameters).items()}
    found = []
    for outcome, values in _outcomes(batch).items():
        ranks = _ranks(values)
        for cause, other in causes.items():
            r = _correlation(other, ranks)
            if r is not None:
                found.append(Sensitivity(cause, outcome, r, *_interval(r, batch.games)))
    return sorted(found, key=lambda one: (-abs(one.correlation), one.outcome, one.cause))


def chance_correlation(games: int) -> float:
    """Return the size of a correlation that unrelated pairs reach by chance in one of twenty cases."""
    return math.tanh(NORMAL_95 / math.sqrt(max(games - 3, 1)))


def _causes(batch: Batch, parameters: Mapping[str, Parameter]) -> dict[str, Floats]:
    found: dict[str, Floats] = {}
    for name in batch.chunks[0].drawn:
        values, choices = batch.joined("drawn", name), tuple(parameters[name].pick)
        if not choices:
            found[name] = values
        found |= {f"{name} = {choice}": (values == i).astype(np.float64) for i, choice in enumerate(choices)}
    return found


def _outcomes(batch: Batch) -> dict[str, Floats]:
    margins = [c.margins for c in batch.chunks]
    found = {
        f"margin of {seat}": np.concatenate([m[seat] for m in margins])
        for seat in margins[0]
        if seat in batch.plan.bots
    }
    endings = batch.endings
    found |= {
        f"ending {name}": (endings == name).astype(np.float64) for name in sorted({*endings.tolist()} - {TURN_LIMIT})
    }
    for name in batch.chunks[0].recorded:
        found[f"mean {name}"] = np.nanmean(batch.joined("recorded", name), axis=0)
    return found


def _ranks(values: Any) -> Floats:
    """Return the ranks of values, from 1. Equal values get the mean of their ranks."""
    _, place, counts = np.unique(values, return_inverse=True, return_counts=True)
    ends = np.cumsum(counts)
    return np.asarray((ends - (counts - 1) / 2.0)[place], dtype=np.float64)


def _correlation(a: Floats, b: Floats) -> float | None:
    """Return Pearson's correlation. Return None if one of the two variables is the same in all games."""
    a, b = a - a.mean(), b - b.mean()
    size = math.sqrt(float((a * a).sum()) * float((b * b).sum()))
    return float((a * b).sum()) / size if size > 0 else None


def _interval(r: float, games: int) -> tuple[float, float]:
    z = math.atanh(min(max(r, -1 + 1e-12), 1 - 1e-12))
    half = NORMAL_95 * math.sqrt((1 + r * r / 2) / (games - 3))
    return math.tanh(z - half), math.tanh(z + half)
