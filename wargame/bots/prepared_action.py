"""The formulas of one action for a bot: the conditions, the wish for each target, the price and the level.

Must not know: how a bot chooses among actions.
"""

from __future__ import annotations

from collections.abc import Mapping

import attrs

from wargame.bots.reach import at_some_level
from wargame.language import signs
from wargame.language.functions.extremes import GREATEST_OF
from wargame.language.reductions.extremes import LEAST
from wargame.rulebook import Rulebook
from wargame.rulebook.checked import CheckedAction
from wargame.rulebook.ir.axes import Axes, role_axis
from wargame.rulebook.ir.graph import Graph
from wargame.rulebook.ir.nodes import ConstNode, Node
from wargame.rulebook.numpy_writer.program import RowsProgram


@attrs.frozen(eq=False)
class PreparedAction:
    """One action of one seat. Every node reads only what the seat sees.

    `wish`: the weight of each first target at which the order is legal at some level. An action without a target has
    one weight for the whole game. An action with two targets also has one weight for each first target (the origin).
    `least`: the least possible price of the action, by currency.
    """

    number: int
    checked: CheckedAction
    axes: Axes
    sizes: tuple[int, ...]
    wish: Node
    least: Mapping[str, Node]
    at_order: RowsProgram  # computes the conditions, then the prices, for orders with given targets and levels
    goal: RowsProgram | None  # computes the weight of the second target, for given pairs of targets
    level: RowsProgram | None  # computes the level that the bot wants, for given targets
    conditions: int
    currencies: tuple[str, ...]
    price: Mapping[str, tuple[float, ...]] | None  # price by currency and level, if only the level decides the price
    settled: bool  # whether an order that is legal at the lowest level is legal at every level
    fixed_level: float | None  # the wanted level, if it never changes


def prepare_action(
    rulebook: Rulebook,
    seat: str,
    number: int,
    checked: CheckedAction,
    targets: Mapping[str, Node],
    level: Node | None,
) -> PreparedAction:
    """Return an action of a seat, prepared for a bot.

    `targets`, `level`: the formulas of the doctrine, if the doctrine has any.
    """
    graph, action = rulebook.graph, checked.action
    possibility = rulebook.possibility(seat, checked.giver_axis)
    axes = tuple(role_axis(t) for t in action.targets)
    sizes = rulebook.world.book.shape(axes)
    giver, place = checked.giver_axis, rulebook.world.place_of(seat)

    def own(node: Node) -> Node:
        return graph.pick(node, giver, place) if giver and giver not in axes else node

    possible = [own(possibility.possible(r)) for r in checked.requires]
    costs = {currency: own(node) for currency, node in checked.cost.items()}
    lowest = action.levels[0]
    wish = targets.get(action.targets[0].role, graph.number(1.0)) if action.targets else graph.number(1.0)
    wish = graph.op(GREATEST_OF, wish, graph.number(0.0))
    for condition in at_some_level(graph, possible, action.levels) if len(axes) < 2 else ():
        wish = graph.op(signs.WHERE, condition, wish, graph.number(0.0))
    least = {currency: graph.at_level(node, lowest) for currency, node in costs.items()}
    for currency, node in least.items():
        for axis in node.axes:
            node = graph.reduce(node, axis, LEAST)
        least[currency] = node
    name = f"{seat}_{number}"
    goal = targets.get(action.targets[1].role) if len(axes) > 1 else None
    return PreparedAction(
        number=number,
        checked=checked,
        axes=axes,
        sizes=sizes,
        wish=wish,
        least=least,
        at_order=rulebook.writer.rows(f"order_{name}", axes, [*possible, *costs.values()]),
        goal=rulebook.writer.rows(f"goal_{name}", axes, [goal]) if goal is not None else None,
        level=rulebook.writer.rows(f"level_{name}", axes, [level]) if level is not None else None,
        conditions=len(possible),
        currencies=tuple(costs),
        price=_price_list(graph, costs, action.levels),
        fixed_level=_fixed_level(level, action.levels),
        settled=len(axes) < 2 and all(graph.at_level(node, lowest) is node for node in possible),
    )


def _price_list(
    graph: Graph, costs: Mapping[str, Node], levels: tuple[float, ...]
) -> Mapping[str, tuple[float, ...]] | None:
    """Return the prices by level. Return None if a price depends on more than the level."""
    found = {}
    for currency, node in costs.items():
        prices = [graph.at_level(node, level) for level in levels]
        plain = tuple(float(p.value) for p in prices if isinstance(p, ConstNode) and p.is_number)
        if len(plain) < len(levels):
            return None
        found[currency] = plain
    return found


def _fixed_level(wanted: Node | None, levels: tuple[float, ...]) -> float | None:
    if wanted is None or len(levels) == 1:
        return levels[0]
    return float(wanted.value) if isinstance(wanted, ConstNode) and wanted.is_number else None
