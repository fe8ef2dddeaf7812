"""Settling orders against a ledger kept by hand: points, purses, main effort, fatigue, repeats, what lapses and why."""

from __future__ import annotations

from collections import defaultdict
from math import isclose

import attrs
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.tiny import TOWNS, tiny
from wargame.adjudicator.settlement import GIVEN_LAST_TURN, NO_MONEY, NO_POINTS, REASONS, TWICE
from wargame.model.match.order import Order

ACTIONS = """\
build: {by: [red, blue], target: town, levels: 1..3, cost: {ap: 1, money: 1.5 * level}, describe: "Build."}
call: {by: red, target: town, repeat: false, cost: {ap: 2}, describe: "Call."}
pile: {by: red, target: town, stack: true, cost: {ap: 1, gold: 2}, describe: "Pile."}
rest:
  by: blue
  levels: 1..2
  cost: {ap: 0, money: -2 * level}
  requires:
    - {that: "money[blue] < 9", else: "Rich enough."}
  describe: "Rest."
"""
METRICS = """\
built: {of: [town, faction], range: 0..1000000}
called: {of: town, range: 0..1000000}
piled: {of: town, range: 0..1000000}
rested: {range: 0..1000000}
ordered_most: {of: [town, faction], range: 0..1000000}
"""
STEPS = """\
read:
  phase: early
  set:
    built: effort(build)
    called: effort(call)
    piled: effort(pile)
    rested: effort(rest)
    ordered_most: ordered(build)
"""
ENGINE = tiny("", metrics=METRICS, actions=ACTIONS, steps=STEPS)
MAIN, FATIGUE, FLOORS = 1.25, 0.75, {"money": 0.0, "gold": -4.0}
POINTS, BANKS = {"red": 5.0, "blue": 3.0}, {"red": 2.0, "blue": 0.0}

Orders = dict[str, tuple[Order, ...]]


def orders(seat: str) -> st.SearchStrategy[tuple[Order, ...]]:
    town = st.sampled_from(TOWNS[:2]).map(lambda t: (t,))
    build = st.builds(Order, st.just("build"), town, st.sampled_from([1.0, 2.0, 3.0]), st.booleans())
    own = (
        st.builds(Order, st.sampled_from(["call", "pile"]), town, st.just(1.0), st.booleans())
        if seat == "red"
        else st.builds(Order, st.just("rest"), st.just(()), st.sampled_from([1.0, 2.0]), st.booleans())
    )
    return st.lists(st.one_of(build, own), max_size=6).map(tuple)


