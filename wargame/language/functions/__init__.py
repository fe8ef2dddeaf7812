"""Functions of values, cell by cell.

Each file has a few similar functions.
"""
