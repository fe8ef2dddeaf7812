"""What a seat sees of a game at a moment; the one place where views are redacted.

Must not know: screens, or what is done with a view. Owners and the fog table say what
is seen exactly, as an estimate, late, in words, or not at all. Nothing else of the state reaches a seat.
"""

from __future__ import annotations

import copy
import math
from collections.abc import Callable, Mapping
from typing import Any

import attrs
import numpy as np

from wargame.adjudicator.state import State
from wargame.model.fog import FogRow
from wargame.model.view import Cells, Estimate, Sighting
from wargame.rulebook import MetricLayout, Rulebook
from wargame.rulebook.ir.fog_map import EXACT

FINEST = 0.2  # an estimate is told in steps of no more than this part of its ±


def visible(rulebook: Rulebook, seat: str | None, metric: str) -> frozenset[tuple[str, ...]]:
    """Return the cells of a metric that a seat sees exactly; all of them for the truth (no seat)."""
    layout = rulebook.layout[metric]
    if seat is None:
        return frozenset(layout.cells)
    rows = rulebook.world.fog.rows(seat, metric).reshape(-1)
    return frozenset(layout.cells[i] for i in np.flatnonzero(rows == EXACT).tolist())


def fogged(rulebook: Rulebook, seat: str, metric: str) -> Mapping[tuple[str, ...], FogRow]:
    """Return the cells of a metric that a seat sees by a row of the fog table only."""
    rows = rulebook.world.fog.rows(seat, metric).reshape(-1)
    return {rulebook.layout[metric].cells[i]: rulebook.world.fog.row(int(rows[i])) for i in np.flatnonzero(rows >= 0)}


def owned(rulebook: Rulebook, seat: str, metric: str) -> frozenset[tuple[str, ...]]:
    """Return the cells of a metric that are a seat's own or nobody's, whatever the fog table says."""
    own = rulebook.world.fog.owned(seat, metric).reshape(-1)
    return frozenset(rulebook.layout[metric].cells[i] for i in np.flatnonzero(own).tolist())


def view_cells(rulebook: Rulebook, state: State, seat: str | None, game: int = 0) -> Mapping[str, Cells]:
    """Return what a seat sees exactly of a game: metric -> entity codes -> value. Metrics may be absent."""
    found: dict[str, Cells] = {}
    for name in rulebook.layout:
        seen = visible(rulebook, seat, name)
        if seen:
            found[name] = {cell: value for cell, value in state.cells(name, game).items() if cell in seen}
    return found


class Observations:
    """Gives sightings of a single game; the programs of estimates are emitted when a seat first needs them."""

    def __init__(self, rulebook: Rulebook) -> None:
        self._rulebook = rulebook
        self._programs: dict[str, Callable[[State], list[Any]]] = {}

    def sighting(self, seat: str | None, moment: int, state_at: Callable[[int], State]) -> Sighting:
        """Return what a seat (None: the truth) knows at a moment; `state_at` gives the state after so many turns.

        An estimate is drawn at the turn whose state it tells of, so it is the same whenever it is asked for.
        """
        now = view_cells(self._rulebook, state_at(moment), seat)
        if seat is None or not self._metrics(seat):
            return Sighting(now)
        cells = {name: dict(values) for name, values in now.items()}
        estimates: dict[str, dict[tuple[str, ...], Estimate]] = {}
        by_turn: dict[int, Mapping[str, _EstimatedCells]] = {}
        for name in self._metrics(seat):
            for place, (cell, row) in self._rows(seat, name):
                then = max(moment - row.lag, 0) // row.every * row.every
                if then not in by_turn:
                    by_turn[then] = self._estimate(seat, state_at(then))
                cells_then = by_turn[then][name]
                value, half = cells_then.value[place], cells_then.half[place]
                step = _step(half * FINEST)
                layout = self._rulebook.layout[name]
                due = then + row.every + row.lag + 1 if row.every > 1 else 0
                word = row.word(value) if row.words else ""
                known = Estimate(half=0.0 if word else half, step=step, age=moment - then, due=due, word=word)
                estimates.setdefault(name, {})[cell] = known
                if not word:
                    cells.setdefault(name, {})[cell] = _stepped(value, step, layout)
        return Sighting(cells, estimates)

    def _metrics(self, seat: str) -> tuple[str, ...]:
        return tuple(metric for viewer, metric in self._rulebook.estimates if viewer == seat)

    def _rows(self, seat: str, metric: str) -> list[tuple[int, tuple[tuple[str, ...], FogRow]]]:
        rows = self._rulebook.world.fog.rows(seat, metric).reshape(-1)
        cells = self._rulebook.layout[metric].cells
        return [(i, (cells[i], self._rulebook.world.fog.row(int(rows[i])))) for i in np.flatnonzero(rows >= 0).tolist()]

    def _estimate(self, seat: str, state: State) -> dict[str, _EstimatedCells]:
        """Return what the seat makes of a state, metric by metric."""
        metrics = self._metrics(seat)
        if seat not in self._programs:
            found = [self._rulebook.estimates[seat, metric] for metric in metrics]
            nodes = [node for e in found for node in (e.value, e.width, e.factor)]
            self._programs[seat] = self._rulebook.writer.dense(f"estimates_{seat}", nodes)
        values = iter(self._programs[seat](state))
        by_metric = {}
        for metric in metrics:
            shape = (*self._rulebook.layout[metric].shape, 1)
            value, width, factor = (
                np.broadcast_to(np.asarray(next(values), dtype=np.float64), shape).reshape(-1) for _ in range(3)
            )
            by_metric[metric] = _EstimatedCells(value.tolist(), (width + factor * value).tolist())
        return by_metric

    def estimated_state(self, seat: str, state: State) -> State:
        """Return a state like this one whose metrics are what the seat knows of them now (one game).

        Estimates stand in the place of the truth, and the least value in the place of what the seat does not know.
        """
        seen, estimated = self.sighting(seat, state.turn - 1, lambda _: state), copy.copy(state)
        estimated.metrics = []
        for name, layout in state.layout.items():
            known = seen.cells.get(name, {})
            values = [known.get(cell, layout.metric.low) for cell in layout.cells]
            estimated.metrics.append(np.array(values).reshape((*layout.shape, 1)))
        return estimated


@attrs.frozen
class _EstimatedCells:
    """Values and half-widths of a metric's cells."""

    value: list[float]
    half: list[float]


def _step(finest: float) -> float:
    """Return the largest of 1, 2 and 5 times a power of ten that is not above `finest`; 0 for 0."""
    if finest <= 0.0:
        return 0.0
    power = 10.0 ** math.floor(math.log10(finest))
    return max(power * m for m in (1.0, 2.0, 5.0) if power * m <= finest * (1 + 1e-9))


def _stepped(value: float, step: float, layout: MetricLayout) -> float:
    """Return a value in whole steps, within the metric's range."""
    stepped = round(value / step) * step if step else value
    return min(max(stepped, layout.metric.low), layout.metric.high)
