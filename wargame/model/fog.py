"""The fog table: who sees which numbers, and how well, as written.

Must not know: any value, or how an estimate is drawn.
"""

from __future__ import annotations

from enum import Enum

import attrs

from wargame.errors import Place
from wargame.model.formula import Formula


class Sharpness(Enum):
    """How well a row shows cells. The values are the keys of a row."""

    EXACT = "exact"
    TIMES = "times"
    PLUS = "plus"
    WITHIN = "within"
    UNSEEN = "unseen"


@attrs.frozen
class FoggedCells:
    """The cells of a metric with all these entities; all its cells if there are none."""

    metric: str
    entities: tuple[str, ...]
    place: Place


@attrs.frozen
class FogRow:
    """One row: these cells, to these seats, with this accuracy and lag.

    `noise`: for TIMES and PLUS, the draw that multiplies the true value or is added to it. For WITHIN it is half the
    width of the interval that holds the truth 8 times in 10. `words`: bands from below, (first value, word); with them
    the seat reads a word and no number. `lag`: turns until the seat reads it. `every`: turns between two surveys (1:
    each turn).
    """

    cells: tuple[FoggedCells, ...]
    to: tuple[str, ...]
    place: Place
    sharpness: Sharpness
    noise: Formula | None = None
    words: tuple[tuple[float, str], ...] = ()
    lag: int = 0
    every: int = 1
    source: str = ""

    @property
    def plain(self) -> bool:
        """Return whether the seat sees the number itself, at once."""
        return self.sharpness is Sharpness.EXACT and not self.words and self.fresh

    @property
    def fresh(self) -> bool:
        """Return whether the row shows the present in every turn."""
        return self.lag == 0 and self.every == 1

    def word(self, value: float) -> str:
        """Return the word for a value; the lowest for a value below all bands."""
        return next((word for start, word in reversed(self.words) if value >= start), self.words[0][1])
