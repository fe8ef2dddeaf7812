"""Plays a save again from its header and orders, and compares everything that was recorded with what comes out.

Must not know: screens; it gives a verdict in words.
"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import attrs

from wargame.adjudicator import Adjudicator
from wargame.adjudicator.pending_offers import with_pending_offers
from wargame.bots import Bot, bot_for, orders_of
from wargame.errors import ContentError, SaveError, WargameError
from wargame.game import Match
from wargame.game.deals.pending import Lying
from wargame.game.orders.deal_vocabulary import DealVocabulary
from wargame.game.record import (
    ADJUDICATED,
    COMMITTED,
    DRAFT,
    GIVEN,
    OPENED,
    TurnRecord,
    adjudicated,
    read_texts,
    texts,
)
from wargame.model.deal import OFFERED, turns_text
from wargame.model.order import Order
from wargame.model.seat import HUMAN
from wargame.store.events import check_events
from wargame.store.header import BEHAVIOUR, Header, read_header
from wargame.store.journal import Recording, read
from wargame.store.rulebooks import rulebook_of

Event = Mapping[str, Any]

# In the order in which a turn comes about, so that the first difference is the cause and not a consequence.
_COMPARED = {
    "settled": "what became of the orders",
    "draws": "a draw",
    "ledger": "the ledger",
    "reports": "a report",
    "ending": "the ending",
    "digest": "the digest of the state",
    "state": "the state",
}


@attrs.frozen
class Verdict:
    """Whether a save is sound and whole, how many turns were played again, and the finding in words."""

    sound: bool
    turns: int
    text: str


class DifferenceError(WargameError):
    """The first place where the save and the game played again part."""


def verify(path: Path) -> Verdict:
    """Check the chain of a save, play it again, compare. Raises UsageError where there is no file."""
    turns, other = 0, ""
    try:
        recording = read(path)
        header = read_header(recording.header)
        if header.behaviour != BEHAVIOUR:
            other = (
                f" The save was made under behaviour {header.behaviour}, and this program has {BEHAVIOUR}: "
                "what was recorded stands, but need not come out again."
            )
        replay = _Replay(header)
        for event in recording.events:
            replay.take(event)
            turns = replay.turns
        replay.close(recording)
        # What is not part of any turn, such as the last drafts, must at least be what play can go on from.
        check_events(replay.rulebook, header, recording.events)
        Match.resume(replay.rulebook, recording.events, _ignore)
    except DifferenceError as difference:
        return Verdict(False, turns, f"{difference}{other}")
    except SaveError as problem:
        return Verdict(False, turns, str(problem))
    except ContentError as problem:
        return Verdict(False, turns, f"This program cannot use the rules in the save: {problem.problems[0]}")
    state = (
        f"sealed, ended by {replay.ending.replace('_', ' ')} in turn {turns}"
        if recording.sealed
        else "not sealed, because the game goes on; a missing tail could not be told"
    )
    played = f"{turns_text(turns)} played again to the same digest{'' if turns == 1 else 's'}"
    return Verdict(True, turns, f"Verified: {played}; {state}.")


def _ignore(_: Event) -> None:
    """Nothing is recorded while a save is judged."""


class _Replay:
    """The game of a header, played again as its events come in."""

    def __init__(self, header: Header) -> None:
        self._header = header
        self.rulebook = rulebook_of(header)
        self._actions = self.rulebook.scenario.rules.actions
        self._vocabulary = DealVocabulary.of(self.rulebook.scenario)
        self._adjudicator = Adjudicator(self.rulebook)
        self._policies: dict[str, Bot] = {}
        # In the scenario's order, as when the game was opened: a save sorts its keys.
        self._seats = tuple(seat for seat in self.rulebook.scenario.seats if seat in header.seats)
        self._state = self._adjudicator.open(header.seed, length=header.length, seats=self._seats)
        self._drafts: dict[str, list[str]] = {}
        self._past: list[Mapping[str, tuple[Order, ...]]] = []
        self._opened = False
        self.turns = 0
        self.ending = ""

    def take(self, event: Event) -> None:
        """Compare one event, and play the turn that it resolves. Raises DifferenceError, SaveError."""
        try:
            kind = event["kind"]
            if kind != OPENED and event["turn"] != self.turns + 1:
                raise DifferenceError(f"Turn {self.turns + 1}: an event of turn {event['turn']} stands there.")
            if kind == OPENED:
                self._compare_opening(event)
            elif kind in (DRAFT, COMMITTED):
                self._drafts[event["seat"]] = list(event["orders"])
            elif kind == GIVEN:
                self._adjudicator.give(self._state, event["inject"])
            elif kind == ADJUDICATED:
                self._compare_turn(event)
        except (KeyError, TypeError, ValueError, IndexError, AttributeError) as cause:
            raise SaveError(f"Turn {self.turns + 1}: an event of kind {event.get('kind')!r} is incomplete.") from cause

    def _compare_opening(self, event: Event) -> None:
        header = self._header
        if (event["seed"], event["length"], event["seats"]) != (header.seed, header.length, dict(header.seats)):
            raise DifferenceError("The opening of the game does not fit the header: seed, length or seats differ.")
        self._opened = True
        _compare(0, "digest", event["digest"], self._adjudicator.digest(self._state))
        _compare(0, "state", event["state"], self._adjudicator.snapshot(self._state))

    def _compare_turn(self, event: Event) -> None:
        turn = self.turns + 1
        if not self._opened or self.ending:
            raise DifferenceError(f"Turn {turn}: the game {'has ended' if self.ending else 'was never opened'}.")
        orders = {seat: read_texts(event["orders"][seat], self._actions, self._vocabulary) for seat in self._seats}
        lying = self._lying(orders)
        for seat, given in ((seat, texts(lines, self._actions)) for seat, lines in orders.items()):
            player = self._header.seats[seat]
            if player == HUMAN:
                expected = self._drafts.get(seat, [])
            else:
                if seat not in self._policies:  # a policy compiles what it reads: once for the whole game
                    self._policies[seat] = bot_for(self._adjudicator, seat, player)
                board = with_pending_offers(self.rulebook, self._state, lying.numbers(seat))
                chosen = orders_of(self._policies[seat], board, lying.terms(seat))
                expected = texts(tuple(each.order for each in chosen), self._actions)
            if given != expected:
                raise DifferenceError(
                    f"Turn {turn}: the orders of {seat} are {_short(given)} in the save, and {_short(expected)} "
                    f"{'in its draft' if player == HUMAN else 'by its bot'}."
                )
        outcome = self._adjudicator.adjudicate(self._state, orders)
        snapshot = self._adjudicator.snapshot(self._state)
        again = adjudicated(TurnRecord(turn, orders, {}, outcome), snapshot, self._actions)
        for key in _COMPARED:
            _compare(turn, key, event[key], again[key])
        self.turns, self.ending = turn, outcome.ending
        self._drafts = {}
        self._past.append(orders)

    def _lying(self, orders: Mapping[str, tuple[Order, ...]]) -> Lying:
        """Give what lay on the tables when bots chose: by the rules, and in the drafts of people."""
        if not self._vocabulary:
            return Lying(self._vocabulary, {})
        people = {seat: lines for seat, lines in orders.items() if self._header.seats[seat] == HUMAN}
        return Lying.of(self._vocabulary, self._state.cells(OFFERED), self._past, people)

    def close(self, recording: Recording) -> None:
        """Judge how the save ends. Raises DifferenceError, SaveError."""
        if recording.damage:
            raise recording.damage
        if recording.torn:
            raise DifferenceError(
                f"Line {recording.lines + 1} of the save is torn: it has no end. It was never acknowledged; "
                "play on from the save to drop it."
            )
        if self.ending and not recording.sealed:
            raise DifferenceError("The game ended, but its seal is missing: the end of the save was cut off.")
        if recording.sealed and not self.ending:
            raise DifferenceError("The save is sealed, but its game has not ended.")
        if not recording.sealed and HUMAN not in self._header.seats.values():
            raise DifferenceError(
                "The save is not sealed, and only bots play: the run was interrupted, or the end was cut off. "
                "Play on from the save to finish it."
            )


def _compare(turn: int, key: str, saved: object, again: object) -> None:
    """Raise DifferenceError at the first place where two JSON values differ."""
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
    """Find the first difference of two JSON values: where (in words of the save), and the two values there."""
    if isinstance(left, dict) and isinstance(right, dict):
        for key in [*right, *(key for key in left if key not in right)]:
            if left.get(key) != right.get(key):
                return _first(left.get(key), right.get(key), f"{path}.{key}" if path else str(key))
    if isinstance(left, Sequence) and isinstance(right, Sequence) and not isinstance(left, str):
        for number, (one, other) in enumerate(zip(left, right, strict=False), 1):
            if one != other:
                # A draw or a booking is told whole: its key says more than its place in the list.
                leaf = not isinstance(one, dict) and not isinstance(other, dict)
                here = f"{path} {number}".strip()
                return (here, one, other) if leaf else _first(one, other, here)
        return path, f"{len(left)} of them", f"{len(right)}"
    return path, left, right


def _short(value: object) -> str:
    text = json.dumps(value, ensure_ascii=False) if not isinstance(value, str) else value
    return text if len(text) <= 120 else f"{text[:117]}..."
