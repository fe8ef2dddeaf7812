"""Events: all changes of a match. Nothing else changes a match.

Must not know: how a save writes an event, or how an event changes a match.
"""

from __future__ import annotations

from collections.abc import Mapping
from enum import StrEnum
from typing import Any

import attrs

from wargame.model.match.note import Note
from wargame.model.match.order import Orders
from wargame.model.match.outcome import TurnOutcome
from wargame.model.match.ruling import Ruling

Snapshot = Mapping[str, Any]  # one game's exact state as JSON values; the adjudicator makes and reads it

LONGEST_KEPT = 2_000  # characters; a save keeps at most so many characters of an unfinished line
LONGEST_REASON = 200  # characters; the longest reason for a commit


class Edit(StrEnum):
    """The kind of a change to a draft."""

    ADD = "add"
    REPLACE = "replace"
    REMOVE = "remove"
    LEVEL = "level"
    MAIN = "main"
    REPEAT = "repeat"
    UNDO = "undo"


@attrs.frozen
class GameOpened:
    """A game began.

    `seats`: maps each seat to its player, `human` or a bot's name.
    `state`: the state before turn 1.
    """

    scenario: str
    seed: int
    length: int
    seats: Mapping[str, str]
    state: Snapshot
    digest: str


@attrs.frozen
class DraftEdited:
    """A seat changed its draft.

    `orders`: the orders in the draft after the change.
    """

    turn: int
    seat: str
    edit: Edit
    orders: Orders


@attrs.frozen
class LineTyped:
    """A seat typed a part of a line. The event stores this part in the save. No screen shows the event."""

    turn: int
    seat: str
    text: str


@attrs.frozen
class OrdersCommitted:
    """A seat committed its orders.

    `why`: the reason that the seat wrote.
    """

    turn: int
    seat: str
    orders: Orders
    why: str


@attrs.frozen
class CommitWithdrawn:
    """A seat withdrew its commit."""

    turn: int
    seat: str


@attrs.frozen
class InjectGiven:
    """The facilitator triggered an inject before the turn was resolved."""

    turn: int
    inject: str


@attrs.frozen
class OddsSwitched:
    """The facilitator switched the odds of all seats off, or on again. `shown`: whether seats may ask for odds."""

    turn: int
    shown: bool


@attrs.frozen
class Ruled:
    """The facilitator ruled on a die or a cell of the present turn, after all seats had committed.

    The ruling becomes void if the facilitator then triggers an inject, or if another player takes a seat. The turn then
    has another result.
    """

    turn: int
    ruling: Ruling


@attrs.frozen
class Noted:
    """An observer or the facilitator wrote a note. `turn`: the turn that was being played then."""

    turn: int
    note: Note


@attrs.frozen
class SeatChanged:
    """Another player took a seat.

    `player`: the player of the seat from this turn on. The player is `human` or the name of a bot.
    """

    turn: int
    seat: str
    player: str


@attrs.frozen
class TurnAdjudicated:
    """A turn was resolved.

    The event has all orders, the reason of a bot for each of its orders, the outcome, and the state after the turn.
    """

    orders: Mapping[str, Orders]
    reasons: Mapping[str, tuple[str, ...]]
    outcome: TurnOutcome
    state: Snapshot

    @property
    def turn(self) -> int:
        """Return the turn that was resolved."""
        return self.outcome.turn


Event = (
    GameOpened
    | DraftEdited
    | LineTyped
    | OrdersCommitted
    | CommitWithdrawn
    | InjectGiven
    | OddsSwitched
    | Ruled
    | Noted
    | SeatChanged
    | TurnAdjudicated
)  # every `match` over events ends in `assert_never`; mypy then reports a missing event
