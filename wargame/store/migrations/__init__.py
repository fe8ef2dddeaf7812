"""Saves of older formats, read as if this program had written them.

Each format has a number. `MIGRATIONS` holds one module for each older format, in order. For example, the module
`from_0` turns lines of format 0 into lines of format 1. A module has the functions `header` and `event`. Each function
gets a line and returns the line in the next format.

Old lines of a save never change. A newer program that continues a save first appends a line of kind `format`. This line
states the format of all later lines.

Must not know: what events mean, or the rules of a game.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Protocol

from wargame.errors import SaveError
from wargame.store.codec import SaveLine
from wargame.store.journal import SEAL
from wargame.store.migrations import from_0


class Migration(Protocol):
    """A module that turns lines of one format into lines of the next format."""

    def header(self, line: SaveLine) -> SaveLine:
        """Return a header in the next format."""
        ...

    def event(self, line: SaveLine) -> SaveLine:
        """Return an event in the next format."""
        ...


MIGRATIONS: tuple[Migration, ...] = (from_0,)  # the module at index n turns format n into format n + 1
FORMAT = len(MIGRATIONS)  # the format in which this program writes
FORMAT_LINE = "format"


def format_of(header: SaveLine) -> int:
    """Return the format that the header of a save states.

    Raises SaveError for a format that this program cannot read.
    """
    written = header.get("format")
    if not isinstance(written, int) or isinstance(written, bool) or written < 1:
        raise SaveError(f"The header of the save gives {written!r} as its format; a format is a whole number.", 1)
    _check_known(written, 1)
    # The first saves also state format 1, but their headers have no settings. Such a save has format 0.
    return written if written > 1 or "settings" in header else 0


def upcast_header(header: SaveLine) -> SaveLine:
    """Return a header in this program's format. Raises SaveError for a format that this program cannot read."""
    for migration in MIGRATIONS[format_of(header) :]:
        header = migration.header(header)
    return header


def upcast(header: SaveLine, events: Iterable[SaveLine]) -> Iterator[tuple[int, SaveLine]]:
    """Return each event in this program's format, with the number of its line. Lines of kind `format` and
    seals are left out.
    """
    written = format_of(header)
    for number, event in enumerate(events, 2):
        if event.get("kind") == FORMAT_LINE:
            written = _raised(event.get("format"), written, number)
            continue
        if event.get("kind") == SEAL:  # a note follows
            continue
        for migration in MIGRATIONS[written:]:
            event = migration.event(event)
        yield number, event


def format_now(header: SaveLine, events: Iterable[SaveLine]) -> int:
    """Return the format of the last lines of a save."""
    written = format_of(header)
    for number, event in enumerate(events, 2):
        if event.get("kind") == FORMAT_LINE:
            written = _raised(event.get("format"), written, number)
    return written


def format_line() -> dict[str, object]:
    """Return the line after which a save holds lines in this program's format."""
    return {"kind": FORMAT_LINE, "format": FORMAT}


def _raised(said: object, written: int, number: int) -> int:
    if not isinstance(said, int) or isinstance(said, bool) or said <= written:
        raise SaveError(f"Line {number} of the save gives {said!r} as its format, after format {written}.", number)
    _check_known(said, number)
    return said


def _check_known(written: int, number: int) -> None:
    if written > FORMAT:
        raise SaveError(
            f"The save is of format {written}, and this program reads up to {FORMAT}. Update wargame to read it.",
            number,
        )
