"""The rule language: formulas are parsed, checked, joined into a graph, and written as programs over all games.

Must not know: games, seats' orders, files or screens.
"""

from wargame.rulebook.rulebook import MetricLayout, Rulebook, compile_scenario

__all__ = ["MetricLayout", "Rulebook", "compile_scenario"]
