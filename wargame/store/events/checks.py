"""Checks the events of a game against its header and rules. No other code uses the events before these checks.

Hashes show that somebody changed a line later. Hashes cannot show wrong events that were written with right hashes.

Must not know: whether recorded events are true. Verification checks their truth.
"""

from __future__ import annotations

from collections.abc import Container, Iterable, Iterator
from typing import assert_never

import msgspec

from wargame.adjudicator.rulings import allowed_value
from wargame.bots.names import has_bot
from wargame.errors import SaveError, UsageError
from wargame.model.match.events import Event
from wargame.model.match.ruling import Target
from wargame.model.rules.action import EVERYONE
from wargame.model.scenario.seat import HUMAN
from wargame.rulebook import Rulebook
from wargame.store.codec import SaveLine
from wargame.store.events.reading import EventReader, shape_of
from wargame.store.events.shapes import (
    AdjudicatedShape,
    ChangedShape,
    CommittedShape,
    DraftedShape,
    GivenShape,
    NotedShape,
    OpenedShape,
    RuledShape,
    Shaped,
    StateShape,
    SwitchedShape,
    TypedShape,
    WithdrawnShape,
)
from wargame.store.header import Header


def read_events(rulebook: Rulebook, header: Header, lines: Iterable[tuple[int, SaveLine]]) -> Iterator[Event]:
    """Return the events of numbered lines.

    Raises SaveError with the number of the line if a line is no event of this game.
    """
    reader = EventReader.of(rulebook.scenario)
    turn, opened = 1, False
    for number, line in lines:
        try:
            shape = shape_of(line)
            _check(rulebook, header, shape, turn)
            event = reader.event(line, shape)
        except (msgspec.ValidationError, ValueError, SaveError) as problem:
            said = str(problem).rstrip(".")
            raise SaveError(f"Line {number} of the save is no event of this game: {said}.", number) from problem
        if isinstance(shape, OpenedShape) == opened:
            raise SaveError(f"Line {number} of the save stands at the wrong place.", number)
        opened = True
        turn += isinstance(shape, AdjudicatedShape)
        yield event


def _check(rulebook: Rulebook, header: Header, shape: Shaped, turn: int) -> None:
    """Check the names in an event against the rules. Raises ValueError."""
    scenario = rulebook.scenario
    match shape:
        case OpenedShape():
            if (shape.seed, shape.length, shape.seats) != (header.seed, header.length, dict(header.seats)):
                raise ValueError("seed, length or seats differ from the header's")
            _check_state(rulebook, header, shape.state, turn)
        case AdjudicatedShape():
            _check_turn(shape.turn, turn)
            for seat in (*shape.orders, *shape.reasons, *(settled.seat for settled in shape.settled)):
                _one_of("seat", seat, header.seats)
            cells = {name: set(rulebook.layout[name].cells) for name in scenario.rules.metrics}
            for _, _, metric, entities, _, _ in shape.ledger:
                _one_of("metric", metric, cells)
                _one_of(f"cell of {metric}", tuple(entities), cells[metric])
            _check_state(rulebook, header, shape.state, turn + 1)
        case GivenShape():
            _check_turn(shape.turn, turn)
            _one_of("inject", shape.inject, scenario.rules.injects)
        case SwitchedShape():
            _check_turn(shape.turn, turn)
        case RuledShape():
            _check_turn(shape.turn, turn)
            _check_ruling(rulebook, header, shape)
        case NotedShape():
            _check_turn(shape.turn, turn)
            _one_of("seat", shape.seat, ("", *header.seats))
            _one_of("inject", shape.inject, ("", *scenario.rules.injects))
        case ChangedShape():
            _check_turn(shape.turn, turn)
            _one_of("seat", shape.seat, header.seats)
            if shape.player != HUMAN and not has_bot(scenario, shape.seat, shape.player):
                raise ValueError(f"player {shape.player!r}")
        case DraftedShape() | TypedShape() | CommittedShape() | WithdrawnShape():
            _check_turn(shape.turn, turn)
            _one_of("seat", shape.seat, header.seats)
        case _:
            assert_never(shape)


def _check_ruling(rulebook: Rulebook, header: Header, shape: RuledShape) -> None:
    try:
        allowed_value(rulebook, Target(shape.die, shape.metric, tuple(shape.entities)), shape.ruled)
    except UsageError as problem:
        raise ValueError(str(problem)) from problem
    for seat in shape.seen_by:
        _one_of("seat", seat, (EVERYONE, *header.seats))


def _check_turn(said: int, turn: int) -> None:
    if said != turn:
        raise ValueError(f"an event of turn {said} stands in turn {turn}")


def _check_state(rulebook: Rulebook, header: Header, state: StateShape, turn: int) -> None:
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
