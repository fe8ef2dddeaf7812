"""Computes what a seat sees of a game at a moment. Only this module removes hidden facts from views.

Owners and the fog table decide how a seat sees each value: exactly, as an estimate, late, in words, or not at all.
Nothing else of the state reaches a seat. A cell is one number of a metric. A moment is the number of turns that are
over. A reading is the number, often with an error, that a seat gets in one turn. An estimate combines all readings of a
cell. A track holds the filters that make estimates from readings.

Must not know: screens, or the purpose of a view.
"""

from __future__ import annotations

import copy
import math
from collections.abc import Callable, Mapping
from typing import Any

import attrs
import numpy as np

from wargame.adjudicator.estimate_filter import Readings, Track, begin, follow
from wargame.adjudicator.state import State
from wargame.model.rules.fog import FogRow, Sharpness
from wargame.model.rules.metric import MetricCell
from wargame.model.telling.view import Cells, Estimate, NewReading, Observation
from wargame.numeric import exact
from wargame.numeric.exact import Floats
from wargame.rulebook import MetricLayout, Rulebook
from wargame.rulebook.fog.estimates import NINE_IN_TEN
from wargame.rulebook.ir.fog_map import EXACT

FINEST = 0.2  # an estimate is rounded to steps of at most this part of its ±


def visible(rulebook: Rulebook, seat: str | None, metric: str) -> frozenset[tuple[str, ...]]:
    """Return the cells of a metric that a seat sees exactly. Return all cells if there is no seat."""
    layout = rulebook.layout[metric]
    if seat is None:
        return frozenset(layout.cells)
    rows = rulebook.world.fog.rows(seat, metric).reshape(-1)
    return frozenset(layout.cells[i] for i in np.flatnonzero(rows == EXACT).tolist())


def fogged(rulebook: Rulebook, seat: str, metric: str) -> Mapping[tuple[str, ...], FogRow]:
    """Return the cells of a metric that a seat sees by a row of the fog table, each with its row."""
    rows = rulebook.world.fog.rows(seat, metric).reshape(-1)
    return {rulebook.layout[metric].cells[i]: rulebook.world.fog.row(int(rows[i])) for i in np.flatnonzero(rows >= 0)}


def owned(rulebook: Rulebook, seat: str, metric: str) -> frozenset[tuple[str, ...]]:
    """Return the cells of a metric that belong to a seat or to nobody. The fog table does not matter here."""
    own = rulebook.world.fog.owned(seat, metric).reshape(-1)
    return frozenset(rulebook.layout[metric].cells[i] for i in np.flatnonzero(own).tolist())


def view_cells(rulebook: Rulebook, state: State, seat: str | None, game: int = 0) -> Mapping[str, Cells]:
    """Return the values that a seat sees exactly in a game: metric -> entity codes -> value.

    A metric without such cells may be absent.
    """
    found: dict[str, Cells] = {}
    for name in rulebook.layout:
        seen = visible(rulebook, seat, name)
        if seen:
            found[name] = {cell: value for cell, value in state.cells(name, game).items() if cell in seen}
    return found


FogRowKey = tuple[str, int]  # a metric, and the number of a row of the fog table for the metric


@attrs.define
class Memory:
    """The tracks of a game's readings so far: (seat, moment) -> row of the fog table -> the track of the row."""

    tracks: dict[tuple[str, int], Mapping[FogRowKey, Track]] = attrs.field(factory=dict)

    def forget(self, moment: int) -> None:
        """Forget the tracks of a moment whose state changed, and the tracks of all later moments."""
        self.tracks = {key: made for key, made in self.tracks.items() if key[1] < moment}


