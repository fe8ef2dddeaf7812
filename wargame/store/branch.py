"""Writes branches. A branch is a new save that continues an earlier game from one of its turns, with the same dice.

The old save does not change.

Must not know: how a branch is compared with its parent, or how anything is shown.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path

import attrs

import wargame
from wargame.errors import ContentError, Place, Problem, SaveError, UsageError
from wargame.game.match import Match
from wargame.game.orders.orders_file import (
    contradicting_orders,
    orders_too_late,
    places_of_orders,
    read_orders_file,
)
from wargame.model.match.events import Event, GameOpened, TurnAdjudicated
from wargame.model.rules.deal import turns_text
from wargame.store.codec import digest
from wargame.store.events.writing import write_event
from wargame.store.header import Parent
from wargame.store.journal import Journal, Recording, read
from wargame.store.orders import orders_text
from wargame.store.repeat import OtherOrders, Repeat, people_turns
from wargame.store.saved_game import SavedGame, saved_game, with_way_on
from wargame.store.saves import new_save_path


@attrs.frozen
class BranchWanted:
    """A person's request for a branch.

    `turn`: the first turn that the branch does not repeat.
    `new`: the path of the new save. None: a new name in the folder of saves.
    `orders`: an orders file. The branch then plays on with these orders, and repeats all other acts of people.
    `seats`: the players of seats from turn `turn` on.
    `drafts`: whether the drafts of the new game begin with the orders that people gave in turn `turn`.
    """

    save: Path
    turn: int
    new: Path | None = None
    orders: Path | None = None
    seats: Mapping[str, str] = attrs.field(factory=dict)
    drafts: bool = False


@attrs.frozen
class Branch:
    """A branch that was written: its path, its match, and sentences about acts that could not be repeated."""

    path: Path
    match: Match
    notes: tuple[str, ...]


def branch(wanted: BranchWanted, show: Callable[[int], None] | None = None) -> Branch:
    """Write a branch. The whole new save appears, or no file appears.

    `show`: gets the number of each turn that is played.

    Raises ContentError for a wrong orders file, SaveError for a damaged save, and UsageError.
    """
    if wanted.new is not None and (wanted.new.exists() or wanted.new.is_symlink()):
        raise UsageError(f"{wanted.new} exists already: name a new file with --save.")
    recording = read(wanted.save)
    if not recording.events:
        raise recording.damage or SaveError(f"No game has been opened in {wanted.save} yet.")
    if recording.damage:  # a branch would be a sound save with no trace of the damage
        raise with_way_on(recording.damage, wanted.save)
    game = saved_game(recording)
    kept = _before(game.events, wanted.turn, wanted.save)
    new: list[Event] = []
    match = Match.resume(game.rulebook, kept, new.append)
    other, notes = _other_orders(wanted, match)
    match.change_seats(wanted.seats)
    repeat = Repeat(match, people_turns(game.events), other, frozenset(wanted.seats), show)
    if wanted.orders is not None:
        repeat.play()
    elif wanted.drafts:
        repeat.draft()
    header = attrs.evolve(game.header, program=wargame.__version__, parent=_parent(wanted, recording, game, len(kept)))
    lines = [write_event(event) for event in (*kept, *new)]
    path = wanted.new or new_save_path(header.scenario)
    Journal.create(path, header.event(), lines, sealed=bool(match.ending)).close()
    return Branch(path, match, (*notes, *repeat.notes))


def _before(events: Sequence[Event], turn: int, save: Path) -> tuple[Event, ...]:
    """Return the events up to the resolution of the turn before `turn`. Raises UsageError for an impossible turn."""
    ends = [number for number, event in enumerate(events, 1) if isinstance(event, GameOpened | TurnAdjudicated)]
    ended = isinstance(last := events[ends[-1] - 1], TurnAdjudicated) and bool(last.outcome.ending)
    most = len(ends) - ended
    if not 1 <= turn <= most:
        raise UsageError(
            f"No branch can begin at turn {turn}: {save} holds {turns_text(len(ends) - 1)}. "
            f"Name a turn from 1 to {most}."
        )
    return tuple(events[: ends[turn - 1]])


def _parent(wanted: BranchWanted, recording: Recording, game: SavedGame, kept: int) -> Parent:
    first, last = hashes_of(recording.path, (1, _line_of(recording, kept)))
    states = [event for event in game.events if isinstance(event, GameOpened | TurnAdjudicated)]
    state = states[-1]
    return Parent(
        file=os.fsencode(wanted.save.name).decode("utf-8", "backslashreplace"),
        save=first,
        line=last,
        turn=wanted.turn,
        digest=state.digest if isinstance(state, GameOpened) else state.outcome.digest,
    )


def _line_of(recording: Recording, events: int) -> int:
    """Return the number of the line that holds the last of the first `events` events.

    Lines of kind `format` are no events.
    """
    count = 0
    for number, line in enumerate(recording.events, 2):
        count += line.get("kind") != "format"
        if count == events:
            return number
    raise AssertionError("the save holds these events")


def hashes_of(path: Path, numbers: Sequence[int]) -> tuple[str, ...]:
    """Return the SHA-256 of lines of a save. Lines count from 1."""
    lines = path.read_bytes().split(b"\n", max(numbers))
    return tuple(digest(lines[number - 1]) for number in numbers)


def _other_orders(wanted: BranchWanted, match: Match) -> tuple[OtherOrders, tuple[str, ...]]:
    """Return the orders of the file, and warnings. Raises ContentError for orders that come too early."""
    if wanted.orders is None:
        return OtherOrders(), ()
    text, file = orders_text(wanted.orders), str(wanted.orders)
    orders = read_orders_file(text, file, match.scenario)
    places = places_of_orders(text, file)
    problems = [
        Problem(_whole_line(found[0]), message)
        for (turn, seat), found in places.items()
        if (message := _misplaced(turn, seat, wanted.turn, match))
    ]
    if problems:
        raise ContentError(tuple(problems))
    if not orders:
        raise UsageError(f"{file} holds no orders. Write a line such as `T{wanted.turn} {next(iter(match.seats))}: -`.")
    late = (str(problem) for problem in orders_too_late(text, file, match.length))
    contradicting = contradicting_orders(orders, file, match.scenario)
    within = {turn: given for turn, given in orders.items() if turn <= match.length}
    return OtherOrders(within, places), (*late, *contradicting)


def _whole_line(place: Place) -> Place:
    return attrs.evolve(place, column=1)


def _misplaced(turn: int, seat: str, first: int, match: Match) -> str:
    if turn < first:
        return f"turn {turn} lies before the branch, which begins at turn {first}"
    if seat not in match.seats:
        return f"nobody plays {seat} in this game; seats are {', '.join(match.seats)}"
    return ""
