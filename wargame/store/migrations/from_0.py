"""Turns saves of format 0 into format 1. Format 0 has no fixed parameters. A header of format 1 has `settings`.

Must not know: other formats.
"""

from __future__ import annotations

from wargame.store.codec import SaveLine


def header(line: SaveLine) -> SaveLine:
    """Return the header with empty `settings`, because no parameter is fixed."""
    return {"settings": {}, **line}


def event(line: SaveLine) -> SaveLine:
    """Return an event unchanged."""
    return line
