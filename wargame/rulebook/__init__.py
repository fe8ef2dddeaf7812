"""The rule language: formulas are parsed, checked, joined into a graph, and written as programs.

A graph is a set of values. Each value is computed from other values, and equal values exist only once. A program
computes all games of a batch.

Must not know: games, seats' orders, files or screens.
"""

from wargame.rulebook.rulebook import MetricLayout, Rulebook, compile_scenario

__all__ = ["MetricLayout", "Rulebook", "compile_scenario"]
