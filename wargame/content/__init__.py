"""Reads content files (rule sets and scenarios) into the model. Every problem is reported with its place in a file.

Must not know: formulas, arrays, screens.
"""

from wargame.content.load import load, load_rule_set, load_sources
from wargame.content.problems import Problems

__all__ = ["Problems", "load", "load_rule_set", "load_sources"]
