"""Chooses a seat's orders by compiled code, in place of numpy's passes over all games at once.

Must not know: what doctrines say.
"""

from __future__ import annotations

import ctypes
from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import Any

import attrs
import numpy as np
import numpy.typing as npt

from wargame.native.binding import Binding, address
from wargame.native.hands import ANSWERS, DEALS, LEAST, RESULTS, ROW, WEIGHTS, WISHES, HandNodes, starts
from wargame.native.sizes import MOST, MOST_CURRENCIES, MOST_VALUES, SLOTS, TABLES
from wargame.numeric.exact import Floats
from wargame.rulebook.numpy_writer.program import Board, RowsProgram

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
    drawn: bool  # whether levels are drawn
    numbers: Ints  # positions of its actions among all
    hand: HandNodes

    @property
    def fits(self) -> bool:
        """Whether compiled code has room for them."""
        return (
            0 < self.sizes.size < MOST
            and max(int(self.sizes.max()), int(self.second.max())) <= MOST
            and len(self.currencies) <= MOST_CURRENCIES
            and max(len(p.nodes) for p in self.orders) <= MOST_VALUES
        )


class SeatStruct(ctypes.Structure):
    """The struct `Seat` of choose.c."""

    _fields_ = [
        *(
            (name, ctypes.c_longlong)
            for name in ("actions", "currencies", "most_levels", "most_costs", "pairs", "drawn")
        ),
        *(
            (name, ctypes.c_void_p)
            for name in (
                "sizes", "offsets", "second", "given", "streaks", "level_counts", "steps", "conditions", "costs",
                "free", "looked_at", "settled", "repeats", "levels", "prices", "payers", "orders", "goals", "wanted",
                "keys",
            )
        ),
    ]  # fmt: skip


class HandStruct(ctypes.Structure):
    """The struct `Hand` of choose.c."""

    _fields_ = [
        (name, ctypes.c_void_p)
        for name in (
            "left", "least", "wishes", "weights", "streaks", "counts", "games", "action", "first", "target", "level",
            "main",
        )
    ]  # fmt: skip


@attrs.frozen(eq=False)
class SeatColumns:
    """A seat's struct, with the columns to which it points: they live as long as it does."""

    tables: SeatTables
    columns: Mapping[str, Any]
    struct: SeatStruct

    @classmethod
    def of(cls, binding: Binding, tables: SeatTables) -> SeatColumns:
        """Lay out a seat's tables."""
        pairs = tables.sizes * tables.second
        payers = payers_of(tables.costs, tables.currencies)
        nothing = np.zeros_like(tables.levels)
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
            "orders": binding.order_functions(tables.orders),
            "goals": binding.order_functions(tables.goals),
            "wanted": binding.order_functions(tables.wanted),
            "keys": tables.keys,
        }
        columns = {name: np.ascontiguousarray(column) for name, column in columns.items()}
        struct = SeatStruct(
            tables.sizes.size, len(tables.currencies), tables.levels.shape[1], payers.shape[1], int(pairs.sum()),
            tables.drawn, *(address(column) for column in columns.values()),
        )  # fmt: skip
        return cls(tables, columns, struct)


def payers_of(costs: Sequence[Sequence[str]], currencies: Sequence[str]) -> Ints:
    """Which currency each price of an action is in [actions, most prices]; -1 for none of these, or no such price."""
    payers = np.full((len(costs), max(1, *map(len, costs))), -1, dtype=np.int64)
    for row, prices in zip(payers, costs, strict=True):
        row[: len(prices)] = [currencies.index(c) if c in currencies else -1 for c in prices]
    return payers


