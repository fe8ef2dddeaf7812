"""The line of the log: one thing that happened, as one seat may read it.

Must not know: where it came from.
"""

from __future__ import annotations

import attrs


@attrs.frozen
class LogLine:
    """A sentence about a turn. `alarm`: whether a team should not miss the sentence."""

    turn: int
    text: str
    alarm: bool = False
