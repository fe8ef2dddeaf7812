"""Bots by compiled code: the wishes and weights of a seat, its deal orders, and the choice of its orders.

Must not know: doctrines' texts, or the effects of orders.
"""
