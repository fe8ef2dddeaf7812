"""exp, log, tanh, logistic and sums, with the same bits on all machines. IEEE 754 rounds every operation correctly.

Must not know: the meaning of the numbers. The versions of numpy and libm are never used, because they differ between
processors.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Any

import numpy as np
import numpy.typing as npt

from wargame.model.rules.metric import GRID_STEP

Floats = npt.NDArray[np.float64]
Int64s = npt.NDArray[np.int64]
Truths = npt.NDArray[np.bool_]

GRID = 1.5 * 2.0**22  # x + GRID - GRID is x rounded to multiples of 2^-30 (for magnitudes under 2^21)
EXP_BOUND = 700.0  # arguments of exp are limited to +-700, far inside the range of float64

_STEPS = 1024
_LN2_HI = 6.93147180369123816490e-01  # fdlibm's parts of ln 2; the upper part has 33 significant bits
_LN2_LO = 1.90821492927058770002e-10
_STEP = 0.693147180559945309417 / _STEPS
_PER_STEP = _STEPS / 0.693147180559945309417


def _series_exp(x: Any) -> Any:
    """Return the Taylor series of exp for 0 <= x < 0.7, with terms up to x^18.

    Only the table of powers uses the function.
    """
    total = np.ones_like(x)
    for n in range(18, 0, -1):
        total = 1.0 + total * x / n
    return total


POWERS = _series_exp(np.arange(_STEPS) * (0.693147180559945309417 / _STEPS)).view(np.int64)


def _of_any_shape(function: Callable[[Any, Any], Any]) -> Callable[..., Any]:
    """Return a version of an array function that also accepts plain numbers.

    Rules also apply such functions to turns and seasons, which are plain numbers.
    """

    @wraps(function)
    def of(x: Any, out: Any = None) -> Any:
        if np.ndim(x):
            return function(x, out)
        result = function(np.reshape(np.asarray(x, dtype=np.float64), 1), None)[0]
        if out is None:
            return result
        out[...] = result
        return out

    return of


@_of_any_shape
def exp(x: Any, out: Any = None) -> Any:
    """Return e**x for an array of any shape. Arguments are limited to +-700.

    The relative error is less than (4 + |x|) * 1.2e-16.

    x = (1024 k + j + f) ln2/1024 with |f| <= 1/2, and r = f ln2/1024.
    The result is 2^k * table[j] * (1 + r + r^2/2 + r^3/6).
    """
    if np.ndim(x) == 0:  # a plain number, such as the turn: numpy's scalars cannot be changed in place
        return np.multiply(exp(np.full(1, x, dtype=np.float64))[0], 1.0, out=out)
    t = np.multiply(x, _PER_STEP)
    np.minimum(t, EXP_BOUND * _PER_STEP, out=t)
    np.maximum(t, -EXP_BOUND * _PER_STEP, out=t)
    n = np.rint(t)
    t -= n
    t *= _STEP
    steps = n.astype(np.int64)
    j = steps & (_STEPS - 1)
    steps -= j
    steps <<= 42
    steps += POWERS.take(j)
    np.multiply(t, 1.0 / 6.0, out=n)
    n += 0.5
    n *= t
    n += 1.0
    n *= t
    n += 1.0
    return np.multiply(n, steps.view(np.float64), out=out)


_LOG_STEPS = 128
_CENTRES = 1.0 + (np.arange(_LOG_STEPS) + 0.5) / _LOG_STEPS
_INVERSES = 1.0 / _CENTRES


def _series_log(m: Floats) -> Floats:
    """Return log for 1 <= m < 2 by the series of 2 artanh((m - 1)/(m + 1)).

    Only the table of logarithms uses the function.
    """
    s = (m - 1.0) / (m + 1.0)
    square = s * s
    total = np.zeros_like(m)
    for n in range(41, 0, -2):
        total = total * square + 1.0 / n
    return 2.0 * s * total


_LOGS = _series_log(1.0 / _INVERSES)


# Code in C or plain Python needs these constants to compute the same bits.
CONSTANTS = {
    "GRID": GRID,
    "GRID_STEP": GRID_STEP,
    "EXP_BOUND": EXP_BOUND,
    "EXP_STEP": _STEP,
    "EXP_PER_STEP": _PER_STEP,
    "LN2_HI": _LN2_HI,
    "LN2_LO": _LN2_LO,
}
TABLES = {"LOG_INVERSES": _INVERSES, "LOG_LOGS": _LOGS}


def log(x: Any) -> Any:
    """Return the logarithm of positive normal numbers in an array of any shape.

    The absolute error is less than 1e-15 + 1e-16 |log x|.
    """
    x = np.asarray(x, dtype=np.float64)
    bits = np.ascontiguousarray(x).view(np.int64)
    exponent = ((bits >> 52) & 0x7FF) - 1023
    mantissa = ((bits & 0x000FFFFFFFFFFFFF) | 0x3FF0000000000000).view(np.float64)
    j = (bits >> 45) & (_LOG_STEPS - 1)
    r = mantissa * _INVERSES.take(j) - 1.0
    series = r * (1.0 / 7.0)
    for n in (6.0, 5.0, 4.0, 3.0, 2.0):
        series = (1.0 / n - series) * r
    series = (1.0 - series) * r
    return (exponent * _LN2_HI + (_LOGS.take(j) + (series + exponent * _LN2_LO))).reshape(x.shape)


@_of_any_shape
def logistic(x: Any, out: Any = None) -> Any:
    """Return 1 / (1 + e**-x). The result has the shape of x."""
    y = exp(np.negative(x, out=out), out=out)
    y = np.add(y, 1.0, out=out)
    return np.divide(1.0, y, out=out)


@_of_any_shape
def tanh(x: Any, out: Any = None) -> Any:
    """Return the hyperbolic tangent, as 1 - 2 / (e**2x + 1)."""
    y = exp(np.multiply(x, 2.0, out=out), out=out)
    y = np.add(y, 1.0, out=out)
    y = np.divide(2.0, y, out=out)
    return np.subtract(1.0, y, out=out)


def ordered_sum(x: Floats, axis: int) -> Floats:
    """Return the sum over any axis except the last. The values are added strictly from the first to the last.

    Numpy's sum adds in an order that depends on the shape of the array.
    """
    rows = np.moveaxis(x, axis, 0) if axis else x
    if rows.shape[0] == 0:
        return np.zeros(rows.shape[1:])
    if rows.shape[-1] < 64:
        return np.asarray(np.add.accumulate(rows, axis=0)[-1])
    total = np.array(rows[0], dtype=np.float64)
    for row in rows[1:]:
        total += row
    return total


def to_grid(x: Any, out: Any = None) -> Any:
    """Return x rounded to the nearest multiple of 2^-30.

    A number halfway between two multiples becomes the even multiple.
    """
    y = np.add(x, GRID, out=out)
    return np.subtract(y, GRID, out=out)


def below_grid(x: Floats) -> Floats:
    """Return x rounded down to a multiple of 2^-30."""
    return np.asarray(np.floor(x * 2.0**30) * GRID_STEP)
