"""A game from its save: header, rules and events, in any format.

Must not know: whether the game will be continued, read or verified.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import attrs

from wargame.errors import SaveError
from wargame.model.match.events import Event
from wargame.rulebook import Rulebook
from wargame.store.events.checks import read_events
from wargame.store.header import Header, read_header
from wargame.store.journal import Recording
from wargame.store.migrations import upcast, upcast_header
from wargame.store.rulebooks import rulebook_of
from wargame.store.shell import shell_word


@attrs.frozen
class SavedGame:
    """The header of a save, its compiled rules, and its events."""

    header: Header
    rulebook: Rulebook
    events: tuple[Event, ...]


def saved_game(recording: Recording) -> SavedGame:
    """Return the sound part of a recorded game. Raises SaveError, ContentError."""
    header = header_of(recording)
    rulebook = rulebook_of(header)
    return SavedGame(header, rulebook, tuple(events_of(recording, header, rulebook)))


def header_of(recording: Recording) -> Header:
    """Return the header of a recording. Raises SaveError."""
    return read_header(upcast_header(recording.header))


def events_of(recording: Recording, header: Header, rulebook: Rulebook) -> Iterator[Event]:
    """Return the events of a recording one by one. Raises SaveError at the first line that is no event of this game."""
    return read_events(rulebook, header, upcast(recording.header, recording.events))


def with_way_on(damage: SaveError, path: Path) -> SaveError:
    """Return the error about a damaged save with advice: how a person can use the lines before the damage."""
    if damage.line is None or damage.line == 1:
        return damage
    sound, name = damage.line - 1, shell_word(path)
    return SaveError(
        f"{damage} Lines 1 to {sound} are sound: wargame replay {name} shows them, and "
        f"head -n {sound} {name} > NEW.jsonl makes a save that goes on from there.",
        damage.line,
    )
