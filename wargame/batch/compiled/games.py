"""Plays whole games by compiled code: bots choose, orders are paid, rules act, games end, block by block.

Must not know: doctrines, what is done with results, or how many games there are besides those at hand.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from typing import Any, Protocol

import attrs
import numpy as np
import numpy.typing as npt

from wargame.adjudicator.compiled.carrying import CARRY_OUT
from wargame.adjudicator.compiled.charges import SETTLE, Charges
from wargame.adjudicator.orders import OrderTable
from wargame.bots.choice_buffer import SLOTS, TABLES
from wargame.bots.compiled.drawn import DRAW_ORDERS, struct_of
from wargame.bots.compiled.seats import CHOICES, CHOOSE, BufferArrays, SeatColumns
from wargame.bots.compiled.wishes import starts
from wargame.bots.drawn_orders import DrawnOrders
from wargame.model.inject import REPLY, WAITING
from wargame.native.abi import Struct, address, addresses
from wargame.native.layout import ArrayKey
from wargame.native.unit import Fragment, shipped
from wargame.numeric.exact import Floats, Int64s
from wargame.rulebook.c_writer.binding import Binding
from wargame.rulebook.c_writer.interface import GAME_ARRAYS
from wargame.rulebook.ir.nodes import ConstNode
from wargame.rulebook.numpy_writer.program import DenseProgram, GameArrays


class OpenGames(GameArrays, Protocol):
    """Games as they stand before a turn."""

    length: int
    game_keys: npt.NDArray[np.uint64]
    banked: Floats
    streaks: npt.NDArray[np.int16]
    ended: Int64s


@attrs.frozen(eq=False)
class Played:
    """What became of games, whose state is now as each ended: which ending (-1: none yet), its last turn [games].

    `recorded`: [cells, turns, games], nan in turns that were not played. `scores`: what the program of scores gives.
    """

    ended: Int64s
    turns: Int64s
    recorded: Floats
    scores: list[Any]


GIVEN_ROWS = ("line", "seat", "action", "first", "second", "level", "main")
QUESTION = Struct(
    "Question",
    "What an inject may ask a seat.",
    (
        ("i64", "seat"),
        ("i64", "line", "of the answer"),
        ("i64", "reply", "place in the workspace"),
        ("i64", "action"),
        ("i64", "target", "position of the inject"),
        ("i64", "choices"),
        ("u64", "key"),
        ("const double *", "weights", "[choices, LANES]"),
    ),
)
BARGAIN = Struct(
    "Bargain",
    "What a seat does at a table.",
    (
        ("i64", "seat"),
        ("i64", "line"),
        ("const double *", "deed", "position of the action from 1, 0 for nothing [LANES]"),
        ("const double *", "target", "its position [LANES]"),
    ),
)
GIVEN = Struct(
    "Given",
    "Orders of the first turn that is played, in place of what bots choose: game by game, line by line, seat by seat.",
    (
        ("const unsigned char *", "seats", "by seat: whether its orders are given"),
        ("const i64 *", "starts", "by game: its first row; and after the last"),
        *(("const i64 *", name) for name in GIVEN_ROWS[:5]),
        ("const double *", "level"),
        ("const unsigned char *", "main"),
    ),
)
MATCH = Struct(
    "Match",
    "Games that are played, and all that plays them.",
    (
        *(
            ("i64", name)
            for name in (
                "games", "length", "seats", "endings", "arrays", "histories", "records", "questions", "bargains",
                "streak_rows", "efforts", "plain_width", "turn_now", "until", "values",
            )
        ),
        ("const double *const *", "from", "arrays of the state [cells, games]"),
        ("double *const *", "to", "the same where it changes, else nothing"),
        ("const i64 *", "places", "by array, in the workspace"),
        ("const i64 *", "cells", "by array"),
        ("const i64 *", "history", "place, turns, cells, place of the metric"),
        ("const i64 *", "record", "places of what is recorded"),
        ("double *", "recorded", "[records, length, games]"),
        ("const u64 *", "game_keys"),
        ("const double *", "plain", "[length, plain_width]"),
        ("double *", "banked", "[seats, games]"),
        ("short *", "streaks", "[streak_rows, games]"),
        ("double *", "scores", "[values, games]"),
        ("const Given *", "told", "orders of the first turn, or nothing"),
        ("const Drawn *", "drawn", "by what all orders fall, where no bot chooses"),
        ("i64 *", "ended", "by game: which ending; -1 while it goes on"),
        ("i64 *", "turns", "by game: after how many turns"),
        ("const Seat *const *", "seat"),
        ("Buffer *const *", "buffer", "by seat"),
        ("const i64 *const *", "numbers", "by seat: positions of its actions among all"),
        ("const i64 *", "purse_counts", "by seat"),
        ("const i64 *const *", "purses", "by seat: places of its money, in the order of its currencies"),
        ("const double *const *", "lows", "by seat: floors of these"),
        ("const Question *", "question"),
        ("const Bargain *", "bargain"),
        ("const Charges *", "charges"),
        ("Carried *", "carried"),
        ("GameArrays *", "state"),
        ("Block", "turn"),
        ("Block", "choices", "what bots weigh up"),
        ("Block", "over", "which endings hold"),
        ("Block", "score", "weights and values of scores"),
        ("void *const *", "weighed", "results of `choices`"),
        ("unsigned char *const *", "holds", "results of `over` [LANES]"),
        ("void *const *", "valued", "results of `score` [LANES], nothing for constants"),
        ("u64 *", "keys", "[LANES]"),
        ("double *", "workspace"),
        ("double *", "kept", "as the workspace: games that are over, as each ended"),
        ("double *", "effort"),
        ("unsigned char *", "given"),
    ),
)  # fmt: skip
PLAY = Fragment(
    shipped(__package__, "play.c"),
    structs=(QUESTION, BARGAIN, GIVEN, MATCH),
    constants={"WAITING": WAITING},
    functions={"play": 1},
    needs=(CHOOSE, DRAW_ORDERS, SETTLE, CARRY_OUT),
)


class GamePlayer:
    """Plays games with these seats under one rule book. `drawn`: by what all orders fall, where no seat chooses."""

    def __init__(
        self,
        binding: Binding,
        seats: Sequence[SeatColumns],
        charges: Charges,
        endings: DenseProgram,
        scores: DenseProgram,
        drawn: DrawnOrders | None = None,
    ) -> None:
        self._source, self._book, self._seats, self._charges = binding.source, binding.rulebook, seats, charges
        self._binding, self._endings, self._lanes = binding, endings, binding.source.lanes
        self._scores = scores
        lanes = self._lanes
        self._held: list[Any] = []  # whatever structs point to lives as long as this
        room = self._kept(np.zeros((self._source.room + 1) * lanes))
        self._workspace = room[(-(address(room) // 8)) % lanes :][: self._source.room * lanes].reshape(-1, lanes)
        self._effort = self._workspace[self._source.effort :]
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
        """The seats that bots play."""
        return self._charges.seats

    def takes(self, given: OrderTable) -> bool:
        """Whether these orders can be given: no price among them is an income, and no seat gives more than fit."""
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
        """Play games in place from their turn to their ends, or to the end of turn `until`.

        `record`: metrics and cells in storage, noted every turn. `given`: what these seats order in the first turn.
        """
        length, size = games.length, games.games
        played = Played(
            games.ended.copy(),
            np.full(size, games.turn - 1, dtype=np.int64),
            np.full((len(record), length, size), np.nan),
            [],
        )
        found = np.empty((len(self._scores.nodes), size))
        seasons = self._book.scenario.seasons
        plain = np.array([[turn, *(turn in seasons[s] for s in self._source.seasons)] for turn in range(1, length + 2)])
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
            "streaks": games.streaks,
            "scores": found,
            "ended": played.ended,
            "turns": played.turns,
        }
        pointed, told = self._given(given, seats, size)
        match = MATCH.new(
            **self._fixed,
            **{name: address(array) for name, array in held.items()},
            games=size,
            length=length,
            records=len(record),
            plain_width=plain.shape[1],
            turn_now=games.turn,
            until=until or length,
            told=address(told) if told is not None else 0,
        )
        self._binding.library.call("play")(address(match))
        del pointed  # until now the struct pointed to them
        nodes = self._scores.nodes
        played.scores.extend(n.value if isinstance(n, ConstNode) else row for n, row in zip(nodes, found, strict=True))
        return played

    def _given(self, given: OrderTable | None, seats: Collection[str], games: int) -> tuple[Any, Any]:
        """Columns of given orders, and the struct that points to them."""
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
        return self._addresses(addresses(*structs))

    def _in_turns(self, kind: Struct, found: Sequence[tuple[int, dict[str, Any]]]) -> int:
        """Structs one behind the other: everybody's first, then everybody's second, seat by seat."""
        rows = kind.several([row for _, row in sorted(found, key=lambda each: (each[0], each[1]["seat"]))])
        self._held.append(rows)
        return address(rows)

    def _place(self, metric: str, cell: int) -> int:
        """Where a cell of a metric stands in the workspace."""
        return self._source.places[ArrayKey("metric", metric)] + cell

    def _loaded(self) -> list[ArrayKey]:
        return [key for key in self._source.places if key.held != "effort"]

    def _seat_fields(self) -> dict[str, Any]:
        """What bots choose by, and what they hold."""
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
        """What injects may ask, in the order in which answers are given: by number, then by seat."""
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
        """Where bots deal, in the order in which deeds are given: by a seat's first, second table, then by seat."""
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
        """What orders cost, and how they become effort."""
        charges, kept = self._charges, self._kept
        choices = [seat.tables.nodes for seat in self._seats]
        more = sum(len(nodes.questions) + len(nodes.bargains) for nodes in choices)  # an answer, a deed each
        fallen = self._drawn.keys.size if self._drawn is not None else 0
        most = self._lanes * (SLOTS * len(self._seats) + more + fallen)
        orders = [kept(np.zeros(most, dtype=kind)) for kind in (*["i8"] * 7, "f8", "?")]
        results = (kept(np.zeros(most, dtype=np.int64)), kept(np.zeros(4 * most, dtype=np.int64)))
        carried = charges.carrier.struct(orders, self._streaks, self._effort, 0, results)
        struct, held = charges.struct(self._binding, self._place, self._lanes, most)
        self._held += [struct, held, carried]
        found = {"charges": address(struct), "carried": address(carried), "streak_rows": charges.streak_rows}
        if self._drawn is not None:
            drawn, tables = struct_of(self._drawn, self._place)
            self._held += [drawn, tables]
            found["drawn"] = address(drawn)
        return found

    def _state_fields(self) -> dict[str, Any]:
        """The workspace, what stands where in it, and the functions that work there."""
        source, kept = self._source, self._kept
        start = address(self._workspace)
        state = GAME_ARRAYS.new(
            arrays=self._addresses([start + 8 * self._lanes * source.places[key] for key in source.arrays]),
            keys=address(self._keys),
            seated=address(kept(self._binding.seated(self._charges.seats))),
            tables=self._addresses(addresses(*source.tables)),
            games=self._lanes,
        )
        self._held.append(state)
        histories = [
            (source.places[key], self._book.histories[key.name], *self._shifted(key.name))
            for key in self._loaded()
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
            "arrays": len(self._loaded()),
            "places": self._ints([source.places[key] for key in self._loaded()]),
            "cells": self._ints([source.cells[key] for key in self._loaded()]),
            "histories": len(histories),
            "history": self._ints([number for row in histories for number in row]),
            "efforts": sum(n for key, n in source.cells.items() if key.held == "effort"),
            "endings": len(holds),
            "holds": self._addresses([address(array) for array in holds]),
            "turn": self._binding.block_function(source.turn),
            "choices": self._binding.block_function(source.others[CHOICES]) if self._seats else 0,
            "over": self._binding.block_function(over),
            "score": self._binding.block_function(source.functions[id(self._scores)]),
            "values": len(values),
            "valued": self._addresses(values),
            "keys": address(self._keys),
            "workspace": start,
            "kept": address(kept(np.zeros(self._workspace.shape))),
            "effort": address(self._effort),
        }

    def _shifted(self, metric: str) -> tuple[int, int]:
        """How many cells a turn of its history has, and where the metric stands."""
        key = ArrayKey("metric", metric)
        return self._source.cells[key], self._source.places[key]
