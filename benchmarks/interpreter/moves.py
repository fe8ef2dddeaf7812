"""Writes conserving transfers as instructions: cut to what the source holds above its floor and what the goal can take.

Must not know: the text of rules. What a move means is said in numpy_writer/moves.py; both give the same bits.
"""

from __future__ import annotations

import attrs
import numpy as np

from benchmarks.interpreter.code import View
from benchmarks.interpreter.step_cells import StepCells
from wargame.rulebook.checked import CheckedMove, WrittenCells
from wargame.rulebook.ir.axes import Axes

LEAST_SHARE = 2.0**-30


@attrs.frozen(eq=False)
class Asked:
    """What a move asks for: its amount with its axes, and its weights."""

    move: CheckedMove
    amount: View
    axes: Axes
    spread: View | None
    by_cells: bool


def asked(step: StepCells, move: CheckedMove) -> Asked:
    """Compute a move's amount from the state as it was found; 0 where the step does not apply."""
    values, code, book = step.values, step.code, step.values.world.book
    spread = step.as_found(move.spread) if move.spread is not None else None
    simple = move.origin.axes == move.goal.axes == step.over == move.amount.axes
    if values.mask is None:
        return Asked(move, step.as_found(move.amount), move.amount.axes, spread, False)
    if simple and move.spread is None:
        return Asked(move, step.as_found(move.amount, True), step.over, None, True)
    ends = move.origin.axes if spread is not None else (*move.origin.axes, *move.goal.axes)
    kept = book.union(move.amount.axes, tuple(a for a in step.over if a in ends))
    nothing = code.constant(0.0)
    if not any(a in step.over for a in kept):
        found = values.lined_up(values.number(move.amount), move.amount.axes, kept)
        return Asked(
            move, code.op("op_where", [step.where(()), found, nothing], found.cells.shape), kept, spread, False
        )
    axes = book.union(step.over, kept)
    found = values.lined_up(values.number(move.amount, True), move.amount.axes, axes)
    amount = code.op("op_where", [step.where(axes), found, nothing], values.shape(axes))
    return Asked(move, values.reduced("most", amount, axes, kept), kept, spread, False)


def write_move(step: StepCells, move: Asked) -> None:
    """Write a move whose amount was computed."""
    (_by_cells if move.by_cells else _in_proportion)(step, move)


def _held(step: StepCells, target: WrittenCells) -> View:
    cell = step.cell(target)
    return step.code.op("op_sub", [cell, step.code.constant(target.metric.low)], cell.cells.shape)


def _room(step: StepCells, target: WrittenCells) -> View:
    cell = step.cell(target)
    return step.code.op("op_sub", [step.code.constant(target.metric.high), cell], cell.cells.shape)


def _not_negative(step: StepCells, view: View) -> View:
    shape = view.cells.shape
    return step.code.op("below_grid", [step.code.op("op_max", [view, step.code.constant(0.0)], shape)], shape)


def _by_cells(step: StepCells, move: Asked) -> None:
    code, shape = step.code, step.values.shape(step.over)
    origin, goal = move.move.origin, move.move.goal
    cut = code.op("op_min", [_not_negative(step, move.amount), _held(step, origin)], shape)
    cut = code.op("op_min", [cut, _room(step, goal)], shape)
    for target, name in ((origin, "op_sub"), (goal, "op_add")):
        cell = step.cell(target)
        step.store(target, code.op(name, [cell, cut], shape))


def _in_proportion(step: StepCells, move: Asked) -> None:
    """The general form: amounts over all axes of amount, source and goal, cut in proportion at both ends."""
    values, book, spread = step.values, step.values.world.book, move.spread
    origin, goal = move.move.origin, move.move.goal
    axes = book.union(move.axes, origin.axes) if spread is not None else book.union(move.axes, origin.axes, goal.axes)
    want = _not_negative(step, values.lined_up(move.amount, move.axes, axes))
    want = _cut(step, want, axes, origin, _held(step, origin))
    if spread is not None:
        _spread(step, want, axes, move, spread)
        return
    want = _cut(step, want, axes, goal, _room(step, goal))
    out, into = values.reduced("total", want, axes, origin.axes), values.reduced("total", want, axes, goal.axes)
    _put(step, step.cell(origin), "op_sub", out)
    _put(step, step.cell(goal), "op_add", into)


