"""The three standard streams. The caller of the program can close any of these streams (`<&-`, `>&-`, `2>&-`).

Must not know: what is read or printed.
"""

from __future__ import annotations

import os
import sys
from io import TextIOWrapper
from pathlib import Path

from wargame.errors import WargameError

_NOWHERE = Path(os.devnull)
# No terminal and no pipe uses these encodings. These encodings cannot read lines of ASCII.
_WIDE = ("utf16", "utf32", "utf7")


def ready_streams() -> None:
    """Make all three streams usable. A closed stdin becomes empty. Text for a closed stderr is dropped.

    A character that stdout or stderr cannot write becomes `?`. Bytes of stdin that are no text stay unchanged.

    Raises WargameError if stdout is closed, because the program cannot answer.
    """
    # Open stream 0 first and stream 2 last, because a new file gets the lowest free number.
    if sys.stdin is None:
        sys.stdin = _NOWHERE.open(encoding="utf-8")
    closed = sys.stdout is None
    if closed:
        sys.stdout = _NOWHERE.open("w", encoding="utf-8")
    if sys.stderr is None:
        sys.stderr = _NOWHERE.open("w", encoding="utf-8")
    for stream, errors in ((sys.stdin, "surrogateescape"), (sys.stdout, "replace"), (sys.stderr, "replace")):
        if isinstance(stream, TextIOWrapper):
            wide = stream.encoding.lower().replace("-", "").replace("_", "").startswith(_WIDE)
            stream.reconfigure(encoding="utf-8" if wide else None, errors=errors)
    if closed:
        raise WargameError("standard output is closed, so nothing can be printed: run the command without `>&-`")


def drop_output() -> None:
    """Drop the output that is not yet written. Otherwise Python complains when Python closes the stream."""
    os.dup2(os.open(_NOWHERE, os.O_WRONLY), sys.stdout.fileno())
