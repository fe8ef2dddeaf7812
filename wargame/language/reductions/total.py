"""`total` and `mean`: the sum of many values, added from the first entity to the last, and their mean."""

from __future__ import annotations

from typing import Any

import numpy as np

from wargame.language.reduction import Fold, OfEquals, Reduction, WeightedMean
from wargame.numeric.exact import ordered_sum


def _sum(x: Any, axis: int) -> Any:
    return ordered_sum(np.asarray(x, dtype=np.float64), axis)


TOTAL = Reduction(
    name="total", call="total(x, area)", returns="the sum of x over all areas, or along a relation",
    compute=_sum, join=np.add, bounds=lambda a, n: (a[0] * n, a[1] * n), c=Fold(start="K(0.0)", join="{0} + {1}"),
    python=Fold(start="0.0", join="{0} + {1}"),
    of_equals=OfEquals.MULTIPLE, example=((1.0, 2.5, 4.0), 7.5),
)  # fmt: skip
MEAN = WeightedMean(
    name="mean", call="mean(x, area, weight)", example=((1.0, 2.0, 6.0), 3.0),
    returns="the mean of x over all areas, with a weight for each area (1 if left out); 0 if all weights are 0",
)  # fmt: skip
