"""Checks notes of observers and the facilitator: the length of a note, and the names of its team, inject and order.

Must not know: how notes are stored, or who reads them.
"""

from __future__ import annotations

import attrs

from wargame.errors import UsageError
from wargame.game.match_state import MatchState
from wargame.model.match.note import LONGEST_AUTHOR, LONGEST_NOTE, Note


def check_note(game: MatchState, note: Note) -> None:
    """Raise UsageError for a note that cannot be about this game."""
    now = game.past.now
    last = now if game.past.ending else now + 1
    if not 1 <= note.about <= last:
        raise UsageError(f"Turn {note.about} has not opened in this game. A note is about a turn from 1 to {last}.")
    _must_fit(note.author, LONGEST_AUTHOR, "The name of an author")
    if note.text or note.grade is None:
        _must_fit(note.text, LONGEST_NOTE, "A note")
    if note.seat and note.seat not in game.seats:
        raise UsageError(f'There is no seat "{note.seat}" in this game. Seats: {", ".join(game.seats)}.')
    injects = game.scenario.rules.injects
    if note.inject and note.inject not in injects:
        raise UsageError(f'There is no inject "{note.inject}". Injects: {", ".join(injects) or "none"}.')
    if note.order:
        _check_order(game, note)


def with_whole_order(game: MatchState, note: Note) -> Note:
    """Return a note with the full text of its order. A person may have typed only the beginning of this order.

    The note stays the same if no order of the seat, or more than one order, begins with the typed text.
    """
    if not note.order or not 1 <= note.about <= game.past.now:
        return note
    words = " ".join(note.order.split())
    begun = [order.text for order in game.past.turn(note.about).orders.get(note.seat, ())]
    begun = [text for text in begun if text == words] or [text for text in begun if text.startswith(words)]
    return attrs.evolve(note, order=begun[0]) if len(begun) == 1 else note


def _check_order(game: MatchState, note: Note) -> None:
    """Raise UsageError if the seat did not give the order in the turn that the note is about."""
    if not note.seat:
        raise UsageError("A note about an order also names the seat that gave the order.")
    if note.about > game.past.now:
        raise UsageError(f"The orders of turn {note.about} are not resolved yet. Write a note about its team instead.")
    given = [order.text for order in game.past.turn(note.about).orders.get(note.seat, ())]
    if note.order not in given:
        said = "; ".join(given) or "none"
        raise UsageError(f'{note.seat} gave no order "{note.order}" in turn {note.about}. Its orders: {said}.')


def _must_fit(text: str, most: int, what: str) -> None:
    if not text.strip():
        raise UsageError(f"{what} has at least one letter.")
    if len(text) > most:
        raise UsageError(f"{what} has at most {most:,} letters, and this one has {len(text):,}. Write less.")
    if not text.isprintable():
        raise UsageError(f"{what} has only letters, digits, blanks and signs that a screen can print, on one line.")
