"""How each event is shaped in a save: its kind, its keys and their types.

Must not know: whether what is recorded is true; verification finds that.
"""

from __future__ import annotations

from typing import Annotated

import msgspec

from wargame.model.events import Edit

Whole = Annotated[int, msgspec.Meta(ge=-(2**53), le=2**53)]  # what a float still holds exactly
Number = float | Whole
Row = list[bool | float | Whole]


class Shape(msgspec.Struct, tag_field="kind"):
    """What all events share: `kind` tells them apart."""


class State(msgspec.Struct):
    """A snapshot: the game's own numbers, and named rows of values by group."""

    seed: int
    number: Annotated[int, msgspec.Meta(ge=0, lt=2**53)]
    length: Whole
    seats: list[str]
    turn: Whole
    metrics: dict[str, Row]
    parameters: dict[str, Row]
    histories: dict[str, Row]
    arrivals: dict[str, Row]
    streaks: dict[str, Row]
    engine: dict[str, Row]


class Opened(Shape, tag="opened"):
    """The state before turn 1."""

    scenario: str
    seed: int
    length: Whole
    seats: dict[str, str]
    digest: str
    state: State


class _OfSeat(Shape):
    """An event of one seat in one turn."""

    turn: Whole
    seat: str


class Drafted(_OfSeat, tag="draft"):
    """A draft after it was changed."""

    deed: Edit
    orders: list[str]


class Typed(_OfSeat, tag="typed"):
    """A line half typed."""

    text: str


class Committed(_OfSeat, tag="committed"):
    """A seat is done."""

    orders: list[str]
    why: str


class Withdrawn(_OfSeat, tag="withdrawn"):
    """A seat is not done after all."""


class Given(Shape, tag="given"):
    """An inject that the facilitator let come before the turn was resolved."""

    turn: Whole
    inject: str


class Changed(_OfSeat, tag="seat_changed"):
    """A seat changed hands."""

    player: str


class Settled(msgspec.Struct):
    """What became of an order."""

    seat: str
    line: Whole
    order: str
    paid: dict[str, Number]
    lapsed: str


class Report(msgspec.Struct):
    """A sentence that a step reported."""

    phase: str
    step: str
    entities: list[str]
    text: str
    seen_by: list[str]


class Adjudicated(Shape, tag="adjudicated"):
    """A resolved turn. `ledger`: phase, step, metric, entities, cause, amount."""

    turn: Whole
    orders: dict[str, list[str]]
    reasons: dict[str, list[str]]
    settled: list[Settled]
    draws: list[tuple[str, Number]]
    ledger: list[tuple[str, str, str, list[str], str, Number]]
    reports: list[Report]
    ending: str
    digest: str
    state: State


Shaped = Opened | Drafted | Typed | Committed | Withdrawn | Given | Changed | Adjudicated
KINDS: dict[str, type[Shape]] = {
    str(shape.__struct_config__.tag): shape
    for shape in (Opened, Drafted, Typed, Committed, Withdrawn, Given, Changed, Adjudicated)
}
ADJUDICATED = "adjudicated"
