"""Scales: from values to places in a figure.

Must not know: what the values mean.
"""

from __future__ import annotations

import math
from collections.abc import Iterable

import attrs


@attrs.frozen
class Scale:
    """A straight scale from the values `low` to `high` to the places `start` to `end`."""

    low: float
    high: float
    start: float
    end: float

    def __call__(self, value: float) -> float:
        """Return the place of a value. Values beyond the ends lie at the ends."""
        share = (value - self.low) / ((self.high - self.low) or 1.0)
        return self.start + min(1.0, max(0.0, share)) * (self.end - self.start)


def around(values: Iterable[float], start: float, end: float, zero: bool = False, room: float = 0.06) -> Scale:
    """Return a scale that shows all values with some room. `zero`: whether 0 must be on the scale."""
    shown = [value for value in values if math.isfinite(value)]
    shown += [0.0] if zero or not shown else []
    low, high = min(shown), max(shown)
    if low == high:
        low, high = low - 1.0, high + 1.0
    extra = (high - low) * room
    return Scale(0.0 if zero and low == 0 else low - extra, 0.0 if zero and high == 0 else high + extra, start, end)


def ticks(low: float, high: float, most: int = 4) -> tuple[float, ...]:
    """Return round values between two values: at most `most` + 1 values."""
    span = high - low
    if span <= 0 or not math.isfinite(span):
        return ()
    step = 10.0 ** math.floor(math.log10(span / most))
    step *= next(factor for factor in (1, 2, 5, 10, 20) if span / (step * factor) <= most)
    first = math.ceil(low / step - 1e-9)
    return tuple(step * number for number in range(first, math.floor(high / step + 1e-9) + 1))


def shown_turns(first: int, last: int, most: int = 5) -> tuple[int, ...]:
    """Return the turns that get a name on an axis: the first, the last, and some between them at equal distances."""
    count = last - first
    if count <= 0:
        return (first,)
    step = max(1, math.ceil(count / (most - 1)))
    between = range(first + step, last, step)
    return (first, *(turn for turn in between if last - turn >= step * 0.6), last)
