"""Bots: programs that play seats. A bot has the same view and the same orders as a team.

Must not know: matches, drafts or screens.
"""

from wargame.bots.names import bots_of, has_bot
from wargame.bots.policy import Chosen, Policy
from wargame.bots.seating import Bot, bot_for, bot_orders, orders_of

__all__ = ["Bot", "Chosen", "Policy", "bot_for", "bot_orders", "bots_of", "has_bot", "orders_of"]
