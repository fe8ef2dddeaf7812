"""What the facilitator may do with injects: let one come, or try one on copies of the game.

Must not know: files, or what seats are told.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

import attrs

from wargame.adjudicator import State
from wargame.errors import UsageError
from wargame.game.deals.tables import Tables
from wargame.game.engine import Engine
from wargame.game.history import History
from wargame.game.orders.seat_draft import SeatDraft
from wargame.game.record import GIVEN
from wargame.game.turn_orders import turn_orders
from wargame.game.wording.labels import cause_label, cell_label, headlines_of
from wargame.game.wording.number import WRITTEN
from wargame.model.inject import ANSWER, Inject, came
from wargame.model.inject_trial import InjectTrial, TrialRow
from wargame.model.order import Order
from wargame.model.outcome import TurnOutcome

Orders = dict[str, tuple[Order, ...]]


@attrs.frozen
class Facilitator:
    """The facilitator's hand on a match; `accept` records an event and lets it happen."""

    engine: Engine
    past: History
    seats: Mapping[str, str]
    seat_drafts: Mapping[str, SeatDraft]
    tables: Tables
    accept: Callable[[dict[str, Any]], None]

    def give(self, inject: str) -> None:
        """Let an inject come now, whatever it waits for. Raises UsageError when it is unknown or came already."""
        self._goes_on()
        self._waits(inject)
        self.accept({"kind": GIVEN, "turn": self.past.now + 1, "inject": inject})

    def apply(self, inject: str) -> None:
        """Let a recorded gift happen; who is asked something new has not committed."""
        self._waits(inject)
        state = self.past.give_away()
        self.engine.give(state, inject)
        self.past.amend(self.engine.snapshot(state))
        for seat in self._known(inject).by:
            if seat in self.seat_drafts:
                self.seat_drafts[seat].committed = False

    def trial(self, inject: str, choice: str = "") -> InjectTrial:
        """Resolve the present turn on copies, once with an inject and once without; the game stays as it is.

        Bots order as they would, people what is in their drafts; `choice` is what everyone who is asked answers.
        Raises UsageError for an unknown inject or choice, and after the end.
        """
        self._goes_on()
        found = self._known(inject)
        if choice and choice not in found.words:
            known = ", ".join(found.words) or "it asks nothing"
            raise UsageError(f'{inject} has no choice "{choice}". Choices: {known}.')
        snapshot = self.engine.snapshot(self.past.state)
        without, with_it = (self.engine.restore(snapshot) for _ in range(2))
        self.engine.take_back(without, inject)
        self.engine.take_back(with_it, inject)
        self.engine.give(with_it, inject)
        orders = self._orders(without, inject, "")
        answered = self._orders(with_it, inject, choice)
        self.engine.adjudicate(without, orders)
        outcome = self.engine.adjudicate(with_it, answered)
        return self._told(found, outcome, answered, without, with_it)

    def _goes_on(self) -> None:
        if self.past.ending:
            raise UsageError("The game has ended.")

    def _known(self, inject: str) -> Inject:
        injects = self.engine.scenario.rules.injects
        if inject not in injects:
            raise UsageError(f'There is no inject "{inject}". Injects: {", ".join(injects) or "none"}.')
        return injects[inject]

    def _waits(self, inject: str) -> None:
        self._known(inject)
        turn = int(self.past.sighting(None, self.past.now).cells[came(inject)][()])
        if turn:
            raise UsageError(f"{inject} came in turn {turn}.")

    def _orders(self, state: State, inject: str, choice: str) -> Orders:
        """Give what everyone orders in a state; with a choice, everyone who is asked takes it."""
        found = turn_orders(self.engine, state, self.seats, self.seat_drafts, self.tables).orders
        asked = self._known(inject)
        words = asked.words
        for seat in asked.by if choice else ():
            if seat in found:
                answer = Order(ANSWER, (inject,), float(words.index(choice) + 1), words=words)
                kept = (o for o in found[seat] if (o.action, o.targets) != (ANSWER, (inject,)))
                found[seat] = (*kept, answer)
        return found

    def _told(
        self, inject: Inject, outcome: TurnOutcome, orders: Orders, without: State, with_it: State
    ) -> InjectTrial:
        scenario = self.engine.scenario
        metrics, steps = scenario.rules.metrics, scenario.rules.steps
        own = {step.id for step in steps.values() if step.inject == inject.id}
        booked = tuple(
            (
                cell_label(scenario, e.metric, e.entities),
                cause_label(e.cause),
                WRITTEN.contribution(metrics[e.metric], e.amount),
            )
            for e in outcome.entries
            if e.step in own and not metrics[e.metric].inner
        )
        given = {
            seat: next((o.level_word for o in orders.get(seat, ()) if o.targets == (inject.id,)), "")
            for seat in inject.by
        }
        return InjectTrial(
            inject=inject.id,
            turn=outcome.turn,
            booked=booked,
            rows=self._rows(without, with_it),
            reports=tuple(line.text for line in outcome.reports if line.step in own),
            answers=tuple((seat, word or f"nothing, which means {inject.otherwise}") for seat, word in given.items()),
        )

    def _rows(self, without: State, with_it: State) -> tuple[TrialRow, ...]:
        """Give what differs, headlines first, then by share of the metric's range."""
        scenario = self.engine.scenario
        before = self.past.sighting(None, self.past.now).cells
        one = self.engine.sighting(None, 0, lambda _: without).cells
        other = self.engine.sighting(None, 0, lambda _: with_it).cells
        watched = {(h.metric, h.entity) for h in headlines_of(scenario, None)}
        rows: list[tuple[bool, float, TrialRow]] = []
        for name, metric in scenario.rules.metrics.items():
            for cell, value in other[name].items():
                gap = value - one[name][cell]
                figures = [WRITTEN.value(metric, v) for v in (before[name][cell], one[name][cell], value)]
                if gap == 0.0 or metric.inner or figures[1] == figures[2]:
                    continue
                label = f"{cell_label(scenario, name, cell)}, {WRITTEN.unit(metric)}".removesuffix(", ")
                share = abs(gap) / max(metric.high - metric.low, 1e-9)
                rows.append(((name, cell) not in watched, -share, TrialRow(label, *figures)))
        return tuple(row for _, _, row in sorted(rows, key=lambda found: found[:2]))
