"""Deals in a match: tables, open offers, the promises of each seat, and the texts about all these."""
