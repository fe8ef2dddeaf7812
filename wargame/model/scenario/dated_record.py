"""A dated record: numbers of known events, listed by turn. Rules read these numbers in place of orders.

Must not know: games, or how the record was read.
"""

from __future__ import annotations

from collections.abc import Mapping

import attrs

from wargame.errors import Place
from wargame.model.text.formula import Formula

EntityCodes = tuple[str, ...]
ByTurn = Mapping[EntityCodes, tuple[float, ...]]  # entity codes -> numbers from turn 1 on


@attrs.frozen
class GivenEffort:
    """Levels that replace the orders of an action, such as level 2 of `escort ABJ 2`.

    `by_turn`: maps the codes of the giver and the target to the levels, from turn 1 on. The giver is left out if only
    one seat may give the order. All other givers and targets have the level 0.
    The level of the last listed turn holds for all later turns.
    `times`: a constant by which all numbers are multiplied.
    """

    action: str
    place: Place
    by_turn: ByTurn
    times: Formula | None = None


@attrs.frozen
class GivenMetric:
    """Numbers for a metric at the start of each turn. The metric gets no number after the last turn of the list.

    `added`: whether each number is added to the value of the metric. Otherwise the number replaces this value.
    """

    metric: str
    place: Place
    by_turn: ByTurn
    added: bool = True


@attrs.frozen
class DatedRecord:
    """All numbers that a dated record fixes. Orders and rules decide everything else."""

    effort: tuple[GivenEffort, ...] = ()
    metrics: tuple[GivenMetric, ...] = ()
