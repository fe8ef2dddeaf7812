"""The effects of a seat's orders over some turns: the numbers with the orders, and without some or all of them.

Must not know: how the effects are computed, or how a screen shows them.
"""

from __future__ import annotations

import attrs

from wargame.model.match.order import Orders
from wargame.model.telling.odds import OddsReading

APART = 0.25  # the sum of single effects differs from the joint effect by more than this share of the larger of both


@attrs.frozen
class LeftOutOrders:
    """The orders that a replay leaves out, and the orders that the seat keeps.

    `name`: the text of the orders, or an empty text for all orders of the seat.
    `turns`: the turns in which the seat gave the orders, in rising order.
    `kept`: the orders that the seat keeps, one entry for each turn of the span.
    """

    name: str
    turns: tuple[int, ...]
    kept: tuple[Orders, ...]


@attrs.frozen
class WithoutOrders:
    """The numbers after the last turn without some orders.

    `name`: the text of the orders, or an empty text for all orders of the seat.
    `turns`: the turns in which the seat gave the orders, in rising order.
    `values`: one value for each reading.
    `errors`: the ± of each difference (a 90 % interval). The error is 0 in a replay of the true game.
    `ended`, `ending`: the turn and the way in which the game without the orders ends, or 0 and an empty text.
    """

    name: str
    turns: tuple[int, ...]
    values: tuple[float, ...]
    errors: tuple[float, ...]
    ended: int = 0
    ending: str = ""


@attrs.frozen
class OrderEffects:
    """The effects of the orders of one seat in some turns.

    `turns`: the first and the last turn.
    `readings`: the numbers: the headlines of the seat, and its margin.
    `values`: the value of each reading with all orders, after the last turn.
    `together`: the numbers without all orders. None: the seat gave no orders.
    `single`: the numbers without each kind of order (an action with its targets), the earliest first.
    `trials`: the number of imagined games behind each number. 0: the numbers come from the true game.
    `ending`: how the game ended in the last turn, or an empty text.
    """

    seat: str
    turns: tuple[int, int]
    readings: tuple[OddsReading, ...]
    values: tuple[float, ...]
    together: WithoutOrders | None
    single: tuple[WithoutOrders, ...]
    trials: int = 0
    ending: str = ""

    def difference(self, without: WithoutOrders, at: int) -> float:
        """Return how much higher the reading number `at` is with the orders than without them."""
        return self.values[at] - without.values[at]

    def summed(self, at: int) -> float:
        """Return the sum of the differences of the single orders."""
        return sum(self.difference(each, at) for each in self.single)

    def entangled(self, at: int) -> bool:
        """Return whether the single differences clearly do not add up to the difference of all orders together.

        One order then changes the effect of another order.
        """
        if self.together is None or len(self.single) < len(("one", "another")):
            return False
        joint, summed = self.difference(self.together, at), self.summed(at)
        error = self.together.errors[at] + sum(each.errors[at] for each in self.single)
        return abs(joint - summed) > max(APART * max(abs(joint), abs(summed)), error)
