"""Limits three products of sizes: the numbers computed in a turn, the numbers recorded in a game, and the orders of a
seat.

A list may be long, and a kind may be large. Only their product is limited. This check runs before any program.

Must not know: how formulas are computed.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Iterator

from wargame.content import Problems
from wargame.model.scenario.scenario import Scenario
from wargame.model.scenario.seat import Length
from wargame.rulebook.checked import CheckedRules, CheckedStep
from wargame.rulebook.ir.axes import Axes
from wargame.rulebook.ir.nodes import ConstNode, DrawNode, Node
from wargame.rulebook.ir.walk import walk
from wargame.rulebook.language.world import World

MOST_COMPUTED = 400_000  # the most numbers in a turn of one game: ten times the largest shipped scenario
MOST_RECORDED = 10_000_000  # the most numbers of a game; each needs 40 to 100 bytes, and a save has at most 2**30
MOST_ORDERS = 40_000  # the program judges all orders every turn, and searches all orders at every typed character


def check_orders(world: World, problems: Problems) -> None:
    """Refuse actions with too many orders for a seat.

    The program judges and searches all orders of a seat while somebody types.
    """
    actions = world.scenario.rules.actions
    for seat in world.scenario.seats:
        own = {
            name: math.prod(world.book.size(target.kind) for target in action.targets) * len(action.levels or (1,))
            for name, action in actions.items()
            if world.scenario.may_order(seat, action)
        }
        if sum(own.values()) > MOST_ORDERS:
            most = max(own, key=own.__getitem__)
            message = (
                f"`{seat}` could choose among {sum(own.values()):,} orders, {own[most]:,} of them `{most}`; "
                f"{MOST_ORDERS:,} is the limit: take fewer levels or targets"
            )
            problems.add(actions[most].place, message)
            return


def check_work(world: World, rules: CheckedRules, estimates: Iterable[Node], problems: Problems) -> None:
    """Refuse rules that need too much memory, in the programs of a turn or in the record of a game."""
    computed = _computed(world, [*rules.nodes(), *estimates])
    if computed > MOST_COMPUTED:
        most, step = max(
            ((_computed(world, step.nodes()), step) for step in rules.steps), key=lambda row: row[0], default=(0, None)
        )
        here = f", {most:,} of them in step `{step.step.id}`" if step else ""
        place = step.step.place if step else world.scenario.place
        message = (
            f"a turn would compute {computed:,} numbers{here}; {MOST_COMPUTED:,} is the limit: "
            "compute less there, or give the kinds fewer entities"
        )
        problems.add(place, message)
        return
    by_step = {step.step.id: sum(_recorded(world, step)) for step in rules.steps}
    a_turn = sum(by_step.values()) + _state(world)
    for length in _too_long(world.scenario, a_turn):
        most_id = max(by_step, key=by_step.__getitem__, default="")
        message = (
            f"a game of {length.turns} turns could record {a_turn * length.turns:,} numbers, most of them dice and "
            f"changes of step `{most_id}`; {MOST_RECORDED:,} is the limit, or {MOST_RECORDED // a_turn:,} turns: "
            "play fewer turns, or roll fewer dice there"
        )
        problems.add(length.place, message)


def _too_long(scenario: Scenario, a_turn: int) -> Iterator[Length]:
    return (length for length in scenario.lengths if a_turn * length.turns > MOST_RECORDED)


def _computed(world: World, nodes: Iterable[Node]) -> int:
    """Return how many numbers all parts of these values have together. Each part counts once."""
    return sum(_cells(world, node.axes) for node in walk(nodes) if not isinstance(node, ConstNode))


def _recorded(world: World, step: CheckedStep) -> Iterator[int]:
    """Return the largest number of dice, changes and sentences that a step writes into a save."""
    yield from (_cells(world, node.axes) for node in walk(step.nodes()) if isinstance(node, DrawNode))
    yield from (_cells(world, row.target.axes) for row in step.sets)
    for add in (*step.adds, *(after.add for after in step.afters)):
        yield len(add.causes) * _cells(world, add.target.axes)
    for move in step.moves:
        yield _cells(world, move.origin.axes) + _cells(world, move.goal.axes)
    for _ in step.reports:
        yield _cells(world, step.over)


def _state(world: World) -> int:
    return sum(_cells(world, world.axes_of(metric)) for metric in world.scenario.rules.metrics.values())


def _cells(world: World, axes: Axes) -> int:
    return math.prod(world.book.shape(axes))
