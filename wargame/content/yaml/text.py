"""Turns the bytes of a content file into text that is safe to read, or says where it is not.

Must not know: YAML.
"""

from __future__ import annotations

import re

from wargame.content.problems import Problems
from wargame.errors import Place

LARGEST = 1_000_000  # bytes; the largest shipped file is a hundredth of it

# Tabs and line ends are fine; everything else that a screen does not show as itself could hide what a file says.
_HIDDEN = re.compile(
    "[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u061c\u200b-\u200f\u2028-\u202e\u2060-\u2069\ufeff\ufff9-\ufffb\ufffe\uffff]"
    "|\r(?!\n)"
)
_BIDI = frozenset("\u061c\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069")


def place_of(text: str, index: int, file: str) -> Place:
    """Give the place of the character at `index`."""
    line_start = text.rfind("\n", 0, index) + 1
    return Place(file, text.count("\n", 0, index) + 1, index - line_start + 1)


def decode(data: bytes, file: str, problems: Problems) -> str | None:
    """Give the text of a file, or None after saying why it cannot be read."""
    if len(data) > LARGEST:
        problems.add(Place(file, 1, 1), f"the file has more than {LARGEST:,} bytes: split it by theme")
        return None
    try:
        text = data.decode("utf-8")
    except UnicodeDecodeError as error:
        before = data[: error.start].decode("utf-8", errors="replace")
        problems.add(place_of(before, len(before), file), "this is not UTF-8 text: save the file as UTF-8")
        return None
    return text if _only_visible(text, file, problems) else None


def check_text(text: str, file: str, problems: Problems) -> bool:
    """Say whether text that is already decoded (of a save) may be read, and why not."""
    if len(text) > LARGEST:
        problems.add(Place(file, 1, 1), f"the file has more than {LARGEST:,} characters: split it by theme")
        return False
    return _only_visible(text, file, problems)


def _only_visible(text: str, file: str, problems: Problems) -> bool:
    if text.isascii() and text.isprintable():
        return True
    before = problems.error_count
    for found in _HIDDEN.finditer(text):
        problems.add(place_of(text, found.start(), file), _why(found.group(), found.start()))
        if problems.error_count - before >= 10:  # a binary file has thousands, and ten make the point
            break
    return problems.error_count == before


def _why(sign: str, index: int) -> str:
    code = f"U+{ord(sign[0]):04X}"
    if sign == "\ufeff" and index == 0:
        return "the file begins with a byte order mark: save it as UTF-8 without one"
    if sign == "\x00":
        return "there is a NUL character here: this is not a text file"
    if sign == "\r":
        return "there is a lone carriage return here: end lines with a line feed"
    if sign in _BIDI:
        return f"there is a hidden sign that turns the direction of text ({code}): delete it"
    return f"there is a hidden control character ({code}): delete it"
