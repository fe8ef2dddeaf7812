"""A page for people: its blocks, and the forms in which the blocks are written."""
