"""From format 0, which had no fixed parameters, to format 1: the header gets `settings`.

Must not know: other formats.
"""

from __future__ import annotations

from wargame.store.codec import SaveLine


def header(line: SaveLine) -> SaveLine:
    """Return a header that fixes no parameter."""
    return {"settings": {}, **line}


def event(line: SaveLine) -> SaveLine:
    """Return an event unchanged."""
    return line
