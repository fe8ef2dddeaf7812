"""Makes the bot of a seat from the name of the bot.

Must not know: how any bot chooses.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Protocol

import attrs

from wargame.adjudicator import Adjudicator, State
from wargame.adjudicator.orders import Ints
from wargame.bots.choice_buffer import Column
from wargame.bots.names import is_planner
from wargame.bots.planner import Planner
from wargame.bots.policy import Chosen, Policy, join
from wargame.model.match.order import Order
from wargame.model.rules.deal import SIGN, Terms


class Bot(Protocol):
    """A program that plays a seat: a doctrine, `random` or `planner`."""

    seat: str
    adjudicator: Adjudicator

    def choose(self, state: State, terms: Mapping[str, Terms] | None = None) -> tuple[list[Column], Ints]:
        """Return two results for all games: columns (arrays) of orders, and a number for `reason` [games].

        `terms`: by table, the written terms that the other party offers to this seat in all games.
        """

    def reason(self, row: int) -> str:
        """Return the reason for a choice. `row` is a number from `choose`."""


def bot_for(adjudicator: Adjudicator, seat: str, name: str) -> Bot:
    """Return the bot of a seat. Raises UsageError if the seat has no such bot."""
    return Planner(adjudicator, seat, name) if is_planner(name) else Policy(adjudicator, seat, name)


def bot_orders(adjudicator: Adjudicator, state: State, seat: str, name: str) -> tuple[Chosen, ...]:
    """Return the orders that a bot gives in a single game, with its reasons."""
    return orders_of(bot_for(adjudicator, seat, name), state)


def orders_of(bot: Bot, state: State, terms: Mapping[str, Terms] | None = None) -> tuple[Chosen, ...]:
    """Return the orders that an existing bot gives in a single game, with its reasons.

    Reuse the bot for several states. Its programs are then compiled only once.
    """
    columns, row = bot.choose(state, terms)
    table = join(state, {bot.seat: columns})
    reason = bot.reason(int(row[0]))
    orders = (table.order(bot.adjudicator.rulebook, i) for i in range(table.size))
    return tuple(Chosen(_signing(order, terms or {}), reason) for order in orders)


def _signing(order: Order, terms: Mapping[str, Terms]) -> Order:
    """Return an order that signs a deal together with the deal's written terms. Return any other order unchanged."""
    if order.action != SIGN or order.targets[0] not in terms:
        return order
    return attrs.evolve(order, terms=terms[order.targets[0]])
