"""The terms of an account. A term is the change of a seat's margin by one cause, such as luck, in one turn.

Must not know: how a term is measured.
"""

from __future__ import annotations

from enum import Enum

import attrs

from wargame.analysis.rollouts.samples import MeanWithError


class TermKind(Enum):
    """The causes of terms, in the order of their effects in a turn."""

    START = "start"
    INJECTS = "injects"
    DECISION = "decision"
    OTHERS = "others"
    LUCK = "luck"
    RULINGS = "rulings"


@attrs.frozen
class MarginTerm:
    """The change of a seat's margin by one cause in one turn. The start has turn 0."""

    turn: int
    seat: str
    kind: TermKind
    estimate: MeanWithError
