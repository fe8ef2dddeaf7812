"""Chooses the orders of a seat by compiled code, in place of numpy calls over all games.

A wish is the weight of a target. A slot is one line of the order list. A streak is the number of turns in a row in
which a seat gave the same order at the same targets.

Must not know: the contents of doctrines.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import Any

import attrs
import numpy as np
import numpy.typing as npt

from wargame.adjudicator.compiled.charges import payers_of
from wargame.adjudicator.state import PER_TURN
from wargame.bots.choice_buffer import DICE, SLOTS, TABLES
from wargame.bots.compiled.wishes import ANSWERS, DEALS, LEAST, RESULTS, ROW, WEIGHTS, WISHES, ChoiceNodes, starts
from wargame.native.abi import Struct, address, addresses
from wargame.native.unit import Fragment, shipped
from wargame.numeric.exact import Floats, Int64s
from wargame.rulebook.c_writer.binding import Binding
from wargame.rulebook.c_writer.interface import INTERFACE, MOST_VALUES
from wargame.rulebook.c_writer.turn import CompiledFunction
from wargame.rulebook.numpy_writer.program import GameArrays, RowsProgram

CHOICES = "choices"  # the name of the C function that computes the wishes and weights of all bots
MOST = 512  # the most actions of a seat, and also the most targets of an action
MOST_CURRENCIES = 4


@attrs.frozen(eq=False)
class SeatTables:
    """The actions of a seat as columns. The struct `Seat` has the same field names with the same meanings."""

    currencies: tuple[str, ...]
    sizes: Int64s
    offsets: Int64s
    second: Int64s
    streaks: Int64s
    level_counts: Int64s
    steps: Int64s
    conditions: Int64s
    free: npt.NDArray[np.bool_]
    looked_at: npt.NDArray[np.bool_]
    settled: npt.NDArray[np.bool_]
    repeats: npt.NDArray[np.bool_]
    levels: Floats  # [actions, most levels]
    prices: Mapping[str, Floats]  # [actions, most levels]
    costs: tuple[tuple[str, ...], ...]  # the currencies in the prices of each action
    orders: tuple[RowsProgram, ...]
    goals: tuple[RowsProgram | None, ...]
    wanted: tuple[RowsProgram | None, ...]
    keys: npt.NDArray[np.uint64]
    drawn: bool  # whether levels are drawn at random
    numbers: Int64s  # the positions of the seat's actions among all actions
    nodes: ChoiceNodes

    @property
    def fits(self) -> bool:
        """Return whether the seat is small enough for the fixed arrays of compiled code."""
        return (
            0 < self.sizes.size < MOST
            and max(int(self.sizes.max()), int(self.second.max())) <= MOST
            and len(self.currencies) <= MOST_CURRENCIES
            and max(len(p.nodes) for p in self.orders) <= MOST_VALUES
        )


SEAT = Struct(
    "Seat",
    "A seat's actions as columns.",
    (
        ("i64", "actions"),
        ("i64", "currencies"),
        ("i64", "most_levels"),
        ("i64", "most_costs"),
        ("i64", "pairs", "pairs of targets of all actions together"),
        ("i64", "drawn", "whether levels are drawn"),
        ("const i64 *", "sizes", "by action: first targets"),
        ("const i64 *", "offsets", "by action: where these stand"),
        ("const i64 *", "second", "by action: second targets, or 0"),
        ("const i64 *", "given", "by action: first of its pairs"),
        ("const i64 *", "streaks", "by action: first of its streaks"),
        ("const i64 *", "level_counts", "by action"),
        ("const i64 *", "steps", "by action: position of the level that is always wanted"),
        ("const i64 *", "conditions", "by action: how many an order has"),
        ("const i64 *", "costs", "by action: how many prices an order has"),
        ("const unsigned char *", "free"),
        ("const unsigned char *", "looked_at"),
        ("const unsigned char *", "settled"),
        ("const unsigned char *", "repeats"),
        ("const double *", "levels", "[actions, most_levels]"),
        ("const double *", "prices", "[currencies, actions, most_levels]"),
        ("const i64 *", "payers", "[actions, most_costs]: which currency a price is in, or -1"),
        ("const Order *", "orders", "by action"),
        ("const Order *", "goals", "by action; may be missing"),
        ("const Order *", "wanted", "by action; may be missing"),
        ("const u64 *", "keys"),
    ),
)
BUFFER = Struct(
    "Buffer",
    "What a seat has while it chooses for n games, and the orders that it chose.",
    (
        ("double *", "left", "[currencies, n]"),
        ("double *", "least", "[currencies, actions + 1, n]"),
        ("double *", "wishes", "[cells, n]"),
        ("double *", "weights", "[actions + 1, n]"),
        ("const short *", "streaks", "[rows, n]"),
        ("i64 *", "counts", "[slots], how many orders each slot holds"),
        ("i64 *", "games", "[slots, n]"),
        ("i64 *", "action", "[slots, n]"),
        ("i64 *", "first", "[slots, n]"),
        ("i64 *", "target", "[slots, n]"),
        ("double *", "level", "[slots, n]"),
        ("unsigned char *", "main", "[slots, n]"),
    ),
)
CHOOSE = Fragment(
    shipped(__package__, "choose.c"),
    structs=(SEAT, BUFFER),
    constants={
        "SLOTS": SLOTS, "DICE": DICE, "PER_TURN": PER_TURN, "MOST": MOST, "MOST_CURRENCIES": MOST_CURRENCIES
    },
    functions={"choose": 5},
    needs=(INTERFACE,),
)  # fmt: skip


@attrs.frozen(eq=False)
class SeatColumns:
    """The struct of a seat together with its columns, which must exist as long as the struct."""

    tables: SeatTables
    columns: Mapping[str, Any]
    struct: Any

    @classmethod
    def of(cls, binding: Binding, tables: SeatTables) -> SeatColumns:
        """Return the columns and the struct for the tables of a seat."""
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
        struct = SEAT.new(
            **dict(zip(columns, addresses(*columns.values()), strict=True)),
            actions=tables.sizes.size,
            currencies=len(tables.currencies),
            most_levels=tables.levels.shape[1],
            most_costs=payers.shape[1],
            pairs=int(pairs.sum()),
            drawn=tables.drawn,
        )
        return cls(tables, columns, struct)


@attrs.frozen(eq=False)
class BufferArrays:
    """The arrays in which a seat chooses for some games, and the chosen orders, slot by slot [SLOTS, games]."""

    least: Floats
    wishes: Floats
    weights: Floats
    row: Floats
    answers: Floats | None
    deals: Floats  # by table: the position of the action from 1 (0: none), and the target [tables, 2, games]
    counts: Int64s
    ints: tuple[Int64s, ...]  # games, actions, first targets, second targets
    level: Floats
    main: npt.NDArray[np.bool_]

    @classmethod
    def of(cls, tables: SeatTables, games: int, with_answers: bool) -> BufferArrays:
        """Return new arrays for a number of games."""
        width, questions = tables.sizes.size + 1, tables.nodes.questions
        return cls(
            least=np.zeros((len(tables.currencies), width, games)),
            wishes=np.zeros((int(tables.sizes.sum()), games)),
            weights=np.zeros((width, games)),
            row=np.zeros(games),
            answers=np.zeros((starts(questions)[-1], games)) if questions and with_answers else None,
            deals=np.zeros((len(tables.nodes.bargains), 2, games)),
            counts=np.zeros(SLOTS, dtype=np.int64),
            ints=tuple(np.empty((SLOTS, games), dtype=np.int64) for _ in range(4)),
            level=np.empty((SLOTS, games)),
            main=np.empty((SLOTS, games), dtype=bool),
        )

    @property
    def results(self) -> list[int]:
        """Return the addresses of the arrays into which compiled code writes wishes and weights."""
        found = [0] * RESULTS
        own = ((LEAST, self.least), (WISHES, self.wishes), (WEIGHTS, self.weights), (ROW, self.row))
        for place, array in (*own, (DEALS, self.deals)):
            found[place] = address(array)
        found[ANSWERS] = address(self.answers) if self.answers is not None else 0
        return found

    def struct(self, left: Any, streaks: Any) -> Any:
        """Return the struct of these arrays, with the remaining funds by currency and the streaks."""
        games, action, first, target = addresses(*self.ints)
        return BUFFER.new(
            left=address(left),
            least=address(self.least),
            wishes=address(self.wishes),
            weights=address(self.weights),
            streaks=address(streaks),
            counts=address(self.counts),
            games=games,
            action=action,
            first=first,
            target=target,
            level=address(self.level),
            main=address(self.main),
        )


Choose = Callable[[GameArrays, Any, Floats], tuple[list[tuple[Any, ...]], Int64s]]


class Choosers:
    """Chooses the orders of several seats. The wishes and weights of all seats are computed together, once a turn.

    The state must not change between the first call and the last call of a turn. The state does not change while bots
    choose.
    """

    def __init__(self, binding: Binding, seats: Sequence[SeatColumns], weigh: CompiledFunction) -> None:
        self._binding = binding
        self._seats = seats
        self._weigh = binding.function(weigh)
        self._keys: Any = None
        self._arrays: list[BufferArrays] = []

    def _weighed(self, state: GameArrays, position: int) -> BufferArrays:
        if self._keys is not state.turn_keys:  # a new turn, or fewer games: compute the wishes and weights again
            if not self._arrays or self._arrays[0].row.size != state.games:
                self._arrays.clear()
                self._arrays += (BufferArrays.of(seat.tables, state.games, False) for seat in self._seats)
            out = np.array([place for arrays in self._arrays for place in arrays.results], dtype=np.uintp)
            self._weigh(state, out)
            self._keys = state.turn_keys
        return self._arrays[position]

    def chooser(self, position: int) -> Choose:
        """Return the function that chooses the orders of seat number `position`. Its arguments are
        `(state, streaks, left [currencies, games])`.

        `left`: the remaining funds.

        The function returns columns of orders, and the number of the doctrine row that each game used.

        The columns are slot, game, position of the action among all actions, first target, second target, level and
        main. The rows of the columns are sorted by slot. The choice of the next turn overwrites the columns.
        """
        seat = self._seats[position]
        given = np.zeros(self._binding.source.lanes * int(seat.struct.pairs) + 1, dtype=np.uint8)
        call = self._binding.library.call("choose")

        def choose(state: GameArrays, streaks: Any, left: Floats) -> tuple[list[tuple[Any, ...]], Int64s]:
            arrays = self._weighed(state, position)
            arrays.counts[...] = 0
            held = [np.ascontiguousarray(a) for a in (left, streaks)]
            buffer = arrays.struct(*held)
            call(self._binding.struct(state), *addresses(seat.struct, buffer, given), 0)
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
    """Return the deal orders at every table as columns (arrays). The first table has line `TABLES` of the order list,
    and each further table has the next line.
    """
    for number, (deed, target) in enumerate(deals):
        games = np.flatnonzero(deed)
        if games.size:
            first, zeros = target[games].astype(np.int64), np.zeros(games.size, dtype=np.int64)
            action = deed[games].astype(np.int64) - 1
            yield (TABLES + number, games, action, first, zeros, np.ones(games.size), zeros.astype(bool))
