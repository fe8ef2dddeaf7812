"""Settles the orders of a single game with plain Python numbers in place of arrays.

`settlement.py` defines the meaning of settlement, and settles many games at once. Both modules compute the same bits. A
turn has about twenty orders. One numpy call on so few numbers takes as long as all their sums in plain Python.

Must not know: who wrote the orders, or the effects of effort.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import groupby
from typing import Any

import attrs
import numpy as np

from wargame.adjudicator.orders import Ints, OrderTable
from wargame.adjudicator.settlement import (
    CARRIED_OUT,
    GIVEN_LAST_TURN,
    LONGEST_STREAK,
    NO_MONEY,
    NO_POINTS,
    TWICE,
    Purse,
    SettledOrders,
    Settlement,
)
from wargame.adjudicator.state import PER_TURN, State
from wargame.numeric.exact import GRID, Floats


@attrs.frozen(eq=False)
class _Rows:
    """The orders of a table as lists, and the columns that settlement fills. Every list has one value for each order.

    `paid`: maps each currency to the prices of all orders.
    """

    seat: list[int]
    action: list[int]
    level: list[float]
    slots: list[int]
    outcome: list[int]
    points: list[float]
    streak: list[int]
    paid: dict[str, list[float]]


@attrs.frozen(eq=False)
class SingleSettlement:
    """Settles the orders of single games under one rule book."""

    settlement: Settlement
    _stack: list[bool]
    _repeat: list[bool]
    _starts: list[tuple[bool, int, list[int]]]  # whether it is `effort`, the target's number, the first row by action
    _powers: list[float]

    @classmethod
    def of(cls, settlement: Settlement) -> SingleSettlement:
        """Return an object that settles single games by the rules of the given settlement."""
        columns = settlement.action_columns
        starts = [
            (which == "effort", role, rows.tolist())
            for (which, role), rows in settlement.starts.items()
            if (rows >= 0).any()
        ]
        return cls(settlement, columns.stack.tolist(), columns.repeat.tolist(), starts, settlement.powers.tolist())

    def settle(self, state: State, table: OrderTable) -> SettledOrders:
        """Settle the orders of a table: decide which orders are possible, pay, and add to effort.

        The state has one game. The orders on earlier lines of the order list are paid first.
        """
        whole, counts = self.settlement, self.settlement.counts_turns
        whole.empty_effort(state)
        slots = whole.slots(state, table.action, table.seat, table.first, table.second) if counts else table.action
        n = table.size
        rows = _Rows(
            table.seat.tolist(), table.action.tolist(), table.level.tolist(), slots.tolist(),
            [CARRIED_OUT] * n, [0.0] * n, [0] * n, {},
        )  # fmt: skip
        self._price(state, table, rows)
        left = whole.points_of(state)[:, 0].tolist()
        for _, same in groupby(enumerate(table.line.tolist()), key=lambda each: each[1]):
            line = [row for row, _ in same]
            if counts:
                self._follow_up(state, rows, line)
            self._pay(state, rows, line, left)
            if counts:
                _remember(state, rows, line)
        state.banked[...] = whole.banks(state, np.array(left)[:, None])
        self._effort(state, table, rows)
        paid = {currency: np.array(column) for currency, column in rows.paid.items()}
        return SettledOrders(np.array(rows.outcome, dtype=np.int64), np.array(rows.points, dtype=np.float64), paid)

    def _price(self, state: State, table: OrderTable, rows: _Rows) -> None:
        """Compute the conditions and the prices of every order, from the state before the turn."""
        order = np.argsort(table.action, kind="stable")
        seats, levels, games = table.seat[order], table.level[order], table.game[order]
        cells = table.first[order], table.second[order]
        start = 0
        for number, same in groupby(order.tolist(), key=rows.action.__getitem__):
            mine = list(same)
            span = slice(start, start + len(mine))
            start = span.stop
            self._price_action(state, rows, number, mine, (seats[span], cells[0][span], cells[1][span]),
                               games[span], levels[span])  # fmt: skip

    def _price_action(
        self, state: State, rows: _Rows, number: int, mine: list[int], places: tuple[Ints, Ints, Ints],
        games: Ints, levels: Floats,
    ) -> None:  # fmt: skip
        """Compute the conditions and the prices of all orders of one action. `mine`: the positions of these orders in
        `rows`.
        """
        whole = self.settlement
        checked, (seats, first, second) = whole.actions[number], places
        cells = whole.places(checked, state, seats, (first, second))
        values = [_each(value, len(mine)) for value in whole.programs[number](state, cells, games, levels)]
        wanted = len(checked.requires)
        for place, holds in enumerate(values[:wanted]):
            for row, fine in zip(mine, holds, strict=True):
                if not fine and rows.outcome[row] == CARRIED_OUT:
                    rows.outcome[row] = place
        for currency, prices in zip(checked.cost, values[wanted:], strict=True):
            points = currency == "ap"
            column = rows.points if points else rows.paid.setdefault(currency, [0.0] * len(rows.seat))
            for row, price in zip(mine, prices, strict=True):
                column[row] = float(price) if points else float(price) + GRID - GRID

    def _follow_up(self, state: State, rows: _Rows, line: Sequence[int]) -> None:
        """Count for each order in how many turns in a row, up to the last turn, the seat gave the order.

        Refuse an order that the seat may not give twice in a turn, or in two turns in a row.
        """
        for row in line:
            last, run = divmod(int(state.streaks[rows.slots[row], 0]), PER_TURN)
            now, before = last == state.turn, last == state.turn - 1
            rows.streak[row] = run - 1 if now else run if before else 0
            if rows.outcome[row] != CARRIED_OUT:
                continue
            if now and not self._stack[rows.action[row]]:
                rows.outcome[row] = TWICE
            elif not now and before and (last or run) and not self._repeat[rows.action[row]]:
                rows.outcome[row] = GIVEN_LAST_TURN

    def _pay(self, state: State, rows: _Rows, line: Sequence[int], left: list[float]) -> None:
        """Pay the points and the money of one line of the order list. A seat has one order in a line, so no cell pays
        twice.
        """
        for row in line:
            if left[rows.seat[row]] < rows.points[row]:
                if rows.outcome[row] == CARRIED_OUT:
                    rows.outcome[row] = NO_POINTS
                rows.points[row] = 0.0
            left[rows.seat[row]] -= rows.points[row]
        bills = list(self._bills(state, rows, line))
        for purse, column, row in bills:
            after = float(purse.view(state)[0]) - column[row]
            if after < purse.low and column[row] > 0.0 and rows.outcome[row] == CARRIED_OUT:
                rows.outcome[row] = NO_MONEY
        for row in line:
            if rows.outcome[row] != CARRIED_OUT:
                for column in rows.paid.values():
                    column[row] = 0.0
        for purse, column, row in bills:
            view = purse.view(state)
            before = float(view[0])
            after = min(before - column[row], purse.high)
            view[0] = after
            column[row] = before - after

    def _bills(self, state: State, rows: _Rows, line: Sequence[int]) -> list[tuple[Purse, list[float], int]]:
        """Return the orders of a line that cost money, with the cells from which their seats pay."""
        return [
            (purse, column, row)
            for currency, column in rows.paid.items()
            for row in line
            if column[row] != 0.0
            and (purse := self.settlement.purses.get((state.seats[rows.seat[row]], currency))) is not None
        ]

    def _effort(self, state: State, table: OrderTable, rows: _Rows) -> None:
        """Add the orders that are carried out to the sums that rules read."""
        whole, block = self.settlement, state.effort_block.reshape(-1)
        columns = whole.action_columns
        places = (table.first, table.second)
        sizes = (columns.first, columns.second)
        of_seat = [whole.rulebook.world.place_of(seat) for seat in state.seats]
        carried = [row for row, outcome in enumerate(rows.outcome) if outcome == CARRIED_OUT]
        for effort, role, starts in self._starts:
            reached = []
            for row in carried:
                action = rows.action[row]
                if starts[action] < 0:
                    continue
                cell = starts[action] + int(places[role][row])
                if columns.many[action]:
                    cell += of_seat[rows.seat[row]] * int(sizes[role][action])
                amount = rows.level[row]
                if effort:
                    amount = amount * self._powers[rows.streak[row]] * (whole.main if table.main[row] else 1.0)
                block[cell] += amount
                reached.append(cell)
            state.touched.append(np.array(reached, dtype=np.intp))


def _each(value: Any, count: int) -> list[Any]:
    """Return the value of each of `count` orders. A plain number is the value of all orders."""
    if not isinstance(value, np.ndarray) or value.ndim == 0:
        return [value] * count
    found: list[Any] = (value if value.size == count else np.broadcast_to(value, count)).tolist()
    return found


def _remember(state: State, rows: _Rows, line: Sequence[int]) -> None:
    """Store for each order of a line in how many turns in a row, with this turn, the seat gave the order."""
    for row in line:
        if rows.outcome[row] == CARRIED_OUT:
            run = min(rows.streak[row] + 1, LONGEST_STREAK)
            state.streaks[rows.slots[row], 0] = state.turn * PER_TURN + run
