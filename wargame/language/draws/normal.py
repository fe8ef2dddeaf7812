"""`normal`: a draw from the bell curve. `lognormal`: e to the power of such a draw."""

from __future__ import annotations

import math
from collections.abc import Sequence

from wargame.language.draw import Distribution
from wargame.language.word import Bounds
from wargame.numeric import quantiles

_FARTHEST = float(quantiles.normal()[-1])
_HIGHEST = 700.0  # a float cannot store e to the power of a larger number


def _reach(a: Sequence[Bounds]) -> Bounds:
    (low, high), spread = a
    reach = _FARTHEST * max(abs(spread[0]), abs(spread[1]))
    return low - reach, high + reach


def _power(a: Sequence[Bounds]) -> Bounds:
    low, high = _reach(a)
    return math.exp(max(min(low, _HIGHEST), -_HIGHEST)), math.exp(max(min(high, _HIGHEST), -_HIGHEST))


NORMAL = Distribution(
    name="normal", call="normal(m, s)", returns="a random number with mean m and standard deviation s",
    argument_count=2,
    bounds=_reach, bounds_of_numbers=lambda a: quantiles.ends("normal", tuple(a)),
    numpy="{0} + {1} * {z}", c="{0} + {1} * {z}", domain=((-5.0, 5.0), (0.0, 3.0)), samples=((0.0, 1.0), (2.0, 0.5)),
)  # fmt: skip
LOGNORMAL = Distribution(
    name="lognormal", call="lognormal(m, s)", returns="e raised to the power normal(m, s)",
    argument_count=2, tabled=True,
    bounds=_power, bounds_of_numbers=lambda a: quantiles.ends("lognormal", tuple(a)),
    numpy="exp({0} + {1} * {z})", c="v_exp({0} + {1} * {z})", domain=((-1.0, 1.0), (0.0, 0.5)),
    samples=((0.0, 0.4), (1.0, 0.1)),
)  # fmt: skip
