"""Odds: the results that a draft may have, as far as a seat can know. Each trial is one imagined game.

Must not know: how odds are computed, or how a screen shows them.
"""

from __future__ import annotations

import attrs

from wargame.model.match.order import Order

MARGIN = ""  # the name of the reading that is the seat's margin
DRAFT, NOTHING = "as drafted", "no orders"  # the names of plans


@attrs.frozen
class OddsReading:
    """A number that the odds forecast: one cell of a metric, or the margin of the seat (`metric` is then MARGIN)."""

    metric: str
    entities: tuple[str, ...] = ()


@attrs.frozen
class TrialPlan:
    """A list of orders that the trials use. `name` says how this list differs from the draft."""

    name: str
    orders: tuple[Order, ...]


@attrs.frozen
class Forecast:
    """One number (`OddsReading`) over all trials of a plan.

    `low`, `high`: 8 of 10 trials end between these two numbers. `middle`: half of the trials end below this number.
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
    """By how much the mean of a number is higher with the draft than with another plan. Both plans are tried with the
    same beliefs and dice.

    `error`: the ± of the mean difference (a 90 % interval).
    """

    mean: float
    error: float

    @property
    def clear(self) -> bool:
        """Return whether the difference is larger than its own error."""
        return abs(self.mean) > self.error


@attrs.frozen
class PlanOdds:
    """The odds of one plan: a forecast for each number, and the difference between the draft and the plan.

    The draft itself has no differences.

    `early`: the differences in the trials of the first answer. The odds answer several times, each time from more
    trials. These differences do not change.
    """

    plan: TrialPlan
    forecasts: tuple[Forecast, ...]
    differences: tuple[Difference, ...] = ()
    early: tuple[Difference, ...] = ()


@attrs.frozen
class Fallen:
    """A number after the turn, compared with the odds before the turn.

    `value`: the number after the turn, as the seat knows it.
    `below`: the share of trials that ended below `value`, from 0 to 1. A trial that ended exactly at `value` counts
        half.
    `good`: whether a higher number is good for the seat. 1: trials with a higher number had higher margins. -1: these
    trials had lower margins. 0: neither is clear.
    """

    reading: OddsReading
    forecast: Forecast
    value: float
    below: float
    good: int = 0


@attrs.frozen
class ExpectedMargin:
    """The margin that a seat can expect at the end of the game, as far as the seat can know.

    The usual bots play the remaining turns.

    `margin`, `error`: the mean over trials, and its ± (a 90 % interval). `low`, `high`: 8 of 10 trials end between
    these two numbers.
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
    """The odds of a draft after `turns` turns. The first plan contains the draft itself.

    `turn`: the turn of the draft.
    `turns`: the number of turns that the odds look ahead. The number is never larger than the number of turns that the
    game still has.
    `error`: the ± (a 90 % interval) of a share of trials if this share is one half. Both are numbers from 0 to 1.
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


@attrs.frozen
class OrderOdds:
    """What the odds say of one order of a draft.

    `sheet`: the odds of the draft, of the draft without the order, and of the draft with other levels of the order.
    `clearest`: the position of the number that the order changes most clearly, in the list of the sheet's numbers.
        None: the order changes no number clearly.
    """

    order: Order
    sheet: OddsSheet
    clearest: int | None


@attrs.frozen
class FallenTurn:
    """A turn after its end: the odds that the seat's orders had, and the numbers after the turn.

    `sheet`: the odds of the orders, and of the orders without each order, for this one turn.
    """

    sheet: OddsSheet
    readings: tuple[Fallen, ...]
