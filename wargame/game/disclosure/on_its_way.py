"""The effects of earlier orders that have not arrived yet.

Must not know: amounts. A seat learns the amounts when the effects arrive.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence

from wargame.game.disclosure.dependencies import RuleReader
from wargame.model.match.outcome import SettledOrder
from wargame.model.scenario.scenario import Scenario
from wargame.model.telling.view import OnItsWay


def on_its_way(
    scenario: Scenario,
    reader: RuleReader,
    orders: Mapping[int, Sequence[SettledOrder]],
    booked: Collection[tuple[int, str, str]],
) -> tuple[OnItsWay, ...]:
    """Return the effects of earlier orders that have not arrived yet. The earliest arrival comes first.

    `orders`: turn -> the orders of the seat.
    `booked`: the delayed effects that will arrive in later turns, each as (turn, step, cause).
    """
    steps = [step for step in scenario.rules.steps.values() if any(write.after for write in reader.writes(step))]
    found = {
        OnItsWay(turn + write.after, write.cause, settled.order.text, turn): None
        for turn, given in orders.items()
        for settled in given
        if not settled.lapsed
        for step in steps
        if settled.order.action in reader.named_actions(step)
        for write in reader.writes(step)
        if write.after and (turn + write.after, step.id, write.cause) in booked
    }
    return tuple(sorted(found, key=lambda one: (one.turn, one.ordered)))
