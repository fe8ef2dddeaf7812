"""Bots by compiled code: what a seat weighs up, what it does at tables, which orders it chooses.

Must not know: doctrines' texts, or what becomes of orders.
"""
