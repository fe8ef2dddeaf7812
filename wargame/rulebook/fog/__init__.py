"""The formulas of a seat: they read values that the seat sees exactly, estimates, or knows for certain."""
