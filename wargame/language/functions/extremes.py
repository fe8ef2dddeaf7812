"""`min`, `max` and `clip`: the least of some values, the greatest of some values, and a value limited to a range."""

from __future__ import annotations

import numpy as np

from wargame.language.operation import Function, Operation, Vanishes
from wargame.language.word import Bounds

_ANY: Bounds = (-50.0, 50.0)
_PAIRS = ((0.0, 0.0), (1.0, 3.0), (3.0, 1.0), (-7.5, 0.1), (2.0, 2.0))

LEAST_OF = Operation(
    name="min", compute=np.minimum, c="v_min({0}, {1})", python="{0} if {0} <= {1} else {1}",
    bounds=lambda a, b: (min(a[0], b[0]), min(a[1], b[1])),
    keeps_grid=True, vanishes=Vanishes.ALL, domain=(_ANY, _ANY), samples=_PAIRS,
)  # fmt: skip
GREATEST_OF = Operation(
    name="max", compute=np.maximum, c="v_max({0}, {1})", python="{0} if {0} >= {1} else {1}",
    bounds=lambda a, b: (max(a[0], b[0]), max(a[1], b[1])),
    keeps_grid=True, vanishes=Vanishes.ALL, domain=(_ANY, _ANY), samples=_PAIRS,
)  # fmt: skip

_MANY = 600  # more values than a formula can have


MIN = Function(
    name="min", call="min(a, b, ...)", returns="the least of the values a, b, ...", example=((3.0, 1.0, 2.0), 1.0),
    operations=(LEAST_OF,), least=2, most=_MANY,
    wrong_count="min takes two values or more; over a kind, write least(x, KIND)",
)  # fmt: skip
MAX = Function(
    name="max", call="max(a, b, ...)", returns="the greatest of the values a, b, ...", example=((3.0, 1.0, 2.0), 3.0),
    operations=(GREATEST_OF,), least=2, most=_MANY,
    wrong_count="max takes two values or more; over a kind, write most(x, KIND)",
)  # fmt: skip
CLIP = Function(
    name="clip", call="clip(x, low, high)",
    returns="x, or low if x is less than low, or high if x is greater than high",
    example=((7.0, 0.0, 5.0), 5.0), operations=(GREATEST_OF, LEAST_OF), least=3, most=3,
    wrong_count="clip takes three values: clip(x, low, high)",
)  # fmt: skip
