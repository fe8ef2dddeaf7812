"""Pieces of text in content files: formulas, names in braces, and characters that no screen shows."""
