"""Writes moves for one game. A move transfers an amount between cells and keeps their sum.

The source is the cells that pay, and the goal is the cells that receive. The bounds of these metrics limit a move.

Must not know: the text of rules. numpy_writer/moves.py defines the meaning of a move. The two writers compute the same
bits.
"""

from __future__ import annotations

from collections.abc import Callable

import attrs

from wargame.numeric.exact import GRID
from wargame.rulebook.checked import CheckedMove, WrittenCells
from wargame.rulebook.ir.axes import Axes
from wargame.rulebook.python_writer.step_cells import PythonStepCells
from wargame.rulebook.python_writer.values import literal
from wargame.rulebook.scoped_values import Indices

_LEAST_SHARE = literal(2.0**-30)

EndLimit = Callable[[PythonStepCells, WrittenCells, Indices], str]


@attrs.frozen(eq=False)
class RequestedMove:
    """A move, with the variable of its amount and the variable of its weights (empty without weights).

    `axes`: the axes of the amount.
    `by_rows`: whether each cell gives to the same cell of another metric.
    """

    move: CheckedMove
    amount: str
    axes: Axes
    spread: str
    by_rows: bool


def _held(step: PythonStepCells, target: WrittenCells, at: Indices) -> str:
    return f"{step.cell(target, at)} - {literal(target.metric.low)}"


def _room(step: PythonStepCells, target: WrittenCells, at: Indices) -> str:
    return f"{literal(target.metric.high)} - {step.cell(target, at)}"


def _least(step: PythonStepCells, first: str, second: str) -> str:
    """Return a variable that holds the smaller of two expressions."""
    let = step.values.text.let
    one, other = let(first), let(second)
    return let(f"{one} if {one} <= {other} else {other}")


def _entries(step: PythonStepCells, move: CheckedMove) -> tuple[int, int]:
    cause = move.cause or step.step.name or step.step.id
    return step.entry(move.origin, cause), step.entry(move.goal, cause)


def move_by_rows(step: PythonStepCells, asked: RequestedMove) -> None:
    """Write a move from each cell to the same cell of another metric, at the cells where the step applies."""
    values, move = step.values, asked.move
    out, into = _entries(step, move)
    with values.each_row() as at:
        amount = values.text.let(values.slot(asked.amount, step.over, at))
        with values.guard(f"{amount} > 0.0"):
            cut = _least(step, f"below_grid({amount})", _held(step, move.origin, at))
            cut = _least(step, cut, _room(step, move.goal, at))
            values.text.line(f"{step.cell(move.origin, at)} -= {cut}")
            values.text.line(f"{step.cell(move.goal, at)} += {cut}")
            with values.guard(cut):
                values.text.line(f"book(({values.flat(move.origin.axes, at, out)}, -{cut}))")
                values.text.line(f"book(({values.flat(move.goal.axes, at, into)}, {cut}))")


def move_in_proportion(step: PythonStepCells, asked: RequestedMove) -> None:
    """Write the general move.

    The amounts have all axes of the amount, the source and the goal. The source and the goal may limit the amounts.
    Each limit multiplies all amounts that it affects by the same factor.
    """
    values, book, move = step.values, step.values.world.book, asked.move
    origin, goal = move.origin, move.goal
    axes = book.union(asked.axes, origin.axes) if asked.spread else book.union(asked.axes, origin.axes, goal.axes)
    want = values.fill(axes)
    with values.loops(axes) as at:
        amount = values.text.let(values.slot(asked.amount, asked.axes, at))
        values.text.line(f"{values.slot(want, axes, at)} = below_grid({amount}) if {amount} > 0.0 else 0.0")
    _cut(step, want, axes, origin, _held)
    if asked.spread:
        want, into = _spread(step, want, axes, asked)
    else:
        _cut(step, want, axes, goal, _room)
        into = _over(step, want, axes, goal.axes)
    out = _over(step, want, axes, origin.axes)
    for entry, target, given, sign in zip(_entries(step, move), (origin, goal), (out, into), "-+", strict=True):
        with values.loops(target.axes) as at:
            amount = values.text.let(f"{'-' if sign == '-' else ''}{values.slot(given, target.axes, at)}")
            values.text.line(f"{step.cell(target, at)} += {amount}")
            step.book(entry, target, at, amount)


