"""Functions of values, cell by cell. Each family of functions has one file."""
