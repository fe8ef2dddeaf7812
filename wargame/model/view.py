"""What one seat may see, and what it may order: the only things that screens, bots and remote teams get.

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

    `half`: half the width of the interval in which the truth lies 8 times in 10 (0: exact, but late).
    `step`: the value is a multiple of this. `age`: turns since it was so. `due`: the turn at whose opening the
    next survey arrives (0: none). `word`: the seat hears this word and no number. `change`: since the last turn,
    `since`: since the start, as the seat believes now. Each is 0 where it may be nothing but error.
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

    What is told in a word has an estimate and no number.
    """

    cells: Mapping[str, Cells]
    estimates: Mapping[str, Estimates] = attrs.field(factory=dict)

    def value(self, metric: str, entities: tuple[str, ...]) -> float | None:
        """Return the number of a cell, or None where the seat has none."""
        return self.cells.get(metric, {}).get(entities)

    def estimate(self, metric: str, entities: tuple[str, ...]) -> Estimate | None:
        """Return how well a cell is known; None where it is exact or not known at all."""
        return self.estimates.get(metric, {}).get(entities)


@attrs.frozen
class View:
    """The seat's picture at one moment. Metrics and cells that it may not see are absent.

    `metrics` now, `before` when the last turn opened, `first` at the start: metric -> entity codes -> value.
    Enum metrics hold the index of their value. `estimates` tells which values of now are no exact ones, and how good.
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
        """Return how well a cell is known; None where it is exact or not known at all."""
        return self.estimates.get(metric, {}).get(entities)

    def value(self, metric: str, *entities: str) -> float | None:
        """Return the value of a cell, or None where the seat does not see it."""
        return self.metrics.get(metric, {}).get(entities)

    def change(self, metric: str, *entities: str) -> float | None:
        """Return the change of a cell since the last turn opened, or None where unknown.

        Of an estimate it is what the seat believes that the number moved, not the difference of two estimates.
        """
        now, then = self.value(metric, *entities), self.before.get(metric, {}).get(entities)
        if now is None or then is None:
            return None
        estimate = self.estimate(metric, *entities)
        return now - then if estimate is None else estimate.change


@attrs.frozen
class Option:
    """An order the seat might give at one target: legal now, or not and why.

    `costs`: level -> currency -> price. `may_fail`: something the seat cannot see could forbid it.
    `words`: what levels from 1 are called, where they are choices. `streak`: turns in a row in which it was given
    there until now. `strength`: at what part of its effect it works after these. `heeds_main`: whether the main effort
    changes what it does.
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
    """An order in a draft with its price and what stands against it (empty when nothing does); see Option."""

    order: Order
    cost: Mapping[str, float]
    problem: str = ""
    may_fail: bool = False
    streak: int = 0
    strength: float = 1.0
    heeds_main: bool = True


@attrs.frozen
class OnItsWay:
    """What an order of an earlier turn has set going: when it arrives, and its cause in the words of the rules."""

    turn: int
    cause: str
    order: str
    ordered: int


@attrs.frozen
class Draft:
    """A team's orders before adjudication; `over` says what is overspent and stops the commit.

    `on_its_way`: what its earlier orders have set going, the soonest first. `contradictions`: sentences about orders
    that cannot both be meant; they stop nothing.
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
        """The orders as text, one a line of the draft."""
        return tuple(line.order.text for line in self.lines)
