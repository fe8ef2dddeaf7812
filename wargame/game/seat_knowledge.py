"""Collects all that a seat knows of a game at a moment from the past of the match.

Must not know: how the knowledge is used.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from wargame.adjudicator.visibility import visible
from wargame.bots.knowledge import SeatKnowledge
from wargame.game.disclosure.deal_cells import known_deal_cells
from wargame.game.engine import Engine
from wargame.game.history import History
from wargame.game.turn_record import TurnRecord
from wargame.model.rules.metric import MetricCell
from wargame.model.telling.view import Observation


def seat_knowledge(engine: Engine, past: History, seat: str, moment: int) -> SeatKnowledge:
    """Return what a seat knew at a moment (the number of resolved turns)."""
    state = past.state_at(moment)
    turns = past.turns[:moment]
    booked = engine.booked(state, seat)
    seen = [past.observation(seat, when) for when in range(moment + 1)]
    return SeatKnowledge(
        seat=seat,
        turn=moment + 1,
        length=state.length,
        seats=state.seats,
        seen=tuple(seen),
        read=tuple(past.readings(seat, when) for when in range(moment + 1)),
        deals=tuple(_deal_cells(engine, past, seat, seen)),
        orders=tuple(record.orders.get(seat, ()) for record in turns),
        coming={effect: effect in booked for effect in _own_effects(engine, past, seat, turns)},
        own=engine.own(state, seat),
    )


def _deal_cells(
    engine: Engine, past: History, seat: str, seen: list[Observation]
) -> Iterator[Mapping[MetricCell, float]]:
    """Yield the numbers of deals that the seat knows, for each moment."""
    for moment, each in enumerate(seen):
        tables = engine.scenario.rules.deals.tables
        truth = past.observation(None, moment) if tables else each
        yield known_deal_cells(engine.scenario, seat, each, truth)


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
                if write.after and due > len(turns) and visible(engine.rulebook, seat, write.metric):
                    yield due, step.id, write.cause
