"""How a seat sees the cells of all metrics. This module also changes believed games to agree with what the seat saw.

A flat place is the position of a cell in a list of all cells of its metric. A late cell is a number that the seat sees
some turns later.

Must not know: how the games were played, or the true state.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping

import attrs
import numpy as np

from wargame.adjudicator import Adjudicator, State
from wargame.adjudicator.orders import Ints
from wargame.model.rules.fog import FogRow, Sharpness
from wargame.model.rules.metric import GRID_STEP
from wargame.model.telling.view import Estimate, Observation
from wargame.numeric import dice, exact, quantiles
from wargame.numeric.exact import Floats
from wargame.rulebook.fog.estimates import NINE_IN_TEN
from wargame.rulebook.ir.fog_map import EXACT

FARTHEST = 4.0  # a larger distance of one cell, in standard deviations, counts as this distance
WIDEST = 20.0  # a late estimate changes a believed number by at most this factor

PastCells = Mapping[str, Floats]  # the values of the late cells of each metric at one moment [cells, games]


@attrs.frozen(eq=False)
class _Metric:
    """How the seat sees one metric: flat places and names of its exact cells, and of its cells with estimates."""

    name: str
    exact: Ints
    exact_cells: tuple[tuple[str, ...], ...]
    told: Ints
    told_cells: tuple[tuple[str, ...], ...]
    rows: tuple[FogRow, ...]
    keys: dice.Bits


class SeenCells:
    """The cells that one seat sees under one rule book."""

    def __init__(self, adjudicator: Adjudicator, seat: str) -> None:
        self.adjudicator = adjudicator
        fog, layout = adjudicator.rulebook.world.fog, adjudicator.rulebook.layout
        die = adjudicator.scenario.entities[seat].die
        self._metrics = []
        for name, stored in layout.items():
            rows = fog.rows(seat, name).reshape(-1)
            seen, told = np.flatnonzero(rows == EXACT), np.flatnonzero(rows >= 0)
            if not seen.size and not told.size:
                continue
            self._metrics.append(
                _Metric(
                    name=name,
                    exact=seen,
                    exact_cells=tuple(stored.cells[i] for i in seen),
                    told=told,
                    told_cells=tuple(stored.cells[i] for i in told),
                    rows=tuple(fog.row(int(rows[i])) for i in told),
                    keys=dice.die_keys([f"belief|{die}|{stored.metric.die}|{i}" for i in told.tolist()]),
                )
            )

    @property
    def latest(self) -> int:
        """Return the largest number of turns by which the seat sees a number late."""
        return max((row.lag + row.every for each in self._metrics for row in each.rows), default=0)

    def late(self, state: State) -> dict[str, Floats]:
        """Return the present values of the cells of each metric that the seat may later see late."""
        return {
            each.name: _flat(state, each.name)[each.told]
            for each in self._metrics
            if any(not row.fresh for row in each.rows)
        }

    def agree(
        self, state: State, seen: Observation, keys: dice.Bits, past: Mapping[int, PastCells], moment: int
    ) -> None:
        """Make believed games agree with what the seat knows at a moment.

        Exact numbers are copied. An estimate becomes a draw with the spread of its ±. A late estimate moves the present
        number as far as it moves the earlier number.

        `keys`: the keys of the draws [games].
        `past`: the late cells of these games at earlier moments. These past values are changed too.
        """
        for each in self._metrics:
            flat = _flat(state, each.name)
            if each.exact.size:
                known = seen.cells[each.name]
                flat[each.exact] = np.array([known[cell] for cell in each.exact_cells])[:, None]
            if not each.told.size:
                continue
            told = seen.estimates.get(each.name, {})
            for at, (cell, row) in enumerate(zip(each.told_cells, each.rows, strict=True)):
                estimate = told.get(cell)
                if estimate is None:
                    continue
                now = flat[each.told[at]]
                if estimate.word:
                    if not estimate.age:
                        now[...] = np.clip(now, *_band(row, estimate.word))
                    continue
                drawn = _drawn(seen.cells[each.name][cell], estimate, row, keys, each.keys[at : at + 1])
                if not estimate.age:
                    now[...] = drawn
                    continue
                first = moment - estimate.age
                if first in past:
                    move = _move(past[first][each.name][at].copy(), drawn, row)
                    for values in (now, *(past[when][each.name][at] for when in range(first, moment))):
                        values[...] = move(values)
            metric = self.adjudicator.rulebook.layout[each.name].metric
            limited = np.minimum(np.maximum(flat[each.told], metric.low), metric.high)
            flat[each.told] = np.rint(limited * (1.0 / GRID_STEP)) * GRID_STEP

    def remember(self, state: State, back: int, seen: Observation) -> None:
        """Copy the exact values that the seat saw `back` moments ago into the past values that rules read."""
        for each in self._metrics:
            history = state.histories.get(each.name)
            if history is None or back >= history.shape[0]:
                continue
            flat = history[back].reshape(-1, state.games)
            if each.exact.size:
                known = seen.cells[each.name]
                flat[each.exact] = np.array([known[cell] for cell in each.exact_cells])[:, None]
            if not back and each.told.size:
                flat[each.told] = _flat(state, each.name)[each.told]

    def distance(self, state: State, seen: Observation) -> Floats:
        """Return the distance between each game and what the seat sees of a moment [games].

        Each cell has a difference in standard deviations, which join the spread of the games and the ± of the estimate.
        The squares of these differences are averaged over the cells of each metric. The distance is the mean over
        metrics.
        """
        total, count = np.zeros(state.games), 0
        for each in self._metrics:
            flat, squares = _flat(state, each.name), []
            known, told = seen.cells.get(each.name, {}), seen.estimates.get(each.name, {})
            pairs = [(place, cell, 0.0) for place, cell in zip(each.exact, each.exact_cells, strict=True)]
            pairs += [
                (place, cell, told[cell].half / NINE_IN_TEN)
                for place, cell in zip(each.told, each.told_cells, strict=True)
                if cell in told and not told[cell].word and not told[cell].age
            ]
            for place, cell, error in pairs:
                spread = float(flat[place].std())
                if spread > 1e-9:
                    squares.append(np.minimum((flat[place] - known[cell]) ** 2 / (spread**2 + error**2), FARTHEST**2))
            if squares:
                total += np.mean(squares, axis=0)
                count += 1
        return total / max(count, 1)


def _flat(state: State, name: str) -> Floats:
    return state.array(name).reshape(-1, state.games)


def _band(row: FogRow, word: str) -> tuple[float, float]:
    """Return the least and the largest value that a seat reads as this word."""
    starts = [start for start, _ in row.words]
    at = [said for _, said in row.words].index(word)
    low = starts[at] if at else -np.inf
    return low, float(np.nextafter(starts[at + 1], -np.inf)) if at + 1 < len(starts) else np.inf


def _drawn(value: float, estimate: Estimate, row: FogRow, keys: dice.Bits, die: dice.Bits) -> Floats:
    """Return random values around an estimate [games]. Of these values, 8 of 10 lie within the ± of the estimate."""
    if not estimate.half:
        return np.full(keys.size, value)
    z = quantiles.normal().take(dice.slot(dice.draw(keys, die)))
    if row.sharpness is Sharpness.TIMES and value > 0.0:
        factor = np.array([estimate.half / value])
        wide = exact.log(factor + np.sqrt(factor * factor + 1.0))  # the factor is half of e^wide - e^-wide
        return np.asarray(value * exact.exp(wide * (1.0 / NINE_IN_TEN) * z))
    return np.asarray(value + estimate.half * (1.0 / NINE_IN_TEN) * z)


def _move(then: Floats, drawn: Floats, row: FogRow) -> Callable[[Floats], Floats]:
    """Return a function that changes values of now. The same change turns the earlier values `then` into `drawn`."""
    if row.sharpness is not Sharpness.TIMES:
        shift = drawn - then
        return lambda now: now + shift
    safe = np.where(then > 0.0, then, 1.0)
    factor = np.where(then > 0.0, np.clip(drawn / safe, 1.0 / WIDEST, WIDEST), 1.0)
    return lambda now: now * factor
