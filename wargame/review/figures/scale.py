"""Scales, which turn values into coordinates of a figure.

Must not know: what the values mean.
"""

from __future__ import annotations

import math
from collections.abc import Iterable

import attrs


@attrs.frozen
class Scale:
    """A linear scale. The value `low` gets the coordinate `start`, and the value `high` gets `end`."""

    low: float
    high: float
    start: float
    end: float

    def __call__(self, value: float) -> float:
        """Return the coordinate of a value. A value outside the scale gets the coordinate of the nearer end."""
        share = (value - self.low) / ((self.high - self.low) or 1.0)
        return self.start + min(1.0, max(0.0, share)) * (self.end - self.start)


def around(values: Iterable[float], start: float, end: float, zero: bool = False, room: float = 0.06) -> Scale:
    """Return a scale that shows all values.

    `zero`: whether 0 must be on the scale.
    `room`: the free space at each end, as a share of the range of values.
    """
    shown = [value for value in values if math.isfinite(value)]
    shown += [0.0] if zero or not shown else []
    low, high = min(shown), max(shown)
    if low == high:
        low, high = low - 1.0, high + 1.0
    extra = (high - low) * room
    return Scale(0.0 if zero and low == 0 else low - extra, 0.0 if zero and high == 0 else high + extra, start, end)


def ticks(low: float, high: float, most: int = 4) -> tuple[float, ...]:
    """Return round values between `low` and `high` for the marks of an axis. There are at most `most` + 1 values."""
    span = high - low
    if span <= 0 or not math.isfinite(span):
        return ()
    step = 10.0 ** math.floor(math.log10(span / most))
    step *= next(factor for factor in (1, 2, 5, 10, 20) if span / (step * factor) <= most)
    first = math.ceil(low / step - 1e-9)
    return tuple(step * number for number in range(first, math.floor(high / step + 1e-9) + 1))


def shown_turns(first: int, last: int, most: int = 5) -> tuple[int, ...]:
    """Return the turns that are printed on an axis: the first turn, the last turn, and turns at equal distances."""
    count = last - first
    if count <= 0:
        return (first,)
    step = max(1, math.ceil(count / (most - 1)))
    between = range(first + step, last, step)
    return (first, *(turn for turn in between if last - turn >= step * 0.6), last)


def turn_pieces(last: int, most: int = 13) -> tuple[range, ...]:
    """Return the turns from 1 to `last` in pieces of nearly equal length, with at most `most` turns each.

    A wider table or figure does not fit on a printed page.
    """
    size = -(-last // -(-last // most)) if last else 1
    return tuple(range(first, min(first + size, last + 1)) for first in range(1, last + 1, size))
