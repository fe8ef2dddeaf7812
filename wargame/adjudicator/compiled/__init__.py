"""Settles orders by compiled code: prices, payments, and the effort of orders.

Must not know: bots, or games over several turns.
"""
