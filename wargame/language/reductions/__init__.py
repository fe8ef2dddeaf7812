"""Reductions: one value from the values of many entities.

The entities are all entities of a kind, or all entities to which a relation leads.
"""
