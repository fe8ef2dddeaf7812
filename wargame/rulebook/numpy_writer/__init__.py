"""Writes checked rules as numpy programs over all games at once."""
