"""A dated record: known events, turn by turn, which replace orders in the rules.

Must not know: how the record was read, or games.
"""

from __future__ import annotations

from collections.abc import Mapping

import attrs

from wargame.errors import Place
from wargame.model.formula import Formula

EntityCodes = tuple[str, ...]
ByTurn = Mapping[EntityCodes, tuple[float, ...]]  # entity codes -> numbers from turn 1 on


@attrs.frozen
class GivenEffort:
    """Levels that replace the orders of an action. They stand at the named cells, and 0 stands at all other cells.

    A cell is the giver (if there are several givers) and the target (if there is a target). The last number holds for
    all later turns. `times` is a constant that multiplies all numbers.
    """

    action: str
    place: Place
    by_turn: ByTurn
    times: Formula | None = None


@attrs.frozen
class GivenMetric:
    """Numbers for a metric at the start of each turn. No number follows after the last one.

    A number is added to the metric's value, or replaces the value.
    """

    metric: str
    place: Place
    by_turn: ByTurn
    added: bool = True


@attrs.frozen
class DatedRecord:
    """Everything that a record fixes. Orders and rules decide everything that the record leaves open."""

    effort: tuple[GivenEffort, ...] = ()
    metrics: tuple[GivenMetric, ...] = ()
