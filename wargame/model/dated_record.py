"""A dated record: what is known to have happened, turn by turn, fed to the rules in place of orders.

Must not know: how it was read, or games.
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
    """Levels that take the place of the orders of an action, at the cells named and 0 elsewhere.

    A cell is the giver (where several may give the action) and the target (where it has one). After the last number
    that number stands. `times` is a constant by which all are multiplied.
    """

    action: str
    place: Place
    by_turn: ByTurn
    times: Formula | None = None


@attrs.frozen
class GivenMetric:
    """Numbers for a metric as a turn begins: added to what is there, or put in its place; none after the last."""

    metric: str
    place: Place
    by_turn: ByTurn
    added: bool = True


@attrs.frozen
class DatedRecord:
    """Everything that a record fixes; whatever it does not name is left to orders and rules."""

    effort: tuple[GivenEffort, ...] = ()
    metrics: tuple[GivenMetric, ...] = ()
