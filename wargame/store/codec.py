"""One line of a save as bytes: JSON in a fixed form with the line's number and two hashes.

One hash is the hash of the previous line, and the other is the hash of this line.

Must not know: files, or what the events mean.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from typing import Any

from wargame.errors import SaveError

SaveLine = Mapping[str, Any]  # the keys of a line and their JSON values

CHAIN_KEYS = ("line", "prev", "sum")  # the journal writes these keys after the sorted keys of the event
_SUM_LENGTH = len(',"sum":""}') + 64


def digest(raw: bytes) -> str:
    """Return the SHA-256 of the raw bytes of a line without its newline, in hexadecimal digits."""
    return hashlib.sha256(raw).hexdigest()


def _canonical(values: SaveLine) -> str:
    return json.dumps(values, ensure_ascii=False, allow_nan=False, separators=(",", ":"), sort_keys=True)


def encode(event: SaveLine, number: int, before: str) -> bytes:
    """Return an event as line `number` (from 1), without the newline. `before`: the hash of the previous line.

    Raises SaveError for values that JSON cannot hold exactly: NaN, infinities, broken Unicode, other types.
    """
    taken = [key for key in CHAIN_KEYS if key in event]
    if taken:
        raise SaveError(f"An event may not use the key {taken[0]!r}: the chain of the save needs it.")
    try:
        body = _canonical(event)
        chain = f'"line":{number},"prev":"{before}"'
        unsummed = (body[:-1] + ("," if event else "") + chain).encode()
    except (TypeError, ValueError) as cause:
        raise SaveError(f"An event cannot be saved: {cause}.") from cause
    return unsummed + f',"sum":"{digest(unsummed)}"}}'.encode()


def _no_number(name: str) -> None:
    raise ValueError(f"{name} is no number")


def peek(raw: bytes, number: int) -> dict[str, object]:
    """Return the event, the number and the hashes of one line. The neighbouring lines are not checked.

    Raises SaveError if somebody changed the line.
    """
    unsummed = raw[:-_SUM_LENGTH]
    if raw[-_SUM_LENGTH:] != f',"sum":"{digest(unsummed)}"}}'.encode():
        raise SaveError(f"Line {number} of the save was changed: its sum does not fit its text.", number)
    try:
        values = json.loads(raw, parse_constant=_no_number)
    except (ValueError, RecursionError) as cause:
        raise SaveError(f"Line {number} of the save is not an event.", number) from cause
    if not isinstance(values, dict):
        raise SaveError(f"Line {number} of the save is not an event.", number)
    return values


def decode(raw: bytes, number: int, before: str) -> dict[str, object]:
    """Return the event of line `number`, without the line's number and hashes. `before`: the hash of the previous line.

    Raises SaveError with the number of the line if somebody changed or moved the line, or removed a line before it.
    """
    values = peek(raw, number)
    said = values.get("line")
    if said != number or values.get("prev") != before:
        written = f" (it was written as line {said})" if said != number else ""
        raise SaveError(
            f"Line {number} of the save does not follow from line {number - 1}{written}: "
            "a line was moved, removed or put in.",
            number,
        )
    return {key: value for key, value in values.items() if key not in CHAIN_KEYS}
