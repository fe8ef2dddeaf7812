"""The cells of a step: where the step applies, its targets, and the places of its entries in the ledger.

A cell is one number of a metric. A step applies at a cell if the step's condition holds there.

Must not know: how a step changes the cells.
"""

from __future__ import annotations

from collections.abc import Callable

from wargame.model.rules.metric import Metric
from wargame.rulebook.checked import CheckedStep, WrittenCells
from wargame.rulebook.ir.axes import Axes
from wargame.rulebook.python_writer.recorded import LedgerPlaces
from wargame.rulebook.python_writer.values import PythonValues, literal
from wargame.rulebook.scoped_values import Indices


def raised(metric: Metric, text: str) -> str:
    """Return an expression: the variable, or the lower end of the metric's range if the variable is below this end."""
    return f"{text} if {text} >= {literal(metric.low)} else {literal(metric.low)}"


def cut(metric: Metric, text: str) -> str:
    """Return an expression: the variable, or the upper end of the metric's range if the variable is above this end."""
    return f"{text} if {text} <= {literal(metric.high)} else {literal(metric.high)}"


class PythonStepCells:
    """The cells of one step. The object `values` writes the Python code of this step."""

    def __init__(self, values: PythonValues, places: LedgerPlaces, step: CheckedStep) -> None:
        self.values = values
        self.places = places
        self.checked = step
        self.step = step.step
        self.over = values.world.book.sort(step.over)

    def in_rows(self, target: WrittenCells) -> bool:
        """Return whether a target is written row by row. Such a target has all axes of the step."""
        return self.values.rows is not None and set(self.over) <= set(target.axes)

    def where(self, axes: Axes, at: Indices) -> str:
        """Return the condition that the step applies, for a target with these axes. An empty text means always."""
        return self.values.condition(tuple(a for a in self.over if a in axes), at)

    def cell(self, target: WrittenCells, at: Indices) -> str:
        """Return the expression of the cell of a target."""
        return self.values.cell(
            target.metric.name, tuple(at[c] if isinstance(c, str) else str(c) for c in target.cells)
        )

    def for_cells(self, axes: Axes, by_rows: bool, write: Callable[[Indices], None]) -> None:
        """Write a loop over the cells of a target.

        `by_rows`: whether the loop runs only over cells where the step applies.
        """
        values = self.values
        if not by_rows:
            with values.loops(axes) as at:
                write(at)
            return
        with values.each_row() as cell, values.loops(tuple(a for a in axes if a not in self.over), cell) as inside:
            write(inside)

    def entry(self, target: WrittenCells, cause: str) -> int:
        """Add an entry to the ledger, and return the place of its first cell."""
        return self.places.entry(self.step.phase, self.step.id, target.metric.name, target.cells, cause)

    def book(self, entry: int, target: WrittenCells, at: Indices, amount: str) -> None:
        """Write code that adds an amount to the ledger, unless the amount is 0. `amount`: the name of a variable."""
        place = self.values.flat(target.axes, at, entry)
        self.values.text.line(f"if {amount}: book(({place}, {amount}))")
