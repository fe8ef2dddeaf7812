"""Tidy tables for statistics: tables of a saved game, of one seat's part of a game, and of the results of a batch."""
