"""Verification: plays a saved game again from its header and orders, and compares the results with the recorded events.

Must not know: screens. This module returns a verdict in words.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from pathlib import Path
from typing import assert_never

import attrs

from wargame.errors import ContentError, SaveError, UsageError, WargameError
from wargame.game.match import Match
from wargame.model.match.events import (
    CommitWithdrawn,
    DraftEdited,
    Event,
    GameOpened,
    InjectGiven,
    LineTyped,
    Noted,
    OddsSwitched,
    OrdersCommitted,
    Ruled,
    SeatChanged,
    TurnAdjudicated,
)
from wargame.model.rules.deal import turns_text
from wargame.model.scenario.seat import HUMAN
from wargame.store.events.writing import write_event
from wargame.store.header import Header
from wargame.store.journal import Recording, read
from wargame.store.rulebooks import rulebook_of
from wargame.store.saved_game import events_of, header_of

# These parts of a turn are compared from first to last, as the turn computes them. The first difference is then the
# cause of the later differences.
_COMPARED = {
    "reasons": "a bot's reason",
    "settled": "what became of the orders",
    "draws": "a draw",
    "ledger": "the ledger",
    "reports": "a report",
    "ending": "the ending",
    "digest": "the digest of the state",
    "state": "the state",
}


@attrs.frozen
class Verification:
    """The result of a verification.

    The result has a verdict in words, says whether the save is sound and complete, and counts the turns played again.
    """

    sound: bool
    turns: int
    text: str


class DifferenceError(WargameError):
    """The first difference between the save and the game that was played again."""


def verify(path: Path) -> Verification:
    """Check the hashes of a save, play the game again, and compare the results.

    Raises UsageError if the file does not exist.
    """
    turns, other = 0, ""
    try:
        recording = read(path)
        header = header_of(recording)
        other = f" {header.other_behaviour}" if header.other_behaviour else ""
        rulebook = rulebook_of(header)
        match = Match(rulebook, _ignore)
        for event in events_of(recording, header, rulebook):
            _check(event, match, header)
            match.replay(event)
            turns = match.played
        _check_end(recording, match, header)
    except DifferenceError as difference:
        return Verification(False, turns, f"{difference}{other}")
    except SaveError as problem:
        return Verification(False, turns, str(problem))
    except ContentError as problem:
        return Verification(False, turns, f"This program cannot use the rules in the save: {problem.problems[0]}")
    state = (
        f"sealed, ended by {match.ending.replace('_', ' ')} in turn {turns}"
        if recording.sealed
        else "not sealed, because the game goes on; a missing tail could not be told"
    )
    played = f"{turns_text(turns)} played again to the same digest{'' if turns == 1 else 's'}"
    return Verification(True, turns, f"Verified: {played}; {state}.{other}")


def _ignore(_: Event) -> None:
    """Record nothing, because the match of a verification needs no record."""


def _check(event: Event, match: Match, header: Header) -> None:
    """Compare an event with the event that the match would record. Raises DifferenceError."""
    match event:
        case GameOpened():
            again = match.opening(header.seed, header.seats, header.length)
            for key in ("digest", "state"):
                _compare(0, key, write_event(event)[key], write_event(again)[key])
        case TurnAdjudicated():
            _check_turn(event, match)
        case Ruled():
            _check_rolled(event, match)
        case (
            DraftEdited()
            | LineTyped()
            | OrdersCommitted()
            | CommitWithdrawn()
            | InjectGiven()
            | OddsSwitched()
            | Noted()
            | SeatChanged()
        ):
            pass  # people decide these events freely; `apply` checks whether the events are possible
        case _:
            assert_never(event)


def _check_rolled(event: Ruled, match: Match) -> None:
    """Compare the rolled value in a ruling with the value that is rolled again. Raises DifferenceError."""
    ruling = event.ruling
    try:
        again = match.facilitator.rulings.rolled(ruling.target)
    except UsageError as problem:
        raise DifferenceError(f"Turn {event.turn}: a ruling cannot have been made: {problem}") from problem
    if again != ruling.rolled:
        target = ruling.target.die or " ".join((ruling.target.metric, *ruling.target.entities))
        raise DifferenceError(
            f"Turn {event.turn}: the ruling on {target} says that {ruling.rolled!r} was rolled, "
            f"and {again!r} is rolled when played again."
        )


def _check_turn(event: TurnAdjudicated, match: Match) -> None:
    turn = event.turn
    if match.ending:
        raise DifferenceError(f"Turn {turn}: the game has ended.")
    again = match.resolved()
    for seat, expected in again.orders.items():
        given = event.orders.get(seat, ())
        if given != expected:
            said, known = ([order.text for order in orders] for orders in (given, expected))
            where = "in its draft" if match.seats[seat] == HUMAN else "by its bot"
            raise DifferenceError(
                f"Turn {turn}: the orders of {seat} are {_short(said)} in the save, and {_short(known)} {where}."
            )
    saved, expected_line = write_event(event), write_event(again)
    for key in _COMPARED:
        _compare(turn, key, saved[key], expected_line[key])


def _check_end(recording: Recording, match: Match, header: Header) -> None:
    """Check the end of the save. Raises DifferenceError, SaveError."""
    if recording.damage:
        raise recording.damage
    if recording.torn:
        raise DifferenceError(
            f"Line {recording.lines + 1} of the save is torn: it has no end. It was never acknowledged; "
            "play on from the save to drop it."
        )
    if match.ending and not recording.sealed:
        raise DifferenceError("The game ended, but its seal is missing: the end of the save was cut off.")
    if recording.sealed and not match.ending:
        raise DifferenceError("The save is sealed, but its game has not ended.")
    players = match.seats or header.seats  # the match has no seats before its game has opened
    untouched = header.parent is not None and match.played < header.parent.turn  # nobody has played the branch on yet
    if not recording.sealed and HUMAN not in players.values() and not untouched:
        raise DifferenceError(
            "The save is not sealed, and only bots play: the run was interrupted, or the end was cut off. "
            "Play on from the save to finish it."
        )
    if not match.seats:
        raise SaveError("The save does not open a game.")


def _compare(turn: int, key: str, saved: object, again: object) -> None:
    """Raise DifferenceError at the first difference between two JSON values."""
    plain = json.loads(json.dumps(again))
    if saved == plain:
        return
    where, left, right = _first(saved, plain, "")
    moment = f"Turn {turn}" if turn else "The opening"
    raise DifferenceError(
        f"{moment}: {_COMPARED[key]} differs{f' at {where}' if where else ''}: {_short(left)} in the save, "
        f"{_short(right)} when played again."
    )


def _first(left: object, right: object, path: str) -> tuple[str, object, object]:
    """Return the first difference between two JSON values: its place and the two values at this place.

    The place is a path of keys and positions, such as `ledger 3`, that begins with `path`.
    """
    if isinstance(left, dict) and isinstance(right, dict):
        for key in [*right, *(key for key in left if key not in right)]:
            if left.get(key) != right.get(key):
                return _first(left.get(key), right.get(key), f"{path}.{key}" if path else str(key))
    if isinstance(left, Sequence) and isinstance(right, Sequence) and not isinstance(left, str):
        for number, (one, other) in enumerate(zip(left, right, strict=False), 1):
            if one != other:
                # The place of a single value is a position in the list. Mappings have keys, which say more.
                leaf = not isinstance(one, dict) and not isinstance(other, dict)
                here = f"{path} {number}".strip()
                return (here, one, other) if leaf else _first(one, other, here)
        return path, f"{len(left)} of them", f"{len(right)}"
    return path, left, right


def _short(value: object) -> str:
    text = json.dumps(value, ensure_ascii=False) if not isinstance(value, str) else value
    return text if len(text) <= 120 else f"{text[:117]}..."
