"""The odds of a seat's draft: its possible results, compared with no orders and with other levels of an order.

A plan is a list of orders for this turn. All plans are tried from the same beliefs with the same dice. The usual bots
play the other seats. They also play the seat itself after this turn. A reading is a number that the odds are about,
such as a headline of the seat.

Must not know: the true state. This module knows only what the seat knows.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

import attrs
import numpy as np

from wargame.adjudicator import Adjudicator, State
from wargame.adjudicator.orders import Ints
from wargame.bots import Policy
from wargame.bots.knowledge import SeatKnowledge
from wargame.bots.onward import Alternatives, OnwardPlayer
from wargame.bots.seat_beliefs import SeatBeliefs, copied, without_terms
from wargame.model.match.order import Orders
from wargame.model.rules.metric import MetricType
from wargame.model.scenario.scenario import Scenario
from wargame.model.scenario.seat import RANDOM, USUAL
from wargame.model.telling.odds import (
    DRAFT,
    MARGIN,
    NOTHING,
    Difference,
    ExpectedMargin,
    Fallen,
    Forecast,
    OddsReading,
    OddsSheet,
    PlanOdds,
    TrialPlan,
)
from wargame.numeric.exact import Floats
from wargame.rulebook import Rulebook
from wargame.rulebook.ir.fog_map import EXACT

FIRST, LATER, MOST = 200, 1_000, 4_000  # the trials of the first answer, and of its refinements
TENTH, HALF, NINE_TENTHS = 0.1, 0.5, 0.9
ERROR_90 = 1.645  # the ± of a mean that holds the truth 9 times in 10, in standard errors


def usual_bots(adjudicator: Adjudicator, seats: Sequence[str]) -> dict[str, Policy]:
    """Return the usual bot of each seat: its doctrine, or a bot that picks legal orders at random."""
    usual = adjudicator.rulebook.rules.doctrines.get(USUAL, {})
    return {seat: Policy(adjudicator, seat, USUAL if seat in usual else RANDOM) for seat in seats}


def plans_of(draft: Orders, line: int = 0, levels: Sequence[float] = ()) -> tuple[TrialPlan, ...]:
    """Return the plans: first the draft, and then the plans with which the draft is compared.

    `line`: the draft line to ask about. Lines count from 1. One other plan lacks this line. Further plans have this
        line with the next lower or higher level. If `line` is 0, the only other plan has no orders.
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
    """Return the draft as the first plan. For each line, a further plan is the draft without this line."""
    without = (TrialPlan(f"no {order.action}", draft[:at] + draft[at + 1 :]) for at, order in enumerate(draft))
    return (TrialPlan(DRAFT, draft), *without)