class ObservationModel:
    """Makes the observations of seats. The code for a seat's estimates is made on first use."""

    def __init__(self, rulebook: Rulebook) -> None:
        self._rulebook = rulebook
        self._programs: dict[str, Callable[[State], list[Any]]] = {}

    def observation(
        self, seat: str | None, moment: int, state_at: Callable[[int], State], memory: Memory | None = None
    ) -> Observation:
        """Return what a seat knows of a game at a moment. The seat None knows the truth.

        `state_at`: returns the state after a number of turns.
        `memory`: keeps the tracks of the seat.
        Estimates follow all readings up to the moment. A reading uses the dice of the turn of its state. The same
        reading therefore always has the same value.
        """
        now = view_cells(self._rulebook, state_at(moment), seat)
        if seat is None or not self._metrics(seat):
            return Observation(now)
        return self._told(seat, moment, now, self.tracks(seat, moment, state_at, memory or Memory()))

    def _told(self, seat: str, moment: int, now: Mapping[str, Cells], tracks: Mapping[FogRowKey, Track]) -> Observation:
        """Return an observation with exact values and with estimates from the tracks."""
        cells = {name: dict(values) for name, values in now.items()}
        estimates: dict[str, dict[tuple[str, ...], Estimate]] = {}
        for (name, number), track in tracks.items():
            row, belief, layout = self._rulebook.world.fog.row(number), track.belief, self._rulebook.layout[name]
            then = told_moment(row, moment)
            news = moment > 0 and then != told_moment(row, moment - 1)
            due = then + row.every + row.lag + 1 if row.every > 1 else 0
            for at, place in enumerate(self.places(seat, name, number)):
                cell, half = layout.cells[place], float(belief.half[at, 0])
                value = float(track.readings.value[at, 0] if row.words else belief.value[at, 0])
                if row.words:
                    known = Estimate(age=moment - then, due=due, word=row.word(value))
                else:
                    step = _step(half * FINEST)
                    change, since = float(belief.change[at, 0]) if news else 0.0, float(belief.since[at, 0])
                    known = Estimate(half, step, moment - then, due, change=change, since=since)
                    cells.setdefault(name, {})[cell] = _stepped(value, step, layout)
                estimates.setdefault(name, {})[cell] = known
        return Observation(cells, estimates)

    def tracks(
        self, seat: str, moment: int, state_at: Callable[[int], State], memory: Memory
    ) -> Mapping[FogRowKey, Track]:
        """Return the track of each row of the fog table for a seat, after all readings up to a moment.

        A track holds the filters that make estimates from readings.

        The states may hold several games.
        """
        looks: dict[int, Mapping[FogRowKey, Readings]] = {}
        start = moment
        while start >= 0 and (seat, start) not in memory.tracks:
            start -= 1
        for now in range(start + 1, moment + 1):
            made: dict[FogRowKey, Track] = {}
            for key in self._rows(seat):
                row = self._rulebook.world.fog.row(key[1])
                then = told_moment(row, now)
                old = memory.tracks[seat, now - 1][key] if now else None
                if old is not None and then == told_moment(row, now - 1):
                    made[key] = old
                    continue
                if then not in looks:
                    looks[then] = self._read(seat, state_at(then))
                reading = looks[then][key]
                made[key] = begin(reading) if old is None or row.words else follow(old, reading)
            memory.tracks[seat, now] = made
        return memory.tracks[seat, moment]

    def new_readings(
        self, seat: str, moment: int, state_at: Callable[[int], State], memory: Memory
    ) -> dict[MetricCell, NewReading]:
        """Return the numbers with errors that newly reached a seat at a moment. Words are left out."""
        found: dict[MetricCell, NewReading] = {}
        for (name, number), track in self.tracks(seat, moment, state_at, memory).items():
            row = self._rulebook.world.fog.row(number)
            then = told_moment(row, moment)
            if row.words or (moment > 0 and then == told_moment(row, moment - 1)):
                continue
            for at, place in enumerate(self.places(seat, name, number)):
                cell = self._rulebook.layout[name].cells[place]
                found[name, cell] = NewReading(then, float(track.readings.value[at, 0]))
        return found

    def would_read(self, seat: str, state: State) -> dict[str, Floats]:
        """Return what a seat would read in each game of a state: metric -> numbers of all cells [cells, games].

        The numbers of cells that the seat does not read mean nothing.
        """
        values = self._estimates(seat, state)
        return {metric: parts[0] for metric, parts in values.items()}

    def _metrics(self, seat: str) -> tuple[str, ...]:
        return tuple(metric for viewer, metric in self._rulebook.estimates if viewer == seat)

    def _rows(self, seat: str) -> list[FogRowKey]:
        """Return, in order, the rows of the fog table by which a seat reads metrics."""
        fog = self._rulebook.world.fog
        return [
            (metric, number)
            for metric in self._metrics(seat)
            for number in sorted(set(fog.rows(seat, metric).reshape(-1).tolist()))
            if number >= 0
        ]

    def places(self, seat: str, metric: str, number: int) -> list[int]:
        """Return the positions of the cells of a metric that one row of the fog table covers, in a flat list of all
        cells.
        """
        return np.flatnonzero(self._rulebook.world.fog.rows(seat, metric).reshape(-1) == number).tolist()

    def _read(self, seat: str, state: State) -> dict[FogRowKey, Readings]:
        """Return the readings that a seat makes of a state, one row of the fog table after the other."""
        found = self._estimates(seat, state)
        return {key: self._reading(seat, *key, found[key[0]]) for key in self._rows(seat)}

    def _estimates(self, seat: str, state: State) -> dict[str, tuple[Floats, ...]]:
        """Return the value, the width and the factor of each estimate (see `EstimatedMetric`) [cells, games]."""
        metrics = self._metrics(seat)
        if seat not in self._programs:
            told = [self._rulebook.estimates[seat, metric] for metric in metrics]
            nodes = [node for e in told for node in (e.value, e.width, e.factor)]
            self._programs[seat] = self._rulebook.writer.dense(f"estimates_{seat}", nodes)
        values = iter(self._programs[seat](state))
        return {
            metric: tuple(
                np.broadcast_to(
                    np.asarray(next(values), dtype=np.float64), (*self._rulebook.layout[metric].shape, state.games)
                ).reshape(-1, state.games)
                for _ in range(3)
            )
            for metric in metrics
        }

    def _reading(self, seat: str, metric: str, number: int, parts: tuple[Floats, ...]) -> Readings:
        row, source = self._rulebook.world.fog.row(number), self._rulebook.estimates[seat, metric].sources[number]
        places = self.places(seat, metric, number)
        value, width, factor = (part[places] for part in parts)
        logs = row.sharpness is Sharpness.TIMES
        # The factor is half of e^wide - e^-wide.
        wide = exact.log(factor + np.sqrt(factor * factor + 1.0)) if logs else width
        declared, error = self._rulebook.layout[metric].metric, np.asarray(wide) / NINE_IN_TEN
        ends = declared.low, declared.high
        return Readings(value, error, logs, source.lean, source.open_size, row.every, *ends)

    def estimated_state(self, seat: str, state: State, seen: Observation | None = None) -> State:
        """Return a state that contains only what the seat knows now (one game).

        An estimate replaces the true value. An unknown cell has the least value of its metric.
        `seen`: what the seat knows now, with the estimates. The estimates come from this state alone if this argument
        is missing.
        """
        now, estimated = view_cells(self._rulebook, state, seat), copy.copy(state)
        if seen is None:
            first = {row: begin(readings) for row, readings in self._read(seat, state).items()}
            seen = self._told(seat, state.turn - 1, now, first)
        estimated.metrics = []
        for name, layout in state.layout.items():
            told = dict(now.get(name, {}))
            told |= {c: v for c in seen.estimates.get(name, {}) if (v := seen.value(name, c)) is not None}
            values = [told.get(cell, layout.metric.low) for cell in layout.cells]
            estimated.metrics.append(np.array(values).reshape((*layout.shape, 1)))
        return estimated


def told_moment(row: FogRow, moment: int) -> int:
    """Return the moment of the latest reading that a seat has at a moment, by a row of the fog table.

    The lag of the row delays readings. A row may make readings only in every second or third turn, for example. A turn
    in which a row makes readings is called a survey.
    """
    return max(moment - row.lag, 0) // row.every * row.every


def _step(finest: float) -> float:
    """Return the largest step that is at most `finest`. A step is 1, 2 or 5 times a power of ten. Return 0 for 0."""
    if finest <= 0.0:
        return 0.0
    power = 10.0 ** math.floor(math.log10(finest))
    return max(power * m for m in (1.0, 2.0, 5.0) if power * m <= finest * (1 + 1e-9))


def _stepped(value: float, step: float, layout: MetricLayout) -> float:
    """Return a value rounded to a whole number of steps, within the range of the metric."""
    stepped = round(value / step) * step if step else value
    return min(max(stepped, layout.metric.low), layout.metric.high)
