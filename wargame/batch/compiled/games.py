"""Plays whole games by compiled code, block by block: bots choose, seats pay, rules run, games end.

A block is a group of games that C code computes together. All values of a block are in one array, the workspace. C code
gets all data in the struct `Match`, which `match.py` declares.

Must not know: doctrines, the purpose of the results, or the number of other games.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from typing import Any, Protocol

import attrs
import numpy as np
import numpy.typing as npt

from wargame.adjudicator.compiled.charges import Charges
from wargame.adjudicator.orders import OrderTable
from wargame.batch.compiled.match import BARGAIN, GIVEN, GIVEN_ROWS, MATCH, QUESTION
from wargame.bots.choice_buffer import SLOTS, TABLES
from wargame.bots.compiled.drawn import struct_of
from wargame.bots.compiled.seats import CHOICES, BufferArrays, SeatColumns
from wargame.bots.compiled.wishes import starts
from wargame.bots.drawn_orders import DrawnOrders
from wargame.model.rules.inject import REPLY
from wargame.native.abi import Struct, address, addresses
from wargame.native.layout import ArrayKey
from wargame.numeric.exact import Floats, Int64s
from wargame.rulebook.c_writer.binding import Binding
from wargame.rulebook.c_writer.interface import GAME_ARRAYS
from wargame.rulebook.ir.nodes import ConstNode
from wargame.rulebook.numpy_writer.program import DenseProgram, GameArrays


class OpenGames(GameArrays, Protocol):
    """Games that are all before the same turn."""

    length: int
    game_keys: npt.NDArray[np.uint64]
    banked: Floats
    streaks: npt.NDArray[np.int16]
    ended: Int64s


@attrs.frozen(eq=False)
class Played:
    """The results of games: the number of the ending (-1: no ending yet) and the last turn [games].

    The state is the state at the end of each game.
    `recorded`: values with the shape [cells, turns, games]. A turn that was not played has nan.
    `scores`: the results of the program that computes scores.
    """

    ended: Int64s
    turns: Int64s
    recorded: Floats
    scores: list[Any]

    @classmethod
    def none(cls, ended: Int64s, turn: int, records: int, length: int) -> Played:
        """Return the results of games that are before this turn and have not played it yet."""
        recorded = np.full((records, length, ended.size), np.nan)
        return cls(ended, np.full(ended.size, turn - 1, dtype=np.int64), recorded, [])


def pointers(places: Sequence[int]) -> npt.NDArray[np.uintp]:
    """Return an array of these addresses, followed by a null pointer."""
    return np.array([*places, 0], dtype=np.uintp)


class GamePlayer:
    """Plays games with these seats under one rule book.

    `drawn`: the tables from which the code draws all orders at random, if no bot chooses orders.
    """

    def __init__(
        self,
        binding: Binding,
        seats: Sequence[SeatColumns],
        charges: Charges,
        endings: DenseProgram,
        scores: DenseProgram,
        drawn: DrawnOrders | None = None,
    ) -> None:
        self.source, self._book, self._seats, self._charges = binding.source, binding.rulebook, seats, charges
        self.binding, self._endings, self._lanes = binding, endings, binding.source.lanes
        self._scores = scores
        lanes = self._lanes
        self._held: list[Any] = []  # arrays to which structs point; they must exist as long as this object
        room = self._kept(np.zeros((self.source.room + 1) * lanes))
        self._workspace = room[(-(address(room) // 8)) % lanes :][: self.source.room * lanes].reshape(-1, lanes)
        self._effort = self._workspace[self.source.effort :]
        self._streaks = self._kept(np.zeros((charges.streak_rows, lanes), dtype=np.int16))
        self._buffers = [BufferArrays.of(seat.tables, lanes, True) for seat in seats]
        self._keys = self._kept(np.zeros(lanes, dtype=np.uint64))
        self._drawn = drawn
        self._fixed = {
            **self._seat_fields(),
            **self._question_fields(),
            **self._bargain_fields(),
            **self._settling_fields(),
            **self._state_fields(),
        }

    @property
    def seats(self) -> tuple[str, ...]:
        """Return the seats that bots play."""
        return self._charges.seats

    def takes(self, given: OrderTable) -> bool:
        """Return whether compiled code can settle these orders.

        No price may be negative, and no seat may have too many orders.
        """
        if self._drawn is not None:
            return False
        return not self._charges.earning[given.action].any() and bool((given.line < SLOTS).all())

    def play(
        self,
        games: OpenGames,
        record: Sequence[tuple[str, int]] = (),
        until: int = 0,
        given: OrderTable | None = None,
        seats: Collection[str] = (),
    ) -> Played:
        """Play games from their present turn to their ends, or to the end of turn `until`. The games change.

        `record`: pairs of a metric and the position of one of its cells. The values of these cells are recorded every
        turn.
        `given`, `seats`: the orders for the first turn, and the seats that give these orders.
        """
        keys = self.loaded()
        arrays = [self.binding.array(games, key) for key in keys]
        changes = [key.held != "parameter" for key in keys]
        held = {
            "from": pointers([address(a) for a in arrays]),
            "to": pointers([address(a) * moves for a, moves in zip(arrays, changes, strict=True)]),
            "alike": np.zeros(len(keys) + 1, dtype=np.uint8),
            "game_keys": games.game_keys,
            "banked": games.banked,
            "streaks": games.streaks,
        }
        played = Played.none(games.ended.copy(), games.turn, len(record), games.length)
        pointed, told = self._given(given, seats, games.games)
        match, found = self.match(
            played, held, record, length=games.length, turn_now=games.turn, until=until or games.length,
            told=address(told) if told is not None else 0,
        )  # fmt: skip
        self.run(match, 0, games.games)
        del pointed  # the struct needed these arrays until now
        played.scores.extend(self.scores(found))
        return played

    def match(
        self, played: Played, held: dict[str, Any], record: Sequence[tuple[str, int]], **more: int
    ) -> tuple[Any, Floats]:
        """Return the struct of the games to play, and the array of their scores.

        C code writes the results into `played`.

        `held`: arrays by the names of their fields in the struct. The function adds more arrays to `held`. The caller
        must keep all these arrays as long as the struct.
        """
        length, size = more["length"], played.ended.size
        found = np.empty((len(self._scores.nodes), size))
        seasons = self._book.scenario.seasons
        plain = np.array([[turn, *(turn in seasons[s] for s in self.source.seasons)] for turn in range(1, length + 2)])
        held |= {
            "record": np.array([self._place(metric, cell) for metric, cell in record] or [0], dtype=np.int64),
            "recorded": played.recorded,
            "plain": plain.astype(np.float64),
            "scores": found,
            "ended": played.ended,
            "turns": played.turns,
        }
        places = {name: address(array) for name, array in held.items()}
        return MATCH.new(
            **self._fixed, **places, **more, games=size, records=len(record), plain_width=plain.shape[1]
        ), found

    def run(self, match: Any, start: int, stop: int) -> None:
        """Play games `start` to `stop` - 1 of the match."""
        match.start, match.stop = start, stop
        self.binding.library.call("play")(address(match))

    def scores(self, found: Floats) -> list[Any]:
        """Return the results of the program that computes scores. Each result is a constant or an array [games]."""
        return [n.value if isinstance(n, ConstNode) else row for n, row in zip(self._scores.nodes, found, strict=True)]

    def _given(self, given: OrderTable | None, seats: Collection[str], games: int) -> tuple[Any, Any]:
        """Return the columns of the given orders, and a struct that points to these columns."""
        if given is None:
            return (), None
        order = np.lexsort((given.seat, given.line, given.game))
        own = (given.line, given.seat, given.action, given.first, given.second, given.level, given.main)
        kinds = (*(np.int64,) * 5, np.float64, np.bool_)
        columns: list[Any] = [np.ascontiguousarray(c[order], dtype=kind) for c, kind in zip(own, kinds, strict=True)]
        starts = np.searchsorted(given.game[order], np.arange(games + 1)).astype(np.int64)
        mine = np.array([seat in seats for seat in self.seats], dtype=np.uint8)
        rows = dict(zip(GIVEN_ROWS, addresses(*columns), strict=True))
        return (columns, starts, mine), GIVEN.new(seats=address(mine), starts=address(starts), **rows)

    # -- fields of the struct that are the same in every batch --------------------------------------------------------

    def _kept(self, array: Any) -> Any:
        """Return the array in contiguous memory. The memory exists as long as this object."""
        kept = np.ascontiguousarray(array)
        self._held.append(kept)
        return kept

    def _ints(self, values: Sequence[int]) -> int:
        return address(self._kept(np.array([*values, 0], dtype=np.int64)))

    def _addresses(self, places: Sequence[int]) -> int:
        return address(self._kept(np.array([*places, 0], dtype=np.uintp)))

    def _structs(self, structs: Sequence[Any]) -> int:
        self._held += structs
        return self._addresses(addresses(*structs))

    def _in_turns(self, kind: Struct, found: Sequence[tuple[int, dict[str, Any]]]) -> int:
        """Return the address of the first of several structs, which lie side by side in memory.

        The first struct of every seat comes first. The second struct of every seat follows, and so on.
        """
        rows = kind.several([row for _, row in sorted(found, key=lambda each: (each[0], each[1]["seat"]))])
        self._held.append(rows)
        return address(rows)

    def _place(self, metric: str, cell: int) -> int:
        """Return the position of a metric's cell in the workspace."""
        return self.source.places[ArrayKey("metric", metric)] + cell

    def loaded(self) -> list[ArrayKey]:
        """Return the arrays of a state that are copied to the workspace before a turn."""
        return [key for key in self.source.places if key.held != "effort"]

    def _seat_fields(self) -> dict[str, Any]:
        """Return those fields of the struct `Match` that C code reads when bots choose orders."""
        charges, buffers, purses = self._charges, [], []
        pairs = [int(seat.struct.pairs) for seat in self._seats]
        for name, seat, arrays in zip(charges.seats, self._seats, self._buffers, strict=False):
            left = self._kept(np.zeros((len(seat.tables.currencies), self._lanes)))
            buffers.append(arrays.struct(left, self._streaks))
            purses.append([charges.purses[name, c] for c in seat.tables.currencies[1:]])
        return {
            "seats": len(self._seats),
            "seat": self._structs([seat.struct for seat in self._seats]),
            "buffer": self._structs(buffers),
            "numbers": self._addresses([self._ints(seat.tables.numbers.tolist()) for seat in self._seats]),
            "purse_counts": self._ints([len(rows) for rows in purses]),
            "purses": self._addresses(
                [self._ints([self._place(purse.metric, purse.cell) for purse in rows]) for rows in purses]
            ),
            "lows": self._addresses(
                [address(self._kept(np.array([purse.low for purse in r] or [0.0]))) for r in purses]
            ),
            "given": address(self._kept(np.zeros(1 + self._lanes * max([0, *pairs]), dtype=np.uint8))),
            "weighed": self._addresses([place for arrays in self._buffers for place in arrays.results]),
        }

    def _question_fields(self) -> dict[str, Any]:
        """Return those fields of the struct `Match` that describe questions of injects, in the order in which seats
        answer.

        Answers are sorted by number, then by seat.
        """
        found = []
        for position, (seat, arrays) in enumerate(zip(self._seats, self._buffers, strict=True)):
            nodes = seat.tables.nodes
            shape = self._book.layout[REPLY].shape if nodes.questions else ()
            for number, (question, first) in enumerate(zip(nodes.questions, starts(nodes.questions)[:-1], strict=True)):
                assert arrays.answers is not None
                reply = self._place(REPLY, int(np.ravel_multi_index(question.cells, shape)))
                weights = address(arrays.answers) + 8 * self._lanes * first
                row = {
                    "seat": position, "reply": reply, "action": nodes.answer, "target": question.place,
                    "choices": len(question.weights), "key": question.key, "weights": weights,
                }  # fmt: skip
                found.append((number, row))
        return {"questions": len(found), "question": self._in_turns(QUESTION, found)}

    def _bargain_fields(self) -> dict[str, Any]:
        """Return those fields of the struct `Match` that describe tables of deals, in the order in which bots give deal
        orders.

        Deal orders are sorted by table, then by seat.
        """
        found = []
        for position, arrays in enumerate(self._buffers):
            for number, (deed, target) in enumerate(arrays.deals):
                found.append(
                    (
                        number,
                        {"seat": position, "line": TABLES + number, "deed": address(deed), "target": address(target)},
                    )
                )
        return {"bargains": len(found), "bargain": self._in_turns(BARGAIN, found)}

    def _settling_fields(self) -> dict[str, Any]:
        """Return those fields of the struct `Match` that describe prices and effort."""
        charges, kept = self._charges, self._kept
        choices = [seat.tables.nodes for seat in self._seats]
        more = sum(len(nodes.questions) + len(nodes.bargains) for nodes in choices)  # each has at most one order
        fallen = self._drawn.keys.size if self._drawn is not None else 0
        most = self._lanes * (SLOTS * len(self._seats) + more + fallen)
        orders = [kept(np.zeros(most, dtype=kind)) for kind in (*["i8"] * 7, "f8", "?")]
        results = (kept(np.zeros(most, dtype=np.int64)), kept(np.zeros(4 * most, dtype=np.int64)))
        carried = charges.carrier.struct(orders, self._streaks, self._effort, 0, results)
        struct, held = charges.struct(self.binding, self._place, self._lanes, most)
        self._held += [struct, held, carried]
        found = {"charges": address(struct), "carried": address(carried), "streak_rows": charges.streak_rows}
        if self._drawn is not None:
            drawn, tables = struct_of(self._drawn, self._place)
            self._held += [drawn, tables]
            found["drawn"] = address(drawn)
        return found

    def _state_fields(self) -> dict[str, Any]:
        """Return those fields of the struct `Match` that describe the workspace: positions in it, and C functions."""
        source, kept = self.source, self._kept
        start = address(self._workspace)
        state = GAME_ARRAYS.new(
            arrays=self._addresses([start + 8 * self._lanes * source.places[key] for key in source.arrays]),
            keys=address(self._keys),
            seated=address(kept(self.binding.seated(self._charges.seats))),
            tables=self._addresses(addresses(*source.tables)),
            games=self._lanes,
        )
        self._held.append(state)
        histories = [
            (source.places[key], self._book.histories[key.name], *self._shifted(key.name))
            for key in self.loaded()
            if key.held == "history"
        ]
        over = source.functions[id(self._endings)]
        holds = [
            kept(np.full(self._lanes, isinstance(n, ConstNode) and bool(n.value), dtype=bool))
            for n in self._endings.nodes
        ]
        values = [0 if isinstance(n, ConstNode) else address(kept(np.zeros(self._lanes))) for n in self._scores.nodes]
        return {
            "state": address(state),
            "arrays": len(self.loaded()),
            "places": self._ints([source.places[key] for key in self.loaded()]),
            "cells": self._ints([source.cells[key] for key in self.loaded()]),
            "histories": len(histories),
            "history": self._ints([number for row in histories for number in row]),
            "efforts": sum(n for key, n in source.cells.items() if key.held == "effort"),
            "endings": len(holds),
            "holds": self._addresses([address(array) for array in holds]),
            "turn": self.binding.block_function(source.turn),
            "choices": self.binding.block_function(source.others[CHOICES]) if self._seats else 0,
            "over": self.binding.block_function(over),
            "score": self.binding.block_function(source.functions[id(self._scores)]),
            "values": len(values),
            "valued": self._addresses(values),
            "keys": address(self._keys),
            "workspace": start,
            "kept": address(kept(np.zeros(self._workspace.shape))),
            "effort": address(self._effort),
        }

    def _shifted(self, metric: str) -> tuple[int, int]:
        """Return the number of cells in one turn of a metric's history, and the position of the metric in the
        workspace.
        """
        key = ArrayKey("metric", metric)
        return self.source.cells[key], self.source.places[key]
