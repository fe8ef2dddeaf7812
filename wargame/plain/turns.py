"""Reads the turns that a person names: one turn, such as `3`, or several turns, such as `2..4`.

Must not know: which turns were resolved.
"""

from __future__ import annotations

import re

from wargame.errors import UsageError

_TURNS = re.compile(r"(?P<first>[0-9]{1,6})(?:\.\.(?P<last>[0-9]{1,6}))?")


def read_turns(text: str, example: str) -> tuple[int, int]:
    """Return the first and the last turn. Raises UsageError with the example for any other text."""
    found = _TURNS.fullmatch(text)
    if found is None:
        raise UsageError(f"Give one turn or several, as in: {example}.")
    first = int(found["first"])
    return first, int(found["last"] or first)
