"""Reads and writes the cells of a step. A step with conditions works on rows. Any other step works on all cells.

A cell is one number of a metric. A row is one cell in one game in which the step's conditions hold.

Must not know: how a step changes the cells.
"""

from __future__ import annotations

from wargame.model.rules.metric import Metric
from wargame.rulebook.checked import CheckedStep, WrittenCells
from wargame.rulebook.ir.axes import Axes
from wargame.rulebook.ir.nodes import Node
from wargame.rulebook.numpy_writer.values import Emitter, PoolEmitter, RowEmitter, index_text, lined_up


class StepCells:
    """Writes code that reads and writes the cells of one step in the program of a turn."""

    def __init__(self, emitter: Emitter, step: CheckedStep) -> None:
        self.dense = emitter
        self.code = emitter.code
        self.book = emitter.book
        self.checked = step
        self.step = step.step
        self.over = self.book.sort(step.over)
        self.rows: RowEmitter | None = None
        self.pool: PoolEmitter | None = None
        self.mask = ""
        self.conditions: dict[Axes, str] = {}  # axes of a target -> the variable that says where the step applies

    def in_rows(self, target: WrittenCells) -> bool:
        """Return whether a target is written row by row. Such a target has all axes of the step."""
        return self.rows is not None and set(self.over) <= set(target.axes)

    def value(self, node: Node, target: WrittenCells) -> str:
        """Return a variable with a value aligned to its target.

        The value is aligned to the axes of the rows if the target is written row by row.
        """
        if self.rows is not None and self.in_rows(target):
            text, axes, to = self.rows.emit(node), self.rows.kept(node.axes), self.rows.kept(target.axes)
        else:
            text = self.pool.emit(node) if self.pool is not None else self.dense.emit(node)
            axes, to = node.axes, target.axes
        return lined_up(text, axes, to)

    def view(self, target: WrittenCells) -> str:
        """Return the expression of a target's cells."""
        return self.dense.metric(target.metric.name) + index_text(
            [str(c) if isinstance(c, int) else ":" for c in target.cells]
        )

    def old(self, target: WrittenCells) -> str:
        """Return a variable with the old value of the target."""
        view = self.view(target)
        if self.rows is not None and self.in_rows(target):
            return self.code.let(self.rows.taken(view, target.axes, True))
        return self.code.let(view)

    def condition(self, target: WrittenCells) -> str:
        """Return the variable that says where to write a target. Such a target lacks some axes of the step.

        An empty text means all places.
        """
        if self.rows is None:
            return ""
        missing = [i for i, a in enumerate(self.over) if a not in target.axes]
        kept = tuple(a for a in self.over if a in target.axes)
        text = self.conditions.get(kept, self.mask)
        if missing and kept not in self.conditions:
            text = self.conditions[kept] = self.code.let(f"np.logical_or.reduce({self.mask}, axis={tuple(missing)})")
        return lined_up(text, kept, target.axes)

    def store(self, target: WrittenCells, new: str, condition: str = "") -> None:
        """Write new values into a target."""
        view = self.view(target)
        if self.rows is not None and self.in_rows(target):
            if target.axes == self.over:
                self.code.line(f"{view}.reshape(-1)[{self.rows.flat}] = {new}")
            else:
                index, leads = self.rows.index(target.axes)
                self.code.line(f"{view}[{index}] = {f'np.moveaxis({new}, -1, 0)' if leads else new}")
        elif condition:
            self.code.line(f"np.copyto({view}, {new}, where={condition})")
        else:
            self.code.line(f"{view}[...] = {new}")

    @staticmethod
    def limited(metric: Metric, text: str) -> str:
        """Return an expression that limits a value to the range of a metric."""
        return f"np.minimum(np.maximum({text}, {metric.low!r}), {metric.high!r})"
