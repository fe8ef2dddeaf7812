"""The operations of signs and small words: + - * /, comparisons, `and`, `or`, `not`, `a if c else b`.

Must not know: names, axes or steps.
"""

from __future__ import annotations

import math
from typing import Any

import numpy as np

from wargame.language.operation import Arguments, Operation, Vanishes
from wargame.language.word import Bounds

_ANY: Bounds = (-50.0, 50.0)
_TRUTH: Bounds = (0.0, 1.0)
_PAIRS = ((0.0, 0.0), (1.0, 3.0), (3.0, 1.0), (-7.5, 0.1), (0.1, -7.5), (2.0, 2.0), (0.1, 0.2))
_TRUTHS = ((0.0, 0.0), (0.0, 1.0), (1.0, 0.0), (1.0, 1.0))


def _times(x: float, y: float) -> float:
    return 0.0 if x == 0.0 or y == 0.0 else x * y


def _product(a: Bounds, b: Bounds) -> Bounds:
    corners = [_times(x, y) for x in a for y in b]
    return min(corners), max(corners)


def _quotient(a: Bounds, b: Bounds) -> Bounds:
    if b[0] <= 0.0 <= b[1]:
        return -math.inf, math.inf
    return _product(a, (1.0 / b[1], 1.0 / b[0]))


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


def _where(test: Any, yes: Any, no: Any, out: Any = None) -> Any:
    """Return `yes` at the places where the test holds, and `no` at all other places."""
    if out is None:
        return np.where(test, yes, no)
    np.copyto(out, no)
    np.copyto(out, yes, where=test)
    return out


def _number(x: Any, out: Any = None) -> Any:
    """Return a truth value as 0.0 or 1.0."""
    return np.multiply(x, 1.0, out=out)


ADD = Operation(
    name="add", compute=np.add, c="{0} + {1}", python="{0} + {1}",
    bounds=lambda a, b: (a[0] + b[0], a[1] + b[1]), keeps_grid=True,
    vanishes=Vanishes.ALL, domain=(_ANY, _ANY), samples=_PAIRS,
)  # fmt: skip
SUB = Operation(
    name="sub", compute=np.subtract, c="{0} - {1}", python="{0} - {1}",
    bounds=lambda a, b: (a[0] - b[1], a[1] - b[0]), keeps_grid=True,
    vanishes=Vanishes.ALL, domain=(_ANY, _ANY), samples=_PAIRS,
)  # fmt: skip
MUL = Operation(
    name="mul", compute=np.multiply, c="{0} * {1}", python="{0} * {1}", bounds=_product, vanishes=Vanishes.ANY,
    domain=(_ANY, _ANY), samples=_PAIRS,
)  # fmt: skip
DIV = Operation(
    name="div", compute=np.divide, c="{0} / {1}", python="{0} / {1}", bounds=_quotient, vanishes=Vanishes.FIRST,
    domain=(_ANY, (0.5, 50.0)), samples=((0.0, 1.0), (1.0, 3.0), (-7.5, 0.7), (50.0, 0.5)),
)  # fmt: skip
NEG = Operation(
    name="neg", compute=np.negative, c="-{0}", python="-{0}", bounds=lambda a: (-a[1], -a[0]), keeps_grid=True,
    vanishes=Vanishes.FIRST, domain=(_ANY,), samples=((0.0,), (1.5,), (-0.1,)),
)  # fmt: skip
LT = Operation(
    name="lt",
    compute=np.less,
    c="lt({0}, {1})",
    python="{0} < {1}",
    bounds=_less,
    truth=True,
    domain=(_ANY, _ANY),
    samples=_PAIRS,
)
LE = Operation(
    name="le",
    compute=np.less_equal,
    c="le({0}, {1})",
    python="{0} <= {1}",
    bounds=_at_most,
    truth=True,
    domain=(_ANY, _ANY),
    samples=_PAIRS,
)
GT = Operation(
    name="gt", compute=np.greater, c="gt({0}, {1})", python="{0} > {1}", bounds=lambda a, b: _less(b, a), truth=True,
    vanishes=Vanishes.AGAINST_ZERO, domain=(_ANY, _ANY), samples=_PAIRS,
)  # fmt: skip
GE = Operation(
    name="ge", compute=np.greater_equal, c="ge({0}, {1})", python="{0} >= {1}",
    bounds=lambda a, b: _at_most(b, a), truth=True,
    domain=(_ANY, _ANY), samples=_PAIRS,
)  # fmt: skip
EQ = Operation(
    name="eq",
    compute=np.equal,
    c="eq({0}, {1})",
    python="{0} == {1}",
    bounds=_equal,
    truth=True,
    domain=(_ANY, _ANY),
    samples=_PAIRS,
)
NE = Operation(
    name="ne", compute=np.not_equal, c="ne({0}, {1})", python="{0} != {1}",
    bounds=lambda a, b: _not(_equal(a, b)), truth=True,
    vanishes=Vanishes.AGAINST_ZERO, domain=(_ANY, _ANY), samples=_PAIRS,
)  # fmt: skip
AND = Operation(
    name="and", compute=np.logical_and, c="{0} & {1}", python="{0} and {1}",
    bounds=lambda a, b: (min(a[0], b[0]), min(a[1], b[1])),
    arguments=Arguments.TRUTHS, truth=True, vanishes=Vanishes.ANY, domain=(_TRUTH, _TRUTH), samples=_TRUTHS,
)  # fmt: skip
OR = Operation(
    name="or", compute=np.logical_or, c="{0} | {1}", python="{0} or {1}",
    bounds=lambda a, b: (max(a[0], b[0]), max(a[1], b[1])),
    arguments=Arguments.TRUTHS, truth=True, vanishes=Vanishes.ALL, domain=(_TRUTH, _TRUTH), samples=_TRUTHS,
)  # fmt: skip
NOT = Operation(
    name="not", compute=np.logical_not, c="~{0}", python="not {0}", bounds=_not, arguments=Arguments.TRUTHS, truth=True,
    domain=(_TRUTH,), samples=((0.0,), (1.0,)),
)  # fmt: skip
NUMBER = Operation(  # changes a truth to a number for arithmetic
    name="number", compute=_number, c="number({0})", python="1.0 if {0} else 0.0",
    bounds=lambda a: a, arguments=Arguments.ANYTHING, keeps_grid=True,
    vanishes=Vanishes.FIRST, domain=(_TRUTH,), samples=((0.0,), (1.0,)),
)  # fmt: skip
WHERE = Operation(
    name="where", compute=_where, c="sel({0}, {1}, {2})", python="{1} if {0} else {2}",
    c_of_truths="pick({0}, {1}, {2})",
    bounds=lambda c, a, b: (min(a[0], b[0]), max(a[1], b[1])), arguments=Arguments.CHOICE, keeps_grid=True,
    vanishes=Vanishes.BRANCHES, domain=(_TRUTH, _ANY, _ANY), samples=((0.0, 1.5, -2.5), (1.0, 1.5, -2.5)),
)  # fmt: skip

SIGNS = (ADD, SUB, MUL, DIV, NEG, LT, LE, GT, GE, EQ, NE, AND, OR, NOT, NUMBER, WHERE)
