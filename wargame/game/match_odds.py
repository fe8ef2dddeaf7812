"""The odds of all seats of a match. The same bots play the imagined games of every seat.

`question` reads the match. `answer` computes, and may run in another thread, because it reads only the question.

Must not know: how an answer is shown, or who builds compiled code.
"""

from __future__ import annotations

from collections.abc import Callable, Generator, Mapping, Sequence
from threading import Lock

import attrs

from wargame.adjudicator import Adjudicator
from wargame.bots import Policy
from wargame.bots.knowledge import SeatKnowledge
from wargame.bots.onward import OnwardPlayer, WholeGames
from wargame.errors import OrderError, Refusal, UsageError
from wargame.game.match import Match
from wargame.game.odds import (
    FIRST,
    LATER,
    MOST,
    Odds,
    Stop,
    difference,
    never,
    plans_about_each,
    plans_of,
    standing_of,
    usual_bots,
)
from wargame.game.order_effects import check_number, in_order, left_out
from wargame.model.match.order import Orders
from wargame.model.match.outcome import SettledOrder
from wargame.model.rules.metric import MetricCell
from wargame.model.telling.odds import ExpectedMargin, FallenTurn, OddsReading, OddsSheet, TrialPlan
from wargame.model.telling.order_effects import OrderEffects
from wargame.model.telling.view import Observation
from wargame.numeric.exact import Floats

SWITCHED_OFF = "The facilitator has switched the odds off in this game."
NO_ODDS = "There are no odds, because a commit is refused now: "
AHEAD = 3  # turns after which an order is looked at whose effects come later than this turn
CompileGames = Callable[[Adjudicator, Mapping[str, Policy]], WholeGames | None]


@attrs.frozen(eq=False)
class OddsQuestion:
    """A request for odds: all that the seat knows, and the plans to compare. A plan is a list of orders for this turn.

    The first plan is the draft.

    `line`: the number of the draft line that the question is mainly about, or 0 for the whole draft.
    """

    known: SeatKnowledge
    plans: tuple[TrialPlan, ...]
    line: int = 0


