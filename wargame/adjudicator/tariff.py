"""The prices that depend on the level of an order alone, as columns (arrays).

The columns also say which actions have only conditions that a seat can judge by what it sees.

Must not know: games or orders.
"""

from __future__ import annotations

import attrs
import numpy as np
import numpy.typing as npt

from wargame.numeric.exact import Floats
from wargame.rulebook import Rulebook
from wargame.rulebook.checked import CheckedAction
from wargame.rulebook.ir.nodes import ConstNode


@attrs.frozen(eq=False)
class Tariff:
    """Prices by currency and action: price = base + slope * level.

    `sure`: whether all prices of the action have this form, and its conditions read only values that the seat sees.
    """

    base: dict[str, Floats]
    slope: dict[str, Floats]
    sure: npt.NDArray[np.bool_]

    @classmethod
    def of(cls, rulebook: Rulebook) -> Tariff:
        """Return the tariff of the actions of a rule book."""
        actions = list(rulebook.rules.actions.values())
        currencies = {"ap"} | {c for a in actions for c in a.cost}
        base = {c: np.zeros(len(actions)) for c in currencies}
        slope = {c: np.zeros(len(actions)) for c in currencies}
        sure = np.ones(len(actions), dtype=bool)
        for number, checked in enumerate(actions):
            sure[number] = _open(rulebook, checked)
            for currency in checked.cost:
                line = _line(rulebook, checked, currency)
                if line is None:
                    sure[number] = False
                else:
                    base[currency][number], slope[currency][number] = line
        return cls(base, slope, sure)

    def of_orders(self, currency: str, actions: npt.NDArray[np.intp], level: Floats) -> Floats:
        """Return the price of each order in one currency."""
        return np.asarray(self.base[currency][actions] + self.slope[currency][actions] * level)


def _open(rulebook: Rulebook, checked: CheckedAction) -> bool:
    """Return whether every giver of the action sees all values that the conditions of the action read."""
    visibilities = [rulebook.visibility(seat, checked.giver_axis) for seat in rulebook.scenario.givers(checked.action)]
    return not any(visibility.hidden(node) for visibility in visibilities for node in checked.requires)


def _line(rulebook: Rulebook, checked: CheckedAction, currency: str) -> tuple[float, float] | None:
    """Return a base and a slope that give the exact price of every level. Return None if no such numbers exist."""
    levels = checked.action.levels
    nodes = [rulebook.graph.at_level(checked.cost[currency], level) for level in levels]
    prices = [float(node.value) for node in nodes if isinstance(node, ConstNode) and node.is_number]
    if len(prices) < len(levels):
        return None
    for base, slope in ((prices[0], 0.0), (0.0, prices[0] / levels[0] if levels[0] else 0.0)):
        if all(base + slope * level == price for level, price in zip(levels, prices, strict=True)):
            return base, slope
    return None
