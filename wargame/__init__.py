"""A scenario-exercise engine: teams, YAML rules, keyed chance and a ledger for every change."""

__version__ = "0.1.0"
