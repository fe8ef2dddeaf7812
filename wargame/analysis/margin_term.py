"""The terms of an account: what one thing did to a seat's margin.

Must not know: how a term is measured.
"""

from __future__ import annotations

from enum import Enum

import attrs

from wargame.analysis.samples import MeanWithError


class TermKind(Enum):
    """The kinds of terms, in the order in which they act. A ruling of the facilitator would come after the luck."""

    START = "start"
    INJECTS = "injects"
    DECISION = "decision"
    OTHERS = "others"
    LUCK = "luck"


@attrs.frozen
class MarginTerm:
    """What one thing did to a seat's margin in a turn. The start has turn 0."""

    turn: int
    seat: str
    kind: TermKind
    estimate: MeanWithError
