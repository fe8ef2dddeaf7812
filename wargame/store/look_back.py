"""A saved game for reading: the match as recorded, up to the first damaged line. Nothing is written.

Must not know: how the game is shown.
"""

from __future__ import annotations

from pathlib import Path

import attrs

from wargame.errors import SaveError
from wargame.game.match import Match
from wargame.model.events import Event
from wargame.rulebook import Rulebook
from wargame.store.header import Header
from wargame.store.journal import read
from wargame.store.saved_game import saved_game


@attrs.frozen
class LookBack:
    """A match that is rebuilt from its save, with its events, its rules, the header, and notes about the save."""

    match: Match
    events: tuple[Event, ...]
    rulebook: Rulebook
    header: Header
    sealed: bool
    notes: tuple[str, ...]


def look_back(path: Path) -> LookBack:
    """Open a save for reading. Only the sound part of a damaged save is read. Raises SaveError, UsageError."""
    recording = read(path)
    if not recording.events:
        raise recording.damage or SaveError(f"No game has been opened in {path} yet.")
    game = saved_game(recording)
    match = Match.resume(game.rulebook, game.events, _refuse)
    notes = []
    if recording.damage:
        notes.append(f"{recording.damage} What follows is the sound part before it.")
    if recording.torn:
        notes.append(f"Line {recording.lines + 1} stops in its middle; it was never acknowledged and is left out.")
    if game.header.other_behaviour:
        notes.append(game.header.other_behaviour)
    return LookBack(match, game.events, game.rulebook, game.header, recording.sealed, tuple(notes))


def _refuse(_: Event) -> None:
    raise SaveError("A game that is looked back on cannot be changed.")
