"""`any`: whether a condition holds for at least one entity."""

from __future__ import annotations

from typing import Any

import numpy as np

from wargame.language.reduction import Fold, Reduction, same


def _any(x: Any, axis: int) -> Any:
    return np.logical_or.reduce(x, axis=axis)


ANY = Reduction(
    name="any", call="any(condition, area)", returns="1 if the condition is true for at least one area, else 0",
    compute=_any, join=np.logical_or, bounds=same, c=Fold(start="B(0)", join="{0} | {1}"),
    python=Fold(start="False", join="{0} or {1}"),
    truth=True, rising=False,
    example=((0.0, 1.0, 0.0), 1.0),
)  # fmt: skip
