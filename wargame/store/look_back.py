"""A saved game opened for looking: its match as recorded, never written to, as far as the save is sound.

Must not know: how it is shown.
"""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

import attrs

from wargame.errors import SaveError
from wargame.game import Match
from wargame.store.events import check_events
from wargame.store.header import Header, read_header
from wargame.store.journal import read
from wargame.store.rulebooks import rulebook_of


@attrs.frozen
class LookBack:
    """A match rebuilt from its record, the header it began with, and what is to be said about the save."""

    match: Match
    header: Header
    sealed: bool
    notes: tuple[str, ...]


def look_back(path: Path) -> LookBack:
    """Open a save for looking. A damaged one is shown as far as it is sound. Raises SaveError, UsageError."""
    recording = read(path)
    header = read_header(recording.header)
    if not recording.events:
        raise recording.damage or SaveError(f"No game has been opened in {path} yet.")
    rulebook = rulebook_of(header)
    check_events(rulebook, header, recording.events)
    match = Match.resume(rulebook, recording.events, _refuse)
    notes = []
    if recording.damage:
        notes.append(f"{recording.damage} What follows is the sound part before it.")
    if recording.torn:
        notes.append(f"Line {recording.lines + 1} stops in its middle; it was never acknowledged and is left out.")
    return LookBack(match, header, recording.sealed, tuple(notes))


def _refuse(_: Mapping[str, object]) -> None:
    raise SaveError("A game that is looked back on cannot be changed.")
