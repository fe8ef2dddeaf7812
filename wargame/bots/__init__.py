"""Bots: seats that a program plays, from the same view and with the same orders as a team.

Must not know: matches, drafts or screens.
"""

from wargame.bots.policy import BOTS, Chosen, Policy, bot_orders, policy_orders

__all__ = ["BOTS", "Chosen", "Policy", "bot_orders", "policy_orders"]
