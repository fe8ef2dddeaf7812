"""Writes par into the text of a scenario file. Each length of the game has its own line.

Must not know: how par is measured, or the folders of files.
"""

from __future__ import annotations

import re
from collections.abc import Mapping

from wargame.errors import UsageError

_TURNS = re.compile(r"\bturns: *(\d+)\b")
_PAR = re.compile(r"\bpar: *\{")


def with_pars(text: str, lines: Mapping[int, str]) -> str:
    """Return the text with new pars.

    `lines`: maps each length (in turns) to its new line of YAML.
    Raises UsageError if the text has no such length, or if the par of the length is not in braces.
    """
    for turns, line in lines.items():
        heads = list(_TURNS.finditer(text))
        own = next((number for number, head in enumerate(heads) if int(head[1]) == turns), None)
        start = heads[own].end() if own is not None else len(text)
        end = heads[own + 1].start() if own is not None and own + 1 < len(heads) else len(text)
        found = _PAR.search(text, start, end)
        if found is None:
            raise UsageError(f"no `par: {{...}}` follows `turns: {turns}`: write one there first")
        text = text[: found.start()] + line + text[_closing(text, found.end()) :]
    return text


def _closing(text: str, start: int) -> int:
    """Return the position after the brace that closes the braces around `start`."""
    depth = 1
    for place in range(start, len(text)):
        depth += {"{": 1, "}": -1}.get(text[place], 0)
        if depth == 0:
            return place + 1
    raise UsageError("a par's braces are not closed")
