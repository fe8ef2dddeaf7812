"""Our elementary functions agree with libm's to a few ulps, and do not depend on shape."""

import numpy as np
import pytest

from wargame.numeric import exact, quantiles


@pytest.mark.parametrize(
    ("ours", "theirs", "low", "high"),
    [
        (exact.exp, np.exp, -50.0, 50.0),
        (exact.log, np.log, 1e-6, 1e6),
        (exact.tanh, np.tanh, -20.0, 20.0),
        (exact.logistic, lambda x: 1 / (1 + np.exp(-x)), -30.0, 30.0),
    ],
)
def test_agrees_with_libm(ours, theirs, low, high):
    x = np.linspace(low, high, 20_001)
    assert np.allclose(ours(x), theirs(x), rtol=1e-14, atol=2e-15)


def test_same_bits_for_every_shape():
    x = np.linspace(-5, 5, 1000)
    whole = exact.exp(x)
    assert all(exact.exp(x[i : i + 1])[0] == whole[i] for i in range(1000))
    y = np.abs(x) + 0.01
    logs = exact.log(y)
    assert all(exact.log(y[i : i + 1])[0] == logs[i] for i in range(1000))


def test_ordered_sum_does_not_depend_on_games():
    x = np.random.default_rng(1).normal(size=(17, 300))
    whole = exact.ordered_sum(x, 0)
    for game in range(300):
        assert exact.ordered_sum(x[:, game : game + 1].copy(), 0)[0] == whole[game]


def test_grid_sums_are_exact_in_any_order():
    x = exact.to_grid(np.random.default_rng(2).normal(size=500) * 1000)
    assert x.sum() == x[::-1].sum() == sum(sorted(x))


def test_normal_quantiles():
    from statistics import NormalDist

    table = quantiles.normal()
    for i in (0, 10, 5000, 32768, 60000, 65535):
        assert table[i] == pytest.approx(NormalDist().inv_cdf((i + 0.5) / 65536), abs=1e-13)


def test_beta_and_triangular_means():
    assert quantiles.table("beta", (6.0, 3.0)).mean() == pytest.approx(6 / 9, abs=1e-4)
    assert quantiles.table("triangular", (1.0, 2.0, 6.0)).mean() == pytest.approx(3.0, abs=1e-4)
    assert quantiles.table("lognormal", (-0.125, 0.5)).mean() == pytest.approx(1.0, abs=1e-3)


@pytest.mark.parametrize("function", [exact.exp, exact.log, exact.tanh, exact.logistic])
def test_plain_numbers_are_numbers_too(function):
    for x in (0.3, 1.0, 7):
        assert function(x) == function(np.array([x]))[0]
        assert np.ndim(function(x)) == 0


def test_a_plain_number_can_fill_an_array():
    out = np.zeros(3)
    assert exact.tanh(0.5, out=out) is out
    assert (out == exact.tanh(0.5)).all()
