"""Writes a checked step as instructions: values first, from the state as it was found; then sets and adds, moves.

Must not know: the text of rules, ledgers, or who plays. What a step means is said in numpy_writer/steps.py; both give
the same bits.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence

import numpy as np

from benchmarks.interpreter.code import Register, View
from benchmarks.interpreter.moves import asked, write_move
from benchmarks.interpreter.step_cells import StepCells
from benchmarks.interpreter.values import Mask, Values
from wargame.model.metric import MetricType
from wargame.native.layout import ArrayKey
from wargame.rulebook.arrivals import Arrival
from wargame.rulebook.checked import CheckedAdd, CheckedSet, CheckedStep, WrittenCells
from wargame.rulebook.ir.axes import Axes
from wargame.rulebook.ir.nodes import BY_GAME, Node
from wargame.rulebook.ir.walk import vanishes

Last = tuple[str, list[View], tuple[Register, ...]]  # the last operation on a new value


class StepWriter(StepCells):
    """Writes one step into the program that `values` is writing."""

    def __init__(
        self,
        values: Values,
        step: CheckedStep,
        seated: Callable[[str], int],
        slots: Iterator[tuple[int, Arrival]],
    ) -> None:
        super().__init__(values, step)
        self.seated = seated
        self.slots = slots  # arrivals by number, in the order in which steps write them

    @property
    def written(self) -> set[str]:
        """The metrics that it writes."""
        c = self.checked
        targets = [*(s.target for s in c.sets), *(a.target for a in c.adds)]
        return {t.metric.name for t in (*targets, *(t for m in c.moves for t in (m.origin, m.goal)))}

    def write(self) -> None:
        """Write the step, skipped where it applies nowhere."""
        plays = self.checked.step.plays
        if plays:
            with self.code.skipping("skip_if_seated", (), self.seated(plays)), self.values.apart():
                self._conditional()
        else:
            self._conditional()
        self.values.forget(self.written)

    def _conditional(self) -> None:
        values, when = self.values, self.checked.when
        if when is None:
            self._body()
            return
        holds = values.value(when)
        if when.varies != BY_GAME and not when.axes:
            with self.code.skipping("skip_if_none", (holds,)), values.apart():
                self._body()
            return
        whole = values.lined_up(holds, when.axes, self.over)
        with self.code.skipping("skip_if_dead", (whole,)), values.masked(Mask(self.over, whole)):
            self._body()

    def _body(self) -> None:
        checked, at_once = self.checked, self._unread()
        rows = (*checked.sets, *checked.adds)
        writes = [write for row in rows for write in self._row(row, row.target.metric.name in at_once)]
        moves = [asked(self, move) for move in checked.moves]
        for after in checked.afters:
            for _, node in after.add.causes:
                self._book(after.add.target, node, *next(self.slots))
        for write in writes:
            write()
        for move in moves:
            write_move(self, move)

    def _unread(self) -> set[str]:
        """Metrics that one row writes and no value of the step reads: their cells are written as they are computed."""
        c = self.checked
        nodes = [*(row.value for row in c.sets), *(node for row in c.adds for _, node in row.causes)]
        nodes += [node for move in c.moves for node in (move.amount, move.spread) if node is not None]
        nodes += [node for after in c.afters for _, node in after.add.causes]
        reads = {name for node in nodes for name in node.reads}
        names = [row.target.metric.name for row in c.sets] + [row.target.metric.name for row in c.adds]
        return {name for name in names if names.count(name) == 1 and name not in reads}

    # -- set and add --------------------------------------------------------------------------------------------------

    def _row(self, row: CheckedSet | CheckedAdd, at_once: bool) -> list[Callable[[], None]]:
        """Compute the new values of a target. Return what is left to do when all values are computed."""
        values, code, target = self.values, self.code, row.target
        by_cells = self.in_cells(target)
        everywhere = values.mask is None or (not by_cells and _quiet(row))
        name, args, more = self._set(row, by_cells) if isinstance(row, CheckedSet) else self._add(row, by_cells)
        if everywhere and at_once:
            code.into(name, self.cell(target), args, *more)
            return []
        new = code.op(name, args, _widest(args), *more).broadcast(values.shape(target.axes))

        def store() -> None:
            if everywhere:
                code.into("copy", self.cell(target), [new])
            else:
                self.store(target, new)

        if not at_once:
            return [store]
        store()
        return []

    def _lined(self, view: View, axes: Axes, to: Axes) -> View:
        """Line up with a target, as numpy broadcasts: axes that a value lacks have size 1."""
        return View(view.register, view.cells.reshape([n if a in axes else 1 for a, n in self._sizes(to)]))

    def _sizes(self, axes: Axes) -> Iterator[tuple[str, int]]:
        return zip(axes, self.values.shape(axes), strict=True)

    def _set(self, row: CheckedSet, by_cells: bool) -> Last:
        code, metric, node = self.code, row.target.metric, row.value
        view = self._lined(self.values.value(node, by_cells), node.axes, row.target.axes)
        steps: list[tuple[str, list[View]]] = []
        if metric.type is MetricType.FLAG and not node.truth:
            steps.append(("op_ne", [code.constant(0.0)]))
        if metric.type is MetricType.FLAG or node.truth:
            steps.append(("op_number", []))
        if metric.type not in (MetricType.FLAG, MetricType.ENUM):
            steps.append(("to_grid" if metric.type is MetricType.NUMBER else "op_rint", []))
            if node.low < metric.low:
                steps.append(("op_max", [code.constant(metric.low)]))
            if node.high > metric.high:
                steps.append(("op_min", [code.constant(metric.high)]))
        *steps, (last, others) = steps or [("copy", [])]
        for name, beside in steps:
            view = code.op(name, [view, *beside], view.cells.shape)
        return last, [view, *others], ()

    def _add(self, add: CheckedAdd, by_cells: bool) -> Last:
        code, metric, axes = self.code, add.target.metric, add.target.axes
        nodes = [node for _, node in add.causes]
        change, *terms = [self._lined(self.values.number(n, by_cells), n.axes, axes) for n in nodes]
        for term in terms:
            change = code.op("op_add", [change, term], _widest([change, term]))
        if not all(node.grid for node in nodes) or metric.type is not MetricType.NUMBER:
            change = code.op("op_rint" if metric.type is MetricType.WHOLE else "to_grid", [change], change.cells.shape)
        return "add_within", [self.cell(add.target), change], (code.limits(metric.low, metric.high),)

    # -- arrivals -----------------------------------------------------------------------------------------------------

    def _book(self, target: WrittenCells, node: Node, number: int, arrival: Arrival) -> None:
        """Write what arrives later into the slot of this turn, which was emptied when the turn opened."""
        values, code, by_cells = self.values, self.code, self.in_cells(target)
        rounding = "op_rint" if target.metric.type is MetricType.WHOLE else "to_grid"
        view = self._lined(values.number(node, by_cells), node.axes, target.axes)
        amount = code.op(rounding, [view], view.cells.shape)
        shape = values.shape(target.axes)
        if values.mask is not None:
            amount = code.op("op_where", [self.where(target.axes), amount, code.constant(0.0)], shape)
        code.to_slot(values.held[ArrayKey("arrival", str(number))], arrival.turns, amount, shape)


def _quiet(row: CheckedSet | CheckedAdd) -> bool:
    """Whether it changes nothing where the step does not apply."""
    return isinstance(row, CheckedAdd) and all(vanishes(node) for _, node in row.causes)


def _widest(args: Sequence[View]) -> tuple[int, ...]:
    return np.broadcast_shapes(*(a.cells.shape for a in args))
