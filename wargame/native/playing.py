"""Plays whole games by compiled code: bots choose, orders are paid, rules act, games end, block by block.

Must not know: doctrines, what is done with results, or how many games there are besides those at hand.
"""

from __future__ import annotations

import ctypes
from collections.abc import Mapping, Sequence
from typing import Any, Protocol

import attrs
import numpy as np
import numpy.typing as npt

from wargame.model.inject import REPLY
from wargame.native.binding import Binding, BoardStruct, address
from wargame.native.carrying import ActionTables
from wargame.native.choosing import HandArrays, SeatColumns, payers_of
from wargame.native.hands import starts
from wargame.native.layout import ArrayKey
from wargame.native.sizes import SLOTS
from wargame.native.source import LANES
from wargame.numeric.exact import Floats
from wargame.rulebook.numpy_writer.program import Board, DenseProgram, RowsProgram

Ints = npt.NDArray[np.int64]


@attrs.frozen(eq=False)
class Charges:
    """What orders cost, and who pays: by action, by seat, by currency (of which the first is action points)."""

    seats: tuple[str, ...]
    currencies: tuple[str, ...]
    sure: npt.NDArray[np.bool_]  # price = base + slope * level, and nothing else to be asked
    base: Floats  # [currencies, actions]
    slope: Floats
    checks: tuple[RowsProgram, ...]
    conditions: Ints
    costs: tuple[tuple[str, ...], ...]  # by action: the currencies of its prices
    points: Floats  # by seat
    banks: Floats
    seats_at: Ints  # by seat: its position on the axis of givers
    purses: Mapping[tuple[str, str], tuple[str, int, float]]  # (seat, currency) -> metric, cell in storage, floor
    actions: ActionTables
    streaks: Ints  # by action: first of its streaks
    streak_rows: int


class Opened(Board, Protocol):
    """Games before their first turn."""

    length: int
    game_keys: npt.NDArray[np.uint64]
    banked: Floats


@attrs.frozen(eq=False)
class Played:
    """What became of the games, whose state is now as each ended: which ending, after how many turns [games].

    `recorded`: [cells, turns, games], nan after an ending.
    """

    ended: Ints
    turns: Ints
    recorded: Floats


_COUNTS = ("length", "seats", "endings", "arrays", "histories", "records", "questions", "bargains", "streak_rows",
           "efforts")  # fmt: skip
_POINTERS = (
    "from", "to", "places", "cells", "history", "record", "recorded", "game_keys", "plain", "banked", "ended", "turns",
    "seat", "hand", "numbers", "purse_counts", "purses", "lows", "question", "bargain", "charges", "carried", "board",
    "turn", "hands", "over", "weighed", "holds", "keys", "workspace", "effort", "bank", "given", "price",
)  # fmt: skip


class _Match(ctypes.Structure):
    """The struct `Match` of play.c."""

    _fields_ = [
        *((name, ctypes.c_longlong) for name in ("games", *_COUNTS, "plain_width", "most")),
        *((name, ctypes.c_void_p) for name in _POINTERS),
    ]


class _Charges(ctypes.Structure):
    """The struct `Charges` of play.c."""

    _fields_ = [
        *((name, ctypes.c_longlong) for name in ("currencies", "actions", "most_costs")),
        *(
            (name, ctypes.c_void_p)
            for name in (
                "sure", "base", "slope", "checks", "conditions", "costs", "payers", "points", "banks", "purses",
                "streaks",
            )
        ),
    ]  # fmt: skip


class _Question(ctypes.Structure):
    """The struct `Question` of play.c."""

    _fields_ = [
        *((name, ctypes.c_longlong) for name in ("seat", "reply", "action", "target", "choices")),
        ("key", ctypes.c_ulonglong),
        ("weights", ctypes.c_void_p),
    ]


class _Bargain(ctypes.Structure):
    """The struct `Bargain` of play.c."""

    _fields_ = [
        ("seat", ctypes.c_longlong),
        *((name, ctypes.c_void_p) for name in ("deed", "target")),
    ]


