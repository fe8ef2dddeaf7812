"""Records values while games are played, and computes measures from these values. A measure is the formula of a target.

Each value is an array with the shape [axes..., turns, games]. Turn 0 is the moment before the first turn. A game keeps
its last values after its end. A measure over all turns uses only the turns that were played, and not turn 0.

Must not know: text, or targets.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import Any

import attrs
import numpy as np
import numpy.typing as npt

from wargame.adjudicator import Adjudicator, State
from wargame.adjudicator.state import RUNNING
from wargame.analysis.calibration.aggregates import Ended, InRun, OverGames, Window
from wargame.rulebook.ir.graph import align
from wargame.rulebook.ir.nodes import ApplyNode, ConstNode, MeasuredNode, Node
from wargame.rulebook.ir.walk import walk


def moments(node: Node) -> Iterator[Node]:
    """Return the largest parts of a measure that need only one moment (one turn) of one game in the same run."""
    if isinstance(node, ConstNode) or (isinstance(node, MeasuredNode) and isinstance(node.aggregate, InRun)):
        return
    if not any(isinstance(part, MeasuredNode) for part in walk([node])):
        yield node
        return
    for part in node.args:
        yield from moments(part)


class MeasureRecording:
    """The recorded values of the games of a run. The code that plays the games calls `record`."""

    def __init__(self, adjudicator: Adjudicator, nodes: Sequence[Node], turns: int, games: int) -> None:
        self.scenario = adjudicator.scenario
        self.nodes = list({id(node): node for node in nodes}.values())
        self.program = adjudicator.rulebook.writer.dense("measures_program", self.nodes)
        self.book = adjudicator.rulebook.world.book
        self.values = {id(n): np.zeros((*self.book.shape(n.axes), turns + 1, games)) for n in self.nodes}
        self.last = np.zeros(games, dtype=np.int64)  # the last recorded turn of each game
        self.endings = np.full(games, RUNNING, dtype=np.int64)
        self.turns = turns
        self.games = games

    def record(self, state: State, games: npt.NDArray[np.intp]) -> None:
        """Record every value of these games from a state between two turns.

        `games`: the positions of the games in the state.
        """
        turn, places = state.turn - 1, state.numbers[games]
        now = max(turn, 1)  # formulas read the state after the last played turn
        seasons = {name: float(now in turns) for name, turns in self.scenario.seasons.items()}
        moment = attrs.evolve(state, turn=now, seasons=seasons)
        for node, value in zip(self.nodes, self.program(moment), strict=True):
            whole = np.broadcast_to(value, (*self.book.shape(node.axes), state.games))
            self.values[id(node)][..., turn, places] = whole[..., games]
        self.last[places] = turn
        self.endings[places] = state.ended[games]

    def close(self) -> None:
        """Fill the turns after the end of a game with the last values of the game."""
        for turn in range(1, self.turns + 1):
            over = np.flatnonzero(self.last < turn)
            for values in self.values.values():
                values[..., turn, over] = values[..., turn - 1, over]

    @property
    def played(self) -> npt.NDArray[np.bool_]:
        """Return, for each turn and game, whether the turn was played. The shape is [turns, games]."""
        turns = np.arange(self.turns + 1)[:, None]
        return (turns >= 1) & (turns <= self.last)


@attrs.frozen(eq=False)
class Measurer:
    """Computes measures from the recordings of runs. Each run has a name."""

    recordings: Mapping[str, MeasureRecording]

    def number(self, run: str, node: Node) -> float | None:
        """Return the value of a measure. Return None if no game counts."""
        value = float(np.asarray(self._value(self.recordings[run], node)).reshape(-1)[0])
        return value if np.isfinite(value) else None

    def _value(self, run: MeasureRecording, node: Node) -> Any:
        """Return the value of a node. The shape is [axes..., turns or 1, games or 1]."""
        if isinstance(node, ConstNode):
            return node.value[..., None, :] if node.axes else np.full((1, 1), float(node.value))
        kept = run.values.get(id(node))
        if kept is not None:
            return kept
        match node:
            case MeasuredNode(aggregate=InRun(run=name)):
                return self._value(self.recordings[name], node.args[0])
            case MeasuredNode(aggregate=Ended(ending=ending)):
                return (run.endings == ending)[None, :]
            case MeasuredNode(aggregate=Window() as window):
                return _over_turns(run, self._value(run, node.args[0]), window)
            case MeasuredNode(aggregate=OverGames() as aggregate):
                return self._over_games(run, node, aggregate)
            case ApplyNode():
                parts = [align(self._value(run, a), a.axes, node.axes) for a in node.args]
                with np.errstate(all="ignore"):
                    return node.operation.compute(*parts)
        raise TypeError(f"{type(node).__name__} was not recorded")

    def _over_games(self, run: MeasureRecording, node: MeasuredNode, aggregate: OverGames) -> Any:
        values = [self._value(run, a) for a in node.args]
        axes = run.book.union(*(a.axes for a in node.args))
        lined = [align(v, a.axes, axes) for v, a in zip(values, node.args, strict=True)]
        value, *conditions = np.broadcast_arrays(*lined)
        counts = np.ones(value.shape, dtype=bool)
        for condition in conditions:
            counts &= condition != 0
        if value.shape[-2] == run.turns + 1:
            counts &= run.played
        chosen = value[counts].astype(np.float64)
        if not chosen.size:
            return np.full((1, 1), np.nan)
        result = np.quantile(chosen, aggregate.q) if aggregate.statistic in ("median", "quantile") else chosen.mean()
        return np.full((1, 1), float(result))


def _over_turns(run: MeasureRecording, value: Any, window: Window) -> Any:
    """Return a statistic over turns of a value.

    The shape changes from [axes..., turns or 1, games] to [axes..., 1, games].
    """
    value = np.broadcast_to(value, (*value.shape[:-2], run.turns + 1, value.shape[-1]))
    if window.statistic == "first":
        holds = value[..., 1:, :] != 0
        turns = np.arange(1, run.turns + 1)[:, None]
        return np.where(holds, turns, run.turns + 1).min(axis=-2, keepdims=True)
    span = value[..., window.first : window.last + 1, :]
    return _REDUCED[window.statistic](span, axis=-2, keepdims=True)


_REDUCED: Mapping[str, Callable[..., Any]] = {
    "at": np.sum,  # the window of `at` has one turn, so the sum is the value of this turn
    "total": np.sum,
    "mean": np.mean,
    "least": np.min,
    "most": np.max,
}
