"""Reductions: one value from the values of many entities, in the order of the entities.

Must not know: names, axes or relations; positions only.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import attrs

from wargame.language.word import Bounds, Word


@attrs.frozen(eq=False, kw_only=True)
class Fold:
    """How C, or plain Python, reduces value by value: from `start`, by joining ({0}) with the next ({1}).

    `meaningless_start`: the result is 0 instead of the start if there is no value.
    """

    start: str
    join: str
    meaningless_start: bool = False


@attrs.frozen(eq=False, kw_only=True)
class Gather:
    """How C, or plain Python, reduces all values at once: `call` of the values ({0}), and in C their number ({1}).

    `source`: the C function that it calls. Its result for no values is 0.
    """

    call: str
    source: str = ""


@attrs.frozen(eq=False, kw_only=True)
class Reduction(Word):
    """A word that reduces over a kind or along a relation.

    `compute`: of a numpy array [axes..., games], over one of its leading axes. `join`: of two arrays, if a relation can
    be followed link by link; None if the result needs all values together. `bounds`: of the result, by those of the
    values and their largest number. `counts`: a value that is the same for all counts once each. `example`: values and
    their result.
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
