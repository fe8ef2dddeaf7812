"""The orders of all seats in a turn: the drafts of people, and the orders of bots. Bots choose after all commits.

Must not know: how a turn is resolved.
"""

from __future__ import annotations

from collections.abc import Mapping

import attrs

from wargame.adjudicator import State
from wargame.game.deals.tables import Tables
from wargame.game.engine import Engine
from wargame.game.orders.seat_draft import SeatDraft
from wargame.model.match.order import Order
from wargame.model.scenario.seat import HUMAN


@attrs.frozen
class TurnOrders:
    """The orders of all seats, and the reasons of bots. A bot gives one reason for each of its orders."""

    orders: dict[str, tuple[Order, ...]]
    reasons: dict[str, tuple[str, ...]]


def turn_orders(
    engine: Engine, state: State, seats: Mapping[str, str], seat_drafts: Mapping[str, SeatDraft], tables: Tables
) -> TurnOrders:
    """Return the orders of all seats in a state. Bots also see the offers in people's drafts."""
    found, lying = TurnOrders({}, {}), tables.lying()
    for seat, player in seats.items():
        if player == HUMAN:
            found.orders[seat] = seat_drafts[seat].orders
            continue
        chosen = engine.bot(state, seat, player, lying.numbers(seat), lying.terms(seat))
        found.orders[seat] = tuple(order for order, _ in chosen)
        found.reasons[seat] = tuple(reason for _, reason in chosen)
    return found
