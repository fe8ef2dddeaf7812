"""Widgets: each shows values that it gets, and posts messages about what people do with it.

Must not know: the app, the match, rules or files.
"""
