"""The odds of a seat's draft: its possible results, compared with no orders and with other levels of an order.

A plan is a list of orders for this turn. All plans are tried from the same beliefs with the same dice. The usual bots
play the other seats. A usual bot also plays the seat itself after this turn. A reading is a number that the odds are
about, such as a headline of the seat.

Must not know: the true state. This module knows only what the seat knows.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence

import attrs
import numpy as np

from wargame.adjudicator import Adjudicator, State
from wargame.adjudicator.orders import Ints
from wargame.bots import Policy
from wargame.bots.knowledge import SeatKnowledge
from wargame.bots.onward import Alternatives, OnwardPlayer
from wargame.bots.seat_beliefs import SeatBeliefs, without_terms
from wargame.game.headline_numbers import known_numbers_of, values_of, with_number
from wargame.model.match.order import Orders
from wargame.model.rules.metric import MetricCell
from wargame.model.scenario.seat import RANDOM, USUAL
from wargame.model.telling.odds import (
    DRAFT,
    MARGIN,
    NOTHING,
    Difference,
    ExpectedMargin,
    Fallen,
    FallenTurn,
    Forecast,
    OddsReading,
    OddsSheet,
    PlanOdds,
    TrialPlan,
)
from wargame.model.telling.order_effects import LeftOutOrders, OrderEffects, WithoutOrders
from wargame.model.telling.view import Observation
from wargame.numeric.exact import Floats

FIRST, LATER, MOST = 200, 1_000, 4_000  # the trials of the first answer, and of its refinements
TOGETHER = 2_000  # the games that are played at once; a request to stop waits for no more than these games
MOST_KEPT = 400  # the answers that are kept: one plan in the trials of one stage
TENTH, HALF, NINE_TENTHS = 0.1, 0.5, 0.9
GOES_WITH = 0.3  # the least correlation of a number with the margin that makes the number good or bad for a seat
ERROR_90 = 1.645  # the ± of a mean that holds the truth 9 times in 10, in standard errors
Stop = Callable[[], bool]  # says whether nobody waits for the answer any more


def never() -> bool:
    """Return False: somebody waits for the answer."""
    return False


def usual_bots(adjudicator: Adjudicator, seats: Sequence[str]) -> dict[str, Policy]:
    """Return the usual bot of each seat: its doctrine, or a bot that picks legal orders at random."""
    usual = adjudicator.rulebook.rules.doctrines.get(USUAL, {})
    return {seat: Policy(adjudicator, seat, USUAL if seat in usual else RANDOM) for seat in seats}


def plans_of(draft: Orders, line: int = 0, levels: Sequence[float] = ()) -> tuple[TrialPlan, ...]:
    """Return the plans: first the draft, and then the plans with which the draft is compared.

    `line`: the draft line to ask about. Lines count from 1. One other plan lacks this line. Further plans have this
    line with the next lower or higher level. The only other plan has no orders if `line` is 0.
    `levels`: the possible levels of the line, in rising order.
    """
    if not line:
        return (TrialPlan(DRAFT, draft), TrialPlan(NOTHING, ())) if draft else (TrialPlan(NOTHING, ()),)
    order = draft[line - 1]
    found = [TrialPlan(DRAFT, draft), TrialPlan(f"no {order.action}", draft[: line - 1] + draft[line:])]
    if not order.words and order.level in levels:
        at = list(levels).index(order.level)
        for near in (at - 1, at + 1):
            if 0 <= near < len(levels):
                other = attrs.evolve(order, level=levels[near])
                found.append(
                    TrialPlan(attrs.evolve(other, main=False).text, (*draft[: line - 1], other, *draft[line:]))
                )
    return tuple(found)


def plans_without_each(draft: Orders) -> tuple[TrialPlan, ...]:
    """Return the draft as the first plan. Each further plan is the draft without one of its lines."""
    without = (TrialPlan(f"no {order.action}", draft[:at] + draft[at + 1 :]) for at, order in enumerate(draft))
    return (TrialPlan(DRAFT, draft), *without)


def plans_about_each(draft: Orders, line: int = 0, levels: Sequence[float] = ()) -> tuple[TrialPlan, ...]:
    """Return the draft, the draft without each line, and the draft with the next levels of one line.

    `line`: this line, counted from 1, or 0 for no line. `levels`: its possible levels, in rising order.
    """
    near = plans_of(draft, line, levels)[2:] if line else ()
    return (*plans_without_each(draft), *near)


class Odds:
    """The odds of one seat in one game.

    Callers first call `open` with the seat's knowledge, and then `ask` with plans. A stage is a group of trials that
    the program plays together. The values of a plan in a stage are kept until the knowledge changes. A plan that was
    tried before is therefore answered at once.
    """

    def __init__(self, player: OnwardPlayer, seat: str, beliefs: SeatBeliefs | None = None) -> None:
        self.player = player
        self.seat = seat
        self.beliefs = beliefs or SeatBeliefs(player, seat)
        self.readings = known_numbers_of(player.adjudicator.rulebook, seat)
        self._known: SeatKnowledge | None = None
        self._before: dict[tuple[int, int], Floats] = {}  # by the first trial and the trial after the last
        self._after: dict[tuple[int, int, int, Orders], Floats] = {}  # the same, with the turns and the plan

    def use(self, player: OnwardPlayer) -> None:
        """Use another object to play the imagined games from now on.

        Callers do this when compiled code has been built.
        """
        self.player = self.beliefs.player = player

    def open(self, known: SeatKnowledge) -> None:
        """Store what the seat knows now. Imagined games are then played to this turn. The first call takes longest."""
        if self._known is None or not self._known.same_as(known):
            self._before.clear()
            self._after.clear()
            self._known = None
            self.beliefs.open(known)
            self._known = known

    def ask(
        self, plans: Sequence[TrialPlan], turns: int = 1, trials: int = MOST, stop: Stop = never
    ) -> Iterator[OddsSheet]:
        """Yield the odds of plans after `turns` turns. Each answer uses more trials than the answer before.

        The first plan must be the draft. The other plans are compared with the draft. The answer names fewer turns if
        the game ends earlier. No answer follows after `stop` has returned True.
        """
        turns = self._within(turns)
        for before, values in self._values(plans, turns, trials, stop):
            yield self._sheet(plans, turns, before, values)

    def _values(
        self, plans: Sequence[TrialPlan], turns: int, trials: int, stop: Stop
    ) -> Iterator[tuple[Floats, Floats]]:
        """Yield the values of all readings, in each stage for more trials, as `_tried` returns them."""
        done, found = 0, []
        for stage in stages(trials):
            for start in range(done, stage, LATER):
                tried = self._tried(np.arange(start, min(stage, start + LATER)), plans, turns, stop)
                if tried is None:
                    return
                found.append(tried)
            done = stage
            before, after = zip(*found, strict=True)
            yield np.concatenate(before, axis=-1), np.concatenate(after, axis=-1)

    def fell(self, orders: Orders, happened: Mapping[OddsReading, float], trials: int = MOST) -> FallenTurn:
        """Return the odds that these orders had one turn ahead, beside what really happened in this turn.

        `happened`: the value of each reading after the turn, as the seat knows it. A reading without a value is left
            out of the comparison.
        """
        plans = plans_without_each(orders)
        *_, (before, values) = self._values(plans, 1, trials, never)
        sheet, after = self._sheet(plans, 1, before, values), values[:, 0]
        found = []
        for at, reading in enumerate(self.readings):
            if reading in happened:
                value, row = happened[reading], after[at]
                below = float((row < value).mean() + 0.5 * (row == value).mean())
                good = _goes_with(row, after[-1]) if self.readings[-1].metric == MARGIN else 0
                found.append(Fallen(reading, sheet.draft.forecasts[at], value, below, good))
        return FallenTurn(sheet, tuple(found))

    def ends(self, trials: int = FIRST) -> tuple[Floats, Mapping[str, Floats]]:
        """Return the seat's margins, and the components of its score, at the end of imagined games.

        The usual bots play these games from the present turn on. All arrays have the shape [trials]. The unit of a
        component is points of the score.
        """
        games = self.beliefs.draw(np.arange(trials, dtype=np.intp))
        ends = self.player.play(games)
        parts = self.player.adjudicator.components(games, self.seat)
        return ends.margins[self.seat], {name: weight * value for name, (weight, value) in parts.items()}

    def effects(
        self,
        plans: Sequence[LeftOutOrders],
        given: Sequence[Orders],
        seen: Sequence[Observation],
        trials: int = FIRST,
        stop: Stop = never,
        cell: MetricCell | None = None,
    ) -> OrderEffects | None:
        """Return the effects that the seat's orders of some turns had in imagined games, as far as the seat can know.

        The imagined games begin with what the seat knew before the first of these turns. The games that came nearest
        to what the seat saw in these turns are kept. The games without orders have the same dice. The usual bots play
        the other seats, and may answer to what the orders changed.

        `plans`: the orders to leave out: first all orders, and then each kind of order.
        `given`, `seen`: the orders of the seat in each turn, and what the seat knew after each turn.
        `trials`: the number of games that are kept.
        `stop`: says whether nobody waits for the answer any more. The result is then None.
        `cell`: a number that comes before the headlines and the margin, or None.
        """
        assert self._known is not None, "`open` comes first"
        first, readings = self._known.turn, with_number(self.readings, cell)
        lists = [[without_terms(each) for each in orders] for orders in (given, *(plan.kept for plan in plans))]
        drawn = self.beliefs.draw(np.arange(max(trials, LATER), dtype=np.intp))
        chosen = self._nearest(drawn, lists[0], seen, stop)[:trials]
        believed, found = drawn.copied(chosen), []
        most = max(1, TOGETHER // trials)
        for start in range(0, len(lists), most):
            some = lists[start : start + most]
            games = self._copies(believed, len(some))
            which = np.repeat(np.arange(len(some), dtype=np.intp), believed.games)
            for at in range(len(given)):
                if stop():
                    return None
                orders = Alternatives([{self.seat: each[at]} for each in some], which)
                ends = self.player.play(games, orders, until=first + at)
            read = list(values_of(games, readings, ends.margins, self.seat))
            found.append(np.array(read).reshape(len(readings), len(some), believed.games))
        values, groups = np.concatenate(found, axis=1), chosen % self.beliefs.kept
        without = []
        for number, plan in enumerate(plans, 1):
            errors = (_difference(row[0] - row[number], groups).error for row in values)
            means = values[:, number].mean(axis=1).tolist()
            without.append(WithoutOrders(plan.name, plan.turns, tuple(means), tuple(errors)))
        return OrderEffects(
            self.seat,
            (first, first + len(given) - 1),
            readings,
            tuple(values[:, 0].mean(axis=1).tolist()),
            without[0] if without else None,
            tuple(without[1:]),
            believed.games,
        )

    def _nearest(self, believed: State, given: Sequence[Orders], seen: Sequence[Observation], stop: Stop) -> Ints:
        """Return the numbers of believed games, the games that came nearest to what the seat saw first."""
        games, apart = self._copies(believed, 1), np.zeros(believed.games)
        for orders, known in zip(given, seen, strict=True):
            if stop():
                break
            self.player.play(games, Alternatives.one({self.seat: orders}, games.games), until=games.turn)
            apart = self.beliefs.apart_after(apart, games, known)
        return np.argsort(apart, kind="stable")

    def _copies(self, believed: State, times: int) -> State:
        games = believed.copied(np.tile(np.arange(believed.games, dtype=np.intp), times))
        self.player.adjudicator.prepare(games)
        return games

    def _within(self, turns: int) -> int:
        """Return `turns`, or the turns that the game still has if these are fewer."""
        assert self._known is not None, "`open` comes first"
        return min(turns, self._known.length - self._known.turn + 1)

    def _tried(self, numbers: Ints, plans: Sequence[TrialPlan], turns: int, stop: Stop) -> tuple[Floats, Floats] | None:
        """Return the values of all readings as two arrays. Return None if the answer is no longer wanted.

        The first array has the values before the turn and the shape [readings, trials]. The second array has the values
        at the end and the shape [readings, plans, trials].
        """
        stage = int(numbers[0]), int(numbers[-1]) + 1
        orders = [without_terms(plan.orders) for plan in plans]
        missing = [given for given in dict.fromkeys(orders) if (*stage, turns, given) not in self._after]
        if missing or stage not in self._before:
            believed = self.beliefs.draw(numbers)
            self._before[stage] = self._read(believed, self.player.adjudicator.margins(believed))
            most = max(1, TOGETHER // numbers.size)
            for first in range(0, len(missing), most):
                if stop():
                    return None
                some = missing[first : first + most]
                for given, values in zip(some, self._played(believed, some, turns), strict=True):
                    self._after[(*stage, turns, given)] = values
        found = np.stack([self._after[(*stage, turns, given)] for given in orders], axis=1)
        while len(self._after) > MOST_KEPT:
            del self._after[next(iter(self._after))]  # the oldest
        return self._before[stage], found

    def _played(self, believed: State, orders: Sequence[Orders], turns: int) -> Iterator[Floats]:
        """Yield for each plan the values of all readings after `turns` turns, as an array [readings, trials]."""
        trials = believed.games
        games = self._copies(believed, len(orders))
        which = np.repeat(np.arange(len(orders), dtype=np.intp), trials)
        given = Alternatives([{self.seat: each} for each in orders], which)
        ends = self.player.play(games, given, until=believed.turn + turns - 1)
        yield from self._read(games, ends.margins).reshape(-1, len(orders), trials).swapaxes(0, 1)

    def _read(self, state: State, margins: Mapping[str, Floats]) -> Floats:
        """Return the value of every reading in every game as an array of shape [readings, games]."""
        rows = list(values_of(state, self.readings, margins, self.seat))
        return np.array(rows).reshape(len(rows), state.games)

    def _sheet(self, plans: Sequence[TrialPlan], turns: int, before: Floats, values: Floats) -> OddsSheet:
        assert self._known is not None, "`open` comes first"
        trials, turn = values.shape[-1], self._known.turn
        found, groups = [], np.arange(trials) % self.beliefs.kept
        for number, plan in enumerate(plans):
            forecasts = tuple(_forecast(now, row[number]) for now, row in zip(before, values, strict=True))
            apart = tuple(_difference(row[0] - row[number], groups) for row in values) if number else ()
            first = values[..., :FIRST]
            early = tuple(_difference(row[0] - row[number], groups[:FIRST]) for row in first) if number else ()
            found.append(PlanOdds(plan, forecasts, apart, early))
        error = ERROR_90 * 0.5 / float(np.sqrt(trials))
        return OddsSheet(self.seat, turn, turns, trials, error, self.readings, tuple(found))


def stages(trials: int) -> list[int]:
    """Return the numbers of trials after which `ask` yields an answer."""
    return [*(stage for stage in (FIRST, LATER) if stage < trials), trials]


def _goes_with(values: Floats, margins: Floats) -> int:
    """Return 1 if trials with higher values have clearly higher margins. Return -1 if their margins are clearly lower,
    and otherwise 0.
    """
    if values.std() == 0.0 or margins.std() == 0.0:
        return 0
    together = float(np.corrcoef(values, margins)[0, 1])
    return int(np.sign(together)) if abs(together) > GOES_WITH else 0


def _forecast(before: Floats, after: Floats) -> Forecast:
    low, middle, high = np.quantile(after, (TENTH, HALF, NINE_TENTHS))
    return Forecast(
        float(low), float(middle), float(high), float((after > before).mean()), float((after < before).mean())
    )


def _difference(apart: Floats, groups: Ints) -> Difference:
    """Return the mean of differences with its error (±).

    Trials that start from the same imagined game are not independent. Such trials therefore count as one value.

    `groups`: the number of the imagined game from which each trial starts [trials].
    """
    sizes = np.bincount(groups)
    sums, sizes = np.bincount(groups, apart)[sizes > 0], sizes[sizes > 0]
    means = sums / sizes
    error = float(means.std(ddof=1)) / float(np.sqrt(means.size)) if means.size > 1 else float("inf")
    return Difference(float(apart.mean()), ERROR_90 * error)


def difference(now: Floats, before: Floats) -> Difference:
    """Return the mean of `now` minus the mean of `before`, with its error. The two sets of trials are independent."""
    error = np.sqrt(now.var(ddof=1) / now.size + before.var(ddof=1) / before.size)
    return Difference(float(now.mean() - before.mean()), ERROR_90 * float(error))


def standing_of(
    seat: str, turn: int, margins: Floats, component: str, moved: float, change: Difference | None
) -> ExpectedMargin:
    """Return the margin that a seat can expect at the end.

    `margins`: the seat's margin at the end of each trial.
    `component`: the component of the seat's score that has moved most since the start.
    `moved`: the change of this component since the start, in points of the score.
    `change`: the change of the margin since the last turn, or None in the first turn.
    """
    low, high = np.quantile(margins, (TENTH, NINE_TENTHS))
    error = ERROR_90 * float(margins.std(ddof=1)) / float(np.sqrt(margins.size))
    return ExpectedMargin(seat, turn, float(margins.mean()), error, float(low), float(high), component, moved, change)
