"""How a seat sees the cells of all metrics. This module also changes believed games to agree with what the seat saw.

A flat place is the position of a cell in a list of all cells of its metric. A late cell is a number that the seat sees
some turns later.

Must not know: how the games were played, or the true state.
"""

from __future__ import annotations

import attrs
import numpy as np

from wargame.adjudicator import Adjudicator, State
from wargame.adjudicator.orders import Ints
from wargame.bots.ensemble_update import gains, surprise, updated, widened, with_other_errors
from wargame.model.rules.fog import FogRow, Sharpness
from wargame.model.rules.metric import GRID_STEP, MetricCell
from wargame.model.telling.view import NewReadings, Observation
from wargame.numeric import dice, quantiles
from wargame.numeric.exact import Floats
from wargame.rulebook.fog.estimates import NINE_IN_TEN
from wargame.rulebook.ir.fog_map import EXACT

FARTHEST = 4.0  # a larger distance of one cell, in standard deviations, counts as this distance


@attrs.frozen(eq=False)
class PastCells:
    """The cells of each metric at an earlier moment that the seat may still read [cells, games].

    `values`: their numbers.
    `predicted`: what the seat will read in each game.
    """

    values: dict[str, Floats]
    predicted: dict[str, Floats]

    def copy(self) -> PastCells:
        """Return a copy that can change alone."""
        both = ({name: cells.copy() for name, cells in part.items()} for part in (self.values, self.predicted))
        return PastCells(*both)

    def correct(self, name: str, at: int, before: Floats, after: Floats, logs: bool) -> None:
        """Change the number of one cell in each game. What the seat will read changes by the same step or factor."""
        self.values[name][at] = after
        if logs:
            self.predicted[name][at] *= np.where(before > 0.0, after / np.where(before > 0.0, before, 1.0), 1.0)
        else:
            self.predicted[name][at] += after - before


@attrs.frozen(eq=False)
class FreshReading:
    """A reading of the present number of one cell, after games have moved towards the reading.

    `place`: the flat place of the cell. `predicted`: what the seat would have read in each game [games].
    `gain`: how far a number moves for each unit by which its prediction was wrong.
    """

    metric: str
    place: int
    predicted: Floats
    gain: float
    logs: bool


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


@attrs.frozen(eq=False)
class Agreement:
    """What later readings need to know about games that agree with the readings so far.

    `past`: the cells at earlier moments that the seat still reads, by moment.
    `surprises`: how wrong the predictions of each cell's readings were.
    `fresh`: the readings of the numbers of this moment.
    """

    past: dict[int, PastCells] = attrs.field(factory=dict)
    surprises: dict[MetricCell, float] = attrs.field(factory=dict)
    fresh: list[FreshReading] = attrs.field(factory=list)

    def copy(self) -> Agreement:
        """Return a copy that can change alone, without fresh readings."""
        return Agreement({moment: cells.copy() for moment, cells in self.past.items()}, dict(self.surprises))


class SeenCells:
    """The cells that one seat sees under one rule book."""

    def __init__(self, adjudicator: Adjudicator, seat: str) -> None:
        self.adjudicator, self.seat = adjudicator, seat
        die = adjudicator.scenario.entities[seat].die
        fog, layout = adjudicator.rulebook.world.fog, adjudicator.rulebook.layout
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
        """Return the largest number of turns by which a reading is late."""
        return max((row.lag for each in self._metrics for row in each.rows), default=0)

    def late(self, state: State) -> PastCells:
        """Return the present cells of each metric that the seat may later read."""
        late = [each for each in self._metrics if any(row.lag for row in each.rows)]
        predicted = self.adjudicator.observations.would_read(self.seat, state) if late else {}
        return PastCells(
            {each.name: _flat(state, each.name)[each.told] for each in late},
            {each.name: predicted[each.name][each.told] for each in late},
        )

    def copy_exact(self, state: State, seen: Observation) -> None:
        """Copy the exact numbers that the seat sees."""
        for each in self._metrics:
            if each.exact.size:
                known = seen.cells[each.name]
                flat = _flat(state, each.name)
                flat[each.exact] = np.array([known[cell] for cell in each.exact_cells])[:, None]

    def agree(self, state: State, seen: Observation, read: NewReadings, before: Agreement, moment: int) -> Agreement:
        """Make believed games agree with the inexact numbers that reached the seat at a moment.

        A word limits the number. A reading moves the number in each game. A late reading moves the earlier number, and
        all later numbers as far as they depend on it. `before`: the agreement at the moment before.
        """
        predicted = self.adjudicator.observations.would_read(self.seat, state) if read else {}
        found = before.copy()
        for each in self._metrics:
            flat, told = _flat(state, each.name), seen.estimates.get(each.name, {})
            for at, (place, cell, row) in enumerate(zip(each.told, each.told_cells, each.rows, strict=True)):
                estimate, reading = told.get(cell), read.get((each.name, cell))
                if estimate is not None and estimate.word and not estimate.age:
                    flat[place] = np.clip(flat[place], *_band(row, estimate.word))
                if reading is None or (reading.moment < moment and reading.moment not in found.past):
                    continue
                between = [found.past[when] for when in range(reading.moment, moment)]
                values = np.array([*(cells.values[each.name][at] for cells in between), flat[place]])
                foretold = between[0].predicted[each.name][at] if between else predicted[each.name][place]
                logs = row.sharpness is Sharpness.TIMES
                surprised = surprise(foretold, reading.value, found.surprises.get((each.name, cell), 1.0), logs)
                found.surprises[each.name, cell] = surprised
                noise = quantiles.normal().take(dice.slot(dice.draw(state.turn_keys, each.keys[at : at + 1])))
                wide, wide_foretold = widened(values, foretold, surprised, noise, logs)
                after = updated(wide, wide_foretold, reading.value, logs)
                for cells, old, new in zip(between, values, after, strict=False):
                    cells.correct(each.name, at, old, new, logs)
                flat[place] = after[-1]
                if not between:
                    gain = float(gains(wide, wide_foretold, logs)[0])
                    found.fresh.append(FreshReading(each.name, int(place), foretold, gain, logs))
            self._limit(state, each)
        return found

    def renew(self, state: State, fresh: list[FreshReading], origin: State, chosen: Ints, games: Ints) -> None:
        """Change the errors of the predictions in some games, and move the numbers of these games accordingly.

        `origin`: the games before they moved, with the keys of the other errors. The state `origin` has the games
        `games` of `state`.
        `chosen`: the places of these games among the predictions.
        """
        again = self.adjudicator.observations.would_read(self.seat, origin)
        for each in fresh:
            flat, foretold = _flat(state, each.metric)[each.place], each.predicted[chosen]
            flat[games] = with_other_errors(flat[games], foretold, again[each.metric][each.place], each.gain, each.logs)
        for metric in self._metrics:
            self._limit(state, metric)

    def _limit(self, state: State, each: _Metric) -> None:
        """Keep inexact numbers within the range of the metric, as multiples of 2⁻³⁰."""
        flat, metric = _flat(state, each.name), self.adjudicator.rulebook.layout[each.name].metric
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
