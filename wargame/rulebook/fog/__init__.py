"""The formulas of a seat: over what it sees exactly, what it only estimates, and what is certain."""
