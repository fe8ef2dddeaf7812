"""Events: every change of a match as JSON-able mappings, and the resolved turn read back from them.

Must not know: where events are kept, or how a turn is resolved.

Kinds: `opened` (seed, seats, length, state), `draft` (a seat's orders after a deed), `typed` (a half-typed line),
`committed`, `withdrawn`, `given` (an inject that the facilitator let come), `adjudicated` (orders of all seats with
bots' reasons, what became of them, draws as [key, value], ledger as [phase, step, metric, [entities], cause, amount],
reports, ending, digest, state).
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import attrs

from wargame.errors import SaveError
from wargame.game.orders.deal_vocabulary import DealVocabulary
from wargame.game.orders.grammar import canonical, exact
from wargame.game.orders.terms.own_terms import exact_terms
from wargame.model.action import Action
from wargame.model.order import Order
from wargame.model.outcome import Draw, Entry, ReportLine, SettledOrder, TurnOutcome

Event = Mapping[str, Any]

OPENED, DRAFT, TYPED = "opened", "draft", "typed"
COMMITTED, WITHDRAWN, ADJUDICATED = "committed", "withdrawn", "adjudicated"
GIVEN = "given"
UNDO = "undo"


@attrs.frozen
class TurnRecord:
    """A resolved turn: all seats' orders, the bots' reasons (one per order), and what came of them.

    `written`: the reasons that people gave with their commits; they stand in those events.
    """

    turn: int
    orders: Mapping[str, tuple[Order, ...]]
    reasons: Mapping[str, tuple[str, ...]]
    outcome: TurnOutcome
    written: Mapping[str, str] = attrs.field(factory=dict)


def texts(orders: tuple[Order, ...], actions: Mapping[str, Action]) -> list[str]:
    """Give orders as canonical texts."""
    return [canonical(order, actions[order.action]).text for order in orders]


def read_texts(lines: list[str], actions: Mapping[str, Action], vocabulary: DealVocabulary) -> tuple[Order, ...]:
    """Read canonical texts back; raises SaveError for anything else."""
    return tuple(_read(line, actions, vocabulary) for line in lines)


def _read(line: str, actions: Mapping[str, Action], vocabulary: DealVocabulary) -> Order:
    order = exact(line, actions) or exact_terms(line, vocabulary)
    if order is None:
        raise SaveError(f'"{line}" is no order of this scenario.')
    return order


def adjudicated(record: TurnRecord, state: Mapping[str, Any], actions: Mapping[str, Action]) -> dict[str, Any]:
    """Write a resolved turn as an event; `state` is the snapshot after it."""
    outcome = record.outcome
    return {
        "kind": ADJUDICATED,
        "turn": record.turn,
        "orders": {seat: texts(orders, actions) for seat, orders in record.orders.items()},
        "reasons": {seat: list(reasons) for seat, reasons in record.reasons.items()},
        "settled": [
            {"seat": s.seat, "line": s.line, "order": text, "paid": dict(s.paid), "lapsed": s.lapsed}
            for s, text in zip(outcome.settled, texts(tuple(s.order for s in outcome.settled), actions), strict=True)
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
        "state": state,
    }


def read_adjudicated(event: Event, actions: Mapping[str, Action], vocabulary: DealVocabulary) -> TurnRecord:
    """Read a resolved turn back from its event."""
    outcome = TurnOutcome(
        turn=event["turn"],
        settled=tuple(
            SettledOrder(s["seat"], s["line"], _read(s["order"], actions, vocabulary), s["paid"], s["lapsed"])
            for s in event["settled"]
        ),
        draws=tuple(Draw(key, value) for key, value in event["draws"]),
        entries=tuple(
            Entry(phase, step, metric, tuple(entities), cause, amount)
            for phase, step, metric, entities, cause, amount in event["ledger"]
        ),
        reports=tuple(
            ReportLine(r["phase"], r["step"], tuple(r["entities"]), r["text"], tuple(r["seen_by"]))
            for r in event["reports"]
        ),
        ending=event["ending"],
        digest=event["digest"],
    )
    return TurnRecord(
        turn=event["turn"],
        orders={seat: read_texts(lines, actions, vocabulary) for seat, lines in event["orders"].items()},
        reasons={seat: tuple(reasons) for seat, reasons in event["reasons"].items()},
        outcome=outcome,
    )
