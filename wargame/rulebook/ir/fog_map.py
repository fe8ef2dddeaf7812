"""Says how each seat sees each cell (one number of a metric): exactly, by a row of the fog table, or not at all.

Must not know: values. Owners and the fog table decide everything before a game begins.
"""

from __future__ import annotations

from collections.abc import Sequence

import attrs
import numpy as np
import numpy.typing as npt

from wargame.model.rules.action import EVERYONE
from wargame.model.rules.fog import FoggedCells, FogRow, Sharpness
from wargame.model.rules.metric import AXIS, NOBODY
from wargame.model.scenario.scenario import Scenario
from wargame.rulebook.ir.axes import Axes, AxisBook

EXACT, UNSEEN = -1, -2  # how a seat sees a cell; other numbers are numbers of rows

FogRowNumbers = npt.NDArray[np.int16]


@attrs.frozen(eq=False)
class FogMap:
    """How each seat sees the cells of each metric. Arrays have the storage axes. The map is computed on first use."""

    scenario: Scenario
    book: AxisBook
    _owned: dict[tuple[str, str], npt.NDArray[np.bool_]] = attrs.field(factory=dict)
    _rows: dict[tuple[str, str], FogRowNumbers] = attrs.field(factory=dict)
    # The rows of each metric, the last row first. The first row that fits a cell counts, so it is written last.
    _about: dict[str, list[tuple[int, FogRow, FoggedCells]]] = attrs.field(init=False, factory=dict)

    def __attrs_post_init__(self) -> None:
        for number, row in reversed(list(enumerate(self.scenario.fog))):
            for cells in row.cells:
                self._about.setdefault(cells.metric, []).append((number, row, cells))

    def row(self, number: int) -> FogRow:
        """Return the row with this number."""
        return self.scenario.fog[number]

    def owned(self, seat: str, metric: str) -> npt.NDArray[np.bool_]:
        """Return the cells that a seat sees only because of their owner. The array has the storage axes.

        All seats see cells without an owner. Only the owner sees the other cells.
        """
        key = seat, metric
        if key not in self._owned:
            self._owned[key] = self._by_owner(seat, metric)
        return self._owned[key]

    def rows(self, seat: str, metric: str) -> FogRowNumbers:
        """Return how a seat sees each cell of a metric: EXACT, UNSEEN or the number of a row."""
        key = seat, metric
        if key not in self._rows:
            self._rows[key] = self._by_table(seat, metric)
        return self._rows[key]

    def axes_of(self, metric: str) -> Axes:
        """Return the storage axes of a metric."""
        return self.book.sort(tuple(self.scenario.rules.metrics[metric].of))

    def _by_owner(self, seat: str, metric: str) -> npt.NDArray[np.bool_]:
        row, axes = self.scenario.rules.metrics[metric], self.axes_of(metric)
        shape = self.book.shape(axes)
        if row.owner != AXIS:
            seen = np.full(shape, row.owner in (NOBODY, seat) or seat in row.readers)
            for code in (code for code, seats in row.readers_at.items() if seat in seats):
                seen |= self._along(axes, next(axis for axis in axes if code in self._codes(axis)), code)
            return seen
        kind = self.scenario.player_kind(seat)
        own = next((i for i, axis in enumerate(axes) if self.book.kind_of[axis] == kind), None)
        if own is None:
            return np.full(shape, False)
        return self._along(axes, axes[own], seat)

    def _codes(self, axis: str) -> Sequence[str]:
        return self.book.codes[self.book.kind_of[axis]]

    def _along(self, axes: Axes, axis: str, code: str) -> npt.NDArray[np.bool_]:
        """Return the cells with this entity on an axis.

        The array has the shape of the storage axes. No cell is true if the entity is not on the axis.
        """
        shape, own, codes = self.book.shape(axes), axes.index(axis), self._codes(axis)
        places = np.arange(shape[own]).reshape([-1 if i == own else 1 for i in range(len(shape))])
        return np.broadcast_to(places == (codes.index(code) if code in codes else -1), shape)

    def _by_table(self, seat: str, metric: str) -> FogRowNumbers:
        by_owner = self.owned(seat, metric)
        found: FogRowNumbers = np.where(by_owner, EXACT, UNSEEN).astype(np.int16)
        owned_by_seat = by_owner & (self.scenario.rules.metrics[metric].owner != NOBODY)
        for number, row, cells in self._about.get(metric, ()):
            if seat not in row.to and EVERYONE not in row.to:
                continue
            here = np.zeros(found.shape, dtype=bool)
            here[self._places(cells)] = True
            if seat not in row.to:  # the row is for everyone; an owner still sees its own cells exactly
                here &= ~owned_by_seat
            found[here] = EXACT if row.plain else UNSEEN if row.sharpness is Sharpness.UNSEEN else number
        return found

    def _places(self, cells: FoggedCells) -> tuple[int | slice, ...]:
        """Return an index of the storage axes that selects the cells of these entities.

        The first entity of a kind belongs to the first axis of this kind, and so on.
        """
        declared = self.scenario.rules.metrics[cells.metric].of
        picked: dict[str, int] = {}
        for code in cells.entities:
            fitting = (a for a in declared if a not in picked and code in self.book.codes[self.book.kind_of[a]])
            axis = next(fitting, None)
            if axis is None:  # the problem was reported when the table was read
                return (slice(0, 0),) * len(declared)
            picked[axis] = self.book.index(axis, code)
        return tuple(picked.get(axis, slice(None)) for axis in self.axes_of(cells.metric))
