"""Reads the results that `wargame simulate --json` prints from a file.

Must not know: what results mean.
"""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from wargame.errors import UsageError

_SAVE = b'"kind":"header"'
_LARGEST = 1 << 28  # number of bytes; the JSON of a large sweep has some millions


def read_results(path: Path) -> dict[str, Any] | None:
    """Return the object in a file of results. Return None for any other file, such as a save.

    Raises UsageError for a file that cannot be read, and for JSON that holds no results.
    """
    try:
        with path.open("rb") as file:
            first = file.readline(_LARGEST)
            if _SAVE in first or not first.lstrip().startswith(b"{"):
                return None
            raw = first + file.read(_LARGEST)
    except OSError:  # the opening as a save says what is wrong with the path
        return None
    try:
        values = json.loads(raw)
    except (ValueError, RecursionError) as cause:
        raise UsageError(f"{path} is neither a save nor the JSON of `wargame simulate --json`.") from cause
    if not isinstance(values, dict) or "provenance" not in values:
        raise UsageError(f"{path} holds JSON, but no results of `wargame simulate --json`.")
    return values
