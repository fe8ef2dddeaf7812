"""The cells of a step as C: where the step applies, its targets, and the storage of new values until the step ends.

Must not know: what a step does with the cells.
"""

from __future__ import annotations

from collections.abc import Callable

from wargame.rulebook.c_writer.values import ValueWriter
from wargame.rulebook.checked import CheckedStep, WrittenCells
from wargame.rulebook.ir.axes import Axes
from wargame.rulebook.scoped_values import Indices


class CStepCells:
    """The cells of the step that `values` is writing."""

    def __init__(self, values: ValueWriter, step: CheckedStep) -> None:
        self.values = values
        self.checked = step
        self.over = values.world.book.sort(step.over)
        self.taken: list[tuple[int, int]] = []

    def wait(self, axes: Axes) -> int:
        """Return storage for values of these axes until the step ends."""
        size = self.values.size(axes)
        place = self.values.room.take(size)
        self.taken.append((place, size))
        return place

    def in_cells(self, target: WrittenCells) -> bool:
        """Return whether a target is written cell by cell where the step applies.

        Such a target has all the step's axes.
        """
        return self.values.mask is not None and set(self.over) <= set(target.axes)

    def where(self, axes: Axes, at: Indices) -> str:
        """Return whether the step applies for a target with these axes."""
        return self.values.condition(tuple(a for a in self.over if a in axes), at)

    def cell(self, target: WrittenCells, at: Indices) -> str:
        """Return the expression of a target's cell."""
        return self.values.cell(
            target.metric.name, tuple(at[c] if isinstance(c, str) else str(c) for c in target.cells)
        )

    def for_cells(self, axes: Axes, by_cells: bool, write: Callable[[Indices], None]) -> None:
        """Write a loop over a target's cells. `by_cells`: only where the step applies in some game."""
        values = self.values
        if not by_cells:
            with values.loops(axes) as at:
                write(at)
            return
        with values.loops(self.over) as at:
            here = self.where(self.over, at)
            with values.guard(f"any({here})"), values.loops(tuple(a for a in axes if a not in self.over), at) as inside:
                write(inside)
