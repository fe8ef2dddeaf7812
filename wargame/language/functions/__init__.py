"""Functions of values, cell by cell: each family of functions has one file."""
