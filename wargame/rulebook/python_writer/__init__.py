"""Writes the turn of a single game as plain Python, with everything that a ledger needs to know of the turn."""
