"""Content files become the model: every problem is reported with its place and never as a traceback.

Must not know: formulas, arrays, screens.
"""

from wargame.content.load import load, load_rule_set, load_sources
from wargame.content.problems import Problems

__all__ = ["Problems", "load", "load_rule_set", "load_sources"]
