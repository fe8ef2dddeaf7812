"""The game in a full-screen terminal: an app, its screens and widgets.

Must not know: rules. It uses a match and the store only.
"""
