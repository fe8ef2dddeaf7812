"""Saves on disk: how the program writes, reads, continues and verifies saves. Also the clock and the folders of saves.

A save only grows. Each of its lines holds the hash of the previous line.

Must not know: screens.
"""
