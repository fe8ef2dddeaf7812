"""`median`: the middle of all values, or the mean of the two middle values."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np

from wargame.language.reduction import Gather, Reduction, same


def _median(x: Any, axis: int) -> Any:
    rows = np.sort(np.asarray(x, dtype=np.float64), axis=axis)
    n = rows.shape[axis]
    return (rows.take((n - 1) // 2, axis=axis) + rows.take(n // 2, axis=axis)) * 0.5


def _median_of_list(values: Sequence[float]) -> float:
    rows, n = sorted(values), len(values)
    return (rows[(n - 1) // 2] + rows[n // 2]) * 0.5 if n else 0.0


MEDIAN = Reduction(
    name="median", call="median(x, area)", example=((1.0, 9.0, 5.0), 5.0),
    returns="the middle value of x, or the mean of the two middle values; 0 if a relation has no links",
    compute=_median, join=None, bounds=same, keeps_grid=False,
    python=Gather(call="median({0})", function=_median_of_list),
    c=Gather(
        call="v_median({0}, {1})",
        source="""\
static inline v v_median(v *x, int n) {
  if (n == 0) return K(0.0);
  for (int i = 0; i <= n / 2; i++)
    for (int j = i + 1; j < n; j++) {
      v low = v_min(x[i], x[j]);
      x[j] = v_max(x[i], x[j]);
      x[i] = low;
    }
  return (x[(n - 1) / 2] + x[n / 2]) * 0.5;
}
""",
    ),
)  # fmt: skip
