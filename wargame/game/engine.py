"""The adjudicator of one game with the game's bots, and the numbers of this game as plain numbers.

Must not know: orders as text, drafts, or records.
"""

from __future__ import annotations

from collections.abc import Mapping

from wargame.adjudicator import Adjudicator, State
from wargame.adjudicator.appraisal import Appraiser
from wargame.adjudicator.pending_offers import with_pending_offers
from wargame.adjudicator.visibility import visible
from wargame.bots import Bot, bot_for, orders_of
from wargame.bots.knowledge import OwnState
from wargame.model.match.order import Order
from wargame.model.rules.action import EVERYONE
from wargame.model.rules.deal import Terms
from wargame.model.scenario.scenario import Scenario
from wargame.model.telling.view import Observation, Option
from wargame.rulebook import Rulebook

PendingOffers = Mapping[tuple[str, str], int]  # (table, party) -> the number of the deal that this party may sign


class Engine:
    """The adjudicator and the bots of one rule book. Each game has its own `Engine`.

    `adjudicator`: opens the game, resolves its turns and says what seats see. Callers use it directly.
    `appraiser`: computes the worth of deals.
    """

    def __init__(self, rulebook: Rulebook) -> None:
        self.rulebook = rulebook
        self.adjudicator = Adjudicator(rulebook)
        self.appraiser = Appraiser(rulebook)
        self._policies: dict[tuple[str, str], Bot] = {}
        self.scenario: Scenario = rulebook.scenario

    def ap(self, state: State, seat: str) -> float:
        """Return the action points that a seat can spend this turn. Points that the seat kept from earlier turns count.

        A whole number is an int.
        """
        points = self.adjudicator.ap(state, seat)
        return int(points) if points == int(points) else points

    def own(self, state: State, seat: str) -> OwnState:
        """Return what a seat knows of itself in a state: its kept action points, its repeated orders, and its hidden
        parameters.
        """
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
            booking[:3] for booking in self.adjudicator.booked(state) if visible(self.rulebook, seat, booking[3])
        )

    def options(
        self, state: State, seat: str, offers: PendingOffers | None = None, seen: Observation | None = None
    ) -> tuple[Option, ...]:
        """Return the orders that a seat might give, as options.

        The conditions of orders are checked with the numbers that the seat sees.

        `offers`: open offers that are not in the state.
        `seen`: what the seat knows.
        """
        return self.adjudicator.options(with_pending_offers(self.rulebook, state, offers or {}), seat, seen)

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

    def policy(self, seat: str, bot: str) -> Bot:
        """Return the bot of a seat.

        The bot is made at the first call. Raises UsageError if the seat has no such bot.
        """
        if (seat, bot) not in self._policies:
            self._policies[seat, bot] = bot_for(self.adjudicator, seat, bot)
        return self._policies[seat, bot]

    def scores(self, state: State) -> dict[str, float]:
        """Return the score of each seat, from 0 to 100."""
        return {seat: float(score[0]) for seat, score in self.adjudicator.scores(state).items()}

    def margins(self, state: State) -> dict[str, float]:
        """Return the margin of each seat over par, in standard deviations.

        The result is empty if the length of the game has no par.
        """
        par = self.adjudicator.par(state.length)
        margins = self.adjudicator.margins(state)
        return {seat: float(margin[0]) for seat, margin in margins.items() if seat in par}

    def components(self, state: State, seat: str) -> dict[str, tuple[float, float]]:
        """Return the weight and the value of each component in the score of a seat."""
        found = self.adjudicator.components(state, seat)
        return {name: (float(weight[0]), float(value[0])) for name, (weight, value) in found.items()}
