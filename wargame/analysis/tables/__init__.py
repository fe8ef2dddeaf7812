"""Tidy tables for statistics: the tables of a saved game, of one seat's part of it, and of the results of a batch."""
