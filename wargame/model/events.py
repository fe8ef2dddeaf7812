"""Events: everything that can happen to a match. What is not an event did not happen.

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
    """A seat changed its draft; `orders` are those that stand in it afterwards."""

    turn: int
    seat: str
    edit: Edit
    orders: Orders


@attrs.frozen
class LineTyped:
    """A seat typed a part of a line. Nobody is told that it counts."""

    turn: int
    seat: str
    text: str


@attrs.frozen
class OrdersCommitted:
    """A seat is done with its orders; `why` is the reason that it wrote."""

    turn: int
    seat: str
    orders: Orders
    why: str


@attrs.frozen
class CommitWithdrawn:
    """A seat is not done after all."""

    turn: int
    seat: str


@attrs.frozen
class InjectGiven:
    """The facilitator let an inject come before the turn was resolved."""

    turn: int
    inject: str


@attrs.frozen
class SeatChanged:
    """A seat changed hands. `player`: who plays it from this turn on, `human` or a bot's name."""

    turn: int
    seat: str
    player: str


@attrs.frozen
class TurnAdjudicated:
    """A turn was resolved: all orders, the bots' reasons (one an order), what came of them, and the state after it."""

    orders: Mapping[str, Orders]
    reasons: Mapping[str, tuple[str, ...]]
    outcome: TurnOutcome
    state: Snapshot

    @property
    def turn(self) -> int:
        """The turn that was resolved."""
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
