"""The shape of each event in a save: its kind, its keys and their types.

Must not know: whether recorded events are true. Verification checks their truth.
"""

from __future__ import annotations

from typing import Annotated, get_args

import msgspec

from wargame.model.match.events import Edit
from wargame.model.match.note import Grade

# the range in which a float holds every whole number exactly
SavedWhole = Annotated[int, msgspec.Meta(ge=-(2**53), le=2**53)]
SavedNumber = float | SavedWhole
SavedRow = list[bool | float | SavedWhole]


class EventShape(msgspec.Struct, tag_field="kind"):
    """The common part of all events. `kind`: the name of the kind of event."""


class StateShape(msgspec.Struct):
    """A snapshot of a game: single numbers, and named rows of values in groups."""

    seed: int
    number: Annotated[int, msgspec.Meta(ge=0, lt=2**53)]
    length: SavedWhole
    seats: list[str]
    turn: SavedWhole
    metrics: dict[str, SavedRow]
    parameters: dict[str, SavedRow]
    histories: dict[str, SavedRow]
    arrivals: dict[str, SavedRow]
    streaks: dict[str, SavedRow]
    engine: dict[str, SavedRow]


class OpenedShape(EventShape, tag="opened"):
    """The opening of a game, with the state before turn 1."""

    scenario: str
    seed: int
    length: SavedWhole
    seats: dict[str, str]
    digest: str
    state: StateShape


class _OfSeat(EventShape):
    """The common part of all events of one seat in one turn."""

    turn: SavedWhole
    seat: str


class DraftedShape(_OfSeat, tag="draft"):
    """The draft of a seat after a change."""

    deed: Edit
    orders: list[str]


class TypedShape(_OfSeat, tag="typed"):
    """An unfinished line of order text."""

    text: str


class CommittedShape(_OfSeat, tag="committed"):
    """A seat has committed."""

    orders: list[str]
    why: str


class WithdrawnShape(_OfSeat, tag="withdrawn"):
    """A seat has withdrawn its commit."""


class GivenShape(EventShape, tag="given"):
    """An inject that the facilitator triggered before the turn was resolved."""

    turn: SavedWhole
    inject: str


class ChangedShape(_OfSeat, tag="seat_changed"):
    """The player of a seat has changed."""

    player: str


class SwitchedShape(EventShape, tag="odds_switched"):
    """The facilitator has switched the odds off or on."""

    turn: SavedWhole
    shown: bool


class RuledShape(EventShape, tag="ruled"):
    """A ruling of the facilitator. `die` is empty for a ruling on a cell, and `metric` is empty for a die."""

    turn: SavedWhole
    die: str
    metric: str
    entities: list[str]
    rolled: SavedNumber
    ruled: SavedNumber
    why: str
    seen_by: list[str]
    reason_seen: bool


class NotedShape(EventShape, tag="noted"):
    """A note of an observer or the facilitator. `turn`: the turn that was being played when somebody wrote the note."""

    turn: SavedWhole
    about: SavedWhole
    author: str
    text: str
    grade: Grade | None
    seat: str
    inject: str
    order: str


class SettledShape(msgspec.Struct):
    """The result of an order."""

    seat: str
    line: SavedWhole
    order: str
    paid: dict[str, SavedNumber]
    lapsed: str


class ReportShape(msgspec.Struct):
    """A sentence that a step reported."""

    phase: str
    step: str
    entities: list[str]
    text: str
    seen_by: list[str]


class AdjudicatedShape(EventShape, tag="adjudicated"):
    """A resolved turn.

    `ledger`: one row for each entry, with phase, step, metric, entities, cause and amount.
    """

    turn: SavedWhole
    orders: dict[str, list[str]]
    reasons: dict[str, list[str]]
    settled: list[SettledShape]
    draws: list[tuple[str, SavedNumber]]
    ledger: list[tuple[str, str, str, list[str], str, SavedNumber]]
    reports: list[ReportShape]
    ending: str
    digest: str
    state: StateShape


Shaped = (
    OpenedShape
    | DraftedShape
    | TypedShape
    | CommittedShape
    | WithdrawnShape
    | GivenShape
    | ChangedShape
    | SwitchedShape
    | RuledShape
    | NotedShape
    | AdjudicatedShape
)
KINDS: dict[str, type[EventShape]] = {str(shape.__struct_config__.tag): shape for shape in get_args(Shaped)}
ADJUDICATED = "adjudicated"
SEAT_CHANGED = "seat_changed"
NOTED = "noted"
