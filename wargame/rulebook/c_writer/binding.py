"""Calls compiled functions on the arrays of a state. These functions replace numpy programs.

A dense program computes all cells of its values. A block is a group of games that C computes together. The workspace is
the array with all values of a block.

Must not know: compilers, files, or the results that functions compute.
"""

from __future__ import annotations

import weakref
from collections.abc import Callable, Collection, Sequence
from typing import Any, Protocol, cast

import numpy as np
import numpy.typing as npt

from wargame.native.abi import address, addresses
from wargame.native.layout import ArrayKey
from wargame.native.library import Library
from wargame.numeric.exact import Floats
from wargame.rulebook.c_writer.interface import GAME_ARRAYS
from wargame.rulebook.c_writer.turn import ALONE, TOGETHER, CompiledFunction, CSource
from wargame.rulebook.ir.nodes import ConstNode, Node
from wargame.rulebook.numpy_writer.program import DenseProgram, GameArrays, RowsProgram
from wargame.rulebook.rulebook import Rulebook


class Efforts(Protocol):
    """The efforts of a turn in one array [cells, games], and the positions of the values that may differ from 0."""

    effort_block: Floats
    touched: list[npt.NDArray[np.intp]]


class Binding:
    """The compiled functions of one C source."""

    def __init__(self, rulebook: Rulebook, source: CSource, library: Library) -> None:
        self.rulebook = rulebook
        self.source = source
        self.library = library
        self._positions = {name: i for i, name in enumerate(rulebook.scenario.rules.metrics)}
        self._tables = np.array([address(t) for t in source.tables] or [0], dtype=np.uintp)
        lanes = source.lanes
        room = np.zeros((source.room * TOGETHER + 1) * lanes)
        self._keys: Any = None
        self._known: dict[ArrayKey, tuple[weakref.ref[Any], int]] = {}
        self._held: tuple[Any, ...] = ()
        self._struct = GAME_ARRAYS.new()
        self._room = room[(-(address(room) // 8)) % lanes :]

    def bind(self, programs: Sequence[DenseProgram | RowsProgram]) -> None:
        """Replace the numpy code of the turn and of these programs by compiled functions.

        The C source must contain the programs.

        The arrays that a dense program returns are valid until its next call.
        """
        self.rulebook.turn.run = self._turn()
        for program in programs:
            function = self.source.functions[id(program)]
            program.run = self._dense(program, function) if isinstance(program, DenseProgram) else self._row(
                program, function
            )  # fmt: skip

    def _address(self, state: GameArrays, key: ArrayKey) -> int:
        """Return the address of an array. The address is cached while the state keeps the array."""
        array = self.array(state, key)
        known = self._known.get(key)
        if known is None or known[0]() is not array:
            known = self._known[key] = (weakref.ref(array), address(array))  # weak: a strong one would keep old states
        return known[1]

    def array(self, state: GameArrays, key: ArrayKey) -> Any:
        """Return the array of a state with this key. The shape is [cells..., games]."""
        match key.held:
            case "metric":
                return state.metrics[self._positions[key.name]]
            case "parameter":
                return state.parameters[key.name]
            case "effort":
                return state.efforts[key.name]
            case "history":
                return state.histories[key.name]
            case "arrival":
                return state.arrivals[int(key.name)]

    def seated(self, seats: Collection[str]) -> npt.NDArray[np.int64]:
        """Return, for each faction that steps can play (`plays` in YAML), whether a seat plays the faction."""
        return np.array([name in seats for name in self.source.seated] or [False], dtype=np.int64)

    def struct(self, state: GameArrays) -> int:
        """Return the address of the struct that describes a state.

        A new struct is made if the state has new turn keys (the numbers from which the dice of a turn get their
        values). The keys are new in a new turn, and after ended games are removed.
        """
        if self._keys is not state.turn_keys:
            arrays = [self._address(state, key) for key in self.source.arrays]
            plain = [float(state.turn), *(state.seasons[name] for name in self.source.seasons)]
            self._held = (np.array(arrays or [0], dtype=np.uintp), np.array(plain), self.seated(state.seated))
            first, second, third = addresses(*self._held)
            self._keys = state.turn_keys
            self._struct = GAME_ARRAYS.new(
                arrays=first, keys=address(self._keys), plain=second, seated=third,
                tables=address(self._tables), games=state.games,
            )  # fmt: skip
        return address(self._struct)

    def _turn(self) -> Callable[[GameArrays], None]:
        call = self.library.call(self.source.turn.name)

        def run(state: GameArrays) -> None:
            efforts = cast(Efforts, state)
            ordered = np.zeros(efforts.effort_block.shape[0] + 1, dtype=np.uint8)
            for places in efforts.touched:
                ordered[places // state.games] = 1
            struct = self.struct(state)
            self._struct.ordered = address(ordered)
            call(struct, address(self._room), 0)

        return run

    def _outputs(self, nodes: Sequence[Node], size: int) -> tuple[list[Any], Any]:
        """Return arrays for results, and their addresses. A constant result needs no array."""
        book = self.rulebook.world.book
        found: list[Any] = [
            node.value
            if isinstance(node, ConstNode)
            else np.empty((*book.shape(node.axes), size), dtype=bool if node.truth else np.float64)
            for node in nodes
        ]
        places = [0 if isinstance(n, ConstNode) else address(x) for n, x in zip(nodes, found, strict=True)]
        return found, np.array(places, dtype=np.uintp)

    def _dense(self, program: DenseProgram, function: CompiledFunction) -> Callable[..., list[Any]]:
        call = self.library.call(function.name)
        held: dict[int, tuple[list[Any], Any]] = {}  # result arrays for the last number of games; they are reused

        def run(state: GameArrays) -> list[Any]:
            if state.games not in held:
                held.clear()
                held[state.games] = self._outputs(program.nodes, state.games)
            found, out = held[state.games]
            call(self.struct(state), address(self._room), address(out))
            return found

        return run

    def _row(self, program: RowsProgram, function: CompiledFunction) -> Callable[..., list[Any]]:
        call = self.library.call(f"{function.name}_many")
        width = max(len(program.axes), 1)

        def run(state: GameArrays, cells: Sequence[Any], games: Any, level: Any) -> list[Any]:
            size = len(games)
            out = np.empty((size, max(len(program.nodes), 1)))
            places = np.zeros((size, width), dtype=np.int64)
            for k in range(len(program.axes)):
                places[:, k] = cells[k]
            rows = np.ascontiguousarray(games, dtype=np.int64)
            levels = np.ascontiguousarray(np.broadcast_to(np.asarray(level, dtype=np.float64), (size,)))
            call(self.struct(state), *addresses(rows, places, levels), size, address(out))
            return [out[:, i] != 0.0 if node.truth else out[:, i] for i, node in enumerate(program.nodes)]

        return run

    def function(self, function: CompiledFunction) -> Callable[[GameArrays, Any], None]:
        """Return a function `(state, results)` over all games.

        `results`: the addresses to which the function writes.
        """
        call = self.library.call(function.name)

        def run(state: GameArrays, out: Any) -> None:
            call(self.struct(state), address(self._room), address(out))

        return run

    def block_function(self, function: CompiledFunction) -> int:
        """Return the address of the version of a function that works on a block in the workspace."""
        return self.library.address(f"{function.name}{ALONE}")

    def order_functions(self, programs: Sequence[RowsProgram | None]) -> npt.NDArray[np.uintp]:
        """Return, for each program, the address of the function that computes single orders. Without a program, the
        address is 0.
        """
        names = [self.source.functions[id(p)].name if p is not None else "" for p in programs]
        found = [self.library.address(name) if name else 0 for name in names]
        return np.array(found or [0], dtype=np.uintp)
