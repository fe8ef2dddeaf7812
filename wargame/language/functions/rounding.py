"""`abs`, `floor` and `rint`: the absolute value of a number, and whole numbers near a number."""

from __future__ import annotations

import math

import numpy as np

from wargame.language.operation import Function, Operation, Vanishes, rising
from wargame.language.word import Bounds

_ANY: Bounds = (-50.0, 50.0)
_SAMPLES = ((0.0,), (0.5,), (1.5,), (2.5,), (-0.5,), (-1.5,), (-2.7,), (2.7,), (49.0,))


def _magnitude(a: Bounds) -> Bounds:
    low = 0.0 if a[0] <= 0.0 <= a[1] else min(abs(a[0]), abs(a[1]))
    return low, max(abs(a[0]), abs(a[1]))


ABSOLUTE = Operation(
    name="abs", compute=np.abs, c="v_abs({0})", python="abs({0})",
    bounds=_magnitude, keeps_grid=True, vanishes=Vanishes.FIRST,
    domain=(_ANY,), samples=_SAMPLES,
)  # fmt: skip
ROUND_DOWN = Operation(
    name="floor", compute=np.floor, c="v_floor({0})", python="floor({0})", keeps_grid=True, vanishes=Vanishes.FIRST,
    bounds=rising(lambda x: math.floor(x) if math.isfinite(x) else x), domain=(_ANY,), samples=_SAMPLES,
)  # fmt: skip
ROUND_TO_NEAREST = Operation(
    name="rint", compute=np.rint, c="v_rint({0})", python="rint({0})", keeps_grid=True, vanishes=Vanishes.FIRST,
    bounds=rising(lambda x: round(x) if math.isfinite(x) else x), domain=(_ANY,), samples=_SAMPLES,
)  # fmt: skip

ABS = Function(
    name="abs", call="abs(x)", returns="x without the minus sign", example=((-2.5,), 2.5), operations=(ABSOLUTE,)
)
FLOOR = Function(
    name="floor", call="floor(x)", returns="the greatest whole number up to x", example=((2.7,), 2.0),
    operations=(ROUND_DOWN,),
)  # fmt: skip
RINT = Function(
    name="rint", call="rint(x)",
    returns="the whole number nearest to x; the even number if two are equally near", example=((2.5,), 2.0),
    operations=(ROUND_TO_NEAREST,),
)  # fmt: skip
