"""A line of the log: one event, as one seat may read it.

Must not know: the source of the line.
"""

from __future__ import annotations

import attrs


@attrs.frozen
class LogLine:
    """A sentence about a turn.

    `alarm`: whether the sentence is important for a team.
    """

    turn: int
    text: str
    alarm: bool = False
