"""Settling by compiled code: prices, payments, and the orders that are carried out.

Must not know: bots, or games over several turns.
"""
