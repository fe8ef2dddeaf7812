"""Paths as a shell spells them, for printed commands that people copy.

Must not know: which commands there are.
"""

from __future__ import annotations

import os
import shlex
from pathlib import Path

LEFT = "You have left. Everything is saved. To go on:"
_SAFE = frozenset(b"abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789/._-+=,@%: ()[]{}~")


def shell_word(path: Path, encoding: str | None = None) -> str:
    """Return a path as one word of a shell command. The word is quoted if this is necessary.

    Some characters cannot be shown: control characters, bytes that are no text, and signs that `encoding` lacks. A path
    with these characters is written as in `$'\\x1b'`. The shells bash, zsh and ksh can read this form.
    """
    text = str(path)
    if text.isprintable() and _fits(text, encoding):
        return shlex.quote(text if not text.startswith("-") else f"./{text}")
    return "$'" + "".join(chr(b) if b in _SAFE else f"\\x{b:02x}" for b in os.fsencode(path)) + "'"


def way_on(ended: bool, plain: bool, facilitator: bool) -> str:
    """Return the words before the path of a save in the command that continues the game, or that looks back at it."""
    if ended:
        return "wargame replay"
    options = (" --plain" if plain else "") + (" --facilitator" if facilitator else "")
    return f"wargame play{options} --save"


def _fits(text: str, encoding: str | None) -> bool:
    try:
        text.encode(encoding or "utf-8")
    except UnicodeEncodeError:
        return False
    return True
