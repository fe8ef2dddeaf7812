"""`sqrt`, `exp` and `log`. All machines compute the same results."""

from __future__ import annotations

import math
from typing import Any

import numpy as np

from wargame.language.operation import Function, Operation, Vanishes, rising
from wargame.language.word import Bounds
from wargame.numeric import exact

NO_ROOT = "this can be negative, and has then no root: write max(..., 0)"


def capped_exp(x: float) -> float:
    """Return e**x. The exponent is limited to the range for which `exp` is computed."""
    return math.exp(min(max(x, -exact.EXP_BOUND), exact.EXP_BOUND))


def _log(x: Any, out: Any = None) -> Any:
    return np.add(exact.log(x), 0.0, out=out)


def _not_negative(text: str, bounds: Bounds) -> str:
    return NO_ROOT if bounds[0] < 0.0 else ""


def _above_zero(text: str, bounds: Bounds) -> str:
    if bounds[0] > 0.0:
        return ""
    reach = "0" if bounds[0] == 0.0 else "0 or less"
    return f"`{text}` can be {reach} by the declared ranges: write max({text}, 0.01)"


SQUARE_ROOT = Operation(
    name="sqrt", compute=np.sqrt, c="v_sqrt({0})", python="sqrt({0})", bounds=rising(lambda x: math.sqrt(max(x, 0.0))),
    vanishes=Vanishes.FIRST, costly=True, domain=((0.0, 50.0),), samples=((0.0,), (1.0,), (2.0,), (0.01,)),
)  # fmt: skip
EXPONENTIAL = Operation(
    name="exp", compute=exact.exp, c="v_exp({0})", python="exp({0})", bounds=rising(capped_exp), costly=True,
    domain=((-9.0, 9.0),), samples=((0.0,), (1.0,), (-1.0,), (8.9,)),
)  # fmt: skip
LOGARITHM = Operation(
    name="log", compute=_log, c="v_log({0})", python="log({0})",
    bounds=rising(lambda x: math.log(x) if x > 0 else -math.inf), costly=True,
    domain=((0.01, 50.0),), samples=((1.0,), (0.01,), (2.0,), (3.7,)),
    source="""\
static inline v v_log(v x) {
  m bits = bits_of(x);
  v exponent = of_int(((bits >> 52) & 0x7FF) - 1023);
  v mantissa = of_bits((bits & 0x000FFFFFFFFFFFFFLL) | 0x3FF0000000000000LL);
  m j = (bits >> 45) & 127;
  v r = mantissa * taken(LOG_INVERSES, j) - 1.0;
  v series = r * (1.0 / 7.0);
  series = (1.0 / 6.0 - series) * r;
  series = (1.0 / 5.0 - series) * r;
  series = (1.0 / 4.0 - series) * r;
  series = (1.0 / 3.0 - series) * r;
  series = (1.0 / 2.0 - series) * r;
  series = (1.0 - series) * r;
  return exponent * LN2_HI + (taken(LOG_LOGS, j) + (series + exponent * LN2_LO));
}
""",
)  # fmt: skip

SQRT = Function(
    name="sqrt", call="sqrt(x)", returns="the square root of x; x cannot be negative", example=((9.0,), 3.0),
    operations=(SQUARE_ROOT,), refuses=_not_negative,
)  # fmt: skip
EXP = Function(
    name="exp", call="exp(x)", returns="e raised to the power x", example=((0.0,), 1.0), operations=(EXPONENTIAL,)
)
LOG = Function(
    name="log", call="log(x)", returns="the natural logarithm of x; x must be above 0",
    example=((1.0,), 0.0), operations=(LOGARITHM,), refuses=_above_zero,
)  # fmt: skip
