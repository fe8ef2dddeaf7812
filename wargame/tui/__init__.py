"""The game in a full-screen terminal: an app, its screens and widgets, built with the library Textual.

Must not know: rules. This package uses only a match and the store.
"""
