"""Writes a checked step for one game.

Values from the state before the step are written first. Sets and adds follow, then moves. A cell is one number of a
metric. A set gives a cell a new value. An add adds amounts to a cell. A move transfers an amount between cells. A step
applies at a cell if the step's condition holds there.

Must not know: the text of rules, or who plays. numpy_writer/steps.py defines the meaning of a step. The two writers
compute the same bits.
"""

from __future__ import annotations

from collections.abc import Iterator

import attrs

from wargame.model.rules.metric import MetricType
from wargame.numeric.exact import GRID, to_grid
from wargame.rulebook.arrivals import Arrival
from wargame.rulebook.checked import CheckedAdd, CheckedMove, CheckedReport, CheckedSet, CheckedStep, WrittenCells
from wargame.rulebook.ir.nodes import BY_GAME, Node
from wargame.rulebook.ir.walk import vanishes
from wargame.rulebook.python_writer.moves import RequestedMove, move_by_rows, move_in_proportion
from wargame.rulebook.python_writer.recorded import HELD, LedgerPlaces
from wargame.rulebook.python_writer.step_cells import PythonStepCells, cut, raised
from wargame.rulebook.python_writer.values import AppliedRows, PythonValues
from wargame.rulebook.scoped_values import Indices


@attrs.frozen(eq=False)
class _Waiting:
    """New values of a target, which are stored until the step ends."""

    target: WrittenCells
    name: str
    by_rows: bool
    everywhere: bool


