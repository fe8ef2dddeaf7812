"""Events: all changes of a match. Nothing else changes a match.

Must not know: how an event is written in a save, or what it changes.
"""

from __future__ import annotations

from collections.abc import Mapping
from enum import StrEnum
from typing import Any

import attrs

from wargame.model.order import Orders
from wargame.model.outcome import TurnOutcome

Snapshot = Mapping[str, Any]  # the state of a game as JSON-able values, exactly; made and read by the adjudicator

LONGEST_KEPT = 2_000  # letters of a half-typed line that is kept
LONGEST_REASON = 200  # letters of the reason for a commit


class Edit(StrEnum):
    """How a draft was changed."""

    ADD = "add"
    REPLACE = "replace"
    REMOVE = "remove"
    LEVEL = "level"
    MAIN = "main"
    REPEAT = "repeat"
    UNDO = "undo"


@attrs.frozen
class GameOpened:
    """A game began. `seats`: who plays each, `human` or a bot's name; `state`: the state before turn 1."""

    scenario: str
    seed: int
    length: int
    seats: Mapping[str, str]
    state: Snapshot
    digest: str


@attrs.frozen
class DraftEdited:
    """A seat changed its draft. `orders`: those in the draft afterwards."""

    turn: int
    seat: str
    edit: Edit
    orders: Orders


@attrs.frozen
class LineTyped:
    """A seat typed a part of a line. No screen says that it is saved."""

    turn: int
    seat: str
    text: str


@attrs.frozen
class OrdersCommitted:
    """A seat committed its orders. `why` is the reason that it wrote."""

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
class SeatChanged:
    """A seat changed hands. `player`: its player from this turn on, `human` or a bot's name."""

    turn: int
    seat: str
    player: str


@attrs.frozen
class TurnAdjudicated:
    """A turn was resolved: all orders, the bots' reasons (one an order), the outcome, and the state after it."""

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
    | SeatChanged
    | TurnAdjudicated
)  # every `match` over events ends in `assert_never`, so that mypy names each place that a new one must reach
