"""The bot `planner`: simulates several plans for its seat, and gives the orders of the best plan.

The simulations are played in believed games. A believed game agrees with everything that the seat sees.

The plans are the orders that the other bots of the seat would give.

Must not know: the true state beyond what its seat sees. The planner counts rollouts and never seconds. Its draws have
their own keys (numbers from which dice get their values). The planner therefore gives the same orders in a game, alone
or in a batch.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import attrs
import numpy as np

from wargame.adjudicator import Adjudicator, State
from wargame.adjudicator.orders import Ints
from wargame.adjudicator.state import RUNNING
from wargame.bots.choice_buffer import Column
from wargame.bots.names import budget_of, check_bot
from wargame.bots.policy import Policy, join, only
from wargame.bots.present_beliefs import PresentBeliefs
from wargame.model.rules.deal import Terms, turns_text
from wargame.model.rules.number_style import signed
from wargame.model.scenario.seat import RANDOM
from wargame.numeric.exact import Floats

HORIZON = 6  # the number of simulated turns of a plan
DRAWS = 8  # the least number of plans; each bot makes several plans if there are fewer bots
FINALISTS = 3  # how many plans the second half of the rollouts compares
OrderRow = tuple[Any, ...]  # slot, action, first target, second target, level, main effort


@attrs.frozen
class CandidatePlan:
    """A plan: the orders of this turn, and the bot that plays the seat in later turns."""

    bot: str
    rows: tuple[OrderRow, ...]
    reason: str


@attrs.frozen(eq=False)
class RankedPlans:
    """Plans with their mean margins, and the number of games behind each mean.

    The finalists come first, in order of their means. The first finalist is the best plan. All other plans were dropped
    earlier. Their means come from fewer games with other dice, and cannot be compared with the means of the finalists.
    """

    plans: tuple[tuple[CandidatePlan, float, int], ...]
    turns: int

    @property
    def best(self) -> CandidatePlan:
        """Return the plan with the highest mean margin among the finalists."""
        return self.plans[0][0]

    def reason(self) -> str:
        """Return the planner's reason in words."""
        margins = ", ".join(f"{plan.bot} {signed(value, 2, '-')}" for plan, value, _ in self.plans[:FINALISTS])
        rollouts = sum(games for _, _, games in self.plans)
        of = f"the best of {len(self.plans)} plans" if len(self.plans) > 1 else "the only plan"
        return f"{self.best.reason} After {rollouts} rollouts of {turns_text(self.turns)} {of}, by margin: {margins}."


