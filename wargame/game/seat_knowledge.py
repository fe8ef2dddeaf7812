"""Collects all that a seat knows of a game at a moment from the past of the match.

Must not know: how the knowledge is used.
"""

from __future__ import annotations

from collections.abc import Iterator

from wargame.bots.knowledge import SeatKnowledge
from wargame.game.engine import Engine
from wargame.game.history import History
from wargame.game.turn_record import TurnRecord


def seat_knowledge(engine: Engine, past: History, seat: str, moment: int) -> SeatKnowledge:
    """Return what a seat knew at a moment (the number of resolved turns)."""
    state = past.state_at(moment)
    turns = past.turns[:moment]
    booked = engine.booked(state, seat)
    return SeatKnowledge(
        seat=seat,
        turn=moment + 1,
        length=state.length,
        seats=state.seats,
        seen=tuple(past.observation(seat, when) for when in range(moment + 1)),
        read=tuple(past.readings(seat, when) for when in range(moment + 1)),
        orders=tuple(record.orders.get(seat, ()) for record in turns),
        coming={effect: effect in booked for effect in _own_effects(engine, past, seat, turns)},
        own=engine.own(state, seat),
    )


def _own_effects(engine: Engine, past: History, seat: str, turns: list[TurnRecord]) -> Iterator[tuple[int, str, str]]:
    """Yield the effects that a seat's orders may have in later turns, as (turn, step, cause).

    Only effects on metrics that the seat sees are included.
    """
    reader, rules = past.reader, engine.scenario.rules
    delayed = [step for step in rules.steps.values() if any(write.after for write in reader.writes(step))]
    for record in turns[-reader.longest_delay :] if reader.longest_delay else ():
        given = {s.order.action for s in record.outcome.settled if s.seat == seat and not s.lapsed}
        for step in delayed:
            if not given & reader.named_actions(step):
                continue
            for write in reader.writes(step):
                due = record.turn + write.after
                if write.after and due > len(turns) and engine.visible(seat, write.metric):
                    yield due, step.id, write.cause
