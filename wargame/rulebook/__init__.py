"""The rule language. Formulas are parsed, checked, and joined into a graph, from which three writers make programs.

A program computes all games of a batch.

Must not know: games, seats' orders, files or screens.
"""

from wargame.rulebook.rulebook import MetricLayout, Rulebook, compile_scenario

__all__ = ["MetricLayout", "Rulebook", "compile_scenario"]
