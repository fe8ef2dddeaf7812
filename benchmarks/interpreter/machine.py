"""The interpreter built and called: on blocks of games that Python hands over, and in place of a compiled turn.

Must not know: what is measured.
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from typing import Any

import attrs
import numpy as np

from benchmarks.interpreter.kernels import NUMBERS, run_name, text
from benchmarks.interpreter.turn import TURN, Source, SourceWriter
from wargame.native import builds
from wargame.native.abi import Struct, address
from wargame.native.layout import ArrayKey
from wargame.native.library import Library
from wargame.native.toolchain import FAST, find_target
from wargame.rulebook.c_writer.binding import Binding
from wargame.rulebook.c_writer.turn import CompiledFunction, CSource
from wargame.rulebook.numpy_writer.program import GameArrays
from wargame.rulebook.rulebook import Rulebook

GROUPS = (1, 4, 8)  # vectors a block
RUN = Struct(
    "Run",
    "What instructions refer to.",
    (
        ("const int *", "code"),
        ("const int *", "tables"),
        ("const u64 *", "dice"),
        ("const double *const *", "quantiles"),
        ("const i64 *", "seated"),
        ("i64", "turn"),
    ),
)


@cache
def interpreter(effort: str = FAST) -> tuple[Library, int]:
    """Return the interpreter, built for this processor, and how many games fit its vectors."""
    target = find_target()
    functions = {**{run_name(groups): 3 for groups in GROUPS}, "set_up": 8, "block_turn": 3}
    return builds.load(builds.build([text(target.lanes, GROUPS)], target, effort), functions), target.lanes


def _aligned(shape: tuple[int, ...], kind: Any = np.float64) -> Any:
    """Return zeros at an address that vectors can be read from."""
    held = np.zeros(int(np.prod(shape)) + 8, dtype=kind)
    first = (-(address(held) // 8)) % 8
    return held[first : first + int(np.prod(shape))].reshape(shape)


@attrs.frozen(eq=False)
class Held:
    """What a run refers to, kept alive: the struct, quantiles' addresses, who is seated."""

    struct: Any
    quantiles: Any
    seated: Any

    @classmethod
    def of(cls, source: Source) -> Held:
        """Prepare a source."""
        found = np.array([address(table) for table in source.quantiles], dtype=np.uintp)
        seated = np.zeros(max(len(source.seated), 1), dtype=np.int64)
        struct = RUN.new(
            code=address(source.program.code), tables=address(source.program.tables), dice=address(source.dice),
            quantiles=address(found), seated=address(seated),
        )  # fmt: skip
        return cls(struct, found, seated)


class Blocks:
    """A workspace for blocks of some vectors of games, and the turn of a rule book that runs there."""

    def __init__(self, rulebook: Rulebook, groups: int, effort: str = FAST) -> None:
        library, lanes = interpreter(effort)
        self.games = lanes * groups
        self.source = SourceWriter(rulebook, NUMBERS, {}).write()
        self.cells = _aligned((self.source.program.room + 1, self.games))
        self._keys = _aligned((self.games,), np.uint64)
        self._held = Held.of(self.source)
        self._call = library.call(run_name(groups))
        self._numbers = {name: i for i, name in enumerate(rulebook.scenario.rules.metrics)}
        places, values = self.source.program.ready
        self.cells[places] = values[:, None]

    def _array(self, state: GameArrays, key: ArrayKey) -> Any:
        match key.held:
            case "metric":
                return state.metrics[self._numbers[key.name]]
            case "parameter":
                return state.parameters[key.name]
            case "effort":
                return state.efforts[key.name]
            case "history":
                return state.histories[key.name]
            case "arrival":
                return state.arrivals[int(key.name)]

    def _views(self, state: GameArrays, key: ArrayKey) -> tuple[Any, Any]:
        place, cells = self.source.places[key], self.source.cells[key]
        return self.cells[place : place + cells], self._array(state, key).reshape(cells, state.games)

    def read(self, state: GameArrays, first: int) -> None:
        """Copy games in; the last is repeated where there are no more."""
        games = np.minimum(np.arange(first, first + self.games), state.games - 1)
        for key in self.source.places:
            block, array = self._views(state, key)
            block[...] = array[:, games]
        self._keys[...] = state.turn_keys[games]
        plain: Mapping[str, float] = {TURN: float(state.turn), **state.seasons}
        for name, place in self.source.plain.items():
            self.cells[place] = plain[name]
        self._held.seated[: len(self.source.seated)] = [name in state.seated for name in self.source.seated]
        self._held.struct.turn = state.turn

    def run(self) -> None:
        """Play the turn of the block that stands here."""
        self._call(address(self._held.struct), address(self.cells), address(self._keys))

    def write(self, state: GameArrays, first: int) -> None:
        """Copy games out."""
        count = min(self.games, state.games - first)
        for key in self.source.written:
            if key in self.source.places:
                block, array = self._views(state, key)
                array[:, first : first + count] = block[:, :count]

    def turn(self, state: GameArrays) -> None:
        """Play the turn of all games, as the programs of a rule book do."""
        for first in range(0, state.games, self.games):
            self.read(state, first)
            self.run()
            self.write(state, first)


class InterpretedTurn(Binding):
    """A library in which the turn of a block is interpreted, and all else compiled. Only one lives at a time."""

    def __init__(self, rulebook: Rulebook, source: CSource, library: Library) -> None:
        self._interpreter, _ = interpreter()
        self.program = SourceWriter(rulebook, NUMBERS, source.places, source.room).write()
        super().__init__(rulebook, attrs.evolve(source, room=self.program.program.room), library)
        places, values = self.program.program.ready
        plain = np.array(list(self.program.plain.values()), dtype=np.int64)
        seats = np.array([source.seated.index(name) for name in self.program.seated] or [0], dtype=np.int64)
        run = Held.of(self.program)
        self._kept = (places, values, plain, seats, run)
        self._interpreter.call("set_up")(
            address(run.struct), plain.size, address(plain), len(self.program.seated), address(seats), places.size,
            address(places), address(values),
        )  # fmt: skip

    def block_function(self, function: CompiledFunction) -> int:
        """The address of the function that works on a block which stands in the workspace."""
        if function is self.source.turn:
            return self._interpreter.address("block_turn")
        return super().block_function(function)