def _over(step: PythonStepCells, given: str, axes: Axes, kept: Axes) -> str:
    """Write the sum over the axes that are not in `kept`.

    Amounts are multiples of 2^-30, so their sum is the same in any order.
    """
    gone = tuple(a for a in axes if a not in kept)
    if not gone:
        return given
    values = step.values
    left = tuple(a for a in axes if a in kept)
    total = values.fill(left)
    with values.loops(left) as outer:
        name = values.text.let("0.0")
        with values.loops(gone, outer) as at:
            values.text.line(f"{name} += {values.slot(given, axes, at)}")
        values.text.line(f"{values.slot(total, left, outer)} = {name}")
    return total


def _cut(step: PythonStepCells, want: str, axes: Axes, end: WrittenCells, limit: EndLimit) -> None:
    """Write code that lowers amounts in proportion, if their sum is more than the source has or the goal can take."""
    values, let = step.values, step.values.text.let
    asked = _over(step, want, axes, end.axes)
    with values.loops(axes) as at:
        cell = values.slot(want, axes, at)
        if asked == want:
            values.text.line(f"{cell} = {_least(step, cell, limit(step, end, at))}")
        else:
            total = let(values.slot(asked, tuple(a for a in axes if a in end.axes), at))
            most = let(f"{total} if {total} >= {_LEAST_SHARE} else {_LEAST_SHARE}")
            share = _least(step, f"({limit(step, end, at)}) / {most}", "1.0")
            values.text.line(f"{cell} = below_grid({cell} * {share})")


def _spread(step: PythonStepCells, want: str, axes: Axes, asked: RequestedMove) -> tuple[str, str]:
    """Write the sum of the amounts, and the division of the sum by the weights.

    Returns two values: the amount that each source pays, and the amount that each goal cell receives.
    """
    values, let, line, goal = step.values, step.values.text.let, step.values.text.line, asked.move.goal
    assert asked.move.spread is not None
    pool = _over(step, want, axes, ())
    weights, reached, parts = (values.fill(goal.axes) for _ in range(3))
    whole, fits = let("0.0"), let("inf")
    with values.loops(goal.axes) as at:
        weight = let(values.slot(asked.spread, asked.move.spread.axes, at))
        weight = let(f"{weight} if {weight} >= 0.0 else 0.0")
        line(f"{whole} += {weight}")
        line(f"{values.slot(weights, goal.axes, at)} = {weight}")
        line(f"{values.slot(reached, goal.axes, at)} = {whole}")
    with values.loops(goal.axes) as at:
        weight = let(values.slot(weights, goal.axes, at))
        with values.guard(f"{weight} > 0.0"):
            most = let(f"({_room(step, goal, at)}) * {whole} / {weight}")
            line(f"if {most} < {fits}: {fits} = {most}")
    fits = let(f"below_grid({fits} if {fits} <= 1e+15 else 1e+15)")
    some = let(f"({pool} if {pool} <= {fits} else {fits}) if {whole} > 0.0 else 0.0")
    share = _least(step, f"{some} / ({pool} if {pool} >= {_LEAST_SHARE} else {_LEAST_SHARE})", "1.0")
    paid = values.fill(axes)
    with values.loops(axes) as at:
        cell = values.slot(want, axes, at)
        line(f"{values.slot(paid, axes, at)} = below_grid({cell} * {share}) if {share} < 1.0 else {cell}")
    pool = _over(step, paid, axes, ())
    most, before = let(f"{whole} if {whole} >= 1e-300 else 1e-300"), let("0.0")
    with values.loops(goal.axes) as at:
        mark = let(f"{pool} * ({values.slot(reached, goal.axes, at)} / {most}) + {GRID!r} - {GRID!r}")
        line(f"{values.slot(parts, goal.axes, at)} = {mark} - {before}")
        line(f"{before} = {mark}")
    return paid, parts
