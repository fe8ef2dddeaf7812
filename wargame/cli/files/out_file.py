"""Checks the path of a file for the results of a command.

Must not know: what the results are, or how a command writes the results.
"""

from __future__ import annotations

import os
from collections.abc import Collection
from pathlib import Path

from wargame.errors import UsageError


def may_write(path: Path, endings: Collection[str] | None, force: bool) -> None:
    """Check, before the work begins, that a command can write its results to `path`.

    `endings`: the endings that the name may have. None: every ending is allowed.
    Raises UsageError for a wrong ending, for an existing file, and for a missing folder.
    """
    if endings is not None and path.suffix not in endings:
        raise UsageError(f"`{path}` cannot be written: the name must end in {', '.join(endings)}")
    if path.exists() and not path.is_file():
        raise UsageError(f"`{path}` is no file: name a new one")
    if path.exists() and not force:
        raise UsageError(f"`{path}` exists already: name another file, or replace it with --force")
    if not path.parent.is_dir():
        raise UsageError(f"`{path}` cannot be written: there is no folder `{path.parent}`")
    if not os.access(path.parent, os.W_OK):
        raise UsageError(f"`{path}` cannot be written: you may not write in the folder `{path.parent}`")
