"""Reductions: one value from the values of all entities of a kind, or of those that a relation leads to."""
