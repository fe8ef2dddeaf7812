"""Bots: seats that a program plays, from the same view and with the same orders as a team.

Must not know: matches, drafts or screens.
"""

from wargame.bots.names import bots_of
from wargame.bots.policy import Chosen, Policy, bot_orders, policy_orders

__all__ = ["Chosen", "Policy", "bot_orders", "bots_of", "policy_orders"]
