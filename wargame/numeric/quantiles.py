"""Tables of 65,536 quantiles, built with the program's exp and log. A draw is then a single look-up.

A quantile is the value of a distribution below which a given share of all draws lies.

Must not know: the meaning of the draws.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import cache

import numpy as np
import numpy.typing as npt

from wargame.numeric import exact
from wargame.numeric.exact import Floats

SIZE = 65_536
_SLICE = 4_096

Slots = npt.NDArray[np.intp]

# Wichura 1988, algorithm AS 241 (PPND16): coefficients of numerator and denominator, lowest power first.
_CENTRE = (
    (3.3871328727963666080, 133.14166789178437745, 1971.5909503065514427, 13731.693765509461125,
     45921.953931549871457, 67265.770927008700853, 33430.575583588128105, 2509.0809287301226727),
    (1.0, 42.313330701600911252, 687.18700749205790830, 5394.1960214247511077,
     21213.794301586595867, 39307.895800092710610, 28729.085735721942674, 5226.4952788528545610),
)  # fmt: skip
_MIDDLE = (
    (1.42343711074968357734, 4.63033784615654529590, 5.76949722146069140550, 3.64784832476320460504,
     1.27045825245236838258, 0.241780725177450611770, 0.0227238449892691845833, 7.74545014278341407640e-4),
    (1.0, 2.05319162663775882187, 1.67638483018380384940, 0.689767334985100004550,
     0.148103976427480074590, 0.0151986665636164571966, 5.47593808499534494600e-4, 1.05075007164441684324e-9),
)  # fmt: skip


def _ratio(coefficients: tuple[tuple[float, ...], tuple[float, ...]], x: Floats) -> Floats:
    upper, lower = np.zeros_like(x), np.zeros_like(x)
    for a in reversed(coefficients[0]):
        upper = upper * x + a
    for b in reversed(coefficients[1]):
        lower = lower * x + b
    return upper / lower


def _centre(slots: Slots) -> Floats:
    return np.asarray((slots + 0.5) / SIZE)


@cache
def normal() -> Floats:
    """Return the standard normal quantiles at (i + 0.5) / 65,536. The method is AS 241 without its tail formula."""
    return _in_slices(_normal_at)


def _normal_at(slots: Slots) -> Floats:
    p = _centre(slots)
    q = p - 0.5
    centre = q * _ratio(_CENTRE, 0.180625 - q * q)
    tail = np.sqrt(-exact.log(np.minimum(p, 1.0 - p)))
    outer = _ratio(_MIDDLE, tail - 1.6) * np.where(q < 0, -1.0, 1.0)
    return np.where(np.abs(q) <= 0.425, centre, outer)


def _in_slices(values: Callable[[Slots], Floats]) -> Floats:
    """Return all values of a table, computed in slices. The table is read-only.

    The intermediate values need ten times the memory of the results. Slices keep the peak of memory low.
    """
    found = np.empty(SIZE)
    for start in range(0, SIZE, _SLICE):
        found[start : start + _SLICE] = values(np.arange(start, start + _SLICE))
    found.flags.writeable = False
    return found


@cache
def table(name: str, values: tuple[float, ...]) -> Floats:
    """Return all 65,536 quantiles of a distribution. The quantiles are computed once and then cached."""
    return _in_slices(lambda slots: at(name, values, slots))


def at(name: str, values: tuple[float, ...], slots: Slots) -> Floats:
    """Return the quantiles at some slots. A slot is an index into the table, and the result has the shape of `slots`.

    `name` and `values`: `normal m s`, `lognormal m s`, `triangular a mode b`, `uniform a b` or `beta a b`.
    """
    return np.asarray(_BUILDERS[name](slots, *values))


def reach(name: str, values: tuple[float, ...]) -> tuple[float, float]:
    """Return the least and the greatest value of a prior.

    The result is the bounds of a prior with bounds. The result for any other prior is the first and the last quantile
    of its table.
    """
    if name in ("triangular", "uniform"):
        return values[0], values[-1]
    return (0.0, 1.0) if name == "beta" else ends(name, values)


def ends(name: str, values: tuple[float, ...]) -> tuple[float, float]:
    """Return the first and the last quantile in the table of a distribution."""
    low, high = at(name, values, np.array([0, SIZE - 1])).tolist()
    return low, high


def _normal(slots: Slots, mean: float, sd: float) -> Floats:
    return mean + sd * normal().take(slots)


def _lognormal(slots: Slots, mu: float, sd: float) -> Floats:
    return np.asarray(exact.exp(mu + sd * normal().take(slots)))


def _uniform(slots: Slots, low: float, high: float) -> Floats:
    return low + (high - low) * _centre(slots)


def _triangular(slots: Slots, low: float, mode: float, high: float) -> Floats:
    return triangular(_centre(slots), low, mode, high)


def _beta(slots: Slots, a: float, b: float) -> Floats:
    return _beta_table(a, b).take(slots)


def triangular(u: Floats, low: float | Floats, mode: float | Floats, high: float | Floats) -> Floats:
    """Return the inverse of the triangular distribution function at u."""
    rise = (high - low) * (mode - low)
    fall = (high - low) * (high - mode)
    turning = (mode - low) / np.maximum(np.subtract(high, low), 1e-300)
    left = low + np.sqrt(np.maximum(u * rise, 0.0))
    right = high - np.sqrt(np.maximum((1.0 - u) * fall, 0.0))
    return np.where(u < turning, left, right)


@cache
def _beta_table(a: float, b: float) -> Floats:
    """Return the quantiles of the beta distribution. The function sums the density over 65,536 equal intervals."""

    def density(slots: Slots) -> Floats:
        x = _centre(slots)
        return np.asarray(exact.exp((a - 1.0) * exact.log(x) + (b - 1.0) * exact.log(1.0 - x)))

    share = np.add.accumulate(_in_slices(density))
    share /= share[-1]

    def value(slots: Slots) -> Floats:
        p = _centre(slots)
        right = np.minimum(np.searchsorted(share, p), SIZE - 1)
        before = np.where(right > 0, share[np.maximum(right - 1, 0)], 0.0)
        return np.asarray((right + (p - before) / np.maximum(share[right] - before, 1e-300)) / SIZE)

    return _in_slices(value)


_BUILDERS: dict[str, Callable[..., Floats]] = {
    "normal": _normal,
    "lognormal": _lognormal,
    "triangular": _triangular,
    "uniform": _uniform,
    "beta": _beta,
}
ARGUMENTS = {"normal": 2, "lognormal": 2, "triangular": 3, "uniform": 2, "beta": 2}
