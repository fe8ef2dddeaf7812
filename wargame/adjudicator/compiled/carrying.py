"""Adds the levels of settled orders to effort by compiled code.

Must not know: conditions, prices, or the givers of orders.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np
import numpy.typing as npt

from wargame.adjudicator.orders import Ints, OrderTable
from wargame.adjudicator.settlement import CarryOut, Settlement
from wargame.adjudicator.state import PER_TURN, State
from wargame.native.abi import Struct, address, addresses
from wargame.native.unit import Fragment, shipped
from wargame.numeric.exact import Floats
from wargame.rulebook.c_writer.binding import Binding
from wargame.rulebook.c_writer.interface import INTERFACE

ROLES = (("effort", 0), ("ordered", 0), ("effort", 1), ("ordered", 1))
ROWS = ("game", "seat", "action", "first", "second", "slot", "outcome", "level", "is_main")  # the columns of orders

CARRIED = Struct(
    "Carried",
    "Orders that are settled, by row, and what they come to.",
    (
        ("i64", "rows"),
        ("i64", "games"),
        ("i64", "turn"),
        ("i64", "longest_streak"),
        ("i64", "counts", "whether anything depends on turns in a row"),
        ("double", "main", "by which a main effort counts"),
        *(("i64 *", name) for name in ROWS[:7]),
        ("double *", "level"),
        ("unsigned char *", "is_main"),
        ("const i64 *", "sizes", "by action: targets of each role", 2),
        ("const i64 *", "many", "by action: whether several may give it"),
        ("const i64 *", "starts", "by action: where its sums begin (-1: nowhere), effort and ordered of each role", 4),
        ("const i64 *", "seat_at", "by seat: its position on the axis of givers"),
        ("const double *", "powers", "by turns in a row"),
        ("short *", "streaks"),
        ("double *", "effort"),
        ("i64 *", "streak", "by row: turns in a row"),
        ("i64 *", "touched", "[4 * rows], places written in `effort`"),
    ),
)
CARRY_OUT = Fragment(
    shipped(__package__, "carry_out.c"),
    structs=(CARRIED,),
    constants={"PER_TURN": PER_TURN},
    functions={"carry_out": 1},
    needs=(INTERFACE,),
)


class Carrier:
    """The data of all actions in games with these seats. Compiled code needs these data to add orders to effort."""

    def __init__(self, settlement: Settlement, seats: Sequence[str]) -> None:
        forms, place_of = settlement.action_columns, settlement.rulebook.world.place_of
        self._sizes = (_ints(forms.first), _ints(forms.second))
        self._many = _ints(forms.many)
        self._starts = tuple(_ints(settlement.starts[role]) for role in ROLES)
        self._seat_at = np.array([place_of(seat) for seat in seats], dtype=np.int64)
        self._counts = settlement.counts_turns
        self._powers, self._main = settlement.powers, settlement.main

    def struct(
        self,
        columns: Sequence[Any],
        streaks: npt.NDArray[np.int16],
        effort: Floats,
        turn: int,
        results: tuple[npt.NDArray[np.int64], npt.NDArray[np.int64]],
    ) -> Any:
        """Return the struct `Carried` of orders. All arrays, and this object, must exist as long as the struct exists.

        `columns`: the columns of the orders, in the order of the constant `ROWS`.
        `effort`: the effort, with the shape [cells, games].
        `streaks`: see `State.streaks`.
        `results`: two arrays that C fills. The first array says for each order in how many turns in a row, up to the
            last turn, the seat gave the same order. The second array has the positions in the effort that were written.
        """
        return CARRIED.new(
            **dict(zip(ROWS, addresses(*columns), strict=True)),
            rows=columns[0].size,
            games=effort.shape[1],
            turn=turn,
            longest_streak=self._powers.size - 1,
            counts=self._counts,
            main=self._main,
            sizes=addresses(*self._sizes),
            many=address(self._many),
            starts=addresses(*self._starts),
            seat_at=address(self._seat_at),
            powers=address(self._powers),
            streaks=address(streaks),
            effort=address(effort),
            streak=address(results[0]),
            touched=address(results[1]),
        )


def carry_out(binding: Binding, settlement: Settlement) -> CarryOut:
    """Return a function that adds the orders of a table to effort by compiled code."""
    call = binding.library.call("carry_out")
    known: dict[tuple[str, ...], Carrier] = {}

    def run(state: State, table: OrderTable, slots: Ints, outcome: npt.NDArray[np.int64]) -> npt.NDArray[np.int64]:
        if state.seats not in known:
            known[state.seats] = Carrier(settlement, state.seats)
        own = (table.game, table.seat, table.action, table.first, table.second, slots, outcome)
        columns = [*map(_ints, own), np.ascontiguousarray(table.level), np.ascontiguousarray(table.main)]
        streak, touched = np.zeros(table.size, dtype=np.int64), np.empty(4 * table.size, dtype=np.int64)
        struct = known[state.seats].struct(columns, state.streaks, state.effort_block, state.turn, (streak, touched))
        written = call(address(struct))
        state.touched.append(touched[:written])
        return streak

    return run


def _ints(values: Any) -> npt.NDArray[np.int64]:
    return np.ascontiguousarray(values, dtype=np.int64)
