"""Functions of values, cell by cell: a file a family."""
