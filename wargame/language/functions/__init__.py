"""Functions of values, cell by cell.

Each file has one family of functions.
"""
