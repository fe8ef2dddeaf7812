"""Means over keys, and their errors. Figures that are added key by key keep the luck that they share.

Must not know: what the figures mean.
"""

from __future__ import annotations

from typing import Self

import attrs
import numpy as np

from wargame.numeric.exact import Floats

HOLDS = 0.9  # the share of errors that hold the true mean
WIDE = 1.6448536269514722  # so many standard errors hold it: nineteen of twenty normal draws lie below


@attrs.frozen
class MeanWithError:
    """A mean over keys. The true mean lies within `error` of it in nine cases of ten."""

    mean: float
    error: float


@attrs.frozen(eq=False)
class Samples:
    """A figure for each key. The figure is the sum of a part over all keys and a part over the first keys only.

    `whole` [keys], `first` [first keys]: the estimate is the mean of `whole` plus the mean of `first`.
    """

    whole: Floats
    first: Floats

    @classmethod
    def nothing(cls, keys: int, first: int) -> Self:
        """Return a figure that is 0 for every key."""
        return cls(np.zeros(keys), np.zeros(first))

    def __add__(self, other: Samples) -> Samples:
        return Samples(self.whole + other.whole, self.first + other.first)

    def __sub__(self, other: Samples) -> Samples:
        return Samples(self.whole - other.whole, self.first - other.first)

    @property
    def estimate(self) -> MeanWithError:
        """Return the mean with its error. A single key has no error that could be measured: the error is 0."""
        keys, first = self.whole.size, self.first.size
        mean = float(self.whole.mean()) + (float(self.first.mean()) if first else 0.0)
        variance = 0.0
        if first > 1:
            variance += first * float((self.whole[:first] / keys + self.first / first).var(ddof=1))
        if keys > first and keys > 1:
            variance += (keys - first) * float((self.whole / keys).var(ddof=1))
        return MeanWithError(mean, WIDE * variance**0.5)
