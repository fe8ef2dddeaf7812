"""The operations of formulas: how numpy computes each, how it bounds its result, and whether it keeps to the grid.

Must not know: names, axes or steps.
"""

from __future__ import annotations

import math
from collections.abc import Callable
from typing import Any

import attrs
import numpy as np

from wargame.numeric import exact

Bounds = tuple[float, float]


def _times(x: float, y: float) -> float:
    return 0.0 if x == 0.0 or y == 0.0 else x * y


def _product(a: Bounds, b: Bounds) -> Bounds:
    corners = [_times(x, y) for x in a for y in b]
    return min(corners), max(corners)


def _quotient(a: Bounds, b: Bounds) -> Bounds:
    if b[0] <= 0.0 <= b[1]:
        return -math.inf, math.inf
    return _product(a, (1.0 / b[1], 1.0 / b[0]))


def _exp(x: float) -> float:
    return math.exp(min(max(x, -exact.EXP_BOUND), exact.EXP_BOUND))


def _rising(f: Callable[[float], float]) -> Callable[[Bounds], Bounds]:
    return lambda a: (f(a[0]), f(a[1]))


def _magnitude(a: Bounds) -> Bounds:
    low = 0.0 if a[0] <= 0.0 <= a[1] else min(abs(a[0]), abs(a[1]))
    return low, max(abs(a[0]), abs(a[1]))


def _floor(x: float) -> float:
    return math.floor(x) if math.isfinite(x) else x


def _truth(sure: bool, never: bool) -> Bounds:
    return float(sure), float(not never)


def _less(a: Bounds, b: Bounds) -> Bounds:
    return _truth(a[1] < b[0], a[0] >= b[1])


def _at_most(a: Bounds, b: Bounds) -> Bounds:
    return _truth(a[1] <= b[0], a[0] > b[1])


def _equal(a: Bounds, b: Bounds) -> Bounds:
    return _truth(a[0] == a[1] == b[0] == b[1], a[1] < b[0] or b[1] < a[0])


def _not(a: Bounds) -> Bounds:
    return 1.0 - a[1], 1.0 - a[0]


def _log(x: Any, out: Any = None) -> Any:
    return np.add(exact.log(x), 0.0, out=out)


def where(test: Any, yes: Any, no: Any, out: Any = None) -> Any:
    """`yes` where the test holds, else `no`."""
    if out is None:
        return np.where(test, yes, no)
    np.copyto(out, no)
    np.copyto(out, yes, where=test)
    return out


def number(x: Any, out: Any = None) -> Any:
    """A truth value as 0.0 or 1.0."""
    return np.multiply(x, 1.0, out=out)


@attrs.frozen
class Operation:
    """A function of arrays (with `out=`), its bounds, whether it is a truth, and whether grid stays grid."""

    compute: Callable[..., Any]
    bounds: Callable[..., Bounds]
    truth: bool = False
    keeps_grid: bool = False


OPERATIONS: dict[str, Operation] = {
    "add": Operation(np.add, lambda a, b: (a[0] + b[0], a[1] + b[1]), keeps_grid=True),
    "sub": Operation(np.subtract, lambda a, b: (a[0] - b[1], a[1] - b[0]), keeps_grid=True),
    "mul": Operation(np.multiply, _product),
    "div": Operation(np.divide, _quotient),
    "min": Operation(np.minimum, lambda a, b: (min(a[0], b[0]), min(a[1], b[1])), keeps_grid=True),
    "max": Operation(np.maximum, lambda a, b: (max(a[0], b[0]), max(a[1], b[1])), keeps_grid=True),
    "neg": Operation(np.negative, lambda a: (-a[1], -a[0]), keeps_grid=True),
    "abs": Operation(np.abs, _magnitude, keeps_grid=True),
    "sqrt": Operation(np.sqrt, _rising(lambda x: math.sqrt(max(x, 0.0)))),
    "exp": Operation(exact.exp, _rising(_exp)),
    "log": Operation(_log, _rising(lambda x: math.log(x) if x > 0 else -math.inf)),
    "logistic": Operation(exact.logistic, _rising(lambda x: 1.0 / (1.0 + _exp(-x)))),
    "tanh": Operation(exact.tanh, _rising(math.tanh)),
    "floor": Operation(np.floor, _rising(_floor), keeps_grid=True),
    "rint": Operation(np.rint, _rising(lambda x: round(x) if math.isfinite(x) else x), keeps_grid=True),
    "lt": Operation(np.less, _less, truth=True),
    "le": Operation(np.less_equal, _at_most, truth=True),
    "gt": Operation(np.greater, lambda a, b: _less(b, a), truth=True),
    "ge": Operation(np.greater_equal, lambda a, b: _at_most(b, a), truth=True),
    "eq": Operation(np.equal, _equal, truth=True),
    "ne": Operation(np.not_equal, lambda a, b: _not(_equal(a, b)), truth=True),
    "and": Operation(np.logical_and, lambda a, b: (min(a[0], b[0]), min(a[1], b[1])), truth=True),
    "or": Operation(np.logical_or, lambda a, b: (max(a[0], b[0]), max(a[1], b[1])), truth=True),
    "not": Operation(np.logical_not, _not, truth=True),
    "number": Operation(number, lambda a: a, keeps_grid=True),
    "where": Operation(where, lambda c, a, b: (min(a[0], b[0]), max(a[1], b[1])), keeps_grid=True),
}
