"""Reads the planted mistakes from the text files of this folder.

A mistake is written as

    [BASE FILE] what the author did
    - the text that stands there (once in the file)
    + what the author wrote; « stands before the place that the first message must name
    > words, each of which the first message must hold
    @ FILE: text of the line that the message must name (where the mark does not say it)
    * how many messages one cause may have (1 if not said)
    ~ why this falls short today

`-` and `+` may stand on several lines. `- ^` is the beginning of the file, `- $` its end.
A second pair of `-` and `+` after `& FILE` changes another file.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import attrs

HERE = Path(__file__).parent
MARK = "«"


@attrs.frozen
class Edit:
    """A piece of a file, and the text that replaces this piece."""

    file: str
    old: str
    new: str


@attrs.frozen
class Mistake:
    """One planted mistake.

    `says`: words of the first message.
    `at`: the file and the text of the line that the message must name.
    """

    topic: str
    title: str
    base: str
    edits: tuple[Edit, ...]
    says: tuple[str, ...]
    at: tuple[str, str] | None
    most: int
    short: str

    @property
    def id(self) -> str:
        """Return a name for the test."""
        return f"{self.topic}: {self.title}"


def mistakes() -> tuple[Mistake, ...]:
    """Return every planted mistake. Files come in order, and mistakes are in the order of the file."""
    return tuple(mistake for path in sorted(HERE.glob("*.txt")) for mistake in _in_file(path))


def _in_file(path: Path) -> Iterator[Mistake]:
    entry: list[str] = []
    for line in [*path.read_text(encoding="utf-8").splitlines(), "["]:
        if line.startswith("["):
            if entry:
                yield _read(path.stem, entry)
            entry = [line]
        elif line and not line.startswith("#"):
            entry.append(line)


def _read(topic: str, lines: list[str]) -> Mistake:
    head, title = lines[0][1:].split("] ", 1)
    base, file = head.split(" ")
    old: list[str] = []
    new: list[str] = []
    edits: list[Edit] = []
    says: tuple[str, ...] = ()
    at: tuple[str, str] | None = None
    most, short = 1, ""
    for line in lines[1:]:
        sign, text = line[0], line[2:]
        match sign:
            case "-":
                old.append(text)
            case "+":
                new.append(text)
            case "&":
                if old:
                    edits.append(Edit(file, "\n".join(old), "\n".join(new)))
                file, old, new = text, [], []
            case ">":
                says = tuple(word.strip() for word in text.split(","))
            case "@":
                at_file, _, words = text.partition(": ")
                at = at_file, words
            case "*":
                most = int(text)
            case "~":
                short = text
            case _:
                raise ValueError(f"{topic}, {title}: what is `{line}`?")
    edits.append(Edit(file, "\n".join(old), "\n".join(new)))
    return Mistake(topic, title, base, tuple(edits), says, at, most, short)
