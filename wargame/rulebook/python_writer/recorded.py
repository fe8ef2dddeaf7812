"""The numbered record of a turn, and the meaning of its numbers: amounts added to cells, dice, and sentences.

Must not know: how steps are written.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Mapping

import attrs
import numpy as np

from wargame.rulebook.checked import CheckedReport, CheckedStep
from wargame.rulebook.ir.axes import AxisBook

# Causes that the engine adds itself. They belong to no rule.
OPENS = "the turn opens"
PASSES = "time passes"
HELD = "held at the limit"


@attrs.frozen
class EntrySpec:
    """The meaning of a ledger entry: its phase, step, metric and cause.

    `cells`: for each storage axis of the metric, a position or an axis name.
    """

    phase: str
    step: str
    metric: str
    cells: tuple[int | str, ...]
    cause: str


@attrs.define
class LedgerPlaces:
    """The numbers ("places") of all ledger amounts, one entry after the other.

    An entry has one place for each of its cells, in the order of the cells.
    """

    book: AxisBook
    entries: list[EntrySpec] = attrs.field(factory=list)
    starts: list[int] = attrs.field(factory=list)
    reports: list[tuple[CheckedStep, CheckedReport]] = attrs.field(factory=list)
    _count: int = 0

    def entry(self, phase: str, step: str, metric: str, cells: tuple[int | str, ...], cause: str) -> int:
        """Add an entry, and return the place of its first cell."""
        first = self._count
        self.entries.append(EntrySpec(phase, step, metric, cells, cause))
        self.starts.append(first)
        self._count += int(np.prod(self.book.shape(tuple(c for c in cells if isinstance(c, str))), dtype=np.int64))
        return first

    def report(self, step: CheckedStep, report: CheckedReport) -> int:
        """Add a report, and return its number."""
        self.reports.append((step, report))
        return len(self.reports) - 1

    def spec(self, place: int) -> tuple[EntrySpec, tuple[int, ...]]:
        """Return the entry at a place, and the positions of the cell, axis by axis in storage order."""
        number = bisect_right(self.starts, place) - 1
        spec = self.entries[number]
        shape = self.book.shape(tuple(c for c in spec.cells if isinstance(c, str)))
        free = iter(np.unravel_index(place - self.starts[number], shape) if shape else ())
        return spec, tuple(c if isinstance(c, int) else int(next(free)) for c in spec.cells)


@attrs.frozen(eq=False)
class Recorded:
    """The record of one turn of one game.

    `amounts`: pairs of a ledger place and an amount, in the order of the places.
    `faces`: pairs of a die's place and the value of the die.
    `sentences`: the number of a report, the place of the cell among the cells of its step, and the values by name.
    """

    amounts: list[tuple[int, float]]
    faces: list[tuple[int, float]]
    sentences: list[tuple[int, int, Mapping[str, float]]]
