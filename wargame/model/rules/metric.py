"""Metrics: the numbers that make up the state of a game.

Must not know: the values of metrics, or how values are stored.
"""

from __future__ import annotations

from collections.abc import Mapping
from enum import Enum

import attrs

from wargame.errors import Place
from wargame.model.text.formula import Formula

NOBODY = "nobody"
AXIS = "axis"
GRID_STEP = 2.0**-30  # numbers of a state are multiples of this; their sums are then exact in any order

MetricCell = tuple[str, tuple[str, ...]]  # a metric, and the entities of one of its values


class MetricType(Enum):
    """How the values of a metric change over time."""

    NUMBER = "number"
    FLAG = "flag"
    WHOLE = "whole"
    TIMER = "timer"
    ENUM = "enum"


@attrs.frozen
class Metric:
    """A metric of the whole map (`of` is empty), of one kind, or of two kinds, with its bounds."""

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
    readers: tuple[str, ...] = ()  # the seats that see the metric without owning it
    readers_at: Mapping[str, tuple[str, ...]] = attrs.field(factory=dict)  # entity -> the seats that see its cells
    human_cost: bool = False  # the review counts it as human cost
    inner: bool = False  # the engine uses it for an inject; no screen shows it
    template: Place | None = None  # the place of the engine's rule that made the metric

    @property
    def die(self) -> str:
        """Return the name of the metric in the names of the dice for its estimates.

        The result is the old name (`was`) if an author renamed the metric.
        """
        return self.was or self.name

    @property
    def rounded(self) -> bool:
        """Return whether amounts that rules add to the metric are rounded to multiples of 2^-30."""
        return self.type is MetricType.NUMBER
