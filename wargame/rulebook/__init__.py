"""The rule language: formulas are parsed, checked, joined into a graph, and written as programs.

A program computes all games of a batch.

Must not know: games, seats' orders, files or screens.
"""

from wargame.rulebook.rulebook import MetricLayout, Rulebook, compile_scenario

__all__ = ["MetricLayout", "Rulebook", "compile_scenario"]