def _put(step: StepCells, cell: View, name: str, change: View) -> None:
    step.code.into(name, cell, [cell, change])


def _cut(step: StepCells, want: View, axes: Axes, end: WrittenCells, limit: View) -> View:
    """Cut amounts in proportion where together they exceed what one end holds or takes."""
    values, code, shape = step.values, step.code, want.cells.shape
    total = values.reduced("total", want, axes, end.axes)
    kept = tuple(a for a in axes if a in end.axes)
    if total is want:
        return code.op("op_min", [want, values.lined_up(limit, end.axes, axes)], shape)
    total = code.op("op_max", [total, code.constant(LEAST_SHARE)], total.cells.shape)
    share = code.op("op_div", [values.lined_up(limit, end.axes, kept), total], values.shape(kept))
    share = code.op("op_min", [share, code.constant(1.0)], values.shape(kept))
    scaled = code.op("op_mul", [want, values.lined_up(share, kept, axes)], shape)
    return code.op("below_grid", [scaled], shape)


def _spread(step: StepCells, want: View, axes: Axes, move: Asked, weights: View) -> None:
    """Pool the amounts of each game and hand them out by weight."""
    values, code, constant = step.values, step.code, step.code.constant
    origin, goal, node = move.move.origin, move.move.goal, move.move.spread
    assert node is not None
    size = (int(np.prod(values.shape(goal.axes), dtype=np.int64)),)
    pool = values.reduced("total", want, axes, ())
    lined = values.lined_up(weights, node.axes, goal.axes)
    weight = code.op("op_max", [lined, constant(0.0)], lined.cells.shape).row
    upto = [weight.cells[: i + 1].tolist() for i in range(*size)]
    reached = values.gathered("total", weight.register, upto, size)
    whole = View(reached.register, reached.cells[-1])
    some = code.op("op_gt", [weight, constant(0.0)], size)
    bound = code.op("op_mul", [_room(step, goal).row, whole], size)
    bound = code.op("op_div", [bound, code.op("op_where", [some, weight, constant(1.0)], size)], size)
    most = code.op("op_where", [some, bound, constant(np.inf)], size)
    fits = values.gathered("least", most.register, [most.cells.tolist()], ())
    fits = code.op("below_grid", [code.op("op_min", [fits, constant(1e15)], ())], ())
    given = code.op("op_min", [pool, fits], ())
    given = code.op("op_where", [code.op("op_gt", [whole, constant(0.0)], ()), given, constant(0.0)], ())
    share = code.op("op_div", [given, code.op("op_max", [pool, constant(LEAST_SHARE)], ())], ())
    share = code.op("op_min", [share, constant(1.0)], ())
    shape = want.cells.shape
    scaled = code.op("below_grid", [code.op("op_mul", [want, share], shape)], shape)
    want = code.op("op_where", [code.op("op_lt", [share, constant(1.0)], ()), scaled, want], shape)
    pool = values.reduced("total", want, axes, ())
    out = values.reduced("total", want, axes, origin.axes)
    part = code.op("op_div", [reached, code.op("op_max", [whole, constant(1e-300)], ())], size)
    marks = code.op("to_grid", [code.op("op_mul", [pool, part], size)], size)
    _put(step, step.cell(origin), "op_sub", out)
    cell, before = step.cell(goal).row, View(marks.register, marks.cells[:-1])
    first, rest = View(marks.register, marks.cells[:1]), View(marks.register, marks.cells[1:])
    _put(step, View(cell.register, cell.cells[:1]), "op_add", code.op("op_sub", [first, constant(0.0)], (1,)))
    if rest.cells.size:
        parts = code.op("op_sub", [rest, before], rest.cells.shape)
        _put(step, View(cell.register, cell.cells[1:]), "op_add", parts)
