"""Reductions: one value from the values of many entities, in the order of the entities.

Must not know: names, axes or relations. The module knows only positions.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from enum import Enum
from typing import Any

import attrs

from wargame.language.word import Bounds, Word


class OfEquals(Enum):
    """The result of a reduction over equal values, in the words of error messages."""

    VALUE = "is the value itself"
    MULTIPLE = "counts it once for each"
    NOTHING = "is 0"


@attrs.frozen(eq=False, kw_only=True)
class Fold:
    """How C, or plain Python, reduces values one after the other.

    The reduction begins with `start`. The expression `join` joins the result so far ({0}) with the next value ({1}).
        The C type `v` is a vector of numbers, and `m` is a vector of truths. Each vector has a place for every game of
        a block (a group of games that C computes together). `K(1.0)` is a `v`, and `B(1)` is an `m`, with the same
        value in every place. `wargame/native/c/prelude.h` defines `v_min` and similar functions.
    `meaningless_start`: whether the result for no values is 0 instead of the start.
    """

    start: str
    join: str
    meaningless_start: bool = False


@attrs.frozen(eq=False, kw_only=True)
class Gather:
    """How C, or plain Python, reduces all values at once. The result is 0 if there are no values.

    `call`: an expression that reduces the values {0}. In C, {0} is an array of `v` (see Fold), and {1} is the number of
        values. The C function may change the array. In Python, {0} is a list of floats.
    `source`: the C function that the expression calls.
    `function`: the Python function that the expression calls. The expression calls the function by the name of the
        word.
    """

    call: str
    source: str = ""
    function: Callable[[Sequence[float]], float] | None = None


@attrs.frozen(eq=False, kw_only=True)
class Reduction(Word):
    """A word that reduces over a kind or along a relation.

    `compute`: reduces a numpy array [axes..., games] over one of its leading axes.
    `join`: joins two arrays, the result so far and the next link of a relation. `join` is None if the reduction needs
    all values together.
    `bounds`: computes the bounds of the result from the bounds of the values and the largest number of values.
    `rising`: whether the result never falls if a value rises. A seat's estimate of the result may otherwise be any
    value within the bounds.
    `keeps_grid`: whether numbers on the grid of 2**-30 give a result on the grid. Sums of such results need no
    rounding. The grid is the set of all multiples of 2**-30.
    The mean of two numbers, for example, may lie between two numbers of the grid.
    `of_equals`: the result for values that are all the same.
    `example`: some values, and the result for these values.
    """

    compute: Callable[[Any, int], Any]
    join: Callable[..., Any] | None
    bounds: Callable[[Bounds, int], Bounds]
    c: Fold | Gather
    python: Fold | Gather
    example: tuple[tuple[float, ...], float]
    truth: bool = False  # whether the values and the result are truths
    rising: bool = True  # whether a greater value never makes the result smaller
    keeps_grid: bool = True
    of_equals: OfEquals = OfEquals.VALUE


@attrs.frozen(eq=False, kw_only=True)
class WeightedMean(Word):
    """The word for a mean with weights: the sum of the products, divided by the sum of the weights."""

    example: tuple[tuple[float, ...], float]


def same(a: Bounds, n: int) -> Bounds:
    """Return the bounds `a` unchanged, for a reduction whose result never leaves the bounds of the `n` values."""
    return a