@attrs.define
class Books:
    """What each seat holds and has done, kept in plain Python by the words of the rule language."""

    purses: dict[str, float] = attrs.field(factory=lambda: {"red": 10.0, "blue": 10.0, "gold": 3.0})
    banked: dict[str, float] = attrs.field(factory=lambda: {"red": 0.0, "blue": 0.0})
    streaks: dict[tuple[str, str, tuple[str, ...]], tuple[int, int]] = attrs.field(factory=dict)

    def cost(self, order: Order) -> dict[str, float]:
        level = order.level
        return {
            "build": {"ap": 1.0, "money": 1.5 * level},
            "call": {"ap": 2.0},
            "pile": {"ap": 1.0, "gold": 2.0},
            "rest": {"ap": 0.0, "money": -2.0 * level},
        }[order.action]

    def turn(self, turn: int, given: Orders) -> tuple[dict[tuple[str, int], str], dict[tuple[str, ...], float]]:
        """Settle a turn: why each (seat, line) lapsed, and the effort of each action, town and seat."""
        left = {seat: POINTS[seat] + self.banked[seat] for seat in POINTS}
        opening = dict(self.purses)
        why: dict[tuple[str, int], str] = {}
        effort: dict[tuple[str, ...], float] = defaultdict(float)
        for line in range(6):
            for seat in ("red", "blue"):
                if line < len(given[seat]):
                    why[seat, line] = self._line(turn, seat, given[seat][line], left, opening, effort)
        self.banked = {seat: min(left[seat], BANKS[seat]) for seat in POINTS}
        return why, effort

    def _line(self, turn, seat, order, left, opening, effort) -> str:
        cost = self.cost(order)
        key = (seat, order.action, order.targets)
        last, run = self.streaks.get(key, (-1, 0))
        reason = "Rich enough." if order.action == "rest" and opening["blue"] >= 9 else ""
        if not reason and last == turn and order.action != "pile":
            reason = REASONS[TWICE]
        if not reason and order.action == "call" and last == turn - 1:
            reason = REASONS[GIVEN_LAST_TURN]
        if left[seat] < cost["ap"]:
            reason = reason or REASONS[NO_POINTS]
        else:
            left[seat] -= cost["ap"]
        for currency in ("money", "gold"):
            purse = seat if currency == "money" else "gold"
            price = cost.get(currency, 0.0)
            if not reason and price > 0 and self.purses[purse] - price < FLOORS[currency]:
                reason = REASONS[NO_MONEY]
        if reason:
            return reason
        self.purses[seat] = min(self.purses[seat] - cost.get("money", 0.0), 50.0)
        self.purses["gold"] -= cost.get("gold", 0.0)
        before = run - 1 if last == turn else run if last == turn - 1 else 0
        self.streaks[key] = (turn, before + 1)
        factor = (MAIN if order.main else 1.0) * FATIGUE**before
        effort[(order.action, *order.targets, seat)] += order.level * factor
        effort[("ordered", order.action, *order.targets, seat)] += order.level
        return ""


@settings(max_examples=150)
@given(st.lists(st.fixed_dictionaries({"red": orders("red"), "blue": orders("blue")}), min_size=1, max_size=4))
def test_orders_are_settled_by_the_book(turns: list[Orders]) -> None:
    state, books = ENGINE.open(1), Books()
    for number, orders_given in enumerate(turns, 1):
        assert {s: ENGINE.ap(state, s) for s in POINTS} == {s: POINTS[s] + books.banked[s] for s in POINTS}
        why, effort = books.turn(number, orders_given)
        outcome = ENGINE.adjudicate(state, orders_given)
        assert {(s.seat, s.line): s.lapsed for s in outcome.settled} == why
        assert [state.value("money", (seat,)) for seat in ("red", "blue")] == [books.purses[s] for s in ("red", "blue")]
        assert state.value("gold") == books.purses["gold"]
        for town in TOWNS:
            for seat in POINTS:
                got = state.value("built", (town, seat))
                assert isclose(got, effort["build", town, seat], abs_tol=4e-9)
                assert state.value("ordered_most", (town, seat)) == effort["ordered", "build", town, seat]
            assert isclose(state.value("called", (town,)), effort["call", town, "red"], abs_tol=4e-9)
            assert isclose(state.value("piled", (town,)), effort["pile", town, "red"], abs_tol=4e-9)
        assert isclose(state.value("rested"), effort["rest", "blue"], abs_tol=4e-9)


def test_a_lapsed_order_costs_its_points_and_nothing_else() -> None:
    state = ENGINE.open(1)
    state.array("gold")[...] = -3.0
    outcome = ENGINE.adjudicate(state, {"red": (Order("pile", ("ALF",)),), "blue": ()})
    (settled,) = outcome.settled
    assert settled.lapsed == REASONS[NO_MONEY]
    assert dict(settled.paid) == {"ap": 1.0}
    assert state.value("gold") == -3.0


def test_a_longer_streak_tires_more_and_a_pause_rests() -> None:
    state, order = ENGINE.open(1), (Order("build", ("ALF",), 1.0),)
    found = []
    for ordered in (order, order, order, (), order):
        ENGINE.adjudicate(state, {"red": ordered, "blue": ()})
        found.append(state.value("built", ("ALF", "red")))
    assert found == [1.0, 0.75, 0.5625, 0.0, 1.0]
