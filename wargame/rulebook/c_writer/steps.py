"""Writes a checked step as C: first the values from the state before the step, then sets and adds, then moves.

A set gives a cell (one number of a metric) a new value. An add adds amounts to a cell. A move transfers an amount
between cells. A step applies at a cell if the step's condition holds there.

Must not know: the text of rules, ledgers, or who plays. numpy_writer/steps.py defines the meaning of a step. The two
writers compute the same bits.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence

import attrs

from wargame.model.rules.metric import Metric, MetricType
from wargame.native.layout import ArrayKey
from wargame.native.text import number
from wargame.rulebook.arrivals import Arrival
from wargame.rulebook.c_writer.moves import MoveRequest, move_by_cells, move_in_proportion
from wargame.rulebook.c_writer.step_cells import CStepCells
from wargame.rulebook.c_writer.values import Mask, ValueWriter
from wargame.rulebook.checked import CheckedAdd, CheckedMove, CheckedSet, CheckedStep, WrittenCells
from wargame.rulebook.ir.axes import Axes
from wargame.rulebook.ir.nodes import BY_GAME, Node
from wargame.rulebook.ir.walk import vanishes
from wargame.rulebook.scoped_values import Indices


def limited(metric: Metric, text: str) -> str:
    """Return the C expression that limits a value to the range of a metric."""
    return f"v_min(v_max({text}, K({number(metric.low)})), K({number(metric.high)}))"


@attrs.frozen(eq=False)
class _Written:
    """A target with its cells and the storage of its new values.

    `place`: the position of this storage in the workspace. The position -1 means that new values need no storage.
    """

    target: WrittenCells
    place: int
    by_cells: bool
    everywhere: bool


class StepText(CStepCells):
    """Writes the C code of one step. The object `values` writes the values of formulas into the same function."""

    def __init__(
        self,
        values: ValueWriter,
        step: CheckedStep,
        seated: Callable[[str], str],
        slots: Iterator[tuple[int, Arrival]],
    ) -> None:
        super().__init__(values, step)
        self.seated = seated
        self.slots = slots  # arrivals by number, in the order in which steps write them

    def write(self) -> None:
        """Write the step. A step with conditions becomes a separate block of code."""
        plays = self.checked.step.plays
        if plays:
            with self.values.guard(f"!{self.seated(plays)}"), self.values.keeping_inside():
                self._conditional()
        else:
            self._conditional()
        for place, size in self.taken:
            self.values.room.give(place, size)
        c = self.checked
        targets = [
            *(s.target for s in c.sets), *(a.target for a in c.adds), *(t for m in c.moves for t in (m.origin, m.goal))
        ]  # fmt: skip
        for target in targets:
            self.values.layout.write(ArrayKey("metric", target.metric.name))
        self.values.forget({t.metric.name for t in targets})

    def _conditional(self) -> None:
        values, when = self.values, self.checked.when
        if when is None:
            self._body()
            return
        if when.varies != BY_GAME and not when.axes:
            holds = values.value(when, {})
            with values.guard(f"any({holds})"), values.keeping_inside():
                self._body()
            return
        place = self.wait(self.over)
        some = values.text.let("int", "0")
        with values.loops(self.over) as at:
            holds = values.value(when, at)
            values.text.line(f"S[{place} + {values.flat(self.over, at)}] = of_bits({holds});")
            values.text.line(f"{some} |= any({holds});")
        with values.guard(some), values.masked(Mask(self.over, place)):
            self._body()

    def _body(self) -> None:
        checked = self.checked
        rows: list[CheckedSet | CheckedAdd] = [*checked.sets, *checked.adds]
        alike: dict[tuple[Axes, bool], list[CheckedSet | CheckedAdd]] = {}
        for row in rows:
            alike.setdefault((row.target.axes, self.in_cells(row.target)), []).append(row)
        at_once = self._unread()
        written = [one for group in alike.values() for one in self._waiting(group, at_once)]
        asked = [self._asked(move) for move in checked.moves]
        self._after()
        for one in written:
            self._store(one)
        for move in asked:
            (move_by_cells if move.by_cells else move_in_proportion)(self, move)

    def _unread(self) -> set[str]:
        """Return the metrics that the step can write without temporary storage.

        A single change writes such a metric, and no value of the step reads the metric.
        """
        c = self.checked
        nodes = [*(row.value for row in c.sets), *(node for row in c.adds for _, node in row.causes)]
        nodes += [node for move in c.moves for node in (move.amount, move.spread) if node is not None]
        nodes += [node for after in c.afters for _, node in after.add.causes]
        reads = {name for node in nodes for name in node.reads}
        names = [row.target.metric.name for row in c.sets] + [row.target.metric.name for row in c.adds]
        return {name for name in names if names.count(name) == 1 and name not in reads}

    # -- set and add --------------------------------------------------------------------------------------------------

    def _waiting(self, rows: Sequence[CheckedSet | CheckedAdd], at_once: set[str]) -> list[_Written]:
        """Write code that computes and stores the new values of targets with the same axes.

        The metrics in `at_once` are left out, because their new values need no storage.
        """
        values, axes, by_cells = self.values, rows[0].target.axes, self.in_cells(rows[0].target)
        found = [
            _Written(row.target, place, by_cells, values.mask is None or _quiet(row))
            for row in rows
            for place in (-1 if row.target.metric.name in at_once else self.wait(axes),)
        ]

        def write(at: Indices) -> None:
            for row, one in zip(rows, found, strict=True):
                new = self._set(row, at, by_cells) if isinstance(row, CheckedSet) else self._add(row, at, by_cells)
                if one.place < 0:
                    self._put(one, at, new)
                else:
                    values.text.line(f"S[{one.place} + {values.flat(axes, at)}] = {new};")

        self.for_cells(axes, by_cells, write)
        return [one for one in found if one.place >= 0]

    def _store(self, one: _Written) -> None:
        values, axes = self.values, one.target.axes
        self.for_cells(axes, one.by_cells, lambda at: self._put(one, at, f"S[{one.place} + {values.flat(axes, at)}]"))

    def _put(self, one: _Written, at: Indices, new: str) -> None:
        cell = self.cell(one.target, at)
        if one.by_cells or not one.everywhere:
            new = f"sel({self.where(one.target.axes, at)}, {new}, {cell})"
        self.values.text.line(f"{cell} = {new};")

    def _set(self, row: CheckedSet, at: Indices, by_cells: bool) -> str:
        metric, node = row.target.metric, row.value
        text = self.values.value(node, at, by_cells)
        if metric.type is MetricType.FLAG and not node.truth:
            return f"number(ne({text}, K(0.0)))"
        if node.truth:
            text = f"number({text})"
        if metric.type in (MetricType.FLAG, MetricType.ENUM):
            return text
        text = f"to_grid({text})" if metric.type is MetricType.NUMBER else f"v_rint({text})"
        if node.low < metric.low:
            text = f"v_max({text}, K({number(metric.low)}))"
        if node.high > metric.high:
            text = f"v_min({text}, K({number(metric.high)}))"
        return text

    def _add(self, row: CheckedAdd, at: Indices, by_cells: bool) -> str:
        change = self._sum([node for _, node in row.causes], row.target.metric, at, by_cells)
        return limited(row.target.metric, f"{self.cell(row.target, at)} + {change}")

    def _sum(self, nodes: Sequence[Node], metric: Metric, at: Indices, by_cells: bool) -> str:
        change = ""
        for node in nodes:
            term = self.values.number(node, at, by_cells)
            change = f"({change} + {term})" if change else term
        if not all(node.grid for node in nodes) or metric.type is not MetricType.NUMBER:
            change = f"{'v_rint' if metric.type is MetricType.WHOLE else 'to_grid'}({change})"
        return change

    # -- moves and arrivals -------------------------------------------------------------------------------------------

    def _asked(self, move: CheckedMove) -> MoveRequest:
        """Return a move with its amount, which is computed from the state before the step.

        The amount is 0 at cells where the step does not apply.
        """
        values, book = self.values, self.values.world.book
        spread = None
        if move.spread is not None:
            spread = self._found(move.spread, move.spread.axes)
        simple = move.origin.axes == move.goal.axes == self.over == move.amount.axes
        if values.mask is None:
            return MoveRequest(move, self._found(move.amount, move.amount.axes), move.amount.axes, spread, False)
        if simple and move.spread is None:
            place = self.wait(self.over)
            self.for_cells(self.over, True, lambda at: values.text.line(
                f"S[{place} + {values.flat(self.over, at)}] = {values.number(move.amount, at, True)};"
            ))  # fmt: skip
            return MoveRequest(move, place, self.over, None, True)
        ends = move.origin.axes if spread is not None else (*move.origin.axes, *move.goal.axes)
        kept = book.union(move.amount.axes, tuple(a for a in self.over if a in ends))
        place = self.wait(kept)
        inside = any(a in self.over for a in kept)
        missing = tuple(a for a in self.over if a not in kept)
        with values.loops(kept) as at:
            total = values.text.let("v", "K(0.0)")
            if not inside:
                here = self.where((), at)
                found = values.number(move.amount, at)
                values.text.line(f"{total} = sel({here}, {found}, K(0.0));")
            else:
                first = values.text.let("int", "1") if missing else ""
                with values.loops(missing, at) as cell:
                    here = self.where(self.over, cell)
                    one = values.text.let("v", "K(0.0)")
                    with values.guard(f"any({here})"):
                        values.text.line(f"{one} = sel({here}, {values.number(move.amount, cell, True)}, K(0.0));")
                    if missing:
                        values.text.line(f"if ({first}) {total} = {one}; else {total} = v_max({total}, {one});")
                        values.text.line(f"{first} = 0;")
                    else:
                        values.text.line(f"{total} = {one};")
            values.text.line(f"S[{place} + {values.flat(kept, at)}] = {total};")
        return MoveRequest(move, place, kept, spread, False)

    def _found(self, node: Node, axes: Axes) -> int:
        """Write code that stores a value of the state before the step. Return the position of the value in the
        workspace.
        """
        place = self.wait(axes)
        with self.values.loops(axes) as at:
            found = self.values.number(node, at)
            self.values.text.line(f"S[{place} + {self.values.flat(axes, at)}] = {found};")
        return place

    def _after(self) -> None:
        for after in self.checked.afters:
            for _, node in after.add.causes:
                self._book(after.add.target, node, *next(self.slots))

    def _book(self, target: WrittenCells, node: Node, number: int, arrival: Arrival) -> None:
        """Write a delayed effect into the arrival's array, at the slot of this turn. The slot was emptied when the turn
        opened.
        """
        values, by_cells = self.values, self.in_cells(target)
        rounding = "v_rint" if target.metric.type is MetricType.WHOLE else "to_grid"

        def write(at: Indices) -> None:
            cell = values.waiting(number, arrival, tuple(at[a] for a in target.axes))
            amount = f"{rounding}({values.number(node, at, by_cells)})"
            if values.mask is not None:
                amount = f"sel({self.where(target.axes, at)}, {amount}, {cell})"
            values.text.line(f"{cell} = {amount};")

        values.layout.write(ArrayKey("arrival", str(number)))
        self.for_cells(target.axes, by_cells, write)


def _quiet(row: CheckedSet | CheckedAdd) -> bool:
    """Return whether the change adds 0 at cells where the step does not apply. Such a change needs no condition."""
    return isinstance(row, CheckedAdd) and all(vanishes(node) for _, node in row.causes)
