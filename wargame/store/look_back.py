"""A saved game for reading: the match as recorded, up to the first damaged line. Nothing is written.

Must not know: how the game is shown.
"""

from __future__ import annotations

import itertools
from pathlib import Path

import attrs

from wargame.errors import SaveError, UsageError
from wargame.game.match import Match
from wargame.model.match.events import Event, TurnAdjudicated
from wargame.model.match.order import split_orders
from wargame.model.scenario.seat import HUMAN, RANDOM
from wargame.rulebook import Rulebook
from wargame.store.header import Header
from wargame.store.journal import Recording, read
from wargame.store.saved_game import header_of, saved_game

NOT_OVER = "This game is not over. These pages hold what the seats may not know."


@attrs.frozen
class LookBack:
    """A match that is rebuilt from its save, with its events, its rules, the header, and notes about the save."""

    match: Match
    rulebook: Rulebook
    header: Header
    sealed: bool
    notes: tuple[str, ...]
    events: tuple[Event, ...] = ()
    damaged: bool = False

    @property
    def secret(self) -> str:
        """Return a warning about pages that show the truth of a game that goes on, or an empty text after its end."""
        return "" if self.match.ending else NOT_OVER


def look_back(path: Path) -> LookBack:
    """Open a save for reading. Only the sound part of a damaged save is read. Raises SaveError, UsageError."""
    recording = read(path)
    if not recording.events:
        raise recording.damage or SaveError(f"No game has been opened in {path} yet.")
    game = saved_game(recording)
    match = Match.resume(game.rulebook, game.events, _refuse)
    notes = _notes(recording, game.header)
    return LookBack(match, game.rulebook, game.header, recording.sealed, notes, game.events, bool(recording.damage))


def save_notes(path: Path) -> tuple[str, ...]:
    """Return notes about the state of a save: its damage, an unfinished line, another behaviour version.

    Raises SaveError, UsageError.
    """
    recording = read(path)
    return _notes(recording, header_of(recording))


def _notes(recording: Recording, header: Header) -> tuple[str, ...]:
    notes = []
    if recording.damage:
        notes.append(f"{recording.damage} Only the sound part before it is used.")
    if recording.torn:
        notes.append(f"Line {recording.lines + 1} stops in its middle; it was never acknowledged and is left out.")
    if header.other_behaviour:
        notes.append(header.other_behaviour)
    return tuple(notes)


def trial_match(path: Path, seat: str, orders: str | None = None, turn: int | None = None) -> Match:
    """Return a separate match in which a seat of a saved game may try orders. Nothing is written to the save.

    `orders`: the orders of the seat, separated by `;`. None: the seat's draft in the save, or the orders of its bot.
    `turn`: the turn of the orders. None: the present turn.
    Raises SaveError, UsageError, OrderError.
    """
    recording = read(path)
    if not recording.events:
        raise recording.damage or SaveError(f"No game has been opened in {path} yet.")
    game = saved_game(recording)
    last = [event for event in game.events if isinstance(event, TurnAdjudicated)]
    opened = len(last) + (not (last and last[-1].outcome.ending))
    if seat not in game.header.seats:
        raise UsageError(f'There is no seat "{seat}" in this game. Seats: {", ".join(game.header.seats)}.')
    if turn is not None and not 1 <= turn <= opened:
        raise UsageError(f"Turn {turn} has not opened in this save; turn {opened} is the last that has.")
    events = itertools.takewhile(lambda event: not _closes(event, turn), game.events)
    match = Match.resume(game.rulebook, events, _forget)
    if match.ending:
        raise UsageError("The game has ended. Name a turn before the end, as in: --turn 3.")
    given = next((event.orders.get(seat, ()) for event in last if _closes(event, match.turn)), ())
    if orders is None and seat in match.human_seats:
        return match
    if seat in match.human_seats:
        match.change_seats({seat: RANDOM})  # drops the draft and a commit
    match.change_seats({seat: HUMAN})
    for text in [order.text for order in given] if orders is None else split_orders(orders):
        if text.strip():
            match.add(seat, text.strip())
    return match


def _closes(event: Event, turn: int | None) -> bool:
    return isinstance(event, TurnAdjudicated) and event.outcome.turn == turn


def _forget(_: Event) -> None:
    """Record nothing, because a trial leaves no trace."""


def _refuse(_: Event) -> None:
    raise SaveError("A game that is looked back on cannot be changed.")
