"""Widgets: each widget shows the values that it gets, and posts messages about the actions of people.

Must not know: the app, the match, rules or files.
"""
