"""Plays games from their first turn to their ends by compiled code. Only the results are kept, and no state.

Must not know: chunks, or the purpose of the results.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import attrs
import numpy as np
import numpy.typing as npt

from wargame.adjudicator.digest import MARKS, hashes
from wargame.adjudicator.state import RUNNING, State
from wargame.batch.compiled.games import GamePlayer, Played, pointers
from wargame.native.abi import address
from wargame.native.layout import ArrayKey
from wargame.numeric.exact import Floats

AT_ONCE = 64  # games that are hashed together; their data then stays in the processor's cache


@attrs.frozen(eq=False)
class NewGames:
    """Games that begin with the same state. Only values that depend on the hidden parameters of each game differ."""

    player: GamePlayer
    one: State
    keys: tuple[ArrayKey, ...]
    alike: tuple[Any, ...]  # for each of `keys`: an array of the game `one`, or None if each game draws its values
    places: npt.NDArray[np.uintp]  # for each of `keys`: the address of this array
    columns: tuple[tuple[int, int, int], ...]  # for the hashed values: column, place in the workspace, number of cells
    hidden: int  # column of the first hidden parameter
    width: int
    _rows: list[Floats] = attrs.field(factory=list)  # memory for the hashed values, which is allocated once

    @classmethod
    def of(cls, player: GamePlayer, one: State) -> NewGames:
        """Return new games with the state of the game `one`. No turn of `one` has been played."""
        source, columns, column = player.source, [], MARKS
        keys = tuple(player.loaded())
        alike = [None if k.held == "parameter" else np.ascontiguousarray(player.binding.array(one, k)) for k in keys]

        def place(held: Sequence[ArrayKey]) -> None:
            nonlocal column
            for key in held:
                columns.append((column, source.places[key], source.cells[key]))
                column += source.cells[key]

        place([ArrayKey("metric", name) for name in one.layout])
        hidden = column
        column += len(one.hidden)
        place([ArrayKey("arrival", str(number)) for number in range(len(one.arrivals))])
        places = pointers([0 if array is None else address(array) for array in alike])
        return cls(player, one, keys, tuple(alike), places, tuple(columns), hidden, column + len(player.seats))

    def play(
        self, game_keys: npt.NDArray[np.uint64], drawn: Mapping[str, Floats], record: Sequence[tuple[str, int]] = ()
    ) -> tuple[Played, npt.NDArray[np.uint8]]:
        """Play games with these keys. Return the results, and the SHA-256 of each game's last state [games, 32].

        `drawn`: hidden parameters [games].
        `record`: pairs of a metric and the position of one of its cells. The values of these cells are recorded every
        turn.
        """
        one, size = self.one, game_keys.size
        own = {i: np.ascontiguousarray(drawn[key.name]) for i, key in enumerate(self.keys) if self.alike[i] is None}
        places = self.places.copy()
        for i, array in own.items():
            places[i] = address(array)
        if not self._rows:
            self._rows.append(np.empty((AT_ONCE, self.width)))
        (rows,) = self._rows
        held: dict[str, Any] = {
            "from": places,
            "to": np.zeros_like(places),
            "alike": np.array([*(a is not None for a in self.alike), False], dtype=np.uint8),
            "game_keys": game_keys,
            "banked": np.zeros((len(self.player.seats), size)),
            "streaks": np.zeros(0, dtype=np.int16),  # no turn follows, so nothing reads the streaks
            "hashes": np.array([*self.columns, (0, 0, 0)], dtype=np.int64),
            "rows": rows,
        }
        played = Played.none(np.full(size, RUNNING, dtype=np.int64), 1, len(record), one.length)
        match, scores = self.player.match(
            played, held, record, length=one.length, turn_now=1, until=one.length,
            opening=self.player.binding.block_function(self.player.source.opening),
            hashed=len(self.columns), row_width=self.width,
        )  # fmt: skip
        hidden = np.empty((size, len(one.hidden)))
        for number, name in enumerate(one.hidden):
            hidden[:, number] = drawn[name] if name in drawn else one.fixed[name]
        hidden += 0.0  # -0.0 + 0.0 is 0.0, which leaves one zero only
        found = np.empty((size, 32), dtype=np.uint8)
        for start in range(0, size, AT_ONCE):
            stop = min(start + AT_ONCE, size)
            rows[: stop - start, self.hidden : self.hidden + hidden.shape[1]] = hidden[start:stop]
            self.player.run(match, start, stop)
            found[start:stop] = hashes(rows[: stop - start])
        played.scores.extend(self.player.scores(scores))
        return played, found
