"""p-values agree with tables, and every test of the battery can fail."""

import numpy as np
import pytest

from benchmarks import dice, significance, streams


def test_chi_square_agrees_with_tables():
    assert significance.chi_square_p(3.841, 1) == pytest.approx(0.05, abs=2e-5)
    assert significance.chi_square_p(18.307, 10) == pytest.approx(0.05, abs=2e-5)
    assert significance.chi_square_p(76.154, 50) == pytest.approx(0.01, abs=2e-5)


def test_normal_agrees_with_tables():
    assert significance.normal_p(1.959964) == pytest.approx(0.05, abs=1e-7)


def test_kolmogorov_agrees_with_tables():
    assert significance.kolmogorov_p((np.arange(1000) + 0.5) / 1000) == 1.0
    assert significance.kolmogorov_p(((np.arange(1000) + 0.5) / 1000) ** 1.2) < 0.001


def biased() -> np.ndarray:
    """Words of which one in fifty is 0."""
    words = streams.along_games(0, dice.WORDS).copy()
    words[::50] = 0
    return words


def sticky() -> np.ndarray:
    """Words of which one in ten repeats the one before."""
    words = streams.along_games(0, dice.WORDS).copy()
    words[1::10] = words[0::10][: words[1::10].size]
    return words


def few_ranks() -> np.ndarray:
    """Words whose lowest bit repeats the next."""
    words = streams.along_games(0, dice.WORDS)
    return (words & ~np.uint64(1)) | ((words >> np.uint64(1)) & np.uint64(1))


def narrow() -> np.ndarray:
    """Words of a generator with a state of 16 bits."""
    return streams.along_games(0, 1 << 16)[np.arange(dice.WORDS) * 40503 % (1 << 16)]


@pytest.mark.parametrize("test", dice.TESTS, ids=lambda t: t.__name__)
def test_every_test_of_the_battery_can_fail(test):
    assert min(test(flaw()) for flaw in (biased, sticky, few_ranks, narrow)) < 1e-4


@pytest.mark.parametrize("test", dice.TESTS, ids=lambda t: t.__name__)
def test_the_dice_pass(test):
    assert test(streams.along_batch(0, dice.WORDS)) > dice.ALARM
