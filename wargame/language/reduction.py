"""Reductions: what makes one value of the values of many entities, in the order of the entities.

Must not know: names, axes or relations; positions only.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import attrs

from wargame.language.word import Bounds, Word


@attrs.frozen(eq=False, kw_only=True)
class Fold:
    """How C, or plain Python, reduces value by value: begin with `start`, join what there is ({0}) with the next ({1}).

    `meaningless_start`: where there is no value at all, the result is 0 in place of the start.
    """

    start: str
    join: str
    meaningless_start: bool = False


@attrs.frozen(eq=False, kw_only=True)
class Gather:
    """How C, or plain Python, reduces all values at once: `call` is given them ({0}), and in C their number ({1}).

    `source`: the C function that it calls. Of no values it gives 0.
    """

    call: str
    source: str = ""


@attrs.frozen(eq=False, kw_only=True)
class Reduction(Word):
    """A word that reduces over a kind or along a relation.

    `compute`: of a numpy array [axes..., games], over one of its leading axes. `join`: of two arrays, where a relation
    can be followed link by link; None where only all values together give the result. `bounds`: of the result, by those
    of the values and how many there are at most. `counts`: a value that is the same for all counts once each.
    `example`: values and what they give.
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
    counts: bool = False


@attrs.frozen(eq=False, kw_only=True)
class WeightedMean(Word):
    """The word for a mean with weights: a total of products over a total of weights."""

    example: tuple[tuple[float, ...], float]


def same(a: Bounds, n: int) -> Bounds:
    """Return the bounds of one of the values."""
    return a
