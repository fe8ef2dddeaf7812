"""Writes the turn of a single game as plain Python.

The program records everything that the ledger needs.
"""
