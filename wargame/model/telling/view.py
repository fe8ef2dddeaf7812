"""Everything that one seat may see, and the orders that the seat may give. Screens and bots receive nothing else.

A cell is one number of a metric, such as the fear of one road.

Must not know: the true state.
"""

from __future__ import annotations

from collections.abc import Mapping

import attrs

from wargame.model.match.order import Order
from wargame.model.rules.metric import MetricCell

Cells = Mapping[tuple[str, ...], float]


@attrs.frozen
class Estimate:
    """How exactly a seat knows a cell that the seat only estimates.

    `half`: half the width of the interval that contains the truth in 8 of 10 cases. An exact but late value has 0.
    `step`: the value is a multiple of this number.
    `age`: the number of turns since the seat read the value.
    `due`: the turn that opens with the next survey, or 0 if there is no survey. A survey is a new reading of the value.
    `word`: the word that the seat reads in place of a number.
    `change`: the change since the last turn, as the seat believes now, or 0 if the change may be only an error.
    `since`: the change since the start, as the seat believes now, or 0 if the change may be only an error.
    """

    half: float = 0.0
    step: float = 0.0
    age: int = 0
    due: int = 0
    word: str = ""
    change: float = 0.0
    since: float = 0.0


Estimates = Mapping[tuple[str, ...], Estimate]


@attrs.frozen
class NewReading:
    """A number with an error that newly reached a seat, and the moment that the number is about.

    An estimate combines all readings of a cell.
    """

    moment: int
    value: float


NewReadings = Mapping[MetricCell, NewReading]


@attrs.frozen
class Observation:
    """The numbers that a seat knows at one moment, and the estimates that belong to the inexact numbers.

    A cell that is shown as a word has an estimate and no number.
    """

    cells: Mapping[str, Cells]
    estimates: Mapping[str, Estimates] = attrs.field(factory=dict)

    def value(self, metric: str, entities: tuple[str, ...]) -> float | None:
        """Return the number that the seat knows for a cell. Return None without such a number."""
        return self.cells.get(metric, {}).get(entities)

    def estimate(self, metric: str, entities: tuple[str, ...]) -> Estimate | None:
        """Return the estimate of a cell. Return None if the seat knows the cell exactly or not at all."""
        return self.estimates.get(metric, {}).get(entities)


@attrs.frozen
class View:
    """Everything that the seat sees at one moment. Metrics and cells that the seat may not see are left out.

    `metrics`, `before`, `first`: the values now, when the last turn opened, and at the start of the game.
    Each of these three fields maps metric -> entity codes -> value. The values of an enum metric are words. Its value
    here is the position of the word in the list of words, from 0.
    `estimates`: for each present value that is not exact, how exactly the seat knows it.
    """

    seat: str
    turn: int
    length: int
    metrics: Mapping[str, Cells]
    before: Mapping[str, Cells]
    first: Mapping[str, Cells]
    ap: float
    ending: str = ""
    estimates: Mapping[str, Estimates] = attrs.field(factory=dict)

    def estimate(self, metric: str, *entities: str) -> Estimate | None:
        """Return the estimate of a cell. Return None if the seat knows the cell exactly or not at all."""
        return self.estimates.get(metric, {}).get(entities)

    def value(self, metric: str, *entities: str) -> float | None:
        """Return the value of a cell. Return None if the seat does not see the cell."""
        return self.metrics.get(metric, {}).get(entities)

    def change(self, metric: str, *entities: str) -> float | None:
        """Return the change of a cell since the last turn opened. Return None if the seat does not know the change.

        The change of an estimate is the change that the seat believes, not the difference of two estimates.
        """
        now, then = self.value(metric, *entities), self.before.get(metric, {}).get(entities)
        if now is None or then is None:
            return None
        estimate = self.estimate(metric, *entities)
        return now - then if estimate is None else estimate.change


@attrs.frozen
class Option:
    """An order that the seat might give at one target. An order that is not legal now has a reason.

    `costs`: level -> currency -> price.
    `may_fail`: whether a value that the seat cannot see could forbid the order.
    `words`: one word for each level from 1, if the levels are choices.
    `streak`: for how many turns in a row, up to the last turn, the seat has given the order.
    `strength`: the part of the order's effort that remains after fatigue (the loss by repetition), from 0 to 1.
    `heeds_main`: whether the main effort changes the effect of the order.
    """

    action: str
    targets: tuple[str, ...]
    levels: tuple[float, ...]
    costs: Mapping[float, Mapping[str, float]]
    legal: bool
    reason: str = ""
    may_fail: bool = False
    words: tuple[str, ...] = ()
    streak: int = 0
    strength: float = 1.0
    heeds_main: bool = True

    def order(self, level: float | None = None, main: bool = False) -> Order:
        """Return the order at a level. The default level is the lowest level."""
        chosen = self.levels[0] if level is None else level
        levelled = len(self.levels) > 1 or bool(self.words)
        return Order(self.action, self.targets, chosen, main, levelled, self.words)


@attrs.frozen
class DraftLine:
    """An order in a draft, with its price and its problem. The problem is an empty text if the order has no problem.

    `Option` explains the other fields.
    """

    order: Order
    cost: Mapping[str, float]
    problem: str = ""
    may_fail: bool = False
    streak: int = 0
    strength: float = 1.0
    heeds_main: bool = True


@attrs.frozen
class OnItsWay:
    """A later effect of an order from an earlier turn.

    `turn`: the turn in which the effect arrives.
    `cause`: the cause of the effect, in the words of the rules.
    `ordered`: the turn of the order.
    """

    turn: int
    cause: str
    order: str
    ordered: int


@attrs.frozen
class Draft:
    """The orders of a team before adjudication.

    `over`: sentences that say which cost is higher than the amount that the team has. A draft with such a text cannot
        be committed.
    `on_its_way`: the later effects of the team's earlier orders, the earliest effect first.
    `contradictions`: sentences about orders that contradict each other. The team can still commit such orders.
    """

    lines: tuple[DraftLine, ...] = ()
    used: Mapping[str, float] = attrs.field(factory=dict)
    left: Mapping[str, float] = attrs.field(factory=dict)
    over: tuple[str, ...] = ()
    committed: bool = False
    on_its_way: tuple[OnItsWay, ...] = ()
    contradictions: tuple[str, ...] = ()

    @property
    def texts(self) -> tuple[str, ...]:
        """Return the orders as text. Each line of the draft has one text."""
        return tuple(line.order.text for line in self.lines)
