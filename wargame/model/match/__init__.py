"""A match: orders, events, outcomes of turns, records of deals, and the end of a game."""
