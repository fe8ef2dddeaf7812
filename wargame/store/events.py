"""The events of a game as they must be shaped, checked before anything believes them.

A hash chain shows what was changed after it was written; it cannot show that a stranger wrote nonsense and hashed it
rightly. Must not know: whether what is recorded is true; playing again finds that.
"""

from __future__ import annotations

from collections.abc import Container, Iterable, Mapping
from typing import Annotated, Any

import msgspec

from wargame.errors import SaveError
from wargame.rulebook import Rulebook
from wargame.store.header import Header

Whole = Annotated[int, msgspec.Meta(ge=-(2**53), le=2**53)]  # what a float still holds exactly
Number = float | Whole
Row = list[bool | float | Whole]


class _Event(msgspec.Struct, tag_field="kind"):
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


class Opened(_Event, tag="opened"):
    """The state before turn 1."""

    seed: int
    length: Whole
    seats: dict[str, str]
    digest: str
    state: State


class _OfSeat(_Event):
    """An event of one seat in one turn."""

    turn: Whole
    seat: str


class Drafted(_OfSeat, tag="draft"):
    """A draft after a deed."""

    deed: str
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


class Given(_Event, tag="given"):
    """An inject that the facilitator let come before the turn was resolved."""

    turn: Whole
    inject: str


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


class Adjudicated(_Event, tag="adjudicated"):
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


Shaped = Opened | Drafted | Typed | Committed | Withdrawn | Given | Adjudicated


def check_events(rulebook: Rulebook, header: Header, events: Iterable[Mapping[str, Any]]) -> None:
    """Check that events could be those of a game of this rule book. Raises SaveError that names the line."""
    turn = 1
    for number, event in enumerate(events, 2):
        try:
            shaped: Shaped = msgspec.convert(event, Shaped)
            _check(rulebook, header, shaped, turn)
        except (msgspec.ValidationError, ValueError) as problem:
            raise SaveError(f"Line {number} of the save is no event of this game: {problem}.", number) from problem
        if isinstance(shaped, Opened) != (number == 2):
            raise SaveError(f"Line {number} of the save stands at the wrong place.", number)
        if isinstance(shaped, Adjudicated):
            turn += 1


def _check(rulebook: Rulebook, header: Header, event: Shaped, turn: int) -> None:
    """Check what an event speaks of against the rules. Raises ValueError."""
    scenario = rulebook.scenario
    match event:
        case Opened():
            if (event.seed, event.length, event.seats) != (header.seed, header.length, dict(header.seats)):
                raise ValueError("seed, length or seats differ from the header's")
            _check_state(rulebook, header, event.state, turn)
        case Adjudicated():
            _one_of("turn", event.turn, (turn,))
            for seat in (*event.orders, *event.reasons, *(settled.seat for settled in event.settled)):
                _one_of("seat", seat, header.seats)
            cells = {name: set(rulebook.layout[name].cells) for name in scenario.rules.metrics}
            for _, _, metric, entities, _, _ in event.ledger:
                _one_of("metric", metric, cells)
                _one_of(f"cell of {metric}", tuple(entities), cells[metric])
            _check_state(rulebook, header, event.state, turn + 1)
        case Given():
            _one_of("turn", event.turn, (turn,))
            _one_of("inject", event.inject, scenario.rules.injects)
        case _:
            _one_of("turn", event.turn, (turn,))
            _one_of("seat", event.seat, header.seats)


def _check_state(rulebook: Rulebook, header: Header, state: State, turn: int) -> None:
    scenario = rulebook.scenario
    _one_of("turn", state.turn, (turn,))
    _one_of("length", state.length, (header.length,))
    _one_of("seed", state.seed, (header.seed,))
    _one_of("seats", sorted(state.seats), (sorted(header.seats),))
    for name, row in state.metrics.items():
        _one_of("metric", name, scenario.rules.metrics)
        metric, cells = scenario.rules.metrics[name], len(rulebook.layout[name].cells)
        if len(row) != cells:
            raise ValueError(f"{len(row)} values for {name}, which has {cells}")
        if not all(metric.low <= value <= metric.high for value in row):
            raise ValueError(f"a value of {name} is out of its range")
    endings = len({**scenario.rules.endings, **scenario.endings})
    for ended in state.engine.get("ended", ()):
        if not -1 <= ended <= endings:
            raise ValueError("the game ended in no known way")


def _one_of(what: str, said: object, known: Container[object]) -> None:
    if said not in known:
        raise ValueError(f"{what} {said!r}")