class GamePlayer:
    """Plays games with these seats under one rule book."""

    def __init__(self, binding: Binding, seats: Sequence[SeatColumns], charges: Charges, endings: DenseProgram) -> None:
        self._source, self._book, self._seats, self._charges = binding.source, binding.rulebook, seats, charges
        self._binding, self._endings = binding, endings
        self._held: list[Any] = []  # whatever structs point to lives as long as this
        room = self._kept(np.zeros((self._source.room + 1) * LANES))
        self._workspace = room[(-(address(room) // 8)) % LANES :][: self._source.room * LANES].reshape(-1, LANES)
        self._effort = self._workspace[self._source.effort :]
        self._streaks = self._kept(np.zeros((charges.streak_rows, LANES), dtype=np.int16))
        self._hands = [HandArrays.of(seat.tables, LANES, True) for seat in seats]
        self._keys = self._kept(np.zeros(LANES, dtype=np.uint64))
        self._fixed = {
            **self._seat_fields(),
            **self._question_fields(),
            **self._bargain_fields(),
            **self._settling_fields(),
            **self._state_fields(),
        }

    def play(self, games: Opened, record: Sequence[tuple[str, int]]) -> Played:
        """Play games from their first turn to their ends; `record`: metrics and cells in storage, noted every turn."""
        length, size = games.length, games.games
        played = Played(
            np.full(size, -1, dtype=np.int64),
            np.zeros(size, dtype=np.int64),
            np.full((len(record), length, size), np.nan),
        )
        seasons = self._book.scenario.seasons
        plain = np.array([[turn, *(turn in seasons[s] for s in self._source.seasons)] for turn in range(1, length + 1)])
        keys = self._loaded()
        arrays = [self._binding.array(games, key) for key in keys]
        changes = [key.held != "parameter" for key in keys]
        held = {
            "from": np.array([address(a) for a in arrays], dtype=np.uintp),
            "to": np.array([address(a) * moves for a, moves in zip(arrays, changes, strict=True)], dtype=np.uintp),
            "record": np.array([self._place(metric, cell) for metric, cell in record] or [0], dtype=np.int64),
            "recorded": played.recorded,
            "game_keys": games.game_keys,
            "plain": plain.astype(np.float64),
            "banked": games.banked,
            "ended": played.ended,
            "turns": played.turns,
        }
        places = {name: address(array) for name, array in held.items()}
        match = _Match(
            **self._fixed, **places, games=size, length=length, records=len(record), plain_width=plain.shape[1]
        )
        self._binding.rows["play"](ctypes.byref(match))
        return played

    # -- what stays the same from batch to batch ----------------------------------------------------------------------

    def _kept(self, array: Any) -> Any:
        """The array in one piece, held from now on."""
        kept = np.ascontiguousarray(array)
        self._held.append(kept)
        return kept

    def _ints(self, values: Sequence[int]) -> int:
        return address(self._kept(np.array([*values, 0], dtype=np.int64)))

    def _addresses(self, places: Sequence[int]) -> int:
        return address(self._kept(np.array([*places, 0], dtype=np.uintp)))

    def _structs(self, structs: Sequence[Any]) -> int:
        self._held += structs
        return self._addresses([ctypes.addressof(s) for s in structs])

    def _in_turns(self, kind: type[ctypes.Structure], found: Sequence[tuple[int, tuple[Any, ...]]]) -> int:
        """Structs one behind the other: everybody's first, then everybody's second; rows begin with the seat."""
        ordered = sorted(found, key=lambda each: (each[0], each[1][0]))
        rows = (kind * (len(ordered) + 1))(*(kind(*row) for _, row in ordered))
        self._held.append(rows)
        return ctypes.addressof(rows)

    def _place(self, metric: str, cell: int) -> int:
        """Where a cell of a metric stands in the workspace."""
        return self._source.places[ArrayKey("metric", metric)] + cell

    def _loaded(self) -> list[ArrayKey]:
        return [key for key in self._source.places if key.held != "effort"]

    def _seat_fields(self) -> dict[str, Any]:
        """What bots choose by, and what they hold."""
        charges, hands, purses = self._charges, [], []
        for name, seat, arrays in zip(charges.seats, self._seats, self._hands, strict=True):
            left = self._kept(np.zeros((len(seat.tables.currencies), LANES)))
            hands.append(arrays.struct(left, self._streaks))
            purses.append([charges.purses[name, c] for c in seat.tables.currencies[1:]])
        return {
            "seats": len(self._seats),
            "seat": self._structs([seat.struct for seat in self._seats]),
            "hand": self._structs(hands),
            "numbers": self._addresses([self._ints(seat.tables.numbers.tolist()) for seat in self._seats]),
            "purse_counts": self._ints([len(rows) for rows in purses]),
            "purses": self._addresses([self._ints([self._place(m, c) for m, c, _ in rows]) for rows in purses]),
            "lows": self._addresses([address(self._kept(np.array([low for *_, low in r] or [0.0]))) for r in purses]),
            "given": address(self._kept(np.zeros(1 + max(int(s.struct.pairs) for s in self._seats), dtype=np.uint8))),
            "weighed": self._addresses([place for arrays in self._hands for place in arrays.results]),
            "bank": address(self._kept(np.zeros((len(self._seats), LANES)))),
        }

    def _question_fields(self) -> dict[str, Any]:
        """What injects may ask, in the order in which answers are given: by number, then by seat."""
        found = []
        for position, (seat, arrays) in enumerate(zip(self._seats, self._hands, strict=True)):
            hand = seat.tables.hand
            shape = self._book.layout[REPLY].shape if hand.questions else ()
            for number, (question, first) in enumerate(zip(hand.questions, starts(hand.questions)[:-1], strict=True)):
                assert arrays.answers is not None
                reply = self._place(REPLY, int(np.ravel_multi_index(question.cells, shape)))
                weights = address(arrays.answers) + 8 * LANES * first
                row = (position, reply, hand.answer, question.place, len(question.weights), question.key, weights)
                found.append((number, row))
        return {"questions": len(found), "question": self._in_turns(_Question, found)}

    def _bargain_fields(self) -> dict[str, Any]:
        """Where bots deal, in the order in which deeds are given: by a seat's first, second table, then by seat."""
        found = []
        for position, arrays in enumerate(self._hands):
            for number, (deed, target) in enumerate(arrays.deals):
                found.append((number, (position, address(deed), address(target))))
        return {"bargains": len(found), "bargain": self._in_turns(_Bargain, found)}

    def _settling_fields(self) -> dict[str, Any]:
        """What orders cost, and how they become effort."""
        charges, kept = self._charges, self._kept
        payers = payers_of(charges.costs, charges.currencies)
        purses = np.full((len(charges.seats), len(charges.currencies)), -1, dtype=np.int64)
        for (seat, currency), (metric, cell, _) in charges.purses.items():
            if seat in charges.seats:
                purses[charges.seats.index(seat), charges.currencies.index(currency)] = self._place(metric, cell)
        columns = (
            charges.sure, charges.base, charges.slope, self._binding.order_functions(charges.checks),
            charges.conditions, np.array([len(c) for c in charges.costs], dtype=np.int64), payers, charges.points,
            charges.banks, purses, charges.streaks,
        )  # fmt: skip
        struct = _Charges(
            len(charges.currencies), len(charges.costs), payers.shape[1], *(address(kept(c)) for c in columns)
        )  # fmt: skip
        hands = [seat.tables.hand for seat in self._seats]
        more = sum(len(hand.questions) + len(hand.bargains) for hand in hands)  # an answer, a deed each
        most = LANES * (SLOTS * len(self._seats) + more)
        orders = [kept(np.zeros(most, dtype=kind)) for kind in (*["i8"] * 7, "f8", "?")]
        results = (kept(np.zeros(most, dtype=np.int64)), kept(np.zeros(4 * most, dtype=np.int64)))
        carried, held = charges.actions.struct(orders, self._streaks, self._effort, 0, charges.seats_at, results)
        self._held += [struct, carried, *held]
        return {
            "charges": ctypes.addressof(struct),
            "carried": ctypes.addressof(carried),
            "price": address(kept(np.zeros((len(charges.currencies), most)))),
            "most": most,
            "streak_rows": charges.streak_rows,
        }

    def _state_fields(self) -> dict[str, Any]:
        """The workspace, what stands where in it, and the functions that work there."""
        source, kept = self._source, self._kept
        start = address(self._workspace)
        board = BoardStruct(
            self._addresses([start + 8 * LANES * source.places[key] for key in source.arrays]),
            address(self._keys),
            None,
            address(kept(self._binding.seated(self._charges.seats))),
            self._addresses([address(t) for t in source.tables]),
            None,
            LANES,
        )
        self._held.append(board)
        histories = [
            (source.places[key], self._book.histories[key.name], *self._shifted(key.name))
            for key in self._loaded()
            if key.held == "history"
        ]
        over = source.functions[id(self._endings)]
        assert source.hands is not None
        holds = [kept(np.full(LANES, n.op == "const" and bool(n.value), dtype=bool)) for n in self._endings.nodes]
        return {
            "board": ctypes.addressof(board),
            "arrays": len(self._loaded()),
            "places": self._ints([source.places[key] for key in self._loaded()]),
            "cells": self._ints([source.cells[key] for key in self._loaded()]),
            "histories": len(histories),
            "history": self._ints([number for row in histories for number in row]),
            "efforts": sum(n for key, n in source.cells.items() if key.held == "effort"),
            "endings": len(holds),
            "holds": self._addresses([address(array) for array in holds]),
            "turn": self._binding.block_function(source.turn),
            "hands": self._binding.block_function(source.hands),
            "over": self._binding.block_function(over),
            "keys": address(self._keys),
            "workspace": start,
            "effort": address(self._effort),
        }

    def _shifted(self, metric: str) -> tuple[int, int]:
        """How many cells a turn of its history has, and where the metric stands."""
        key = ArrayKey("metric", metric)
        return self._source.cells[key], self._source.places[key]
