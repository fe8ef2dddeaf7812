"""Writes C code that computes the numbers behind a bot's choice: wishes, least prices, weights, answers and deals.

A wish is the weight of a target. The C variable `out` is the list of the result arrays of all seats.

Must not know: how a bot chooses, or the purpose of the results.
"""

from __future__ import annotations

import itertools
from collections.abc import Callable, Sequence

import attrs

from wargame.bots.answers import Question
from wargame.bots.bargains import Bargain
from wargame.bots.compiled.deals import write_bargain
from wargame.model.rules.inject import REPLY, WAITING
from wargame.rulebook.c_writer.values import ValueWriter
from wargame.rulebook.ir.axes import Axes
from wargame.rulebook.ir.nodes import ConstNode, Node

LEAST, WISHES, WEIGHTS, ROW, ANSWERS, DEALS = range(6)
RESULTS = 6  # the number of result arrays of each seat

Put = Callable[[int, str, str], None]


@attrs.frozen(eq=False)
class ChoiceNodes:
    """The values that a bot computes for each action.

    `axes`: the axis of the first target, for each action with a target.
    `wishes`: the wish for each first target.
    `least`: the least prices of each action, by currency.

    `rows`: each row has a condition, the weight of each action, and the weight of keeping the remaining points.
    The bot uses the first row whose condition holds.
    """

    axes: tuple[Axes, ...]
    wishes: tuple[Node, ...]
    least: tuple[tuple[tuple[int, Node], ...], ...]  # by action: pairs of a currency's position and a price
    rows: tuple[tuple[Node, ...], ...]
    questions: tuple[Question, ...]
    answer: int  # the position of the action that answers questions
    bargains: tuple[Bargain, ...]


def write_choice(values: ValueWriter, nodes: ChoiceNodes, position: int) -> None:
    """Write C code that fills the six result arrays of a seat.

    The results are least prices, wishes, weights, the number of the doctrine row, answers and deals. A least price is
    the lowest price of an action in a currency. The answers are the weights of the choices of each question.

    The shapes are: least prices [currencies, actions + 1], wishes [targets], weights [actions + 1]. The last of the
    `actions + 1` places does not belong to an action. This place stands for keeping the remaining points.
    Each row of an array has one number for each game. `out` points to the arrays. The code writes the answers only if
    `out` has an address for the array of answers.
    """

    def put(which: int, row: str, text: str) -> None:
        array = f"(double *)out[{position * RESULTS + which}]"
        values.text.line(f"write_games({array} + ({row}) * n + game, {text}, left);")

    width, start = len(nodes.wishes) + 1, 0
    for a, (axes, wish, least) in enumerate(zip(nodes.axes, nodes.wishes, nodes.least, strict=True)):
        with values.loops(axes) as at:
            put(WISHES, f"{start} + {values.flat(axes, at)}", values.number(wish, at))
        start += values.size(axes)
        for currency, price in least:
            put(LEAST, str(currency * width + a), values.number(price, {}))
    _rows(values, nodes, put)
    for question, first in zip(nodes.questions, starts(nodes.questions)[:-1], strict=True):
        waits = values.text.let("m", f"eq({values.cell(REPLY, tuple(map(str, question.cells)))}, K({WAITING}.0))")
        out = f"out[{position * RESULTS + ANSWERS}]"
        with values.guard(f"{out} && any({waits})"), values.keeping_inside():
            for k, node in enumerate(question.weights):
                put(ANSWERS, str(first + k), f"v_max({values.number(node, {})}, K(0.0))")
    for table, bargain in enumerate(nodes.bargains):
        deed, target = write_bargain(values, bargain)
        put(DEALS, str(2 * table), deed)
        put(DEALS, str(2 * table + 1), target)


def _rows(values: ValueWriter, nodes: ChoiceNodes, put: Put) -> None:
    """Write the weights of actions by the first row whose condition holds, and the number of this row."""
    let, line = values.text.let, values.text.line
    row, undecided = let("v", "K(0.0)"), let("m", "B(1)")
    weights = [let("v", "K(0.0)") for _ in range(len(nodes.wishes) + 1)]
    for position, (when, *weighed) in enumerate(nodes.rows):
        holds = let("m", f"{values.value(when, {})} & {undecided}")
        line(f"{undecided} &= ~{holds}; {row} = sel({holds}, K({position}.0), {row});")
        with values.guard(f"any({holds})"), values.keeping_inside():
            for weight, node in zip(weights, weighed, strict=True):
                if not isinstance(node, ConstNode) or node.value > 0.0:
                    line(f"{weight} = sel({holds}, v_max({values.number(node, {})}, K(0.0)), {weight});")
    put(ROW, "0", row)
    for a, weight in enumerate(weights):
        put(WEIGHTS, str(a), weight)


def starts(questions: Sequence[Question]) -> list[int]:
    """Return the first row of the weights of each question, and the row after the last weight."""
    return [0, *itertools.accumulate(len(question.weights) for question in questions)]
