"""Screens of a team that plays its turn: the turn, and the lists that the team opens over the map."""
