"""What one seat may see, and what the seat may order. Screens and bots receive nothing else.

Must not know: the true state.
"""

from __future__ import annotations

from collections.abc import Mapping

import attrs

from wargame.model.order import Order

Cells = Mapping[tuple[str, ...], float]
MetricCell = tuple[str, tuple[str, ...]]  # a metric, and the entities of one of its values


@attrs.frozen
class Estimate:
    """How a seat knows a cell that it does not see exactly.

    `half`: half the width of the interval that holds the truth 8 times in 10. An exact but late value has 0.
    `step`: the value is a multiple of this number.
    `age`: the number of turns since the value was read.
    `due`: the turn that opens with the next survey, or 0 if there is no survey.
    `word`: the word that the seat reads in place of a number.
    `change`: what the seat now believes about the change since the last turn. It is 0 if it may be only an error.
    `since`: what the seat now believes about the change since the start. It is 0 if it may be only an error.
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
class Observation:
    """What a seat knows of the state at one moment: numbers, and estimates for those numbers that are not exact.

    A cell that is shown as a word has an estimate and no number.
    """

    cells: Mapping[str, Cells]
    estimates: Mapping[str, Estimates] = attrs.field(factory=dict)

    def value(self, metric: str, entities: tuple[str, ...]) -> float | None:
        """Return the number of a cell, or None if the seat has none."""
        return self.cells.get(metric, {}).get(entities)

    def estimate(self, metric: str, entities: tuple[str, ...]) -> Estimate | None:
        """Return how exactly a cell is known. Return None if the cell is exact or unknown."""
        return self.estimates.get(metric, {}).get(entities)


@attrs.frozen
class View:
    """What the seat sees at one moment. Metrics and cells that the seat may not see are left out.

    `metrics`, `before`, `first`: the values now, when the last turn opened, and at the start. Each maps metric ->
    entity codes -> value. Metrics of the type enum hold the index of their value.
    `estimates`: the present values that are not exact, and how good each estimate is.
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
        """Return how exactly a cell is known. Return None if the cell is exact or unknown."""
        return self.estimates.get(metric, {}).get(entities)

    def value(self, metric: str, *entities: str) -> float | None:
        """Return the value of a cell, or None if the seat does not see it."""
        return self.metrics.get(metric, {}).get(entities)

    def change(self, metric: str, *entities: str) -> float | None:
        """Return the change of a cell since the last turn opened, or None if it is unknown.

        The change of an estimate is the believed change, not the difference of two estimates.
        """
        now, then = self.value(metric, *entities), self.before.get(metric, {}).get(entities)
        if now is None or then is None:
            return None
        estimate = self.estimate(metric, *entities)
        return now - then if estimate is None else estimate.change


@attrs.frozen
class Option:
    """An order that the seat might give at one target. It is legal now, or it has the reason why it is not.

    `costs`: level -> currency -> price.
    `may_fail`: whether something that the seat cannot see could forbid the order.
    `words`: the words of the levels from 1, if the levels are choices.
    `streak`: how many turns in a row before this turn the seat gave the order.
    `strength`: the part of the order's effect that remains after these turns.
    `heeds_main`: whether the main effort changes the order's effect.
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
        """Return the order at a level. The lowest level is the default."""
        chosen = self.levels[0] if level is None else level
        levelled = len(self.levels) > 1 or bool(self.words)
        return Order(self.action, self.targets, chosen, main, levelled, self.words)


@attrs.frozen
class DraftLine:
    """An order in a draft with its price and its problem (empty if there is none). `Option` explains the rest."""

    order: Order
    cost: Mapping[str, float]
    problem: str = ""
    may_fail: bool = False
    streak: int = 0
    strength: float = 1.0
    heeds_main: bool = True


@attrs.frozen
class OnItsWay:
    """The later effect of an order of an earlier turn.

    The effect has a turn of arrival, and a cause in the words of the rules.
    """

    turn: int
    cause: str
    order: str
    ordered: int


@attrs.frozen
class Draft:
    """A team's orders before adjudication.

    `over`: what the team overspends, which stops the commit.
    `on_its_way`: the later effects of the team's earlier orders, the earliest first.
    `contradictions`: sentences about orders that contradict each other. They do not stop the commit.
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
        """Return the orders as text, with one text for each line of the draft."""
        return tuple(line.order.text for line in self.lines)