class PythonStep(PythonStepCells):
    """Writes the Python code of one step. The object `values` writes the values of formulas into the same function."""

    def __init__(
        self, values: PythonValues, places: LedgerPlaces, step: CheckedStep, arrivals: Iterator[tuple[int, Arrival]]
    ) -> None:
        super().__init__(values, places, step)
        self.arrivals = arrivals  # arrivals by number, in the order in which steps write them

    def write(self) -> None:
        """Write the step. A step with conditions becomes a separate block of code."""
        self.values.begin_step()
        plays = self.checked.step.plays
        if plays:
            seat = self.values.objects.name(plays)
            with self.values.guard(f"{seat} not in seated"), self.values.keeping_inside():
                self._conditional()
        else:
            self._conditional()
        self.values.forget({target.metric.name for target in self._targets()})

    def _targets(self) -> Iterator[WrittenCells]:
        yield from (row.target for row in self.checked.sets)
        yield from (add.target for add in self.checked.adds)
        for move in self.checked.moves:
            yield from (move.origin, move.goal)

    def _conditional(self) -> None:
        values, when = self.values, self.checked.when
        if when is None:
            self._body()
        elif not self.over or (when.varies != BY_GAME and not when.axes):
            with values.guard(values.value(when, {})), values.keeping_inside():
                self._body()
        else:
            listed = values.text.let("[]", "r")
            with values.loops(self.over) as at:
                cell = ", ".join(at[axis] for axis in self.over)
                holds = values.value(when, at)
                values.text.line(f"if {holds}: {listed}.append({cell if len(at) == 1 else f'({cell})'})")
            with values.guard(listed), values.in_rows(AppliedRows(self.over, listed)):
                self._body()

    def _body(self) -> None:
        checked, at_once = self.checked, self._unread()
        waiting = [self._set(row, at_once) for row in checked.sets]
        waiting += [self._add(add, at_once) for add in checked.adds]
        asked = [self._asked(move) for move in checked.moves]
        for after in checked.afters:
            for _, node in after.add.causes:
                self._after(after.add.target, node, *next(self.arrivals))
        for report in checked.reports:
            self._report(report)
        for one in waiting:
            if one.name:
                self._store(one)
        for move in asked:
            (move_by_rows if move.by_rows else move_in_proportion)(self, move)

    def _unread(self) -> set[str]:
        """Return the metrics that the step can write without temporary storage.

        A single change writes such a metric, and no value of the step reads the metric.
        """
        reads = {name for node in self._nodes_read() for name in node.reads}
        names = [target.metric.name for target in self._targets()]
        return {name for name in names if names.count(name) == 1 and name not in reads}

    def _nodes_read(self) -> Iterator[Node]:
        yield from (row.value for row in self.checked.sets)
        for add in (*self.checked.adds, *(after.add for after in self.checked.afters)):
            yield from (node for _, node in add.causes)
        for move in self.checked.moves:
            yield from (node for node in (move.amount, move.spread) if node is not None)
        for report in self.checked.reports:
            yield from (node for node in (*report.values.values(), report.when) if node is not None)

    # -- set and add --------------------------------------------------------------------------------------------------

    def _wait(self, target: WrittenCells, at_once: set[str], quiet: bool) -> _Waiting:
        """Return storage for the new values of a target.

        The storage has no name if the target is written at once.
        """
        name = "" if target.metric.name in at_once else self.values.fill(target.axes)
        return _Waiting(target, name, self.in_rows(target), self.values.rows is None or quiet)

    def _put(self, one: _Waiting, at: Indices, new: str) -> None:
        """Write a new value at once, or store the value until the step ends."""
        if one.name:
            self.values.text.line(f"{self.values.slot(one.name, one.target.axes, at)} = {new}")
        else:
            self.values.text.line(f"{self.cell(one.target, at)} = {new}")

    def _store(self, one: _Waiting) -> None:
        def write(at: Indices) -> None:
            with self.values.guard("" if one.by_rows or one.everywhere else self.where(one.target.axes, at)):
                self.values.text.line(
                    f"{self.cell(one.target, at)} = {self.values.slot(one.name, one.target.axes, at)}"
                )

        self.for_cells(one.target.axes, one.by_rows, write)

    def _set(self, row: CheckedSet, at_once: set[str]) -> _Waiting:
        one, entry = self._wait(row.target, at_once, False), self.entry(row.target, self.step.name or self.step.id)

        def write(at: Indices) -> None:
            text = self.values.text
            value = self.values.value(row.value, at, one.by_rows)
            with self.values.guard("" if one.by_rows else self.where(row.target.axes, at)):
                new = self._new(row, value)
                change = text.let(f"{new} - {self.cell(row.target, at)}")
                self.book(entry, row.target, at, change)
                self._put(one, at, new)

        self.for_cells(row.target.axes, one.by_rows, write)
        return one

    def _new(self, row: CheckedSet, value: str) -> str:
        metric, node, let = row.target.metric, row.value, self.values.text.let
        if node.truth or metric.type is MetricType.FLAG:
            return let(f"1.0 if {value} else 0.0")
        if metric.type is MetricType.ENUM:
            return value
        new = let(f"{value} + {GRID!r} - {GRID!r}" if metric.type is MetricType.NUMBER else f"rint({value}) + 0.0")
        if node.low < metric.low:
            new = let(raised(metric, new))
        if node.high > metric.high:
            new = let(cut(metric, new))
        return new

    def _add(self, add: CheckedAdd, at_once: set[str]) -> _Waiting:
        target, metric, nodes = add.target, add.target.metric, [node for _, node in add.causes]
        quiet = self.values.rows is not None and all(vanishes(node) for node in nodes)
        one = self._wait(target, at_once, quiet)
        entries = [self.entry(target, cause or self.step.name or self.step.id) for cause, _ in add.causes]
        held = self.entry(target, HELD)
        sure = to_grid(metric.low) == metric.low and to_grid(metric.high) == metric.high  # the old value is in range

        def write(at: Indices) -> None:
            values, let = self.values, self.values.text.let
            terms = [values.value(node, at, one.by_rows) for node in nodes]
            with values.guard("" if one.by_rows or quiet else self.where(target.axes, at)):
                plain = [let(f"1.0 if {t} else 0.0") if n.truth else t for t, n in zip(terms, nodes, strict=True)]
                change = plain[0] if len(plain) == 1 else let(" + ".join(plain))
                if not all(node.grid for node in nodes) or metric.type is not MetricType.NUMBER:
                    change = let(self._rounded(metric.type, change))
                cell = self.cell(target, at)
                simple = len(plain) == 1 and sure and not change[0].isdigit() and not change.startswith("(")
                if simple and one.name:
                    values.text.line(f"{values.slot(one.name, target.axes, at)} = {cell}")
                with values.guard(change if simple else ""):
                    old = let(cell)
                    wanted = let(f"{old} + {change}")
                    new = let(cut(metric, let(raised(metric, wanted))))
                    self._book(zip(entries, plain, strict=True), metric.type, target, at, change)
                    values.text.line(
                        f"if {new} != {wanted}: book(({values.flat(target.axes, at, held)}, {new} - {wanted}))"
                    )
                    self._put(one, at, new)

        self.for_cells(target.axes, one.by_rows, write)
        return one

    def _book(
        self, parts: Iterator[tuple[int, str]], form: MetricType, target: WrittenCells, at: Indices, change: str
    ) -> None:
        """Write a ledger entry for each cause.

        The first entry gets the rounding error of the others. The sum of the entries is then exactly the change.
        """
        (first, _), *others = parts
        rest = [(entry, self.values.text.let(self._rounded(form, term))) for entry, term in others]
        left = change
        if rest:
            left = self.values.text.let(f"{change} - ({' + '.join(term for _, term in rest)})")
        for entry, amount in ((first, left), *rest):
            self.book(entry, target, at, amount)

    @staticmethod
    def _rounded(form: MetricType, text: str) -> str:
        return f"rint({text})" if form is MetricType.WHOLE else f"{text} + {GRID!r} - {GRID!r}"

    # -- moves, arrivals, reports -------------------------------------------------------------------------------------

    def _asked(self, move: CheckedMove) -> RequestedMove:
        """Return a move with its amount, which is computed from the state before the step.

        The amount is 0 at cells where the step does not apply.
        """
        values, book = self.values, self.values.world.book
        simple = move.origin.axes == move.goal.axes == self.over == move.amount.axes
        by_rows = values.rows is not None and simple and move.spread is None
        if by_rows:
            name = values.fill(self.over)
            with values.each_row() as at:
                values.text.line(f"{values.slot(name, self.over, at)} = {values.number(move.amount, at, True)}")
            return RequestedMove(move, name, self.over, "", True)
        spread = self._found(move.spread) if move.spread is not None else ""
        if values.rows is None:
            return RequestedMove(move, self._found(move.amount), move.amount.axes, spread, False)
        ends = move.origin.axes if spread else (*move.origin.axes, *move.goal.axes)
        kept = book.union(move.amount.axes, tuple(a for a in self.over if a in ends))
        if not any(a in self.over for a in kept):
            return RequestedMove(move, self._found(move.amount), move.amount.axes, spread, False)
        name = values.fill(kept)
        with values.each_row() as cell, values.loops(tuple(a for a in kept if a not in self.over), cell) as at:
            amount, slot = values.text.let(values.number(move.amount, at, True)), values.slot(name, kept, at)
            values.text.line(f"if {amount} > {slot}: {slot} = {amount}")  # an amount below 0 counts as 0
        return RequestedMove(move, name, kept, spread, False)

    def _found(self, node: Node) -> str:
        """Write code that stores a value of the state before the step. Return the name of its variable."""
        name = self.values.fill(node.axes)
        with self.values.loops(node.axes) as at:
            self.values.text.line(f"{self.values.slot(name, node.axes, at)} = {self.values.number(node, at)}")
        return name

    def _after(self, target: WrittenCells, node: Node, number: int, arrival: Arrival) -> None:
        """Write a delayed effect into the arrival's array, at the slot of this turn. The slot was emptied when the turn
        opened.
        """
        by_rows = self.in_rows(target)

        def write(at: Indices) -> None:
            amount = self._rounded(target.metric.type, self.values.number(node, at, by_rows))
            with self.values.guard("" if by_rows else self.where(target.axes, at)):
                cell = self.values.waiting(number, arrival, tuple(at[a] for a in target.axes))
                self.values.text.line(f"{cell} = {amount}")

        self.for_cells(target.axes, by_rows, write)

    def _report(self, report: CheckedReport) -> None:
        """Write a sentence for each cell of the report. Its values come from the state before the step."""
        number, by_rows, values = self.places.report(self.checked, report), self.values.rows is not None, self.values
        names = [values.objects.name(name) for name in report.values]

        def write(at: Indices) -> None:
            when = values.value(report.when, at, by_rows) if report.when is not None else ""
            for node in report.values.values():
                if node.has_draw:
                    values.value(node, at, by_rows)  # the die is drawn even if no sentence is reported
            with values.guard(when):
                shown = [f"float({values.value(node, at, by_rows)})" for node in report.values.values()]
                named = ", ".join(f"{name}: {value}" for name, value in zip(names, shown, strict=True))
                values.text.line(f"said(({number}, {values.flat(self.over, at)}, {{{named}}}))")

        self.for_cells(self.over, by_rows, write)
