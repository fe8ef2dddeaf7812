"""Deals in a match: the tables, what is pending there, what each seat has promised, and the words for it."""
