"""Metrics: the numbers that make up the state of a game.

Must not know: the values of metrics, or how values are stored.
"""

from __future__ import annotations

from collections.abc import Mapping
from enum import Enum

import attrs

from wargame.errors import Place
from wargame.model.formula import Formula

NOBODY = "nobody"
AXIS = "axis"
GRID_STEP = 2.0**-30  # numbers of a state are multiples of it, so that their sums are exact in any order


class MetricType(Enum):
    """How a metric's values behave."""

    NUMBER = "number"
    FLAG = "flag"
    WHOLE = "whole"
    TIMER = "timer"
    ENUM = "enum"


@attrs.frozen
class Metric:
    """A metric of the nation (`of` is empty), of a kind, or of two kinds, with its declared bounds."""

    name: str
    of: tuple[str, ...]
    low: float
    high: float
    place: Place
    type: MetricType = MetricType.NUMBER
    values: tuple[str, ...] = ()
    start: Formula | None = None
    flow: bool = False
    owner: str = NOBODY
    label: str = ""
    short: str = ""
    unit: str = ""
    show: str = "number"
    digits: int | None = None
    was: str = ""
    readers: tuple[str, ...] = ()  # seats that see the metric and do not own it
    readers_at: Mapping[str, tuple[str, ...]] = attrs.field(factory=dict)  # entity -> seats that see the entity's cells
    inner: bool = False  # the engine keeps it for an inject; no screen and no playback shows it
    template: Place | None = None  # the place of the engine's rule from which it was made

    @property
    def die(self) -> str:
        """Return the metric's name in the keys of its estimates' dice. A renamed metric keeps its old name there."""
        return self.was or self.name

    @property
    def rounded(self) -> bool:
        """Return whether contributions to the metric are rounded to the grid of 2^-30."""
        return self.type is MetricType.NUMBER
