"""Decodes the bytes of a content file into safe text, or reports the place of a fault.

Must not know: YAML.
"""

from __future__ import annotations

from wargame.content.problems import Problems
from wargame.errors import Place
from wargame.model.text.hidden_signs import HIDDEN, TURNING

LARGEST = 1_000_000  # number of bytes; the largest shipped file is a hundred times smaller


def place_of(text: str, index: int, file: str) -> Place:
    """Return the place of the character at `index`."""
    line_start = text.rfind("\n", 0, index) + 1
    return Place(file, text.count("\n", 0, index) + 1, index - line_start + 1)


def decode(data: bytes, file: str, problems: Problems) -> str | None:
    """Return the text of a file. Report the reason and return None if the file cannot be read."""
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
    """Return whether the text of a file in a save may be read. Report a text that may not be read."""
    if len(text) > LARGEST:
        problems.add(Place(file, 1, 1), f"the file has more than {LARGEST:,} characters: split it by theme")
        return False
    return _only_visible(text, file, problems)


def _only_visible(text: str, file: str, problems: Problems) -> bool:
    if text.isascii() and text.isprintable():
        return True
    before = problems.error_count
    for found in HIDDEN.finditer(text):
        problems.add(place_of(text, found.start(), file), why_hidden(found.group(), found.start()))
        # a binary file has thousands of hidden characters, and an author needs no more than ten
        if problems.error_count - before >= 10:
            break
    return problems.error_count == before


def why_hidden(sign: str, index: int = 1) -> str:
    """Return the reason why a hidden character is refused, with the remedy. `index`: its position in the text."""
    code = f"U+{ord(sign[0]):04X}"
    if sign == "\ufeff" and index == 0:
        return "the file begins with a byte order mark: save it as UTF-8 without one"
    if sign == "\x00":
        return "there is a NUL character here: this is not a text file"
    if sign == "\r":
        return "there is a lone carriage return here: end lines with a line feed"
    if sign in TURNING:
        return f"there is a hidden sign that turns the direction of text ({code}): delete it"
    return f"there is a hidden control character ({code}): delete it"
