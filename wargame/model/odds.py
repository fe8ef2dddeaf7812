"""Odds: what may come of a draft, as far as a seat can know.

Must not know: how odds are computed, or how a screen shows them.
"""

from __future__ import annotations

import attrs

from wargame.model.order import Order

MARGIN = ""  # the name of the reading that is the seat's margin
DRAFT, NOTHING = "as drafted", "no orders"  # the names of plans


@attrs.frozen
class OddsReading:
    """A number that odds are about: a cell of a metric, or the margin of the seat (`metric` is then MARGIN)."""

    metric: str
    entities: tuple[str, ...] = ()


@attrs.frozen
class TrialPlan:
    """Orders that are tried. `name` says how they differ from the draft."""

    name: str
    orders: tuple[Order, ...]


@attrs.frozen
class Forecast:
    """One reading over all trials of a plan.

    `low`, `high`: 8 of 10 trials lie between them. `middle`: half of the trials lie below it.
    `rises`, `falls`: the share of trials in which the number ends above or below its value before the turn, from 0
        to 1.
    """

    low: float
    middle: float
    high: float
    rises: float
    falls: float


@attrs.frozen
class Difference:
    """How much more a reading is on average under the draft than under another plan, on the same beliefs and dice.

    `error`: the ± of the mean difference (90 %).
    """

    mean: float
    error: float

    @property
    def clear(self) -> bool:
        """Return whether the difference is larger than its own error."""
        return abs(self.mean) > self.error


@attrs.frozen
class PlanOdds:
    """The odds of one plan: a forecast for each reading, and the draft's difference from the plan.

    The draft itself has no differences.
    """

    plan: TrialPlan
    forecasts: tuple[Forecast, ...]
    differences: tuple[Difference, ...] = ()


@attrs.frozen
class Fallen:
    """What the odds had said about a number, and what happened.

    `value`: the number after the turn, as the seat knows it.
    `below`: the share of trials that ended below it, from 0 to 1. A trial that ended there counts half.
    """

    reading: OddsReading
    forecast: Forecast
    value: float
    below: float


@attrs.frozen
class ExpectedMargin:
    """How a seat stands: the margin that it can expect at the end, as far as it can know, if the usual bots play on.

    `margin`, `error`: the mean over trials, and its ± (90 %). `low`, `high`: 8 of 10 trials lie between them.
    `component`: the component of the score that has moved most since the start. `moved`: by how many points of the
        score. The name is empty for a seat whose score has not moved.
    `change`: how much the margin has changed since the last turn, or None in the first turn.
    """

    seat: str
    turn: int
    margin: float
    error: float
    low: float
    high: float
    component: str = ""
    moved: float = 0.0
    change: Difference | None = None


@attrs.frozen
class OddsSheet:
    """The odds of a draft after `turns` turns. The first plan is the draft.

    `error`: the ± of a share of one half (90 %), from 0 to 1.
    """

    seat: str
    turn: int
    turns: int
    trials: int
    error: float
    readings: tuple[OddsReading, ...]
    plans: tuple[PlanOdds, ...]

    @property
    def draft(self) -> PlanOdds:
        """Return the odds of the draft."""
        return self.plans[0]
