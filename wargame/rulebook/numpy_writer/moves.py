"""Writes moves for numpy.

A move transfers an amount between cells and keeps their sum. The source is the cells that pay, and the goal is the
cells that receive. The bounds of these metrics limit a move.

Must not know: the text of rules.
"""

from __future__ import annotations

import attrs

from wargame.rulebook.checked import CheckedMove, WrittenCells
from wargame.rulebook.ir.axes import Axes
from wargame.rulebook.numpy_writer.step_cells import StepCells
from wargame.rulebook.numpy_writer.values import lined_up


@attrs.frozen
class Amount:
    """A move, with the variable of its amount (`text`) and the variable of its weights (`spread`).

    `axes`: the axes of the amount.
    """

    move: CheckedMove
    text: str
    axes: Axes
    spread: str


def write_move(writer: StepCells, amount: Amount) -> None:
    """Write a move. The program has already computed its amount and its weights."""
    move = amount.move
    simple = move.origin.axes == move.goal.axes == writer.over == move.amount.axes
    if writer.rows is not None and not amount.spread and simple:
        _by_rows(writer, move, amount.text)
    else:
        _dense(writer, amount)


def _by_rows(writer: StepCells, move: CheckedMove, amount: str) -> None:
    code = writer.code
    held, room = writer.old(move.origin), writer.old(move.goal)
    low, high = move.origin.metric.low, move.goal.metric.high
    cut = code.let(f"np.minimum(np.minimum(below(np.maximum({amount}, 0.0)), {held} - {low!r}), {high!r} - {room})")
    writer.store(move.origin, code.let(f"{held} - {cut}"))
    writer.store(move.goal, code.let(f"{writer.old(move.goal)} + {cut}"))


def _dense(writer: StepCells, amount: Amount) -> None:
    """Write the general move.

    The amounts have all axes of the amount, the source and the goal. The source and the goal may limit the amounts.
    Each limit multiplies all amounts that it affects by the same factor.
    """
    code, book, move, spread = writer.code, writer.book, amount.move, amount.spread
    origin, goal = move.origin, move.goal
    axes = book.union(amount.axes, origin.axes) if spread else book.union(amount.axes, origin.axes, goal.axes)
    shape = "".join(f"{book.size(a)}, " for a in axes)
    lined = lined_up(amount.text, amount.axes, axes)
    want = code.let(f"below(np.maximum(np.broadcast_to({lined}, ({shape}N)), 0.0))")
    held = code.let(f"{writer.view(origin)} - {origin.metric.low!r}")
    want = _cut(writer, want, axes, held, origin.axes)
    if spread:
        given = _spread(writer, want, axes, goal, spread, move)
        want = given[1]
        _take(writer, origin, want, axes, -1)
        _put(writer, goal, given[0])
        return
    room = code.let(f"{goal.metric.high!r} - {writer.view(goal)}")
    want = _cut(writer, want, axes, room, goal.axes)
    out, into = _over(writer, want, axes, origin.axes), _over(writer, want, axes, goal.axes)
    _put(writer, origin, code.let(f"-{out}"))
    _put(writer, goal, into)


def _over(writer: StepCells, text: str, axes: Axes, kept: Axes) -> str:
    """Return the sum over the axes that are not in `kept`.

    Amounts are multiples of 2^-30, so their sum is the same in any order.
    """
    gone = tuple(i for i, a in enumerate(axes) if a not in kept)
    return writer.code.let(f"np.add.reduce({text}, axis={gone})") if gone else text


def _cut(writer: StepCells, want: str, axes: Axes, room: str, room_axes: Axes) -> str:
    """Write code that lowers amounts in proportion, if their sum is more than the source has or the goal can take."""
    asked = _over(writer, want, axes, room_axes)
    if asked == want:
        return writer.code.let(f"np.minimum({want}, {room})")
    share = writer.code.let(f"np.minimum({room} / np.maximum({asked}, 2.0**-30), 1.0)")
    scaled = lined_up(share, room_axes, axes)
    return writer.code.let(f"below({want} * {scaled})")


def _put(writer: StepCells, target: WrittenCells, change: str) -> None:
    view = writer.view(target)
    writer.code.line(f"{view}[...] = {view} + {change}")


def _take(writer: StepCells, origin: WrittenCells, want: str, axes: Axes, sign: int) -> None:
    out = _over(writer, want, axes, origin.axes)
    _put(writer, origin, writer.code.let(f"-{out}"))


def _spread(
    writer: StepCells, want: str, axes: Axes, goal: WrittenCells, spread: str, move: CheckedMove
) -> tuple[str, str]:
    """Write the sum of all amounts of a game, and the division of the sum by the weights.

    Returns two variables: the amount that each goal cell receives, and the amount that each source pays.
    """
    code = writer.code
    assert move.spread is not None
    pool = _over(writer, want, axes, ())
    lined = lined_up(spread, move.spread.axes, goal.axes)
    shape = "".join(f"{writer.book.size(a)}, " for a in goal.axes)
    weights = code.let(f"np.maximum(np.broadcast_to({lined}, ({shape}N)), 0.0).reshape(-1, N)")
    reached = code.let(f"np.add.accumulate({weights}, axis=0)")
    whole = code.let(f"{reached}[-1]")
    room = code.let(f"({goal.metric.high!r} - {writer.view(goal)}).reshape(-1, N)")
    most = code.let(f"np.where({weights} > 0.0, {room} * {whole} / np.where({weights} > 0.0, {weights}, 1.0), np.inf)")
    fits = code.let(f"np.minimum.reduce({most}, axis=0)")
    some = code.let(f"np.where({whole} > 0.0, np.minimum({pool}, below(np.minimum({fits}, 1e15))), 0.0)")
    share = code.let(f"np.minimum({some} / np.maximum({pool}, 2.0**-30), 1.0)")
    want = code.let(f"np.where({share} < 1.0, below({want} * {share}), {want})")
    pool = _over(writer, want, axes, ())
    marks = code.let(f"grid({pool} * ({reached} / np.maximum({whole}, 1e-300)))")
    parts = code.let(f"np.diff({marks}, axis=0, prepend=0.0)")
    return code.let(f"{parts}.reshape({shape}N)" if goal.axes else f"{parts}.reshape(N)"), want
