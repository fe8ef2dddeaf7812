"""The state of a batch of games as arrays. The last axis of each array is the games. A cell is one number of a metric.

A streak is the number of turns in a row in which a seat gave the same order at the same targets.

Effort is the number for each action and target that rules read. A key is a 64-bit number from which dice get their
values.

Must not know: rules, orders or the knowledge of seats.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import attrs
import numpy as np
import numpy.typing as npt

from wargame.numeric.exact import Floats
from wargame.rulebook import MetricLayout

PER_TURN = 32  # a streak is stored as turn * 32 + turns in a row; 16 bits hold 1,000 turns
RUNNING = -1  # the index of the ending while a game goes on
TURN_LIMIT = "turn_limit"


@attrs.define(eq=False)
class State:
    """Games side by side, all before the same turn. `turn` counts from 1. Metrics have the order of the rule set."""

    layout: Mapping[str, MetricLayout]
    seats: tuple[str, ...]
    endings: tuple[str, ...]
    seed: int
    length: int
    numbers: npt.NDArray[np.int64]  # [games], the number of each game under the seed
    game_keys: npt.NDArray[np.uint64]
    metrics: list[Floats]
    parameters: dict[str, Floats]  # hidden parameters that were drawn
    fixed: Mapping[str, float]  # hidden parameters that a setting fixes; a choice is stored as its number
    hidden: tuple[str, ...]  # the names of drawn and fixed parameters, in the order of the rules
    effort_block: Floats  # [cells, games], the sums `effort` and `ordered` of all actions, one below the other
    efforts: dict[str, Floats]  # numpy views of `effort_block`
    histories: dict[str, Floats]
    arrivals: list[Floats]
    streak_rows: dict[str, slice]  # action -> its rows in the streaks
    streaks: npt.NDArray[np.int16]  # [rows of all actions, games], turn * 32 + turns in a row
    banked: Floats  # [seats, games], action points kept from the turn before
    ended: npt.NDArray[np.int64]  # [games], RUNNING or an index into endings, or len(endings) for the turn limit
    turn: int = 1
    turn_keys: npt.NDArray[np.uint64] = attrs.field(factory=lambda: np.zeros(0, dtype=np.uint64))
    shared_keys: npt.NDArray[np.uint64] | None = None  # keys for the bots' choices this turn; None: the games' keys
    seasons: dict[str, float] = attrs.field(factory=dict)
    seated: frozenset[str] = frozenset()
    touched: list[npt.NDArray[np.intp]] = attrs.field(factory=list)  # positions in `effort_block` with orders

    @property
    def games(self) -> int:
        """Return the number of games."""
        return int(self.numbers.size)

    @property
    def choice_keys(self) -> npt.NDArray[np.uint64]:
        """Return the keys for the choices of bots this turn. Each game has one key."""
        return self.turn_keys if self.shared_keys is None else self.shared_keys

    def streaks_of(self, action: str) -> npt.NDArray[np.int16]:
        """Return the streaks of one action as a view with the shape [target cells, games].

        Several seats may give orders of some actions. The rows of the first seat then come first, the rows of the
        second seat follow, and so on.
        """
        return self.streaks[self.streak_rows[action]]

    def streaks_of_seat(self, action: str, seat: str, several: bool) -> npt.NDArray[np.int16]:
        """Return the streaks of one seat as a view with the shape [target cells, games].

        `several`: whether the action has several givers.
        """
        rows = self.streaks_of(action)
        if not several:
            return rows
        size, position = rows.shape[0] // len(self.seats), self.seats.index(seat)
        return rows[position * size : (position + 1) * size]

    def last_turn(self, streaks: npt.NDArray[np.int16]) -> npt.NDArray[np.bool_]:
        """Return, for each streak, whether the order was given in the previous turn."""
        last = streaks // PER_TURN
        reached: npt.NDArray[np.bool_] = (last == self.turn - 1) & (last > 0)
        return reached

    def hidden_values(self) -> list[Floats]:
        """Return the values of the hidden parameters in the order of the rules. Settings fix some of the values.

        Each array has one value for each game.
        """
        return [
            self.parameters[name] if name in self.parameters else np.full(self.games, self.fixed[name])
            for name in self.hidden
        ]

    def array(self, metric: str) -> Floats:
        """Return a metric's values. The array has the shape [storage axes..., games]."""
        return self.metrics[list(self.layout).index(metric)]

    def cells(self, metric: str, game: int = 0) -> dict[tuple[str, ...], float]:
        """Return the values of a metric in one game by entity codes.

        The axes have the order in which the metric declares them.
        """
        values = self.array(metric)[..., game].reshape(-1).tolist()
        return dict(zip(self.layout[metric].cells, values, strict=True))

    def value(self, metric: str, entities: tuple[str, ...] = (), game: int = 0) -> float:
        """Return the value of one cell of a metric in one game."""
        return self.cells(metric, game)[entities]

    def touch(self, key: str, start: int) -> None:
        """Record that the cells of an effort may differ from 0 this turn.

        The effort begins at row `start` of the block.
        """
        first = start * self.games
        self.touched.append(np.arange(first, first + self.efforts[key].size, dtype=np.intp))

    def ending(self, game: int = 0) -> str:
        """Return the name of the ending of a game. The text is empty while the game goes on."""
        index = int(self.ended[game])
        if index == RUNNING:
            return ""
        return self.endings[index] if index < len(self.endings) else TURN_LIMIT

    def tiled(self, game_keys: npt.NDArray[np.uint64]) -> State:
        """Return copies of this state, which has a single game. Each key makes one copy with new dice.

        The caller must then call `Adjudicator.set_turn`, which sets seasons and turn keys.
        """
        games = game_keys.size

        def spread(array: npt.NDArray[Any]) -> npt.NDArray[Any]:
            return np.repeat(array, games, axis=-1)

        block = np.zeros((self.effort_block.shape[0], games))
        return attrs.evolve(
            self,
            numbers=np.arange(games, dtype=np.int64),
            game_keys=game_keys,
            metrics=[spread(array) for array in self.metrics],
            parameters={name: spread(array) for name, array in self.parameters.items()},
            effort_block=block,
            efforts=slices(block, {name: view.shape[:-1] for name, view in self.efforts.items()}),
            histories={name: spread(array) for name, array in self.histories.items()},
            arrivals=[spread(array) for array in self.arrivals],
            streaks=spread(self.streaks),
            banked=spread(self.banked),
            ended=spread(self.ended),
            turn_keys=spread(self.turn_keys),
            shared_keys=None,
            touched=[],
        )

    def copied(self, chosen: npt.NDArray[np.intp]) -> State:
        """Return copies of the games at the positions `chosen`. A position may occur several times."""
        found = attrs.evolve(
            self,
            metrics=list(self.metrics),
            arrivals=list(self.arrivals),
            parameters=dict(self.parameters),
            histories=dict(self.histories),
            efforts=dict(self.efforts),
        )
        found.select_games(chosen)
        return found

    def select_games(self, chosen: npt.NDArray[np.intp]) -> None:
        """Drop all games except the chosen games. Call this between two turns.

        The arrays change one after the other, and no second copy of the state needs memory. The effort is empty
        afterwards.
        """

        def cut(array: npt.NDArray[Any]) -> npt.NDArray[Any]:
            return np.ascontiguousarray(array[..., chosen])

        shapes = {name: view.shape[:-1] for name, view in self.efforts.items()}
        self.efforts = {}
        self.effort_block = np.zeros((self.effort_block.shape[0], chosen.size))
        self.efforts = slices(self.effort_block, shapes)
        self.touched = []
        for name in ("numbers", "game_keys", "streaks", "banked", "ended", "turn_keys"):
            setattr(self, name, cut(getattr(self, name)))
        for arrays in (self.metrics, self.arrivals):
            for i, array in enumerate(arrays):
                arrays[i] = cut(array)
        for held in (self.parameters, self.histories):
            for name, array in held.items():
                held[name] = cut(array)


def slices(block: Floats, shapes: Mapping[str, tuple[int, ...]]) -> dict[str, Floats]:
    """Return views of an array with the shape [cells, games]. Each view has one of the shapes.

    The rows of the array contain one view after the other.
    """
    views, start = {}, 0
    for name, shape in shapes.items():
        size = int(np.prod(shape, dtype=np.int64)) if shape else 1
        views[name] = block[start : start + size].reshape(*shape, block.shape[-1])
        start += size
    return views
