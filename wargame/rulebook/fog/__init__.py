"""The formulas of a seat.

These formulas read exact values that the seat sees, and the seat's estimates of other values.

Other formulas decide what the seat can know for certain.
"""
