"""Saves on disk: appended, chained by hash, locked, sealed, replayed and verified. Also the clock and the folders.

Must not know: screens.
"""
