"""The formulas of a seat, over values that the seat sees exactly, estimates, or knows for certain."""
