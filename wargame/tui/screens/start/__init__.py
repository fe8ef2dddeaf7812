"""Screens before a game: the menu, a new game, saved games, and the briefing."""
