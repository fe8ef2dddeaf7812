"""Turns settled orders into effort by compiled code.

Must not know: conditions, prices, or who gave the orders.
"""

from __future__ import annotations

import ctypes
from collections.abc import Mapping, Sequence
from typing import Any, Protocol

import attrs
import numpy as np
import numpy.typing as npt

from wargame.native.binding import Binding, address
from wargame.numeric.exact import Floats

Ints = npt.NDArray[np.int64]
ROLES = (("effort", 0), ("ordered", 0), ("effort", 1), ("ordered", 1))


class Table(Protocol):
    """Columns of orders, a row each."""

    @property
    def game(self) -> Ints: ...  # noqa: D102
    @property
    def seat(self) -> Ints: ...  # noqa: D102
    @property
    def action(self) -> Ints: ...  # noqa: D102
    @property
    def first(self) -> Ints: ...  # noqa: D102
    @property
    def second(self) -> Ints: ...  # noqa: D102
    @property
    def level(self) -> Floats: ...  # noqa: D102
    @property
    def main(self) -> npt.NDArray[np.bool_]: ...  # noqa: D102


@attrs.frozen(eq=False)
class ActionTables:
    """Actions as columns: targets by role, whether several may give it, and where its sums begin (-1: nowhere)."""

    first: Ints
    second: Ints
    many: Ints
    starts: Mapping[tuple[str, int], Ints]
    powers: Floats
    main: float

    def carry_out(
        self,
        binding: Binding,
        table: Table,
        columns: tuple[Ints, Ints],
        streaks: npt.NDArray[np.int16],
        effort: Floats,
        turn: int,
        seats_at: Ints,
    ) -> tuple[Ints, Ints]:
        """Add to `effort` [cells, games] and to `streaks`; gives turns in a row by order, and flat places written.

        `columns`: the row of each order in the streaks, and its outcome (-1: carried out). `seats_at`: by seat, its
        position on the axis of givers.
        """
        rows = int(table.game.size)
        streak, touched = np.zeros(rows, dtype=np.int64), np.empty(4 * rows, dtype=np.int64)
        own = (table.game, table.seat, table.action, table.first, table.second, *columns)
        held = [np.ascontiguousarray(c, dtype=np.int64) for c in own]
        held += [np.ascontiguousarray(table.level), np.ascontiguousarray(table.main)]
        carried, kept = self.struct(held, streaks, effort, turn, seats_at, (streak, touched))
        written = binding.rows["carry_out"](ctypes.byref(carried))
        del kept  # until now the struct pointed to it
        return streak, touched[:written]

    def struct(
        self,
        columns: Sequence[Any],
        streaks: npt.NDArray[np.int16],
        effort: Floats,
        turn: int,
        seats_at: Ints,
        results: tuple[Ints, Ints],
    ) -> tuple[CarriedStruct, Sequence[Any]]:
        """The struct `Carried` of orders, and arrays that must live as long; `columns` in the order of its fields."""
        held = [
            *columns,
            *(np.ascontiguousarray(c, dtype=np.int64) for c in (
                self.first, self.second, self.many, *(self.starts[role] for role in ROLES), seats_at
            )),
            self.powers,
            streaks,
            effort,
            *results,
        ]  # fmt: skip
        places = (address(column) for column in held)
        return CarriedStruct(columns[0].size, effort.shape[1], turn, self.powers.size - 1, self.main, *places), held


_FIELDS: list[tuple[str, Any]] = [
    *((name, ctypes.c_longlong) for name in ("rows", "games", "turn", "longest_streak")),
    ("main", ctypes.c_double),
    *((f"column_{i}", ctypes.c_void_p) for i in range(22)),
]


class CarriedStruct(ctypes.Structure):
    """The struct `Carried` of carry_out.c."""

    _fields_ = _FIELDS