@attrs.frozen(eq=False)
class HandArrays:
    """What a seat holds while it chooses, for some games, and the orders chosen, slot by slot [SLOTS, games]."""

    least: Floats
    wishes: Floats
    weights: Floats
    row: Floats
    answers: Floats | None
    deals: Floats  # by table: the deed (an action's position from 1; 0: none), its target [tables, 2, games]
    counts: Ints
    ints: tuple[Ints, ...]  # games, actions, first targets, second targets
    level: Floats
    main: npt.NDArray[np.bool_]

    @classmethod
    def of(cls, tables: SeatTables, games: int, with_answers: bool) -> HandArrays:
        """Arrays for so many games."""
        width, questions = tables.sizes.size + 1, tables.hand.questions
        return cls(
            least=np.zeros((len(tables.currencies), width, games)),
            wishes=np.zeros((int(tables.sizes.sum()), games)),
            weights=np.zeros((width, games)),
            row=np.zeros(games),
            answers=np.zeros((starts(questions)[-1], games)) if questions and with_answers else None,
            deals=np.zeros((len(tables.hand.bargains), 2, games)),
            counts=np.zeros(SLOTS, dtype=np.int64),
            ints=tuple(np.empty((SLOTS, games), dtype=np.int64) for _ in range(4)),
            level=np.empty((SLOTS, games)),
            main=np.empty((SLOTS, games), dtype=bool),
        )

    @property
    def results(self) -> list[int]:
        """Where compiled code writes what is weighed up."""
        found = [0] * RESULTS
        own = ((LEAST, self.least), (WISHES, self.wishes), (WEIGHTS, self.weights), (ROW, self.row))
        for place, array in (*own, (DEALS, self.deals)):
            found[place] = address(array)
        found[ANSWERS] = address(self.answers) if self.answers is not None else 0
        return found

    def struct(self, left: Any, streaks: Any) -> HandStruct:
        """The struct of these arrays, with what is left by currency and the streaks."""
        held = (left, self.least, self.wishes, self.weights, streaks, self.counts, *self.ints, self.level, self.main)
        return HandStruct(*(address(array) for array in held))


Choose = Callable[[Board, Any, Floats], tuple[list[tuple[Any, ...]], Ints]]


class Choosers:
    """Chooses for several seats; what they weigh up is computed for all of them in one pass, once a turn.

    What they read must stay as it is from the first call in a turn to the last, as it does while bots choose.
    """

    def __init__(self, binding: Binding, seats: Sequence[SeatColumns]) -> None:
        self._binding = binding
        self._seats = seats
        self._weigh = binding.hands()
        self._keys: Any = None
        self._arrays: list[HandArrays] = []

    def _weighed(self, board: Board, position: int) -> HandArrays:
        if self._keys is not board.turn_keys:  # made anew whenever a turn begins or games leave
            if not self._arrays or self._arrays[0].row.size != board.games:
                self._arrays.clear()
                self._arrays += (HandArrays.of(seat.tables, board.games, False) for seat in self._seats)
            out = np.array([place for arrays in self._arrays for place in arrays.results], dtype=np.uintp)
            self._weigh(board, out)
            self._keys = board.turn_keys
        return self._arrays[position]

    def chooser(self, position: int) -> Choose:
        """A function `(board, streaks, left [currencies, games])` that gives columns of orders, and doctrine rows.

        Columns are (slot, game, position of the action among all, first, second, level, main), slot by slot; those of
        a turn are gone when the next is chosen.
        """
        seat = self._seats[position]
        given = np.zeros(int(seat.struct.pairs) + 1, dtype=np.uint8)
        call = self._binding.rows["choose"]

        def choose(board: Board, streaks: Any, left: Floats) -> tuple[list[tuple[Any, ...]], Ints]:
            arrays = self._weighed(board, position)
            arrays.counts[...] = 0
            held = [np.ascontiguousarray(a) for a in (left, streaks)]
            hand = arrays.struct(*held)
            call(
                self._binding.board(board), ctypes.byref(seat.struct), ctypes.byref(hand),
                ctypes.c_void_p(address(given)), None,
            )  # fmt: skip
            games, actions, *rest = (*arrays.ints, arrays.level, arrays.main)
            numbers = seat.tables.numbers
            found = [
                (slot, games[slot, :size], numbers[actions[slot, :size]], *(column[slot, :size] for column in rest))
                for slot, size in enumerate(arrays.counts.tolist())
                if size
            ]
            return [*found, *_deeds(arrays.deals)], arrays.row.astype(np.intp)

        return choose


def _deeds(deals: Floats) -> Iterator[tuple[Any, ...]]:
    """What is done at every table, as columns: one line after `TABLES` a table."""
    for number, (deed, target) in enumerate(deals):
        games = np.flatnonzero(deed)
        if games.size:
            first, zeros = target[games].astype(np.int64), np.zeros(games.size, dtype=np.int64)
            action = deed[games].astype(np.int64) - 1
            yield (TABLES + number, games, action, first, zeros, np.ones(games.size), zeros.astype(bool))
