"""Bots by compiled code: wishes and weights of a seat, deal orders, and the choice of orders.

Must not know: doctrines' texts, or the effects of orders.
"""
