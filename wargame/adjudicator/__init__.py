"""The adjudicator computes turns with dice. The same code computes one game or a hundred thousand games.

To adjudicate means to compute the effects of all orders of a turn.

Must not know: seats' drafts, files, screens, or the origin of orders.
"""

from wargame.adjudicator.adjudicator import Adjudicator
from wargame.adjudicator.state import State

__all__ = ["Adjudicator", "State"]
