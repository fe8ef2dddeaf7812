"""Arithmetic with the same rounding on every IEEE machine: elementary functions, keyed dice, and ordered sums.

The grid is the set of all multiples of 2^-30.

Must not know: rules, games or states.
"""
