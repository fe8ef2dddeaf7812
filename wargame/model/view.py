"""What one seat may see, and what it may order: the only things that screens, bots and remote teams get.

Must not know: the true state.
"""

from __future__ import annotations

from collections.abc import Mapping

import attrs

from wargame.model.order import Order

Cells = Mapping[tuple[str, ...], float]


@attrs.frozen
class View:
    """The seat's picture at one moment. Metrics and cells that it may not see are absent.

    `metrics` now, `before` when the last turn opened, `first` at the start: metric -> entity codes -> value.
    Enum metrics hold the index of their value.
    """

    seat: str
    turn: int
    length: int
    metrics: Mapping[str, Cells]
    before: Mapping[str, Cells]
    first: Mapping[str, Cells]
    ap: float
    ending: str = ""

    def value(self, metric: str, *entities: str) -> float | None:
        """Give the value of a cell, or None where the seat does not see it."""
        return self.metrics.get(metric, {}).get(entities)

    def change(self, metric: str, *entities: str) -> float | None:
        """Give the change of a cell since the last turn opened, or None where unknown."""
        now, then = self.value(metric, *entities), self.before.get(metric, {}).get(entities)
        return None if now is None or then is None else now - then


@attrs.frozen
class Option:
    """An order the seat might give at one target: legal now, or not and why.

    `costs`: level -> currency -> price. `may_fail`: something the seat cannot see could forbid it.
    """

    action: str
    targets: tuple[str, ...]
    levels: tuple[float, ...]
    costs: Mapping[float, Mapping[str, float]]
    legal: bool
    reason: str = ""
    may_fail: bool = False

    def order(self, level: float | None = None, main: bool = False) -> Order:
        """Make the order at a level (the lowest by default)."""
        chosen = self.levels[0] if level is None else level
        return Order(self.action, self.targets, chosen, main, levelled=len(self.levels) > 1)


@attrs.frozen
class DraftLine:
    """An order in a draft with its price and what stands against it (empty when nothing does)."""

    order: Order
    cost: Mapping[str, float]
    problem: str = ""
    may_fail: bool = False


@attrs.frozen
class Draft:
    """A team's orders before adjudication; `over` says what is overspent and stops the commit."""

    lines: tuple[DraftLine, ...] = ()
    used: Mapping[str, float] = attrs.field(factory=dict)
    left: Mapping[str, float] = attrs.field(factory=dict)
    over: tuple[str, ...] = ()
    committed: bool = False
