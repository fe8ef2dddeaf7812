"""Deals in a match: the tables, pending offers, the commitments of each seat, and the wording of all these."""
