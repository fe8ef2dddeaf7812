"""Excerpts of YAML files: an entry with the comment above it, or one line with a mark under a place.

Must not know: what the entry means.
"""

from __future__ import annotations

from pathlib import Path

from wargame.errors import Place

LONGEST = 80  # number of lines; a longer entry ends in an ellipsis
WIDEST = 100  # number of characters in a line that is shown with a mark
_BEFORE = 60  # number of characters that a long line keeps before the mark


def excerpt(place: Place, name: str) -> tuple[str, ...]:
    """Return the lines of a YAML entry without their indentation, with the comment above the entry.

    `place`: the place of the entry, or a place inside the entry.
    `name`: the key of the entry.
    """
    lines = Path(place.file).read_text(encoding="utf-8").splitlines()
    first, indent = place.line - 1, place.column - 1
    for above in range(first, max(first - LONGEST, -1), -1):
        if lines[above].lstrip().startswith((f"{name}:", f"{name}(")) and _indent(lines[above]) <= indent:
            first, indent = above, _indent(lines[above])
            break
    before = lines[first][:indent].strip() if first < len(lines) else ""
    if before.endswith(":"):  # `place` is the place of a value, and its key stands before it in this line
        indent = _indent(lines[first])
    elif before or first >= len(lines):
        return tuple(line.strip() for line in lines[first : first + 1])  # the line holds several entries
    last = first + 1
    while last < len(lines) and (not lines[last].strip() or _indent(lines[last]) > indent):
        last += 1
    while not lines[last - 1].strip() or lines[last - 1].lstrip().startswith("#"):
        last -= 1
    while first > 0 and lines[first - 1].lstrip().startswith("#") and _indent(lines[first - 1]) == indent > 0:
        first -= 1
    cut = [line[indent:].rstrip() for line in lines[first:last]]
    return tuple(cut if len(cut) <= LONGEST else [*cut[:LONGEST], "…"])


def pointed(place: Place) -> tuple[str, ...]:
    """Return the line of a file that contains a place, and a second line with a mark under the place.

    The result is empty if the file has no such line.
    """
    path = Path(place.file)
    if not path.is_file():
        return ()
    lines = path.read_text(encoding="utf-8", errors="replace").split("\n")
    line = lines[place.line - 1].rstrip("\r") if place.line <= len(lines) else ""
    at = place.column - 1
    if not line.strip() or at > len(line):
        return ()
    left = max(0, min(at - _BEFORE, len(line) - WIDEST))
    shown = "".join(sign if sign.isprintable() else " " for sign in line[left : left + WIDEST])
    return (f"    {shown}", f"    {' ' * (at - left)}^")


def _indent(line: str) -> int:
    return len(line) - len(line.lstrip(" "))
