"""Probabilities of test statistics under chance: normal, chi-square, Kolmogorov-Smirnov and Poisson.

Must not know: what was tested.
"""

from __future__ import annotations

import math
from collections.abc import Sequence

import numpy as np
import numpy.typing as npt

Floats = npt.NDArray[np.float64]


def normal_p(z: float) -> float:
    """Return the two-sided probability that a standard normal number lies beyond |z|."""
    return math.erfc(abs(z) / math.sqrt(2.0))


def greatest_normal_p(z: Floats) -> float:
    """Return the probability that the largest of these independent |z| is at least as large as the largest in `z`."""
    each = normal_p(float(np.abs(z).max()))
    return -math.expm1(z.size * math.log1p(-min(each, 1.0 - 1e-16)))


def chi_square_p(statistic: float, freedom: int) -> float:
    """Return the upper tail of chi-square. This is the regularised incomplete gamma function, by series or fraction."""
    a, x = freedom / 2.0, statistic / 2.0
    if x <= 0.0:
        return 1.0
    front = math.exp(a * math.log(x) - x - math.lgamma(a))
    if x < a + 1.0:
        term = total = 1.0 / a
        n = a
        while term > total * 1e-16:
            n += 1.0
            term *= x / n
            total += term
        return max(0.0, 1.0 - total * front)
    b = x + 1.0 - a
    c, d = 1e300, 1.0 / b
    fraction = d
    for i in range(1, 10_000):
        step = -i * (i - a)
        b += 2.0
        d = 1.0 / (step * d + b)
        c = b + step / c
        fraction *= d * c
        if abs(d * c - 1.0) < 1e-15:
            break
    return front * fraction


def counts_p(observed: Sequence[int] | npt.NDArray[np.int64], expected: Floats) -> float:
    """Return the chi-square probability of counts, given the expected counts."""
    seen = np.asarray(observed, dtype=np.float64)
    return chi_square_p(float(((seen - expected) ** 2 / expected).sum()), seen.size - 1)


def kolmogorov_p(values: Floats) -> float:
    """Return the Kolmogorov-Smirnov probability that values in [0, 1) are uniform, with Stephens' correction."""
    ranked = np.sort(values)
    n = ranked.size
    rank = np.arange(n)
    gap = max(float((ranked - rank / n).max()), float(((rank + 1) / n - ranked).max()))
    reach = (math.sqrt(n) + 0.12 + 0.11 / math.sqrt(n)) * gap
    if reach < 0.2:
        return 1.0
    terms = (2.0 * (1.0 if k % 2 else -1.0) * math.exp(-2.0 * k * k * reach * reach) for k in range(1, 101))
    return min(1.0, max(0.0, sum(terms)))


def poisson_shares(rate: float, most: int) -> Floats:
    """Return the Poisson probabilities of 0 to most - 1, and of `most` or more."""
    shares = [math.exp(-rate)]
    for n in range(1, most):
        shares.append(shares[-1] * rate / n)
    return np.array([*shares, 1.0 - sum(shares)])
