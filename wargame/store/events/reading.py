"""Reads a line of a save as an event. The reader first checks the shape of the line, and then the names in it.

Must not know: files, or whether recorded events are true.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any, assert_never

import attrs
import msgspec

from wargame.errors import SaveError
from wargame.game.orders.deal_vocabulary import DealVocabulary
from wargame.game.orders.grammar import exact
from wargame.game.orders.terms.own_terms import exact_terms
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
from wargame.model.match.outcome import Draw, Entry, ReportLine, SettledOrder, TurnOutcome
from wargame.model.match.ruling import Ruling, Target
from wargame.model.rules.action import Action
from wargame.model.scenario.scenario import Scenario
from wargame.store.events import shapes
from wargame.store.events.shapes import KINDS, Shaped


def shape_of(line: Mapping[str, Any]) -> Shaped:
    """Return the values of a line as an object of the shape that belongs to its kind.

    Raises ValueError for a kind that does not exist, or for a value of the wrong type.
    """
    kind = line.get("kind")
    if not isinstance(kind, str) or kind not in KINDS:
        raise ValueError(
            f"this program knows no event of kind {kind!r}; if a newer one wrote the save, update wargame. "
            f"Known kinds: {', '.join(KINDS)}"
        )
    shape: Shaped = msgspec.convert(line, Shaped)
    return shape


@attrs.frozen
class EventReader:
    """Reads the events of games in a scenario. A save holds orders as their canonical texts."""

    actions: Mapping[str, Action]
    vocabulary: DealVocabulary

    @classmethod
    def of(cls, scenario: Scenario) -> EventReader:
        """Return the reader of a scenario's events."""
        return cls(scenario.rules.actions, DealVocabulary.of(scenario))

    def event(self, line: Mapping[str, Any], shape: Shaped) -> Event:
        """Return the event that a line holds. `shape` is the shape of the line.

        Raises SaveError for a text that is no order.
        """
        match shape:
            case shapes.OpenedShape():
                about = shape.scenario, shape.seed, shape.length, shape.seats
                return GameOpened(*about, line["state"], shape.digest)
            case shapes.DraftedShape():
                return DraftEdited(shape.turn, shape.seat, shape.deed, self._orders(shape.orders))
            case shapes.TypedShape():
                return LineTyped(shape.turn, shape.seat, shape.text)
            case shapes.CommittedShape():
                return OrdersCommitted(shape.turn, shape.seat, self._orders(shape.orders), shape.why)
            case shapes.WithdrawnShape():
                return CommitWithdrawn(shape.turn, shape.seat)
            case shapes.GivenShape():
                return InjectGiven(shape.turn, shape.inject)
            case shapes.SwitchedShape():
                return OddsSwitched(shape.turn, shape.shown)
            case shapes.RuledShape():
                target = Target(shape.die, shape.metric, tuple(shape.entities))
                told = tuple(shape.seen_by), shape.reason_seen
                return Ruled(shape.turn, Ruling(target, float(shape.rolled), float(shape.ruled), shape.why, *told))
            case shapes.NotedShape():
                written = shape.about, shape.author, shape.text, shape.grade
                return Noted(shape.turn, Note(*written, shape.seat, shape.inject, shape.order))
            case shapes.ChangedShape():
                return SeatChanged(shape.turn, shape.seat, shape.player)
            case shapes.AdjudicatedShape():
                return TurnAdjudicated(
                    orders={seat: self._orders(texts) for seat, texts in shape.orders.items()},
                    reasons={seat: tuple(reasons) for seat, reasons in shape.reasons.items()},
                    outcome=self._outcome(shape),
                    state=line["state"],
                )
            case _:
                assert_never(shape)

    def _outcome(self, shape: shapes.AdjudicatedShape) -> TurnOutcome:
        return TurnOutcome(
            turn=shape.turn,
            settled=tuple(SettledOrder(s.seat, s.line, self._order(s.order), s.paid, s.lapsed) for s in shape.settled),
            # Earlier programs wrote some national dice twice. Each die is thrown only once in a turn.
            draws=tuple(dict.fromkeys(Draw(key, value) for key, value in shape.draws)),
            entries=tuple(
                Entry(phase, step, metric, tuple(entities), cause, amount)
                for phase, step, metric, entities, cause, amount in shape.ledger
            ),
            reports=tuple(
                ReportLine(r.phase, r.step, tuple(r.entities), r.text, tuple(r.seen_by)) for r in shape.reports
            ),
            ending=shape.ending,
            digest=shape.digest,
        )

    def _orders(self, texts: Iterable[str]) -> tuple[Order, ...]:
        return tuple(map(self._order, texts))

    def _order(self, text: str) -> Order:
        order = exact(text, self.actions) or exact_terms(text, self.vocabulary)
        if order is None:
            raise SaveError(f'"{text}" is no order of this scenario.')
        return order
