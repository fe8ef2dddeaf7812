"""The cells of a step in C: where the step applies, its targets, and the storage of new values until the step ends.

A cell is one number of a metric. A step applies at a cell if the step's condition holds there.

Must not know: how a step changes the cells.
"""

from __future__ import annotations

from collections.abc import Callable

from wargame.rulebook.c_writer.values import ValueWriter
from wargame.rulebook.checked import CheckedStep, WrittenCells
from wargame.rulebook.ir.axes import Axes
from wargame.rulebook.scoped_values import Indices


class CStepCells:
    """The cells of one step. The object `values` writes the C code of this step."""

    def __init__(self, values: ValueWriter, step: CheckedStep) -> None:
        self.values = values
        self.checked = step
        self.over = values.world.book.sort(step.over)
        self.taken: list[tuple[int, int]] = []

    def wait(self, axes: Axes) -> int:
        """Reserve storage in which values with these axes stay until the step ends. Return its position in the
        workspace.
        """
        size = self.values.size(axes)
        place = self.values.room.take(size)
        self.taken.append((place, size))
        return place

    def in_cells(self, target: WrittenCells) -> bool:
        """Return whether a target is written only at the cells where the step applies.

        Such a target has all axes of the step.
        """
        return self.values.mask is not None and set(self.over) <= set(target.axes)

    def where(self, axes: Axes, at: Indices) -> str:
        """Return the C condition that the step applies, for a target with these axes."""
        return self.values.condition(tuple(a for a in self.over if a in axes), at)

    def cell(self, target: WrittenCells, at: Indices) -> str:
        """Return the C expression of the cell of a target."""
        return self.values.cell(
            target.metric.name, tuple(at[c] if isinstance(c, str) else str(c) for c in target.cells)
        )

    def for_cells(self, axes: Axes, by_cells: bool, write: Callable[[Indices], None]) -> None:
        """Write a loop over the cells of a target.

        `by_cells`: whether the loop skips cells at which the step applies in no game.
        """
        values = self.values
        if not by_cells:
            with values.loops(axes) as at:
                write(at)
            return
        with values.loops(self.over) as at:
            here = self.where(self.over, at)
            with values.guard(f"any({here})"), values.loops(tuple(a for a in axes if a not in self.over), at) as inside:
                write(inside)
