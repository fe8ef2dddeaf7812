"""Arithmetic with the same rounding on every IEEE machine: elementary functions, keyed dice, ordered sums, the grid.

Must not know: rules, games or states.
"""
