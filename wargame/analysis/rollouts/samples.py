"""Means over keys, and the errors of these means. A key is the number from which a rollout gets its dice.

Sums are computed key by key. Luck that two numbers share for a key then does not increase the error of their
difference.

Must not know: the meaning of the numbers.
"""

from __future__ import annotations

from typing import Self

import attrs
import numpy as np

from wargame.numeric.exact import Floats

HOLDS = 0.9  # the probability that the true mean lies within the error
WIDE = 1.6448536269514722  # the error is this many standard errors; 19 of 20 normal draws are lower than this number


@attrs.frozen
class MeanWithError:
    """A mean over keys. The true mean differs from `mean` by at most `error` in 9 of 10 cases."""

    mean: float
    error: float


@attrs.frozen(eq=False)
class Samples:
    """A quantity that is measured for each key. The quantity is the sum of two parts.

    `whole`: the first part, for all keys [keys].
    `first`: the second part, for the first keys only [first keys].
    """

    whole: Floats
    first: Floats

    @classmethod
    def nothing(cls, keys: int, first: int) -> Self:
        """Return a quantity that is 0 for every key."""
        return cls(np.zeros(keys), np.zeros(first))

    def __add__(self, other: Samples) -> Samples:
        return Samples(self.whole + other.whole, self.first + other.first)

    def __sub__(self, other: Samples) -> Samples:
        return Samples(self.whole - other.whole, self.first - other.first)

    @property
    def estimate(self) -> MeanWithError:
        """Return the mean of the quantity with its error.

        The error is 0 if there is only one key, because one key is too few to measure an error.
        """
        keys, first = self.whole.size, self.first.size
        mean = float(self.whole.mean()) + (float(self.first.mean()) if first else 0.0)
        variance = 0.0
        if first > 1:
            variance += first * float((self.whole[:first] / keys + self.first / first).var(ddof=1))
        if keys > first and keys > 1:
            variance += (keys - first) * float((self.whole / keys).var(ddof=1))
        return MeanWithError(mean, WIDE * variance**0.5)
