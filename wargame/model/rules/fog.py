"""The fog table as written: which seats see each number, and how exactly they see the number.

A cell is one number of a metric, such as the fear of one road.

Must not know: any value, or how an estimate is drawn.
"""

from __future__ import annotations

from enum import Enum

import attrs

from wargame.errors import Place
from wargame.model.text.formula import Formula


class Sharpness(Enum):
    """How exactly a row of the fog table shows cells. Each value is the word that a row in YAML uses."""

    EXACT = "exact"
    TIMES = "times"
    PLUS = "plus"
    WITHIN = "within"
    UNSEEN = "unseen"


@attrs.frozen
class FoggedCells:
    """The cells of a metric at all these entities. The object stands for all cells of the metric if there are no
    entities.
    """

    metric: str
    entities: tuple[str, ...]
    place: Place


@attrs.frozen
class FogRow:
    """One row of the fog table: which seats see some cells, how exactly they see the cells, and after which delay.

    `noise`: the error of a reading. TIMES: the program multiplies the true value by a draw (a random number). PLUS: the
    program adds a draw to the true value. WITHIN: `noise` is half the width of an interval that contains the truth in 8
    of 10 cases.
    `words`: bands in rising order, each with its lowest value and its word. The seat reads the word and no number.
    `lag`: the number of turns until the seat reads the value.
    `every`: the number of turns between two surveys. The number 1 means a survey each turn.
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
        """Return whether the seat sees the exact number without a delay."""
        return self.sharpness is Sharpness.EXACT and not self.words and self.fresh

    @property
    def fresh(self) -> bool:
        """Return whether the row shows the present value in every turn."""
        return self.lag == 0 and self.every == 1

    def word(self, value: float) -> str:
        """Return the word for a value. A value below all bands has the lowest word."""
        return next((word for start, word in reversed(self.words) if value >= start), self.words[0][1])
