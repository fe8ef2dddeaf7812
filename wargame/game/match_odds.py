"""The odds of all seats of a match. The same bots play the believed games of every seat.

`question` reads the match. `answer` computes, and may run in another thread, because it reads only the question.

Must not know: how an answer is shown, or who builds compiled code.
"""

from __future__ import annotations

from collections.abc import Callable, Generator, Mapping
from threading import Lock

import attrs

from wargame.adjudicator import Adjudicator
from wargame.bots import Policy
from wargame.bots.knowledge import SeatKnowledge
from wargame.bots.onward import OnwardPlayer, WholeGames
from wargame.game.match import Match
from wargame.game.odds import MOST, Odds, plans_of, plans_without_each, usual_bots
from wargame.model.odds import OddsSheet, TrialPlan

CompileGames = Callable[[Adjudicator, Mapping[str, Policy]], WholeGames | None]


@attrs.frozen(eq=False)
class OddsQuestion:
    """What the odds are asked about: all that the seat knows, and the plans. The first plan is the draft."""

    known: SeatKnowledge
    plans: tuple[TrialPlan, ...]


class MatchOdds:
    """Answers questions about the drafts of a match.

    `compiled`: returns compiled code that plays the games of these bots, if there is some.
    """

    def __init__(self, match: Match, compiled: CompileGames | None = None) -> None:
        self._match, self._compiled = match, compiled
        self._player: OnwardPlayer | None = None
        self._odds: dict[str, Odds] = {}
        self._turn = 0
        self._one_at_a_time = Lock()

    def question(self, seat: str, line: int = 0, each: bool = False) -> OddsQuestion:
        """Return the question about a seat's draft.

        `line`: the line in question. 0 means the whole draft.
        `each`: compare the draft with the draft without each of its lines.
        """
        orders = tuple(each.order for each in self._match.draft(seat).lines)
        levels = self._match.levels(seat, line) if line else ()
        plans = plans_without_each(orders) if each else plans_of(orders, line, levels)
        return OddsQuestion(self._match.knowledge(seat), plans)

    def answer(self, question: OddsQuestion, turns: int = 1, trials: int = MOST) -> Generator[OddsSheet, None, None]:
        """Yield the odds of a question, coarse at first and then finer. Answers are computed one at a time."""
        with self._one_at_a_time:
            odds = self._of(question.known)
            odds.open(question.known)
            yield from odds.ask(question.plans, turns, trials)

    def _of(self, known: SeatKnowledge) -> Odds:
        """Return the odds of a seat. Compiled code is looked for again in each turn until there is some."""
        player = self._player
        if player is None or (player.whole is None and self._turn != known.turn):
            adjudicator = player.adjudicator if player is not None else Adjudicator(self._match.rulebook)
            bots = player.bots if player is not None else usual_bots(adjudicator, known.seats)
            whole = self._compiled(adjudicator, bots) if self._compiled is not None else None
            player = self._player = OnwardPlayer(adjudicator, bots, whole)
            self._turn = known.turn
            for odds in self._odds.values():
                odds.use(player)
        if known.seat not in self._odds:
            self._odds[known.seat] = Odds(player, known.seat)
        return self._odds[known.seat]
