"""The stochastic adjudicator: it resolves one game, or a hundred thousand games, with the same code.

To adjudicate means to compute the effects of all orders of a turn.

Must not know: seats' drafts, files, screens, or the origin of orders.
"""

from wargame.adjudicator.adjudicator import Adjudicator
from wargame.adjudicator.state import State

__all__ = ["Adjudicator", "State"]
