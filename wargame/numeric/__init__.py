"""Arithmetic that every IEEE machine rounds alike: elementary functions, keyed dice, ordered sums, the grid.

Must not know: rules, games or states.
"""
