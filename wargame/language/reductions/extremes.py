"""`most` and `least`: the greatest value and the least value of many entities."""

from __future__ import annotations

from typing import Any

import numpy as np

from wargame.language.reduction import Fold, Reduction, same


def _greatest(x: Any, axis: int) -> Any:
    return np.maximum.reduce(x, axis=axis)


def _least(x: Any, axis: int) -> Any:
    return np.minimum.reduce(x, axis=axis)


MOST = Reduction(
    name="most", call="most(x, area)", returns="the greatest value of x; 0 if a relation has no links",
    compute=_greatest, join=np.maximum, bounds=same, example=((1.0, 6.0, 2.0), 6.0),
    c=Fold(start="K(-__builtin_inf())", join="v_max({0}, {1})", meaningless_start=True),
    python=Fold(start="-inf", join="{0} if {0} >= {1} else {1}", meaningless_start=True),
)  # fmt: skip
LEAST = Reduction(
    name="least", call="least(x, area)", returns="the least value of x; 0 if a relation has no links",
    compute=_least, join=np.minimum, bounds=same, example=((3.0, 1.0, 2.0), 1.0),
    c=Fold(start="K(__builtin_inf())", join="v_min({0}, {1})", meaningless_start=True),
    python=Fold(start="inf", join="{0} if {0} <= {1} else {1}", meaningless_start=True),
)  # fmt: skip
