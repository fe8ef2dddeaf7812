"""Reductions: one value from the values of many entities, in the order of the entities.

Must not know: names, axes or relations; positions only.
"""

from __future__ import annotations

from collections.abc import Callable
from enum import Enum
from typing import Any

import attrs

from wargame.language.word import Bounds, Word


class OfEquals(Enum):
    """What a reduction gives of values that are all the same, as messages say it."""

    VALUE = "is the value itself"
    MULTIPLE = "counts it once for each"
    NOTHING = "is 0"


@attrs.frozen(eq=False, kw_only=True)
class Fold:
    """How C, or plain Python, reduces value by value: from `start`, by joining ({0}) with the next ({1}).

    In C, `v` is a vector of numbers and `m` one of truths, each with a place for every game of a block. `K(1.0)` is a
    `v` and `B(1)` an `m` with the same in every place. `v_min` and its like stand in `wargame/native/c/prelude.h`.
    `meaningless_start`: the result is 0 instead of the start if there is no value.
    """

    start: str
    join: str
    meaningless_start: bool = False


@attrs.frozen(eq=False, kw_only=True)
class Gather:
    """How C, or plain Python, reduces all values at once: `call` of the values ({0}), and in C their number ({1}).

    In C, {0} is an array of `v` (see Fold) that the function may change. In Python it is a list of floats; the call is
    an expression with names of Python and of `wargame/rulebook/python_writer/turn.py`. Both give 0 of no values.
    `source`: the C function that it calls.
    """

    call: str
    source: str = ""


@attrs.frozen(eq=False, kw_only=True)
class Reduction(Word):
    """A word that reduces over a kind or along a relation.

    `compute`: of a numpy array [axes..., games], over one of its leading axes. `join`: of two arrays, what there is and
    the next link of a relation; None if the result needs all values together. `bounds`: of the result, by those of the
    values and their largest number. `rising`: see below; estimates know only these bounds if it is False. `keeps_grid`:
    whether numbers on the grid of 2**-30 give a result on the grid, so that sums need no rounding. Half of a sum is not
    on it. `of_equals`: the result of a value that is the same for all. `example`: values and their result.
    """

    compute: Callable[[Any, int], Any]
    join: Callable[..., Any] | None
    bounds: Callable[[Bounds, int], Bounds]
    c: Fold | Gather
    python: Fold | Gather
    example: tuple[tuple[float, ...], float]
    truth: bool = False  # of truths, and gives one
    rising: bool = True  # whether greater values never give a smaller result
    keeps_grid: bool = True
    of_equals: OfEquals = OfEquals.VALUE


@attrs.frozen(eq=False, kw_only=True)
class WeightedMean(Word):
    """The word for a mean with weights: a total of products over a total of weights."""

    example: tuple[tuple[float, ...], float]


def same(a: Bounds, n: int) -> Bounds:
    """Return the bounds of one of the values."""
    return a
