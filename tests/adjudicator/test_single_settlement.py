"""A single game and a batch settle the same orders with the same bits, in whatever way orders lapse."""

from __future__ import annotations

import numpy as np
import pytest

from tests.tiny import TOWNS, tiny
from wargame.adjudicator import Adjudicator, State
from wargame.adjudicator.orders import OrderTable
from wargame.adjudicator.settlement import CARRIED_OUT, GIVEN_LAST_TURN, NO_MONEY, NO_POINTS, TWICE, SettledOrders
from wargame.adjudicator.single_settlement import SingleSettlement
from wargame.model.match.order import Order

ACTIONS = """
buy: {by: [red, blue], target: town, levels: 1..3, cost: {ap: 1, money: "level * level * 0.3"}}
dig: {by: red, target: town, cost: {ap: 2, gold: "walled + 0.1"}, repeat: false}
sell: {by: red, target: {origin: town, goal: town}, cost: {money: "-level"}, stack: true}
climb: {by: [red, blue], target: town, requires: [{that: walled, else: "No wall."}, {that: "people > 3", else: "Few."}]}
wait: {by: blue, cost: {ap: 0.5}}
"""
STEPS = """
metrics:
  heard: {of: [faction, town], range: 0..99, owner: nobody}
  dug: {of: town, range: 0..99, owner: nobody}
steps:
  listens: {phase: early, for: [faction, town], add: {heard: "effort(buy) + effort(climb)"}}
  digs: {phase: early, for: town, add: {dug: effort(dig)}}
  sells: {phase: early, for: town, add: {dug: "ordered(sell, origin)"}}
  takes: {phase: late, for: town, add: {dug: "effort(sell, goal)"}}
"""
NAMES = {"red": ("buy", "dig", "sell", "climb"), "blue": ("buy", "climb", "wait")}
TARGETS = {"buy": 1, "dig": 1, "sell": 2, "climb": 1, "wait": 0}


@pytest.fixture(scope="module")
def game() -> Adjudicator:
    return tiny(STEPS, actions=ACTIONS)


def drawn(random: np.random.Generator, seat: str) -> tuple[Order, ...]:
    """Return some orders of a seat, few of them possible together."""
    orders = []
    for _ in range(int(random.integers(0, 7))):
        name = str(random.choice(NAMES[seat]))
        targets = tuple(str(random.choice(TOWNS)) for _ in range(TARGETS[name]))
        level = float(random.integers(1, 4)) if name == "buy" else 1.0
        orders.append(Order(name, targets, level, bool(random.random() < 0.2)))
    return tuple(orders)


def bits(state: State, settled: SettledOrders) -> list[object]:
    """Return everything that a settlement decides, as bytes."""
    arrays = (*state.metrics, state.banked, state.streaks, state.effort_block)
    columns = (settled.outcome, settled.points, *settled.paid.values())
    return [*settled.paid, *(array.tobytes() for array in (*arrays, *columns))]


def test_one_game_alone_settles_as_games_side_by_side_do(game: Adjudicator) -> None:
    random, single = np.random.default_rng(5), SingleSettlement.of(game.settlement)
    outcomes: set[int] = set()
    for seed in range(12):
        alone, side = game.open(seed), game.open(seed)
        for _ in range(6):
            table = OrderTable.of(game.rulebook, alone.seats, {seat: drawn(random, seat) for seat in alone.seats})
            found = [single.settle(alone, table), game.settlement.settle(side, table)]
            outcomes |= set(found[0].outcome.tolist())
            assert bits(alone, found[0]) == bits(side, found[1])
            cleared = [np.sort(np.concatenate(state.touched)).tolist() for state in (alone, side)]
            assert cleared[0] == cleared[1]
            for state in (alone, side):
                game.rulebook.turn.run(state)
                game.set_turn(state, state.turn + 1)
    assert outcomes == {CARRIED_OUT, NO_POINTS, NO_MONEY, GIVEN_LAST_TURN, TWICE, 0, 1}