class MatchOdds:
    """Answers questions about the drafts of a match.

    `compiled`: a function that returns compiled code for games among these bots, or None if no code exists.
    """

    def __init__(self, match: Match, compiled: CompileGames | None = None) -> None:
        self._match, self._compiled = match, compiled
        self._player: OnwardPlayer | None = None
        self._odds: dict[str, Odds] = {}
        self._turn = 0
        self._ends: dict[str, dict[int, tuple[Floats, Mapping[str, Floats]]]] = {}  # by seat and moment
        self._one_at_a_time = Lock()

    def question(self, seat: str, line: int = 0) -> OddsQuestion:
        """Return the question about a seat's draft.

        `line`: the number of the draft line to ask about. 0 means the whole draft.

        Raises UsageError if the odds are switched off. Raises OrderError if a commit of the draft would be refused.
        """
        orders, levels = self._draft_asked(seat, line)
        return OddsQuestion(self._match.knowledge(seat), plans_of(orders, line, levels))

    def question_of_orders(self, seat: str, line: int = 0) -> OddsQuestion:
        """Return the question about each order of a seat's draft.

        `line`: the number of the draft line whose next levels are also tried, or 0.

        Raises UsageError if the odds are switched off. Raises OrderError if a commit of the draft would be refused.
        """
        orders, levels = self._draft_asked(seat, line)
        return OddsQuestion(self._match.knowledge(seat), plans_about_each(orders, line, levels), line)

    def _draft_asked(self, seat: str, line: int) -> tuple[Orders, tuple[float, ...]]:
        """Return the orders of a seat's draft, and the levels that one line can have.

        A draft that a commit refuses has no odds, because its orders cannot happen.
        """
        if not self._match.odds_shown:
            raise UsageError(SWITCHED_OFF)
        levels = self._match.levels(seat, line) if line else ()
        if (refusal := self._match.refusal(seat)) is not None:
            raise OrderError(Refusal.NOT_LEGAL, f"{NO_ODDS}{refusal.message}", refusal.nearest)
        return tuple(each.order for each in self._match.draft(seat).lines), levels

    def horizons(self) -> tuple[int, ...]:
        """Return the numbers of turns ahead that the odds of each order look at, in rising order.

        The odds never look past the last turn.
        """
        return tuple(sorted({1, min(AHEAD, self._match.length - self._match.turn + 1)}))

    def answer(
        self, question: OddsQuestion, turns: int = 1, trials: int = MOST, stop: Stop = never
    ) -> Generator[OddsSheet, None, None]:
        """Yield the odds of a question several times. Each answer uses more trials than the answer before.

        `turns`: the number of turns that the trials play.
        `trials`: the number of trials in the last answer.
        `stop`: a function that returns True when nobody waits for the next answer any more.
        """
        with self._one_at_a_time:
            if stop():
                return
            odds = self._of(question.known)
            odds.open(question.known)
            yield from odds.ask(question.plans, turns, trials, stop)

    def answers_of_orders(self, question: OddsQuestion, stop: Stop) -> Generator[OddsSheet, None, None]:
        """Yield the odds of each order, after this turn and after some turns. Later answers use more trials.

        The first answer is about the line of the question, because the person who asked waits for this answer.
        """
        plans = question.plans
        orders = plans[0].orders
        others = len(orders) + 1  # the plans from here on have other levels of the line
        of_line = (plans[0], plans[question.line], *plans[others:]) if question.line else plans
        about_line = attrs.evolve(question, plans=of_line)
        stages = [(question, 1, FIRST), (question, AHEAD, FIRST), (question, 1, LATER), (question, AHEAD, LATER)]
        if question.line:
            stages = [(about_line, 1, FIRST), *stages, (about_line, 1, MOST)]
        for asked, turns, trials in stages:
            sheets = list(self.answer(asked, turns, trials, stop))  # all but the last are out already
            if not sheets or sheets[-1].trials < trials:
                return
            yield sheets[-1]

    def standing(self, seat: str) -> Callable[[], ExpectedMargin]:
        """Return a function that computes the margin that a seat can expect at the end.

        The function may run in another thread.

        Raises UsageError if odds are switched off, or if the seat has no score.
        """
        if not self._match.odds_shown:
            raise UsageError(SWITCHED_OFF)
        if seat not in self._match.rulebook.rules.scores:
            raise UsageError("Your team has no score.")
        now = self._match.played
        moments = sorted({0, max(0, now - 1), now} - set(self._ends.get(seat, {})))
        known = [self._match.knowledge(seat, moment) for moment in moments]
        return lambda: self._standing(seat, now, known)

    def _standing(self, seat: str, now: int, known: Sequence[SeatKnowledge]) -> ExpectedMargin:
        with self._one_at_a_time:
            ends = self._ends.setdefault(seat, {})
            for each in known:
                odds = self._of(each)
                odds.open(each)
                ends[each.turn - 1] = odds.ends()
            (margins, parts), (_, first) = ends[now], ends[0]
            moved = {name: float(values.mean() - first[name].mean()) for name, values in parts.items()}
            most = max(moved, key=lambda name: abs(moved[name])) if now and moved else ""
            change = difference(margins, ends[now - 1][0]) if now else None
            return standing_of(seat, now + 1, margins, most, moved.get(most, 0.0), change)

    def fell(self, seat: str, turn: int = 0, trials: int = 0) -> Callable[[], FallenTurn]:
        """Return a function that compares the odds of a resolved turn with the real result of that turn.

        `turn`: the number of the turn, or 0 for the last turn.
        `trials`: the number of trials. 0 means as many as in the last answer before the commit.

        The function may run in another thread. Raises UsageError if odds are switched off, or before the first turn.
        """
        if not self._match.odds_shown:
            raise UsageError(SWITCHED_OFF)
        if not self._match.played:
            raise UsageError("No turn has been played yet.")
        moment = (turn or self._match.played) - 1
        known, seen = self._match.knowledge(seat, moment), self._match.knowledge(seat, moment + 1).now
        orders = self._match.orders(seat, moment + 1)[seat]
        happened = {
            OddsReading(metric, cell): value
            for metric, cells in seen.cells.items()
            for cell, value in cells.items()
            if (estimate := seen.estimate(metric, cell)) is None or not estimate.age  # a late value is of another turn
        }
        return lambda: self._fell(known, orders, happened, trials or MOST)

    def _fell(
        self, known: SeatKnowledge, orders: Orders, happened: Mapping[OddsReading, float], trials: int
    ) -> FallenTurn:
        with self._one_at_a_time:
            odds = self._of(known)
            odds.open(known)
            return odds.fell(orders, happened, trials)

    def effects(
        self, seat: str, turns: tuple[int, int], cell: MetricCell | None = None, believed: bool = False
    ) -> Callable[[Stop], OrderEffects | None]:
        """Return a function that computes the effects of a seat's orders from the first to the last of these turns.

        The effects are those of the true game after its end. Before the end they come only from what the seat knew in
        and around these turns.

        `cell`: a number that comes before the headlines and the margin, or None.
        `believed`: whether the effects also come from this knowledge after the end.

        The function may run in another thread. Its argument says whether nobody waits for the answer any more. The
        result is then None. Raises UsageError for turns that are not resolved. Also raises UsageError if odds are
        switched off, unless the effects are true.
        """
        if self._match.ending and not believed:
            return lambda _: self._match.order_effects(seat, turns, cell)
        if not self._match.odds_shown:
            raise UsageError(SWITCHED_OFF)
        check_number(self._match.rulebook, cell)
        given = [self._match.own_orders(seat, turn) for turn in in_order(turns)]
        known = self._match.knowledge(seat, turns[0] - 1)
        seen = self._match.knowledge(seat, turns[1]).seen[turns[0] :]
        return lambda stop: self._believed_effects(known, given, seen, stop, cell)

    def _believed_effects(
        self,
        known: SeatKnowledge,
        given: Sequence[Sequence[SettledOrder]],
        seen: Sequence[Observation],
        stop: Stop,
        cell: MetricCell | None,
    ) -> OrderEffects | None:
        orders = [tuple(settled.order for settled in each) for each in given]
        with self._one_at_a_time:
            if stop():
                return None
            # Beliefs about an earlier turn have games of their own. The live odds can then continue their games.
            odds = Odds(self._of(known).player, known.seat)
            odds.open(known)
            return odds.effects(left_out(given, known.turn), orders, seen, stop=stop, cell=cell)

    def _of(self, known: SeatKnowledge) -> Odds:
        """Return the odds of a seat. This function asks for compiled code in each turn until the code exists."""
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
