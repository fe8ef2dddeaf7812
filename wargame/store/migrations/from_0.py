"""From format 0, of before parameters could be fixed, to format 1: the header gets `settings`.

Must not know: other formats.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

Line = Mapping[str, Any]


def header(line: Line) -> Line:
    """Return a header that fixes no parameter."""
    return {"settings": {}, **line}


def event(line: Line) -> Line:
    """Return an event as it is."""
    return line
