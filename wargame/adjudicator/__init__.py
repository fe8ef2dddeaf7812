"""The stochastic adjudicator: the same code for one game and for a hundred thousand games.

Must not know: seats' drafts, files, screens, or where orders come from.
"""

from wargame.adjudicator.adjudicator import Adjudicator
from wargame.adjudicator.state import State

__all__ = ["Adjudicator", "State"]
