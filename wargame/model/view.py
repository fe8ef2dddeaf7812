"""What one seat may see, and what it may order. Screens and bots get nothing else.

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

    `half`: half the width of the interval that holds the truth 8 times in 10 (0: exact, but late). `step`: the value is
    a multiple of this. `age`: turns since the value was read. `due`: the turn that opens with the next survey (0:
    none). `word`: the seat reads this word and no number. `change`: since the last turn, `since`: since the start, as
    the seat believes now. Each is 0 if it may be only an error.
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
    """What a seat knows of the state at one moment: numbers, and which of them are estimates.

    A cell that is shown as a word has an estimate and no number.
    """

    cells: Mapping[str, Cells]
    estimates: Mapping[str, Estimates] = attrs.field(factory=dict)

    def value(self, metric: str, entities: tuple[str, ...]) -> float | None:
        """Return the number of a cell, or None if the seat has none."""
        return self.cells.get(metric, {}).get(entities)

    def estimate(self, metric: str, entities: tuple[str, ...]) -> Estimate | None:
        """Return how well a cell is known; None if it is exact or unknown."""
        return self.estimates.get(metric, {}).get(entities)


@attrs.frozen
class View:
    """What the seat sees at one moment, without metrics and cells that it may not see.

    `metrics` now, `before` when the last turn opened, `first` at the start: metric -> entity codes -> value. Enum
    metrics hold the index of their value. `estimates`: which values of now are not exact, and how good they are.
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
        """Return how well a cell is known; None if it is exact or unknown."""
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
    """An order that the seat might give at one target: legal now, or not and why.

    `costs`: level -> currency -> price. `may_fail`: something that the seat cannot see could forbid it. `words`: the
    words of levels from 1, if levels are choices. `streak`: the number of turns in a row with this order before this
    turn. `strength`: the remaining part of its effect after these. `heeds_main`: whether the main effort changes its
    effect.
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
        """Return the order at a level (the lowest by default)."""
        chosen = self.levels[0] if level is None else level
        levelled = len(self.levels) > 1 or bool(self.words)
        return Order(self.action, self.targets, chosen, main, levelled, self.words)


@attrs.frozen
class DraftLine:
    """An order in a draft with its price and its problem (empty if there is none); see Option."""

    order: Order
    cost: Mapping[str, float]
    problem: str = ""
    may_fail: bool = False
    streak: int = 0
    strength: float = 1.0
    heeds_main: bool = True


@attrs.frozen
class OnItsWay:
    """The later effect of an order of an earlier turn: its turn of arrival, and its cause in the words of the rules."""

    turn: int
    cause: str
    order: str
    ordered: int


@attrs.frozen
class Draft:
    """A team's orders before adjudication. `over`: what is overspent and stops the commit.

    `on_its_way`: the later effects of its earlier orders, the earliest first. `contradictions`: sentences about orders
    that contradict each other. They do not stop the commit.
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
        """Return the orders as text, one a line of the draft."""
        return tuple(line.order.text for line in self.lines)
