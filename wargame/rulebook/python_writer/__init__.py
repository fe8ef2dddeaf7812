"""Writes the turn as plain Python for a single game: the program records everything that a ledger needs."""
