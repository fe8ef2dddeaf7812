"""Writes the turn as plain Python for a single game, with everything that a ledger needs to know of it."""
