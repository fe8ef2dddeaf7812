"""Other orders that a seat could have given in a turn, and the gain by the best of these orders.

A plan is a set of orders for one seat in one turn. A turning point is a turn in which one cause changed a margin a lot.
A key is the number from which a rollout gets its dice.

Must not know: screens, files, or the reason for the choice of the turn.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import attrs
import numpy as np

from wargame.adjudicator import Adjudicator, State
from wargame.analysis.account.term_causes import TermCause, cause_of
from wargame.analysis.account.turning import LAST_TURNS, TurningPoint
from wargame.analysis.rollouts.kept_rollouts import KeptRollouts, results
from wargame.analysis.rollouts.rollouts import RolloutJob, Rollouts, rollout_keys
from wargame.analysis.rollouts.samples import MeanWithError, Samples
from wargame.batch.run import Progress
from wargame.bots import orders_of
from wargame.game.played_game import PlayedGame, PlayedTurn
from wargame.game.telling.differences import Values, difference_rows
from wargame.model.match.order import Order, OrdersBySeat
from wargame.model.scenario.seat import RANDOM
from wargame.model.telling.inject_trial import TrialRow

DRAWS = 4  # the number of plans of each doctrine
SCREENING, FINAL = range(2_000_000, 2_000_060), range(3_000_000, 3_000_600)  # the keys of the two measurements
ROLLOUTS = 4_000  # the approximate number of rollouts for each turning point
ROLLOUTS_OF_A_TURN = 1_200  # the approximate number of rollouts for each turn, if the user asks for all turns
CERTAIN = 2.0  # a gain is uncertain if it is less than this many times its error


@attrs.frozen
class PlanSearch:
    """How thoroughly plans are compared.

    `screening`: the keys of the first measurement, which compares all plans.
    `finalists`: the number of plans that are measured a second time.
    `final`: the keys of the second measurement.
    """

    screening: range
    finalists: int
    final: range


THOROUGH = PlanSearch(SCREENING, 3, FINAL)
BRIEF = PlanSearch(SCREENING[:24], 2, FINAL[:240])  # for all turns of a game


@attrs.frozen
class TriedPlan:
    """Orders of one seat in one turn. `origin`: the origin of the orders in words, such as the name of a bot."""

    orders: tuple[Order, ...]
    origin: str


@attrs.frozen
class BetterOrders:
    """The best of the plans that were tried for a seat in a turn.

    `gain`: the expected margin of the seat with the plan, minus its expected margin with the orders that it gave.
    `tried`: the number of plans.
    `near_end`: whether the turn is one of the last turns of the game.
    `replay`: the numbers that the plan changes in this turn, with the dice of the game itself. The plan's values are as
    rolled; the values of the game contain its rulings.
    `ruled`: whether the facilitator made rulings on this turn.
    """

    turn: int
    seat: str
    plan: TriedPlan
    gain: MeanWithError
    tried: int
    near_end: bool
    replay: tuple[TrialRow, ...]
    ruled: bool = False

    @property
    def certain(self) -> bool:
        """Return whether the gain is far larger than its error."""
        return self.gain.mean >= CERTAIN * self.gain.error and self.gain.mean > 0.0


@attrs.frozen
class ExplainedPoint:
    """A turning point with its cause, and with the best other orders of its seat.

    There is no cause if no single order, rule with dice or bot explains the term. There are no other orders if the seat
    was played by its reference: the bot that plays the seat in rollouts.
    """

    point: TurningPoint
    better: BetterOrders | None
    cause: TermCause | None = None


def explained_points(
    played: PlayedGame,
    rollouts: Rollouts,
    points: Sequence[TurningPoint],
    kept: KeptRollouts | None = None,
    progress: Progress | None = None,
) -> Iterator[ExplainedPoint]:
    """Yield each turning point with its cause, and with the best other orders of its seat in the turn."""
    for number, point in enumerate(points, 1):
        turn, seat = point.term.turn, point.term.seat
        decided = played.only(turn).turns[0].players[seat] != rollouts.reference[seat]
        better = best_alternative(played, rollouts, turn, seat, kept) if decided else None
        yield ExplainedPoint(point, better, cause_of(played, rollouts, point.term, kept))
        if progress is not None:
            progress(number, len(points))


def better_orders_of_all_turns(
    played: PlayedGame, rollouts: Rollouts, kept: KeptRollouts | None = None, progress: Progress | None = None
) -> Iterator[BetterOrders]:
    """Yield the best other orders for each decided turn of each seat. The order is seat by seat, and turn by turn.

    A turn is decided if a person or another bot, and not the reference, gave the orders of the seat.
    """
    decided = decided_turns(played, rollouts)
    for number, (seat, turn) in enumerate(decided, 1):
        found = best_alternative(played, rollouts, turn, seat, kept, BRIEF)
        if found is not None:
            yield found
        if progress is not None:
            progress(number, len(decided))


def decided_turns(played: PlayedGame, rollouts: Rollouts) -> list[tuple[str, int]]:
    """Return each seat with each turn whose orders did not come from the reference of the seat."""
    return [
        (seat, turn.turn)
        for seat in rollouts.seats
        for turn in played.turns
        if turn.players[seat] != rollouts.reference[seat]
    ]


def plans_of(rollouts: Rollouts, turn: PlayedTurn, seat: str) -> tuple[TriedPlan, ...]:
    """Return other plans for a seat: the orders that each of its doctrines would give, and the seat's own orders with
    one order left out.
    """
    actual = turn.orders.get(seat, ())
    found: dict[tuple[str, ...], TriedPlan] = {_text(actual): TriedPlan(actual, "")}
    for plan in (*_of_doctrines(rollouts, turn, seat), *_with_one_less(actual)):
        found.setdefault(_text(plan.orders), plan)
    return tuple(plan for plan in found.values() if plan.origin)


def best_alternative(
    played: PlayedGame,
    rollouts: Rollouts,
    number: int,
    seat: str,
    kept: KeptRollouts | None = None,
    search: PlanSearch | None = None,
) -> BetterOrders | None:
    """Return the best of the plans for a seat in a turn. Return None if there is no other plan.

    The plans are measured only once if no plan is better in the first measurement. All other seats give the same orders
    as in the game. The reference of each seat gives the orders in all later turns.
    """
    search = search or THOROUGH
    game = played.only(number)
    (turn,) = game.turns
    plans = plans_of(rollouts, turn, seat)
    if not plans:
        return None
    gains = [gain.estimate for gain in _gains(rollouts, turn, seat, plans, search.screening, kept)]
    order = np.argsort([-gain.mean for gain in gains], kind="stable").tolist()
    best, gain = plans[order[0]], gains[order[0]]
    if gain.mean > 0.0:
        final = tuple(plans[place] for place in order[: search.finalists])
        gains = [gain.estimate for gain in _gains(rollouts, turn, seat, final, search.final, kept)]
        place = max(range(len(final)), key=lambda place: gains[place].mean)
        best, gain = final[place], gains[place]
    replay = _replay(rollouts.adjudicator, turn, game.now, seat, best)
    near_end, ruled = number > played.length - LAST_TURNS, turn.rolled is not None
    return BetterOrders(number, seat, best, gain, len(plans), near_end, replay, ruled)


def _text(orders: tuple[Order, ...]) -> tuple[str, ...]:
    return tuple(order.text for order in orders)


def _of_doctrines(rollouts: Rollouts, turn: PlayedTurn, seat: str) -> Iterator[TriedPlan]:
    doctrines = rollouts.adjudicator.rulebook.rules.doctrines
    for bot in [name for name, seats in doctrines.items() if seat in seats] or [RANDOM]:
        policy = rollouts.bot(seat, bot)
        for draw in range(DRAWS):
            chosen = orders_of(policy.with_other_dice(draw), turn.before)
            yield TriedPlan(tuple(each.order for each in chosen), f"orders of the bot {bot}")


def _with_one_less(actual: tuple[Order, ...]) -> Iterator[TriedPlan]:
    for place, order in enumerate(actual):
        yield TriedPlan((*actual[:place], *actual[place + 1 :]), f"own orders without {order.text}")


def _gains(
    rollouts: Rollouts,
    turn: PlayedTurn,
    seat: str,
    plans: tuple[TriedPlan, ...],
    keys: range,
    kept: KeptRollouts | None,
) -> list[Samples]:
    """Return, for each plan and key, the margin with the plan minus the margin with the seat's own orders."""
    given = {who: orders for who, orders in turn.orders.items() if turn.players[who] != rollouts.reference[who]}
    actual = turn.orders.get(seat, ())
    asks = tuple({**given, seat: orders} for orders in (actual, *(plan.orders for plan in plans)))
    job = RolloutJob(turn.before, asks, rollout_keys(turn.before, keys), turn.people)
    ((_, result),) = results(rollouts, [job], kept)
    margins = result.margins[:, rollouts.seats.index(seat)]
    return [Samples(margin - margins[0], np.zeros(0)) for margin in margins[1:]]


def _replay(
    adjudicator: Adjudicator, turn: PlayedTurn, left: State, seat: str, plan: TriedPlan
) -> tuple[TrialRow, ...]:
    """Resolve the turn again with the dice of the game, and return the numbers that the plan changes.

    `left`: the state after the turn as it was played, with its rulings. A number that only a ruling changed is no row.
    """
    snapshot = adjudicator.snapshot(turn.before)

    def cells(state: State) -> Values:
        return adjudicator.observations.observation(None, 0, lambda _: state).cells

    def after(orders: OrdersBySeat) -> Values:
        state = adjudicator.restore(snapshot)
        adjudicator.adjudicate(state, orders)
        return cells(state)

    other = {**turn.orders, seat: plan.orders}
    before, tried = cells(turn.before), after(other)
    rows = difference_rows(adjudicator.scenario, before, cells(left), tried)
    if turn.rolled is None:
        return rows
    changed = {row.label for row in difference_rows(adjudicator.scenario, before, cells(turn.rolled), tried)}
    return tuple(row for row in rows if row.label in changed)
