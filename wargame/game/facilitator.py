"""The facilitator's actions: trigger or try an inject, switch odds off or on, and write a note.

Must not know: files, or what seats read.
"""

from __future__ import annotations

from collections.abc import Callable

import attrs

from wargame.adjudicator import State
from wargame.errors import UsageError
from wargame.game.apply import came_in, check_waits
from wargame.game.match_state import MatchState
from wargame.game.notes import check_note, with_whole_order
from wargame.game.rulings import Rulings
from wargame.game.telling.differences import Values, difference_rows
from wargame.game.telling.shown_values import shows_values, with_values
from wargame.game.turn_orders import turn_orders
from wargame.game.wording.labels import cause_label, cell_label
from wargame.game.wording.number import WRITTEN
from wargame.game.wording.rulings import given_line
from wargame.model.match.events import Event, InjectGiven, Noted, OddsSwitched
from wargame.model.match.note import Note
from wargame.model.match.order import Order
from wargame.model.match.outcome import TurnOutcome
from wargame.model.rules.inject import ANSWER, Inject
from wargame.model.telling.inject_trial import InjectTrial
from wargame.model.telling.letter import Letter, LetterChoice


@attrs.frozen
class Facilitator:
    """The facilitator's actions on a match. `accept`: the function that records an event and applies it."""

    game: MatchState
    accept: Callable[[Event], None]

    @property
    def rulings(self) -> Rulings:
        """Return the rulings on the present turn."""
        return Rulings(self.game, self.accept)

    def give(self, inject: str) -> str:
        """Trigger an inject now, even if its condition is false. Return the effects as text for the facilitator.

        Raises UsageError if the inject is unknown or has already come.
        """
        told = self.effects_of_giving(inject)
        self.accept(InjectGiven(self.game.past.now + 1, inject))
        return told

    def effects_of_giving(self, inject: str) -> str:
        """Return what happens to the turn if an inject is triggered now, as text for the facilitator.

        Raises UsageError if the inject is unknown or has already come.
        """
        self._goes_on()
        check_waits(self.game, inject)
        asked = self._known(inject).by
        again = [seat for seat, draft in self.game.seat_drafts.items() if draft.committed and seat in asked]
        return given_line(self.game.scenario, inject, self.game.past.now + 1, bool(self.game.rulings), again)

    def injects(self) -> tuple[tuple[Inject, int], ...]:
        """Return every inject of the scenario with the turn in which it came, or with 0 if it has not come."""
        return tuple((each, came_in(self.game, each.id)) for each in self.game.scenario.rules.injects.values())

    def switch_odds(self, shown: bool) -> None:
        """Switch the odds of all seats on or off. Nothing happens if the odds already have this setting.

        Raises UsageError after the end.
        """
        self._goes_on()
        if shown is not self.game.odds_shown:
            self.accept(OddsSwitched(self.game.past.now + 1, shown))

    def note(self, note: Note) -> Note:
        """Store a note, also after the end. Return the note with the full text of its order.

        `note.order`: the text of the order that the note is about, or the first letters of this text.
        Raises UsageError for an impossible note.
        """
        whole = with_whole_order(self.game, note)
        check_note(self.game, whole)
        self.accept(Noted(self.game.past.now + 1, whole))
        return whole

    def trial(self, inject: str, choice: str = "") -> InjectTrial:
        """Resolve the present turn twice on copies: once with an inject and once without it. The game does not change.

        Bots choose their orders as in a real turn. People's orders come from their drafts. `choice`: the answer of
        every seat that the inject asks.

        Raises UsageError for an unknown inject or choice, and after the end.
        """
        self._goes_on()
        found = self._known(inject)
        if choice and choice not in found.words:
            known = ", ".join(found.words) or "it asks nothing"
            raise UsageError(f'{inject} has no choice "{choice}". Choices: {known}.')
        adjudicator = self.game.engine.adjudicator
        snapshot = adjudicator.snapshot(self.game.past.state)
        without, with_it = (adjudicator.restore(snapshot) for _ in range(2))
        adjudicator.withdraw_inject(without, inject)
        adjudicator.withdraw_inject(with_it, inject)
        adjudicator.send_inject(with_it, inject)
        orders = self._orders(without, inject, "")
        answered = self._orders(with_it, inject, choice)
        adjudicator.adjudicate(without, orders)
        outcome = adjudicator.adjudicate(with_it, answered)
        return self._told(found, outcome, answered, without, with_it)

    def _goes_on(self) -> None:
        if self.game.past.ending:
            raise UsageError("The game has ended.")

    def _known(self, inject: str) -> Inject:
        injects = self.game.engine.scenario.rules.injects
        if inject not in injects:
            raise UsageError(f'There is no inject "{inject}". Injects: {", ".join(injects) or "none"}.')
        return injects[inject]

    def _orders(self, state: State, inject: str, choice: str) -> dict[str, tuple[Order, ...]]:
        """Return the orders of all seats in a state.

        Every seat that the inject asks gives the answer `choice` if `choice` is not empty.
        """
        found = turn_orders(self.game.engine, state, self.game.seats, self.game.seat_drafts, self.game.tables).orders
        asked = self._known(inject)
        words = asked.words
        for seat in asked.by if choice else ():
            if seat in found:
                answer = Order(ANSWER, (inject,), float(words.index(choice) + 1), words=words)
                kept = (o for o in found[seat] if (o.action, o.targets) != (ANSWER, (inject,)))
                found[seat] = (*kept, answer)
        return found

    def _told(
        self, inject: Inject, outcome: TurnOutcome, orders: dict[str, tuple[Order, ...]], without: State, with_it: State
    ) -> InjectTrial:
        scenario = self.game.engine.scenario
        metrics, steps = scenario.rules.metrics, scenario.rules.steps
        before = self.game.past.observation(None, self.game.past.now).cells
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
            letter=self._letter(inject, outcome.turn),
            booked=booked,
            rows=difference_rows(scenario, before, self._cells(without), self._cells(with_it)),
            reports=tuple(line.text for line in outcome.reports if line.step in own),
            answers=tuple((seat, word or f"nothing, which means {inject.otherwise}") for seat, word in given.items()),
        )

    def _cells(self, state: State) -> Values:
        return self.game.engine.adjudicator.observations.observation(None, 0, lambda _: state).cells

    def _letter(self, inject: Inject, turn: int) -> Letter:
        """Return an inject as the letter that a seat reads. The numbers in the text are true, not estimates."""
        choices = tuple(LetterChoice(c.name, c.label or c.name, c.text) for c in inject.choices)
        letter = Letter(inject.id, turn, inject.title, inject.text, choices=choices)
        if not shows_values(self.game.scenario, inject.id):
            return letter
        seen = self.game.past.observation(None, self.game.past.now)
        return with_values(self.game.scenario, letter, seen, WRITTEN)
