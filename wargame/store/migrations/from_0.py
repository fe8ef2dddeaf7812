"""Turns saves of format 0, which had no fixed parameters, into format 1, whose header has `settings`.

Must not know: other formats.
"""

from __future__ import annotations

from wargame.store.codec import SaveLine


def header(line: SaveLine) -> SaveLine:
    """Return the header with empty `settings`, so that no parameter is fixed."""
    return {"settings": {}, **line}


def event(line: SaveLine) -> SaveLine:
    """Return an event unchanged."""
    return line
