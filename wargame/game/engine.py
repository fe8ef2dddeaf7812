"""All that the match asks of the engine, in one place: open, adjudicate, options, bots, visibility, scores.

Must not know: orders as text, drafts, or records.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from wargame.adjudicator import Adjudicator, State
from wargame.adjudicator.appraisal import Appraisal, Appraiser
from wargame.adjudicator.pending_offers import with_pending_offers
from wargame.adjudicator.visibility import Memory, fogged, owned, visible
from wargame.bots import Bot, bot_for, orders_of
from wargame.model.deal import Terms
from wargame.model.fog import FogRow
from wargame.model.order import Order
from wargame.model.outcome import TurnOutcome
from wargame.model.scenario import Scenario
from wargame.model.view import Observation, Option
from wargame.rulebook import Rulebook

PendingOffers = Mapping[tuple[str, str], int]  # (table, party) -> the number of the deal that lies before it


class Engine:
    """The adjudicator, the bots and the rules of visibility for one rule book; always a single game."""

    def __init__(self, rulebook: Rulebook) -> None:
        self._rulebook = rulebook
        self._adjudicator = Adjudicator(rulebook)
        self._appraiser = Appraiser(rulebook)
        self._policies: dict[tuple[str, str], Bot] = {}
        self.scenario: Scenario = rulebook.scenario

    def open(self, seed: int, length: int, seats: tuple[str, ...]) -> State:
        """Give the state of a new game."""
        return self._adjudicator.open(seed, length=length, seats=seats)

    def adjudicate(self, state: State, orders: Mapping[str, tuple[Order, ...]]) -> TurnOutcome:
        """Resolve a turn; the state becomes that of the next."""
        return self._adjudicator.adjudicate(state, orders)

    def give(self, state: State, inject: str) -> None:
        """Let an inject come this turn."""
        self._adjudicator.send_inject(state, inject)

    def take_back(self, state: State, inject: str) -> None:
        """Let it be as if an inject had not come."""
        self._adjudicator.withdraw_inject(state, inject)

    def snapshot(self, state: State) -> dict[str, Any]:
        """Give a state as JSON-able values, exactly."""
        return self._adjudicator.snapshot(state)

    def restore(self, snapshot: Mapping[str, Any]) -> State:
        """Give back the state of a snapshot."""
        return self._adjudicator.restore(snapshot)

    def observation(
        self, seat: str | None, moment: int, state_at: Callable[[int], State], memory: Memory | None = None
    ) -> Observation:
        """Give what a seat knows at a moment, without a seat all; `state_at` gives the state after so many turns.

        `memory` keeps what seats made of what they were told before.
        """
        return self._adjudicator.observations.observation(seat, moment, state_at, memory)

    def layout(self, metric: str) -> tuple[tuple[str, ...], ...]:
        """Give every cell of a metric, as entity codes in declared axis order."""
        return self._rulebook.layout[metric].cells

    def visible(self, seat: str, metric: str) -> frozenset[tuple[str, ...]]:
        """Give the cells of a metric that a seat sees exactly."""
        return visible(self._rulebook, seat, metric)

    def fogged(self, seat: str, metric: str) -> Mapping[tuple[str, ...], FogRow]:
        """Give the cells of a metric that a seat sees by a row of the fog table."""
        return fogged(self._rulebook, seat, metric)

    def owned(self, seat: str, metric: str) -> frozenset[tuple[str, ...]]:
        """Give the cells of a metric that are the seat's own or nobody's."""
        return owned(self._rulebook, seat, metric)

    def ap(self, state: State, seat: str) -> float:
        """Give the action points of a seat this turn, banked ones among them; a whole number where they are whole."""
        points = self._adjudicator.ap(state, seat)
        return int(points) if points == int(points) else points

    def booked(self, state: State, seat: str) -> frozenset[tuple[int, str, str]]:
        """Give what is booked for later in metrics that a seat sees exactly: (turn, step, cause)."""
        return frozenset(
            booking[:3] for booking in self._adjudicator.booked(state) if visible(self._rulebook, seat, booking[3])
        )

    def options(
        self, state: State, seat: str, offers: PendingOffers | None = None, seen: Observation | None = None
    ) -> tuple[Option, ...]:
        """Give what a seat might order, judged on what it sees; `offers` lie on the tables as well.

        `seen`: what the seat was told until now.
        """
        return self._adjudicator.options(with_pending_offers(self._rulebook, state, offers or {}), seat, seen)

    def bot(
        self,
        state: State,
        seat: str,
        bot: str,
        offers: PendingOffers | None = None,
        terms: Mapping[str, Terms] | None = None,
    ) -> tuple[tuple[Order, str], ...]:
        """Give a bot's orders with its reasons; `offers` lie on the tables as well, `terms` are those written there."""
        board = with_pending_offers(self._rulebook, state, offers or {})
        chosen = orders_of(self.policy(seat, bot), board, terms)
        return tuple((each.order, each.reason) for each in chosen)

    def appraisal(self, state: State, seat: str) -> Appraisal:
        """Give what a seat makes of every deal."""
        return self._appraiser.of(state, seat)

    def policy(self, seat: str, bot: str) -> Bot:
        """Give the bot that plays a seat; it is made once. Raises UsageError where the seat has no such bot."""
        if (seat, bot) not in self._policies:
            self._policies[seat, bot] = bot_for(self._adjudicator, seat, bot)
        return self._policies[seat, bot]

    def digest(self, state: State) -> str:
        """Give the sha256 of a state, in hexadecimal digits."""
        return self._adjudicator.digest(state)

    def scores(self, state: State) -> dict[str, float]:
        """Give each seat's score, 0 to 100."""
        return {seat: float(score[0]) for seat, score in self._adjudicator.scores(state).items()}

    def margins(self, state: State) -> dict[str, float]:
        """Give each seat's margin over par in standard deviations, where the length of the game has a par for it."""
        par = self._adjudicator.par(state.length)
        margins = self._adjudicator.margins(state)
        return {seat: float(margin[0]) for seat, margin in margins.items() if seat in par}

    def components(self, state: State, seat: str) -> dict[str, tuple[float, float]]:
        """Give weight and value of each component of a seat's score."""
        found = self._adjudicator.components(state, seat)
        return {name: (float(weight[0]), float(value[0])) for name, (weight, value) in found.items()}

    def hidden(self, state: State) -> dict[str, float | str]:
        """Give the hidden parameters as they were drawn."""
        return self._adjudicator.hidden(state)
