"""Chooses a seat's orders by compiled code, in place of numpy's passes over all games at once.

Must not know: doctrines, or how wishes and weights came about.
"""

from __future__ import annotations

import ctypes
from collections.abc import Callable, Mapping, Sequence
from typing import Any

import attrs
import numpy as np
import numpy.typing as npt

from wargame.native.binding import Binding, address
from wargame.numeric.exact import Floats
from wargame.rulebook.program import Board, RowsProgram

SLOTS, MOST, MOST_CURRENCIES, MOST_VALUES = 16, 512, 4, 64  # the sizes of choose.c

Ints = npt.NDArray[np.int64]


@attrs.frozen(eq=False)
class SeatTables:
    """A seat's actions as columns, in the order and with the meaning of struct `Seat` in choose.c."""

    currencies: tuple[str, ...]
    sizes: Ints
    offsets: Ints
    second: Ints
    streaks: Ints
    level_counts: Ints
    steps: Ints
    conditions: Ints
    free: npt.NDArray[np.bool_]
    looked_at: npt.NDArray[np.bool_]
    settled: npt.NDArray[np.bool_]
    repeats: npt.NDArray[np.bool_]
    levels: Floats  # [actions, most levels]
    prices: Mapping[str, Floats]  # [actions, most levels]
    costs: tuple[tuple[str, ...], ...]  # by action: the currencies of its prices
    orders: tuple[RowsProgram, ...]
    goals: tuple[RowsProgram | None, ...]
    wanted: tuple[RowsProgram | None, ...]
    keys: npt.NDArray[np.uint64]

    @property
    def fits(self) -> bool:
        """Whether compiled code has room for them."""
        return (
            0 < self.sizes.size < MOST
            and max(int(self.sizes.max()), int(self.second.max())) <= MOST
            and len(self.currencies) <= MOST_CURRENCIES
            and max(len(p.nodes) for p in self.orders) <= MOST_VALUES
        )


class _Struct(ctypes.Structure):
    """The struct `Seat` of choose.c."""

    _fields_ = [
        *((name, ctypes.c_longlong) for name in ("actions", "currencies", "most_levels", "most_costs", "pairs")),
        *(
            (name, ctypes.c_void_p)
            for name in (
                "sizes", "offsets", "second", "given", "streaks", "level_counts", "steps", "conditions", "costs",
                "free", "looked_at", "settled", "repeats", "levels", "prices", "payers", "orders", "goals", "wanted",
                "keys",
            )
        ),
    ]  # fmt: skip


class _Hand(ctypes.Structure):
    """The struct `Hand` of choose.c."""

    _fields_ = [
        (name, ctypes.c_void_p)
        for name in (
            "left", "least", "wishes", "weights", "streaks", "counts", "games", "action", "first", "target", "level",
            "main",
        )
    ]  # fmt: skip


Choose = Callable[[Board, Any, Floats, Floats, Floats, Floats], list[tuple[Any, ...]]]


def chooser(binding: Binding, tables: SeatTables) -> Choose:
    """A function `(board, streaks, left, least, wishes, weights)` that gives columns of orders, slot by slot.

    left [currencies, games], least [currencies, actions + 1, games], wishes [cells, games] (used up), weights
    [actions + 1, games]; columns are (slot, game, position of the action, first, second, level, main).
    """
    pairs = tables.sizes * tables.second
    payers = np.full((tables.sizes.size, max(1, *map(len, tables.costs))), -1, dtype=np.int64)
    for a, costs in enumerate(tables.costs):
        for k, currency in enumerate(costs):
            payers[a, k] = tables.currencies.index(currency) if currency in tables.currencies else -1
    nothing = np.zeros_like(tables.levels)

    def pointers(programs: Sequence[RowsProgram | None]) -> Any:
        return np.array([binding.order_function(p) if p is not None else 0 for p in programs], dtype=np.uintp)

    columns: dict[str, Any] = {
        "sizes": tables.sizes,
        "offsets": tables.offsets,
        "second": tables.second,
        "given": np.cumsum(pairs) - pairs,
        "streaks": tables.streaks,
        "level_counts": tables.level_counts,
        "steps": tables.steps,
        "conditions": tables.conditions,
        "costs": np.array([len(c) for c in tables.costs], dtype=np.int64),
        "free": tables.free,
        "looked_at": tables.looked_at,
        "settled": tables.settled,
        "repeats": tables.repeats,
        "levels": tables.levels,
        "prices": np.array([tables.prices.get(c, nothing) for c in tables.currencies]),
        "payers": payers,
        "orders": pointers(tables.orders),
        "goals": pointers(tables.goals),
        "wanted": pointers(tables.wanted),
        "keys": tables.keys,
    }
    columns = {name: np.ascontiguousarray(column) for name, column in columns.items()}
    seat = _Struct(
        tables.sizes.size, len(tables.currencies), tables.levels.shape[1], payers.shape[1], int(pairs.sum()),
        *(address(column) for column in columns.values()),
    )  # fmt: skip
    given = np.zeros(int(pairs.sum()) + 1, dtype=np.uint8)
    call = binding.rows["choose"]

    def choose(
        board: Board, streaks: Any, left: Floats, least: Floats, wishes: Floats, weights: Floats
    ) -> list[tuple[Any, ...]]:
        n = board.games
        counts = np.zeros(SLOTS, dtype=np.int64)
        ints = [np.empty((SLOTS, n), dtype=np.int64) for _ in range(4)]
        level, main = np.empty((SLOTS, n)), np.empty((SLOTS, n), dtype=bool)
        held = [np.ascontiguousarray(a) for a in (left, least, wishes, weights, streaks)]
        hand = _Hand(*(address(a) for a in (*held, counts, *ints, level, main)))
        call(binding.board(board), ctypes.byref(seat), ctypes.byref(hand), ctypes.c_void_p(address(given)))
        assert len(columns) == len(_Struct._fields_) - 5  # and so they live as long as this function
        return [
            (slot, *(column[slot, :size] for column in (*ints, level, main)))
            for slot, size in enumerate(counts.tolist())
            if size
        ]

    return choose
