"""The prices of orders, and the cells from which seats pay, as columns (arrays) for compiled games.

A cell is one number of a metric. A block is a group of games that C plays at once. One array, the workspace, has
all values of a block.

Must not know: games, or who wrote the orders.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping, Sequence
from typing import Any

import attrs
import numpy as np
import numpy.typing as npt

from wargame.adjudicator.compiled.carrying import CARRY_OUT, Carrier
from wargame.adjudicator.opening import streak_rows
from wargame.adjudicator.settlement import GIVEN_LAST_TURN, NO_MONEY, NO_POINTS, TWICE, Settlement
from wargame.native.abi import Struct, addresses
from wargame.native.unit import Fragment, shipped
from wargame.numeric.exact import Floats, Int64s
from wargame.rulebook.c_writer.binding import Binding
from wargame.rulebook.c_writer.interface import INTERFACE
from wargame.rulebook.numpy_writer.program import RowsProgram

POINTS = "ap"


CHARGES = Struct(
    "Charges",
    "What orders cost and who pays; currency 0 is action points.",
    (
        ("i64", "currencies"),
        ("i64", "actions"),
        ("i64", "most_costs"),
        ("i64", "seats"),
        ("i64", "most", "orders in a block"),
        ("const unsigned char *", "sure", "by action: price = base + slope * level, and nothing else to be asked"),
        ("const double *", "base", "[currencies, actions]"),
        ("const double *", "slope", "[currencies, actions]"),
        ("const Order *", "checks", "by action: conditions, then prices"),
        ("const i64 *", "conditions", "by action: how many"),
        ("const i64 *", "costs", "by action: how many prices"),
        ("const i64 *", "payers", "[actions, most_costs]: the currency of a price"),
        ("const double *", "points", "by seat"),
        ("const double *", "banks", "by seat"),
        ("const i64 *", "purses", "[seats, currencies]: place in the workspace, or -1"),
        ("const i64 *", "streaks", "by action: first of its streaks"),
        ("const unsigned char *", "stack", "by action: whether it may be given twice in a turn"),
        ("const unsigned char *", "repeat", "by action: whether it may be given again in the next turn"),
        ("const double *", "lows", "[seats, currencies]: floors of purses"),
        ("const double *", "highs", "[seats, currencies]: what purses hold at most"),
        ("double *", "bank", "points kept from turn to turn [seats, LANES]"),
        ("double *", "price", "room for [currencies, most]"),
        ("i64 *", "line", "room for [most]: the line of each order"),
    ),
)
SETTLE = Fragment(
    shipped(__package__, "settle.c"),
    structs=(CHARGES,),
    constants={
        "NO_POINTS": NO_POINTS,
        "NO_MONEY": NO_MONEY,
        "GIVEN_LAST_TURN": GIVEN_LAST_TURN,
        "TWICE": TWICE,
    },
    needs=(INTERFACE, CARRY_OUT),
)


@attrs.frozen
class PurseCell:
    """The cell from which a seat pays: its metric, its position in the metric, and the range of the metric."""

    metric: str
    cell: int
    low: float
    high: float


@attrs.frozen(eq=False)
class Charges:
    """Prices, and the cells from which seats pay, by action, seat and currency. The first currency is action points."""

    seats: tuple[str, ...]
    currencies: tuple[str, ...]
    sure: npt.NDArray[np.bool_]  # by action: the price is base + slope * level, and no condition needs a test
    base: Floats  # [currencies, actions]
    slope: Floats
    checks: tuple[RowsProgram, ...]
    conditions: Int64s
    costs: tuple[tuple[str, ...], ...]  # by action: the currencies of its prices
    points: Floats  # the action points of each seat
    banks: Floats
    purses: Mapping[tuple[str, str], PurseCell]  # by seat and currency
    stack: npt.NDArray[np.bool_]  # by action: whether a seat may give the same order twice in a turn
    repeat: npt.NDArray[np.bool_]
    earning: npt.NDArray[np.bool_]  # by action: whether a price may be negative
    carrier: Carrier
    streaks: Int64s  # the first row of the streaks of each action
    streak_rows: int

    def struct(self, binding: Binding, place: Callable[[str, int], int], lanes: int, most: int) -> tuple[Any, Any]:
        """Return the struct of these charges, and the arrays that must exist as long as the struct exists.

        `place`: returns the position of a metric's cell in the workspace. A block has `lanes` games.
        `most`: the number of orders in a block.
        """
        payers = payers_of(self.costs, self.currencies)
        purses = np.full((len(self.seats), len(self.currencies)), -1, dtype=np.int64)
        lows, highs = np.zeros(purses.shape), np.zeros(purses.shape)
        for (seat, currency), purse in self.purses.items():
            if seat in self.seats:
                at = self.seats.index(seat), self.currencies.index(currency)
                purses[at], lows[at], highs[at] = place(purse.metric, purse.cell), purse.low, purse.high
        columns = {
            "sure": self.sure,
            "base": self.base,
            "slope": self.slope,
            "checks": binding.order_functions(self.checks),
            "conditions": self.conditions,
            "costs": np.array([len(c) for c in self.costs], dtype=np.int64),
            "payers": payers,
            "points": self.points,
            "banks": self.banks,
            "purses": purses,
            "streaks": self.streaks,
            "stack": self.stack,
            "repeat": self.repeat,
            "lows": lows,
            "highs": highs,
            "bank": np.zeros((len(self.seats), lanes)),
            "price": np.zeros((len(self.currencies), most)),
            "line": np.zeros(most, dtype=np.int64),
        }
        columns = {name: np.ascontiguousarray(column) for name, column in columns.items()}
        struct = CHARGES.new(
            **dict(zip(columns, addresses(*columns.values()), strict=True)),
            currencies=len(self.currencies),
            actions=len(self.costs),
            most_costs=payers.shape[1],
            seats=len(self.seats),
            most=most,
        )
        return struct, columns


def payers_of(costs: Sequence[Sequence[str]], currencies: Sequence[str]) -> Int64s:
    """Return the currency of each price. The shape is [actions, most prices]. A missing currency or price is -1."""
    payers = np.full((len(costs), max(1, *map(len, costs))), -1, dtype=np.int64)
    for row, prices in zip(payers, costs, strict=True):
        row[: len(prices)] = [currencies.index(c) if c in currencies else -1 for c in prices]
    return payers


def charges_of(settlement: Settlement, seats: Sequence[str], given: Collection[int]) -> Charges | None:
    """Return the prices of orders in games with these seats.

    `given`: the positions of the actions that occur in the orders.

    Return None if a price may be negative. The numpy code settles orders with such prices.
    """
    rulebook, tariff = settlement.rulebook, settlement.tariff
    earning = np.array([any(node.low < 0.0 for node in a.cost.values()) for a in settlement.actions], dtype=bool)
    if earning[list(given)].any():
        return None
    currencies = (POINTS, *sorted(c for c in tariff.base if c != POINTS))
    layout, rows = rulebook.layout, streak_rows(rulebook, seats)
    scenario = rulebook.scenario
    purses = {
        key: PurseCell(
            purse.name,
            int(np.ravel_multi_index(purse.cells, layout[purse.name].shape)) if purse.cells else 0,
            purse.low,
            layout[purse.name].metric.high,
        )
        for key, purse in settlement.purses.items()
    }
    return Charges(
        seats=tuple(seats),
        currencies=currencies,
        sure=tariff.sure,
        base=np.array([tariff.base[c] for c in currencies]),
        slope=np.array([tariff.slope[c] for c in currencies]),
        checks=tuple(settlement.programs),
        conditions=np.array([len(a.requires) for a in settlement.actions], dtype=np.int64),
        costs=tuple(tuple(a.cost) for a in settlement.actions),
        points=np.array([float(scenario.seats[seat].ap) for seat in seats]),
        banks=np.array([float(scenario.seats[seat].bank) for seat in seats]),
        purses=purses,
        stack=settlement.action_columns.stack,
        repeat=settlement.action_columns.repeat,
        earning=earning,
        carrier=Carrier(settlement, seats),
        streaks=np.array([rows[a.action.name].start for a in settlement.actions], dtype=np.int64),
        streak_rows=max((held.stop for held in rows.values()), default=0),
    )