class Planner:
    """A bot that simulates plans for its seat. The class `Bot` explains `choose` and `reason`."""

    def __init__(self, adjudicator: Adjudicator, seat: str, name: str) -> None:
        check_bot(adjudicator.scenario, seat, name)
        self.adjudicator = adjudicator
        self.seat = seat
        self.budget = budget_of(name)
        doctrines = adjudicator.rulebook.rules.doctrines
        names = [bot for bot, seats in doctrines.items() if seat in seats] or [RANDOM]
        self._bots = {bot: Policy(adjudicator, seat, bot) for bot in names}
        self._draws = tuple(
            policy.with_other_dice(number)
            for number in range(-(-DRAWS // len(names)))
            for policy in self._bots.values()
        )
        self.beliefs = PresentBeliefs(adjudicator, seat, max(2, min(self.budget, 64)))
        self._ranked: list[RankedPlans] = []

    def choose(self, state: State, terms: Mapping[str, Terms] | None = None) -> tuple[list[Column], Ints]:
        """Return two results: the orders of the best plan for every game, as columns (arrays), and the number of each
        game.

        The method `reason` takes the number of a game.
        """
        estimates = self.beliefs.estimates(state)
        plans = self._plans(state, terms)
        self._ranked = [self._rank(state, game, estimates, found) for game, found in enumerate(plans)]
        columns = [
            (slot, np.array([game], dtype=np.intp), *(np.array([part]) for part in rest))
            for game, ranked in enumerate(self._ranked)
            for slot, *rest in ranked.best.rows
        ]
        return columns, np.arange(state.games, dtype=np.intp)

    def reason(self, row: int) -> str:
        """Return the reason for the planner's last orders in game number `row`."""
        return self._ranked[row].reason()

    def _plans(self, state: State, terms: Mapping[str, Terms] | None) -> list[tuple[CandidatePlan, ...]]:
        """Return, for each game, the plans: the orders that each bot of the seat would give now.

        Equal orders of two bots appear once.
        """
        found: list[dict[tuple[OrderRow, ...], CandidatePlan]] = [{} for _ in range(state.games)]
        for policy in self._draws:
            columns, row = policy.choose(state, terms)
            rows: list[list[OrderRow]] = [[] for _ in range(state.games)]
            for slot, games, *rest in columns:
                for place, game in enumerate(games.tolist()):
                    rows[game].append((slot, *(part[place].item() for part in rest)))
            for game, own in enumerate(rows):
                key = tuple(own)
                found[game].setdefault(key, CandidatePlan(policy.name, key, policy.reason(int(row[game]))))
        return [tuple(plans.values()) for plans in found]

    def _rank(self, state: State, game: int, estimates: Any, plans: Sequence[CandidatePlan]) -> RankedPlans:
        """Return the plans with their mean margins.

        The first half of the rollouts plays all plans in the same believed games. The second half plays the best plans
        in further games.
        """
        turns = min(HORIZON, state.length - state.turn + 1)
        each = max(1, self.budget // 2 // len(plans))
        values = self._values(state, game, estimates, plans, np.arange(each), turns)
        order = np.argsort(-values.mean(axis=1), kind="stable")
        final = [int(n) for n in order[:FINALISTS]]
        more = max(1, (self.budget - each * len(plans)) // len(final))
        seen = {n: values[n] for n in range(len(plans))}
        if len(plans) > 1:
            numbers = np.arange(each, each + more)
            further = self._values(state, game, estimates, [plans[n] for n in final], numbers, turns)
            seen |= {n: np.concatenate([values[n], further[k]]) for k, n in enumerate(final)}
        ranked = sorted(final, key=lambda n: -float(seen[n].mean())) + [int(n) for n in order[FINALISTS:]]
        return RankedPlans(tuple((plans[n], float(seen[n].mean()), seen[n].size) for n in ranked), turns)

    def _values(
        self, state: State, game: int, estimates: Any, plans: Sequence[CandidatePlan], numbers: Ints, turns: int
    ) -> Floats:
        """Return the margin of each plan in each believed game. The shape is [plans, games]."""
        numbers = numbers % self.beliefs.most
        believed = self.beliefs.draw(state, game, estimates, np.tile(numbers, len(plans)))
        which = np.repeat(np.arange(len(plans)), numbers.size)
        margin = np.zeros(believed.games)
        running = np.ones(believed.games, dtype=bool)
        for turn in range(turns):
            chosen = {s: self.beliefs.other(s).choose(believed)[0] for s in believed.seats if s != self.seat}
            chosen[self.seat] = self._first(plans, which) if turn == 0 else self._later(believed, plans, which)
            self.adjudicator.step(believed, join(believed, chosen))
            over = running if turn == turns - 1 else running & (believed.ended != RUNNING)
            if over.any():
                margin[over] = self.adjudicator.margins(believed)[self.seat][over]
                running &= ~over
        return margin.reshape(len(plans), numbers.size)

    @staticmethod
    def _first(plans: Sequence[CandidatePlan], which: Ints) -> list[Column]:
        """Return the orders of the first turn. Each game uses the orders of its plan."""
        columns: list[Column] = []
        for number, plan in enumerate(plans):
            games = np.flatnonzero(which == number)
            for slot, *rest in plan.rows:
                columns.append((slot, games, *(np.full(games.size, part) for part in rest)))
        return columns

    def _later(self, believed: State, plans: Sequence[CandidatePlan], which: Ints) -> list[Column]:
        """Return the orders of a later turn. The bot of each game's plan chooses the orders in this game."""
        columns: list[Column] = []
        bots = np.array([plan.bot for plan in plans])[which]
        for bot in sorted(set(bots.tolist())):
            columns += only(self._bots[bot].choose(believed)[0], bots == bot)
        return columns