class Odds:
    """The odds of one seat in one game.

    Callers first call `open` with the seat's knowledge, and then `ask` with plans.
    """

    def __init__(self, player: OnwardPlayer, seat: str, beliefs: SeatBeliefs | None = None) -> None:
        self.player = player
        self.seat = seat
        self.beliefs = beliefs or SeatBeliefs(player, seat)
        self.readings = readings_of(player.adjudicator.scenario, player.adjudicator.rulebook, seat)
        self._turn = 0
        self._length = 0

    def use(self, player: OnwardPlayer) -> None:
        """Use another object to play the imagined games from now on.

        Callers do this when compiled code has been built.
        """
        self.player = self.beliefs.player = player

    def open(self, known: SeatKnowledge) -> None:
        """Store what the seat knows now. Imagined games are then played to this turn. The first call takes longest."""
        self.beliefs.open(known)
        self._turn, self._length = known.turn, known.length

    def ask(self, plans: Sequence[TrialPlan], turns: int = 1, trials: int = MOST) -> Iterator[OddsSheet]:
        """Yield the odds of plans after `turns` turns. Each answer uses more trials than the answer before.

        The first plan must be the draft. The other plans are compared with the draft. The sheet names fewer turns if
        the game ends earlier.
        """
        turns = min(turns, self._length - self._turn + 1)
        done, found = 0, []
        for stage in stages(trials):
            for start in range(done, stage, LATER):
                found.append(self._tried(np.arange(start, min(stage, start + LATER)), plans, turns))
            done = stage
            values = np.concatenate([after for _, after in found], axis=-1)
            before = np.concatenate([now for now, _ in found], axis=-1)
            yield self._sheet(plans, turns, before, values)

    def fell(self, orders: Orders, happened: Mapping[OddsReading, float], trials: int = LATER) -> tuple[Fallen, ...]:
        """Return the odds of these orders for the next turn, with the real value of each reading after that turn.

        `happened`: the value of each reading after that turn, as the seat knows it.
        """
        before, after = self._tried(np.arange(trials, dtype=np.intp), (TrialPlan(DRAFT, orders),), 1)
        found = []
        for at, reading in enumerate(self.readings):
            if reading in happened:
                value, row = happened[reading], after[at, 0]
                below = float((row < value).mean() + 0.5 * (row == value).mean())
                found.append(Fallen(reading, _forecast(before[at], row), value, below))
        return tuple(found)

    def ends(self, trials: int = FIRST) -> tuple[Floats, Mapping[str, Floats]]:
        """Return the seat's margins, and the components of its score, at the end of imagined games.

        The usual bots play these games from the present turn on. All arrays have the shape [trials]. The unit of a
        component is points of the score.
        """
        games = self.beliefs.draw(np.arange(trials, dtype=np.intp))
        ends = self.player.play(games)
        parts = self.player.adjudicator.components(games, self.seat)
        return ends.margins[self.seat], {name: weight * value for name, (weight, value) in parts.items()}

    def _tried(self, numbers: Ints, plans: Sequence[TrialPlan], turns: int) -> tuple[Floats, Floats]:
        """Return the values of all readings as two arrays.

        The first array has the values before the turn and the shape [readings, trials]. The second array has the values
        at the end and the shape [readings, plans, trials].
        """
        believed = self.beliefs.draw(numbers)
        before = self._read(believed, self.player.adjudicator.margins(believed))
        games = copied(believed, np.tile(np.arange(numbers.size, dtype=np.intp), len(plans)))
        self.player.adjudicator.prepare(games)
        given = [{self.seat: without_terms(plan.orders)} for plan in plans]
        which = np.repeat(np.arange(len(plans), dtype=np.intp), numbers.size)
        ends = self.player.play(games, Alternatives(given, which), until=self._turn + turns - 1)
        return before, self._read(games, ends.margins).reshape(-1, len(plans), numbers.size)

    def _read(self, state: State, margins: Mapping[str, Floats]) -> Floats:
        """Return the value of every reading in every game as an array of shape [readings, games]."""
        rows = []
        for reading in self.readings:
            if reading.metric == MARGIN:
                rows.append(np.broadcast_to(margins[self.seat], (state.games,)))
            else:
                place = state.layout[reading.metric].cells.index(reading.entities)
                rows.append(state.array(reading.metric).reshape(-1, state.games)[place])
        return np.array(rows).reshape(len(rows), state.games)

    def _sheet(self, plans: Sequence[TrialPlan], turns: int, before: Floats, values: Floats) -> OddsSheet:
        trials = values.shape[-1]
        found = []
        for number, plan in enumerate(plans):
            forecasts = tuple(_forecast(now, row[number]) for now, row in zip(before, values, strict=True))
            apart = tuple(_difference(row[0] - row[number], self.beliefs.kept) for row in values) if number else ()
            found.append(PlanOdds(plan, forecasts, apart))
        error = ERROR_90 * 0.5 / float(np.sqrt(trials))
        return OddsSheet(self.seat, self._turn, turns, trials, error, self.readings, tuple(found))


def stages(trials: int) -> list[int]:
    """Return the numbers of trials after which `ask` yields an answer."""
    return [*(stage for stage in (FIRST, LATER) if stage < trials), trials]


def readings_of(scenario: Scenario, rulebook: Rulebook, seat: str) -> tuple[OddsReading, ...]:
    """Return the readings of a seat. They are the headlines that the seat sees as numbers, and the margin.

    A seat without a score has no margin.
    """
    found = []
    for headline in scenario.headlines_of(seat):
        metric = rulebook.layout[headline.metric]
        if headline.entity not in metric.cells or metric.metric.type in (MetricType.ENUM, MetricType.FLAG):
            continue
        row = int(rulebook.world.fog.rows(seat, headline.metric).reshape(-1)[metric.cells.index(headline.entity)])
        if row == EXACT or (row >= 0 and not rulebook.world.fog.row(row).words):
            found.append(OddsReading(headline.metric, headline.entity))
    return (*dict.fromkeys(found), *((OddsReading(MARGIN),) if seat in rulebook.rules.scores else ()))


def _forecast(before: Floats, after: Floats) -> Forecast:
    low, middle, high = np.quantile(after, (TENTH, HALF, NINE_TENTHS))
    return Forecast(
        float(low), float(middle), float(high), float((after > before).mean()), float((after < before).mean())
    )


def _difference(apart: Floats, kept: int) -> Difference:
    """Return the mean of differences with its error (±).

    Trials that start from the same imagined game are not independent. Therefore they count as one value.
    """
    groups = np.arange(apart.size) % kept
    sums, sizes = np.bincount(groups, apart), np.bincount(groups)
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
