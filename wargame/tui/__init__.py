"""The game in a full-screen terminal: an app, its screens and widgets.

Must not know: rules; it talks to a match and to the store only.
"""
