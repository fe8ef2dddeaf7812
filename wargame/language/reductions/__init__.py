"""Reductions: one value from the values of many entities.

The entities are all entities of a kind, or those to which a relation leads.
"""
