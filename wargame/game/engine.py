"""All calls from the match to the engine: open, adjudicate, options, bots, visibility, scores.

Must not know: orders as text, drafts, or records.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from wargame.adjudicator import Adjudicator, State
from wargame.adjudicator.appraisal import Appraisal, Appraiser
from wargame.adjudicator.pending_offers import with_pending_offers
from wargame.adjudicator.rulings import allowed_value, check_target
from wargame.adjudicator.visibility import Memory, fogged, owned, visible
from wargame.bots import Bot, bot_for, orders_of
from wargame.bots.knowledge import OwnState
from wargame.model.match.order import Order
from wargame.model.match.outcome import TurnOutcome
from wargame.model.match.ruling import Ruling, Target
from wargame.model.rules.action import EVERYONE
from wargame.model.rules.deal import Terms
from wargame.model.rules.fog import FogRow
from wargame.model.rules.metric import MetricCell
from wargame.model.scenario.scenario import Scenario
from wargame.model.telling.view import NewReading, Observation, Option
from wargame.rulebook import Rulebook

PendingOffers = Mapping[tuple[str, str], int]  # (table, party) -> the number of the deal that this party may sign


class Engine:
    """The adjudicator, the bots and the visibility of one rule book. Each game has its own `Engine`."""

    def __init__(self, rulebook: Rulebook) -> None:
        self.rulebook = rulebook
        self._adjudicator = Adjudicator(rulebook)
        self._appraiser = Appraiser(rulebook)
        self._policies: dict[tuple[str, str], Bot] = {}
        self.scenario: Scenario = rulebook.scenario

    def open(self, seed: int, length: int, seats: tuple[str, ...]) -> State:
        """Return the state of a new game."""
        return self._adjudicator.open(seed, length=length, seats=seats)

    def adjudicate(
        self, state: State, orders: Mapping[str, tuple[Order, ...]], rulings: tuple[Ruling, ...] = ()
    ) -> TurnOutcome:
        """Resolve a turn. This changes `state` in place into the state at the opening of the next turn.

        `rulings`: the facilitator's rulings on dice and cells of this turn.
        """
        return self._adjudicator.adjudicate(state, orders, rulings)

    def check_target(self, target: Target) -> None:
        """Raise UsageError for a die or cell on which a facilitator cannot rule."""
        check_target(self.rulebook, target)

    def allowed_value(self, target: Target, value: float) -> float:
        """Return a value as a die or cell can have it. Raises UsageError for an impossible target or value."""
        return allowed_value(self.rulebook, target, value)

    def give(self, state: State, inject: str) -> None:
        """Trigger an inject in this turn."""
        self._adjudicator.send_inject(state, inject)

    def take_back(self, state: State, inject: str) -> None:
        """Remove an inject from the state, as if it had not come."""
        self._adjudicator.withdraw_inject(state, inject)

    def snapshot(self, state: State) -> dict[str, Any]:
        """Return an exact copy of a state as values that JSON can hold."""
        return self._adjudicator.snapshot(state)

    def restore(self, snapshot: Mapping[str, Any]) -> State:
        """Return the state that is stored in a snapshot."""
        return self._adjudicator.restore(snapshot)

    def observation(
        self, seat: str | None, moment: int, state_at: Callable[[int], State], memory: Memory | None = None
    ) -> Observation:
        """Return what a seat knows at a moment. The result holds everything if `seat` is None.

        `moment`: the number of resolved turns.
        `state_at`: a function that returns the state after a number of turns.
        `memory`: what seats knew and estimated at earlier moments. This function adds its result to `memory`.
        """
        return self._adjudicator.observations.observation(seat, moment, state_at, memory)

    def readings(
        self, seat: str, moment: int, state_at: Callable[[int], State], memory: Memory
    ) -> dict[MetricCell, NewReading]:
        """Return the new readings that reached a seat at a moment (see `observation`)."""
        return self._adjudicator.observations.new_readings(seat, moment, state_at, memory)

    def layout(self, metric: str) -> tuple[tuple[str, ...], ...]:
        """Return every cell of a metric. A cell is a tuple of entity codes in the declared order of the axes."""
        return self.rulebook.layout[metric].cells

    def visible(self, seat: str, metric: str) -> frozenset[tuple[str, ...]]:
        """Return the cells of a metric that a seat sees exactly."""
        return visible(self.rulebook, seat, metric)

    def fogged(self, seat: str, metric: str) -> Mapping[tuple[str, ...], FogRow]:
        """Return the cells of a metric that a row of the fog table hides or blurs for a seat.

        The result maps each cell to its row of the fog table.
        """
        return fogged(self.rulebook, seat, metric)

    def owned(self, seat: str, metric: str) -> frozenset[tuple[str, ...]]:
        """Return the cells of a metric that belong to the seat or to nobody."""
        return owned(self.rulebook, seat, metric)

    def ap(self, state: State, seat: str) -> float:
        """Return the action points that a seat can spend this turn. Points that the seat kept from earlier turns count.

        A whole number is an int.
        """
        points = self._adjudicator.ap(state, seat)
        return int(points) if points == int(points) else points

    def own(self, state: State, seat: str) -> OwnState:
        """Return what a seat knows of itself in a state."""
        rules = self.scenario.rules.parameters
        streaks = {
            name: state.streaks_of_seat(name, seat, bool(checked.giver_axis))[:, 0].copy()
            for name, checked in self.rulebook.rules.actions.items()
            if checked.giver_axis or seat in checked.action.by
        }
        known = {n: float(v[0]) for n, v in state.parameters.items() if rules[n].known_to in (seat, EVERYONE)}
        return OwnState(float(state.banked[state.seats.index(seat), 0]), streaks, known)

    def booked(self, state: State, seat: str) -> frozenset[tuple[int, str, str]]:
        """Return the delayed effects that will arrive in later turns, as (turn, step, cause).

        Effects on metrics that the seat does not see exactly are left out.
        """
        return frozenset(
            booking[:3] for booking in self._adjudicator.booked(state) if visible(self.rulebook, seat, booking[3])
        )

    def options(
        self, state: State, seat: str, offers: PendingOffers | None = None, seen: Observation | None = None
    ) -> tuple[Option, ...]:
        """Return the orders that a seat might give, as options.

        The conditions of orders are checked with the numbers that the seat sees.

        `offers`: open offers that are not in the state.
        `seen`: what the seat knows.
        """
        return self._adjudicator.options(with_pending_offers(self.rulebook, state, offers or {}), seat, seen)

    def bot(
        self,
        state: State,
        seat: str,
        bot: str,
        offers: PendingOffers | None = None,
        terms: Mapping[str, Terms] | None = None,
    ) -> tuple[tuple[Order, str], ...]:
        """Return the orders of a bot with its reasons.

        `offers`: open offers that are not in the state.
        `terms`: terms in these offers that a party wrote.
        """
        board = with_pending_offers(self.rulebook, state, offers or {})
        chosen = orders_of(self.policy(seat, bot), board, terms)
        return tuple((each.order, each.reason) for each in chosen)

    def appraisal(self, state: State, seat: str) -> Appraisal:
        """Return the worth of every deal for a seat."""
        return self._appraiser.of(state, seat)

    def policy(self, seat: str, bot: str) -> Bot:
        """Return the bot of a seat.

        The bot is made at the first call. Raises UsageError if the seat has no such bot.
        """
        if (seat, bot) not in self._policies:
            self._policies[seat, bot] = bot_for(self._adjudicator, seat, bot)
        return self._policies[seat, bot]

    def digest(self, state: State) -> str:
        """Return the SHA-256 hash of a state, in hexadecimal digits."""
        return self._adjudicator.digest(state)

    def scores(self, state: State) -> dict[str, float]:
        """Return the score of each seat, from 0 to 100."""
        return {seat: float(score[0]) for seat, score in self._adjudicator.scores(state).items()}

    def margins(self, state: State) -> dict[str, float]:
        """Return the margin of each seat over par, in standard deviations.

        The result is empty if the length of the game has no par.
        """
        par = self._adjudicator.par(state.length)
        margins = self._adjudicator.margins(state)
        return {seat: float(margin[0]) for seat, margin in margins.items() if seat in par}

    def components(self, state: State, seat: str) -> dict[str, tuple[float, float]]:
        """Return the weight and the value of each component in the score of a seat."""
        found = self._adjudicator.components(state, seat)
        return {name: (float(weight[0]), float(value[0])) for name, (weight, value) in found.items()}

    def hidden(self, state: State) -> dict[str, float | str]:
        """Return the values of the hidden parameters that this game drew."""
        return self._adjudicator.hidden(state)
