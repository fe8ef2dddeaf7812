"""The elementary functions for a single number. The results have the same bits as the results for arrays.

Must not know: rules or games. Calls of numpy take longer than the arithmetic of a few cells. These functions therefore
take plain numbers.
"""

from __future__ import annotations

import math

from wargame.model.rules.metric import GRID_STEP
from wargame.numeric import exact

_POWERS: tuple[float, ...] = tuple(exact.POWERS.view("f8").tolist())
_INVERSES: tuple[float, ...] = tuple(exact.TABLES["LOG_INVERSES"].tolist())
_LOGS: tuple[float, ...] = tuple(exact.TABLES["LOG_LOGS"].tolist())
_BOUND = exact.EXP_BOUND * exact.CONSTANTS["EXP_PER_STEP"]
_PER_STEP, _STEP = exact.CONSTANTS["EXP_PER_STEP"], exact.CONSTANTS["EXP_STEP"]
_LN2_HI, _LN2_LO = exact.CONSTANTS["LN2_HI"], exact.CONSTANTS["LN2_LO"]
_SIXTH = 1.0 / 6.0
_WHOLE = 1.5 * 2.0**52  # x + _WHOLE - _WHOLE is x rounded to a whole number, half to even (for magnitudes under 2^51)


def exp(x: float) -> float:
    """Return e**x. The argument is limited to +-700. `exact.exp` explains the method."""
    t = x * _PER_STEP
    t = t if t < _BOUND else _BOUND
    t = t if t > -_BOUND else -_BOUND
    n = (t + _WHOLE) - _WHOLE
    t = (t - n) * _STEP
    steps = int(n)
    series = ((t * _SIXTH + 0.5) * t + 1.0) * t + 1.0
    return series * math.ldexp(_POWERS[steps & 1023], steps >> 10)


def log(x: float) -> float:
    """Return the logarithm of a positive normal number. `exact.log` explains the method."""
    half, power = math.frexp(x)
    mantissa = 2.0 * half
    j = int((mantissa - 1.0) * 128.0)
    r = mantissa * _INVERSES[j] - 1.0
    series = r * (1.0 / 7.0)
    for n in (6.0, 5.0, 4.0, 3.0, 2.0):
        series = (1.0 / n - series) * r
    series = (1.0 - series) * r
    exponent = float(power - 1)
    return exponent * _LN2_HI + (_LOGS[j] + (series + exponent * _LN2_LO))


def logistic(x: float) -> float:
    """Return 1 / (1 + e**-x)."""
    return 1.0 / (exp(-x) + 1.0)


def tanh(x: float) -> float:
    """Return the hyperbolic tangent."""
    return 1.0 - 2.0 / (exp(x * 2.0) + 1.0)


def round_down(x: float) -> float:
    """Return the greatest whole number that is not above x."""
    return math.copysign(float(math.floor(x)), x) if math.isfinite(x) else x


def round_to_nearest(x: float) -> float:
    """Return the nearest whole number. Halfway between two whole numbers, return the even number."""
    return math.copysign(float(round(x)), x) if math.isfinite(x) else x


def below_grid(x: float) -> float:
    """Return x rounded down to a multiple of 2^-30."""
    return round_down(x * 2.0**30) * GRID_STEP


def triangular(u: float, low: float, mode: float, high: float) -> float:
    """Return the inverse of the triangular distribution function at u."""
    if u < (mode - low) / max(high - low, 1e-300):
        return low + math.sqrt(max(u * ((high - low) * (mode - low)), 0.0))
    return high - math.sqrt(max((1.0 - u) * ((high - low) * (high - mode)), 0.0))
