"""The state of a road in words and numbers. The section `looks` of the scenario defines its bands and its scale.

Must not know: screens, or what makes a road better or worse.
"""

from __future__ import annotations

import attrs

from wargame.game.wording.number import NumberFormatter
from wargame.model.rules.metric import Metric
from wargame.model.scenario.looks import RoadLook


@attrs.frozen
class RoadState:
    """The state of a road in words.

    `level`: the number of the band, counted from 0.
    `figure`, `change`: the value and its change, on the scale that the look defines.
    """

    level: int
    word: str
    figure: str
    change: str


def road_level(look: RoadLook, metric: Metric, value: float) -> int:
    """Return the number of a value's band, counted from 0. The bands are parts of the metric's range.

    A value on a boundary belongs to the higher band.
    """
    share = (value - metric.low) / ((metric.high - metric.low) or 1.0)
    return sum(share >= bound for bound in look.bands)


def road_state(
    look: RoadLook, metric: Metric, value: float, change: float | None, numbers: NumberFormatter
) -> RoadState:
    """Return the state of a road with this value.

    `change`: the change since the last turn, or None for an unknown change.
    """
    level = road_level(look, metric, value)
    per_unit = look.scale / ((metric.high - metric.low) or 1.0)
    size = numbers.plain(abs(change or 0.0) * per_unit, 0)
    return RoadState(
        level=level,
        word=look.words[min(level, len(look.words) - 1)] if look.words else "",
        figure=numbers.plain((value - metric.low) * per_unit, 0),
        change="" if not change or size == "0" else f"{numbers.way(change)}{size}",
    )
