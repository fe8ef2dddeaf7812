"""The cells that a step is about, as views: where it applies, where its targets stand, what they are written with.

Must not know: what a step does with them.
"""

from __future__ import annotations

from benchmarks.interpreter.code import View
from benchmarks.interpreter.values import Values
from wargame.rulebook.checked import CheckedStep, WrittenCells
from wargame.rulebook.ir.axes import Axes
from wargame.rulebook.ir.nodes import Node


class StepCells:
    """The cells of one step that is being written into the program that `values` writes."""

    def __init__(self, values: Values, step: CheckedStep) -> None:
        self.values = values
        self.code = values.code
        self.checked = step
        self.over = values.world.book.sort(step.over)

    def in_cells(self, target: WrittenCells) -> bool:
        """Whether a target is written where the step applies, cell by cell: it has all the step's axes."""
        return self.values.mask is not None and set(self.over) <= set(target.axes)

    def where(self, axes: Axes) -> View:
        """Whether the step applies, for a target with these axes."""
        kept = tuple(a for a in self.over if a in axes)
        return self.values.lined_up(self.values.condition(kept), kept, axes)

    def cell(self, target: WrittenCells) -> View:
        """The cells of a target."""
        return self.values.metric(target.metric.name, target.cells, target.axes)

    def as_found(self, node: Node, row: bool = False) -> View:
        """A value as it was found, whatever is written since."""
        view = self.values.number(node, row)
        held = view.register in self.values.held.values()
        return self.code.op("copy", [view], view.cells.shape) if held else view

    def store(self, target: WrittenCells, new: View) -> None:
        """Write new values where the step applies."""
        cell = self.cell(target)
        write = self.code.into("op_where", cell, [self.where(target.axes), new, cell])
        write.live = bool(self.over) and target.axes == self.over
