"""Writes an event as the values of a line in a save.

Must not know: files, or the hashes that connect the lines.
"""

from __future__ import annotations

from typing import Any, assert_never

from wargame.model.match.events import (
    CommitWithdrawn,
    DraftEdited,
    Event,
    GameOpened,
    InjectGiven,
    LineTyped,
    Noted,
    OddsSwitched,
    OrdersCommitted,
    Ruled,
    SeatChanged,
    TurnAdjudicated,
)
from wargame.model.match.note import Note
from wargame.model.match.order import Order
from wargame.model.match.ruling import Ruling


def write_event(event: Event) -> dict[str, Any]:
    """Return an event as values that JSON can hold. The keys are the keys of the event's shape."""
    match event:
        case GameOpened(scenario, seed, length, seats, state, digest):
            about = {"scenario": scenario, "seed": seed, "length": length, "seats": dict(seats)}
            return {"kind": "opened", **about, "state": state, "digest": digest}
        case DraftEdited(turn, seat, edit, orders):
            return {"kind": "draft", "turn": turn, "seat": seat, "deed": edit.value, "orders": _texts(orders)}
        case LineTyped(turn, seat, text):
            return {"kind": "typed", "turn": turn, "seat": seat, "text": text}
        case OrdersCommitted(turn, seat, orders, why):
            return {"kind": "committed", "turn": turn, "seat": seat, "orders": _texts(orders), "why": why}
        case CommitWithdrawn(turn, seat):
            return {"kind": "withdrawn", "turn": turn, "seat": seat}
        case InjectGiven(turn, inject):
            return {"kind": "given", "turn": turn, "inject": inject}
        case OddsSwitched(turn, shown):
            return {"kind": "odds_switched", "turn": turn, "shown": shown}
        case Ruled(turn, ruling):
            return {"kind": "ruled", "turn": turn, **_ruling(ruling)}
        case Noted(turn, note):
            return {"kind": "noted", "turn": turn, **_note(note)}
        case SeatChanged(turn, seat, player):
            return {"kind": "seat_changed", "turn": turn, "seat": seat, "player": player}
        case TurnAdjudicated():
            return _turn(event)
        case _:
            assert_never(event)


def _texts(orders: tuple[Order, ...]) -> list[str]:
    return [order.text for order in orders]


def _ruling(ruling: Ruling) -> dict[str, Any]:
    return {
        "die": ruling.target.die,
        "metric": ruling.target.metric,
        "entities": list(ruling.target.entities),
        "rolled": ruling.rolled,
        "ruled": ruling.ruled,
        "why": ruling.why,
        "seen_by": list(ruling.seen_by),
        "reason_seen": ruling.reason_seen,
    }


def _note(note: Note) -> dict[str, Any]:
    return {
        "about": note.about,
        "author": note.author,
        "text": note.text,
        "grade": note.grade.value if note.grade is not None else None,
        "seat": note.seat,
        "inject": note.inject,
        "order": note.order,
    }


def _turn(event: TurnAdjudicated) -> dict[str, Any]:
    outcome = event.outcome
    return {
        "kind": "adjudicated",
        "turn": event.turn,
        "orders": {seat: _texts(orders) for seat, orders in event.orders.items()},
        "reasons": {seat: list(reasons) for seat, reasons in event.reasons.items()},
        "settled": [
            {"seat": s.seat, "line": s.line, "order": s.order.text, "paid": dict(s.paid), "lapsed": s.lapsed}
            for s in outcome.settled
        ],
        "draws": [[draw.key, draw.value] for draw in outcome.draws],
        "ledger": [[e.phase, e.step, e.metric, list(e.entities), e.cause, e.amount] for e in outcome.entries],
        "reports": [
            {
                "phase": r.phase,
                "step": r.step,
                "entities": list(r.entities),
                "text": r.text,
                "seen_by": list(r.seen_by),
            }
            for r in outcome.reports
        ],
        "ending": outcome.ending,
        "digest": outcome.digest,
        "state": event.state,
    }
