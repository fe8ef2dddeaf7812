"""Writes moves as C. A move transfers an amount between cells and keeps their sum.

The source is the cells that pay, and the goal is the cells that receive. The bounds of these metrics limit a move.

Must not know: the text of rules. numpy_writer/moves.py defines the meaning of a move. The two writers compute the same
bits.
"""

from __future__ import annotations

import attrs

from wargame.native.text import number
from wargame.rulebook.c_writer.step_cells import CStepCells
from wargame.rulebook.checked import CheckedMove, WrittenCells
from wargame.rulebook.ir.axes import Axes
from wargame.rulebook.scoped_values import Indices

_LEAST_SHARE = "K(0x1p-30)"


@attrs.frozen(eq=False)
class MoveRequest:
    """A move, with two positions in the workspace (the array of all values of a block): its amounts and its weights.

    `axes`: the axes of the amount.
    `by_cells`: whether each cell gives to the same cell of another metric.
    """

    move: CheckedMove
    place: int
    axes: Axes
    spread: int | None
    by_cells: bool


def _held(step: CStepCells, target: WrittenCells, at: Indices) -> str:
    return f"({step.cell(target, at)} - K({number(target.metric.low)}))"


def _room(step: CStepCells, target: WrittenCells, at: Indices) -> str:
    return f"(K({number(target.metric.high)}) - {step.cell(target, at)})"


def move_by_cells(step: CStepCells, asked: MoveRequest) -> None:
    """Write a move from each cell to the same cell of another metric, at the cells where the step applies."""
    values, move = step.values, asked.move

    def write(at: Indices) -> None:
        here = step.where(step.over, at)
        amount = f"S[{asked.place} + {values.flat(step.over, at)}]"
        cut = values.text.let(
            "v",
            f"v_min(v_min(below_grid(v_max({amount}, K(0.0))), {_held(step, move.origin, at)}), "
            f"{_room(step, move.goal, at)})",
        )
        for target, sign in ((move.origin, "-"), (move.goal, "+")):
            cell = step.cell(target, at)
            values.text.line(f"{cell} = sel({here}, {cell} {sign} {cut}, {cell});")

    step.for_cells(step.over, True, write)


def move_in_proportion(step: CStepCells, asked: MoveRequest) -> None:
    """Write the general move.

    The amounts have all axes of the amount, the source and the goal. The source and the goal may limit the amounts.
    Each limit multiplies all amounts that it affects by the same factor.
    """
    values, book, move = step.values, step.values.world.book, asked.move
    origin, goal, spread = move.origin, move.goal, asked.spread
    axes = book.union(asked.axes, origin.axes) if spread is not None else book.union(
        asked.axes, origin.axes, goal.axes
    )  # fmt: skip
    want = step.wait(axes)
    with values.loops(axes) as at:
        amount = f"S[{asked.place} + {values.flat(asked.axes, at)}]"
        values.text.line(f"S[{want} + {values.flat(axes, at)}] = below_grid(v_max({amount}, K(0.0)));")
    _cut(step, want, axes, origin, _held)
    if spread is not None:
        _spread(step, want, axes, asked)
        return
    _cut(step, want, axes, goal, _room)
    out, into = _over(step, want, axes, origin.axes), _over(step, want, axes, goal.axes)
    for target, place, sign in ((origin, out, "-"), (goal, into, "+")):
        with values.loops(target.axes) as at:
            cell = step.cell(target, at)
            values.text.line(f"{cell} = {cell} {sign} S[{place} + {values.flat(target.axes, at)}];")


