"""Functions that draw values as character cells. Nothing here depends on a screen or changes its arguments.

Each cell has an ink, which is the name of a text style, such as `alarm`.

Must not know: Textual, a match, files.
"""
