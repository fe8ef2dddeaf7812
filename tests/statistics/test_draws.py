"""The dice have the distributions that rules name: closed forms, within four standard errors, at fixed seeds."""

from __future__ import annotations

from functools import cache
from math import erf, exp, log, sqrt

import numpy as np
import pytest

from tests.tiny import TOWNS, tiny
from wargame.adjudicator import State
from wargame.adjudicator.orders import OrderTable
from wargame.numeric.exact import Floats

GAMES = 20_000
SIGMAS = 4.0
SHARES = (0.01, 0.1, 0.25, 0.5, 0.75, 0.9, 0.99)

METRICS = "\n".join(
    f"{name}: {{of: town, range: -1000..1000}}"
    for name in ("hit", "flat", "bell", "skew", "peak", "bell2", "skew2", "peak2", "rare")
)
STEPS = """\
dice:
  phase: early
  for: town
  let:
    is_hit: chance(0.3)
    is_rare: chance(0.01 + shift)
    one: uniform(-2, 5)
    two: normal(3, 2)
    three: lognormal(0.5, 0.4)
    four: triangular(1, 2, 6)
    five: normal(3 + shift, 2 + shift)
    six: lognormal(0.5 + shift, 0.4)
    seven: triangular(1 + shift, 2, 6)
  set:
    {hit: is_hit, rare: is_rare, flat: one, bell: two, skew: three, peak: four, bell2: five, skew2: six, peak2: seven}
"""


@cache
def thrown(turn: int = 1, seed: int = 1, first: int = 0) -> State:
    """Twenty thousand games after some turns; `shift` is 0 in all, but the compiler cannot know."""
    adjudicator = tiny("", metrics=METRICS + "\nshift: {range: 0..1}", steps=STEPS)
    state = adjudicator.open(seed, GAMES, first)
    for _ in range(turn):
        adjudicator.step(state, OrderTable.of(adjudicator.rulebook, state.seats, {}))
    return state


def normal(x: float) -> float:
    return 0.5 * (1.0 + erf(x / sqrt(2.0)))


def triangle(x: float) -> float:
    return (x - 1) ** 2 / 5 if x < 2 else 1 - (6 - x) ** 2 / 20


DISTRIBUTIONS = {
    "flat": lambda x: (x + 2) / 7,
    "bell": lambda x: normal((x - 3) / 2),
    "bell2": lambda x: normal((x - 3) / 2),
    "skew": lambda x: normal((log(x) - 0.5) / 0.4),
    "skew2": lambda x: normal((log(x) - 0.5) / 0.4),
    "peak": triangle,
    "peak2": triangle,
}
MOMENTS = {  # mean and variance
    "flat": (1.5, 49 / 12),
    "bell": (3.0, 4.0),
    "bell2": (3.0, 4.0),
    "skew": (exp(0.5 + 0.08), (exp(0.16) - 1) * exp(1 + 0.16)),
    "skew2": (exp(0.5 + 0.08), (exp(0.16) - 1) * exp(1 + 0.16)),
    "peak": (3.0, (1 + 4 + 36 - 2 - 6 - 12) / 18),
    "peak2": (3.0, (1 + 4 + 36 - 2 - 6 - 12) / 18),
}


def agrees(count: float, n: int, p: float) -> bool:
    """Whether a count of n trials fits a chance p."""
    return abs(count - n * p) <= SIGMAS * sqrt(n * p * (1 - p))


@pytest.mark.parametrize(("metric", "p"), [("hit", 0.3), ("rare", 0.01)])
def test_chances(metric: str, p: float) -> None:
    values = thrown().array(metric)
    assert set(np.unique(values)) == {0.0, 1.0}
    for row in values:
        assert agrees(row.sum(), GAMES, p)
        assert not agrees(row.sum(), GAMES, 2 * p)


@pytest.mark.parametrize("metric", DISTRIBUTIONS)
def test_quantiles(metric: str) -> None:
    for row in thrown().array(metric):
        ranked = np.sort(row)
        for share in SHARES:
            at = float(ranked[int(share * GAMES)])
            assert abs(DISTRIBUTIONS[metric](at) - share) <= SIGMAS * sqrt(share * (1 - share) / GAMES)


@pytest.mark.parametrize("metric", MOMENTS)
def test_moments(metric: str) -> None:
    mean, variance = MOMENTS[metric]
    for row in thrown().array(metric):
        assert abs(row.mean() - mean) <= SIGMAS * sqrt(variance / GAMES)
        fourth = float(((row - row.mean()) ** 4).mean())
        assert abs(row.var() - variance) <= SIGMAS * sqrt((fourth - variance**2) / GAMES)


def test_constant_and_changing_arguments_share_their_dice() -> None:
    """A table of quantiles and the formula say the same of the same bits, up to rounding."""
    state = thrown()
    assert np.corrcoef(state.array("bell").ravel(), state.array("bell2").ravel())[0, 1] < 0.05  # dice of their own


def uncorrelated(x: Floats, y: Floats) -> bool:
    return abs(float(np.corrcoef(x, y)[0, 1])) <= SIGMAS / sqrt(x.size)


def test_dice_know_nothing_of_each_other() -> None:
    now, later, other = (thrown(*which).array("flat") for which in ((1,), (2,), (1, 2)))
    for i, row in enumerate(now):
        assert uncorrelated(row, later[i])  # turns
        assert uncorrelated(row, other[i])  # seeds
        assert uncorrelated(row[:-1], row[1:])  # neighbouring games
        assert uncorrelated(row, thrown().array("peak")[i])  # lines of one step
        for other_row in now[:i]:
            assert uncorrelated(row, other_row)  # entities
    assert not uncorrelated(now[0], now[0] + later[0])


def test_pairs_of_dice_fill_the_square_evenly() -> None:
    """Chi-squared of 16 x 16 cells: 255 degrees of freedom, four standard deviations of sqrt(2 * 255)."""
    now, later = thrown().array("flat"), thrown(2).array("flat")
    for x, y in ((now[0], now[1]), (now[0], later[0]), (now[0, :-1], now[0, 1:])):
        cells = np.floor((x + 2) / 7 * 16) * 16 + np.floor((y + 2) / 7 * 16)
        seen = np.bincount(cells.astype(int), minlength=256)
        wanted = x.size / 256
        assert abs(((seen - wanted) ** 2 / wanted).sum() - 255) <= SIGMAS * sqrt(2 * 255)


def test_a_game_has_its_dice_wherever_it_stands() -> None:
    assert (thrown(1, 1, 1000).array("flat")[:, : GAMES - 1000] == thrown().array("flat")[:, 1000:]).all()
    assert len(TOWNS) == thrown().array("flat").shape[0]