def _over(step: CStepCells, place: int, axes: Axes, kept: Axes) -> int:
    """Write the sum over the axes that are not in `kept`.

    Amounts are multiples of 2^-30, so their sum is the same in any order.
    """
    gone = tuple(a for a in axes if a not in kept)
    if not gone:
        return place
    values = step.values
    left = tuple(a for a in axes if a in kept)
    total = step.wait(left)
    with values.loops(left) as outer:
        name = values.text.let("v", "K(0.0)")
        with values.loops(gone, outer) as at:
            values.text.line(f"{name} += S[{place} + {values.flat(axes, at)}];")
        values.text.line(f"S[{total} + {values.flat(left, outer)}] = {name};")
    return total


def _cut(step: CStepCells, want: int, axes: Axes, end: WrittenCells, limit: object) -> None:
    """Write code that lowers amounts in proportion, if their sum is more than the source has or the goal can take."""
    values = step.values
    bound = _held if limit is _held else _room
    asked = _over(step, want, axes, end.axes)
    with values.loops(axes) as at:
        cell = f"S[{want} + {values.flat(axes, at)}]"
        if asked == want:
            values.text.line(f"{cell} = v_min({cell}, {bound(step, end, at)});")
        else:
            total = f"S[{asked} + {values.flat(tuple(a for a in axes if a in end.axes), at)}]"
            share = f"v_min({bound(step, end, at)} / v_max({total}, {_LEAST_SHARE}), K(1.0))"
            values.text.line(f"{cell} = below_grid({cell} * {share});")


def _spread(step: CStepCells, want: int, axes: Axes, asked: MoveRequest) -> None:
    """Write the sum of all amounts of a game, and the division of the sum by the weights."""
    values, move, let = step.values, asked.move, step.values.text.let
    goal, weights = move.goal, move.spread
    assert weights is not None and asked.spread is not None
    pool = _over(step, want, axes, ())
    reached = step.wait(goal.axes)
    whole, fits = let("v", "K(0.0)"), let("v", "K(__builtin_inf())")
    with values.loops(goal.axes) as at:
        weight = _weight(step, asked, at)
        values.text.line(f"{whole} += {weight};")
        values.text.line(f"S[{reached} + {values.flat(goal.axes, at)}] = {whole};")
    with values.loops(goal.axes) as at:
        weight = _weight(step, asked, at)
        bound = f"{_room(step, goal, at)} * {whole} / sel(gt({weight}, K(0.0)), {weight}, K(1.0))"
        values.text.line(f"{fits} = v_min({fits}, sel(gt({weight}, K(0.0)), {bound}, K(__builtin_inf())));")
    some = let("v", f"sel(gt({whole}, K(0.0)), v_min(S[{pool}], below_grid(v_min({fits}, K(1e15)))), K(0.0))")
    share = let("v", f"v_min({some} / v_max(S[{pool}], {_LEAST_SHARE}), K(1.0))")
    with values.loops(axes) as at:
        cell = f"S[{want} + {values.flat(axes, at)}]"
        values.text.line(f"{cell} = sel(lt({share}, K(1.0)), below_grid({cell} * {share}), {cell});")
    pool = _over(step, want, axes, ())
    out = _over(step, want, axes, move.origin.axes)
    before = let("v", "K(0.0)")
    parts = step.wait(goal.axes)
    with values.loops(goal.axes) as at:
        place = values.flat(goal.axes, at)
        mark = let("v", f"to_grid(S[{pool}] * (S[{reached} + {place}] / v_max({whole}, K(1e-300))))")
        values.text.line(f"S[{parts} + {place}] = {mark} - {before}; {before} = {mark};")
    for target, place_of, sign in ((move.origin, out, "-"), (goal, parts, "+")):
        with values.loops(target.axes) as at:
            cell = step.cell(target, at)
            values.text.line(f"{cell} = {cell} {sign} S[{place_of} + {values.flat(target.axes, at)}];")


def _weight(step: CStepCells, asked: MoveRequest, at: Indices) -> str:
    assert asked.move.spread is not None
    place = f"S[{asked.spread} + {step.values.flat(asked.move.spread.axes, at)}]"
    return step.values.text.let("v", f"v_max({place}, K(0.0))")
