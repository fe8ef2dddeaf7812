"""Pictures made of cells: pure functions from values to text with inks.

Must not know: Textual, a match, files.
"""
