"""Saves on disk: how they are written, read, continued and verified. Also the clock and the folders.

A save only grows. Each of its lines holds the hash of the previous line.

Must not know: screens.
"""
