"""Saves on disk: appended, chained by hash, locked, sealed, replayed and verified; and the clock and folders they need.

Must not know: screens.
"""
