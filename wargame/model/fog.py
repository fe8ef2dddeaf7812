"""The fog table: who sees which numbers how well, as written.

Must not know: any value, or how an estimate is drawn.
"""

from __future__ import annotations

from enum import Enum

import attrs

from wargame.errors import Place
from wargame.model.formula import Formula


class Sharpness(Enum):
    """How well a row lets cells be seen; the values are the keys of a row."""

    EXACT = "exact"
    TIMES = "times"
    PLUS = "plus"
    WITHIN = "within"
    UNSEEN = "unseen"


@attrs.frozen
class FoggedCells:
    """The cells of a metric in which all these entities are picked; all its cells when none is."""

    metric: str
    entities: tuple[str, ...]
    place: Place


@attrs.frozen
class FogRow:
    """One row: these cells, to these seats, so well, so late.

    `noise`: for TIMES and PLUS the draw by which the true value is multiplied, or which is added to it. For WITHIN it
    is the half-width of the interval that holds the true value 8 times in 10. `words`: bands from below, (first value,
    word); with them the seat hears a word and no number. `lag`: turns until the seat hears of it. `every`: turns
    between two surveys (1: each turn).
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
        """Whether it lets the seat have the number itself, at once."""
        return self.sharpness is Sharpness.EXACT and not self.words and self.fresh

    @property
    def fresh(self) -> bool:
        """Whether it tells of now in every turn."""
        return self.lag == 0 and self.every == 1

    def word(self, value: float) -> str:
        """Return the word for a value; the lowest for what lies below all bands."""
        return next((word for start, word in reversed(self.words) if value >= start), self.words[0][1])
