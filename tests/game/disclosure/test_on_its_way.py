"""What earlier orders have set going: told to who gave them, with the turn in which it arrives, and no amount."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from tests.game.disclosure.test_dependencies import scenario
from wargame.game.disclosure.dependencies import RuleReader
from wargame.game.disclosure.on_its_way import on_its_way
from wargame.model.match.order import Order
from wargame.model.match.outcome import SettledOrder
from wargame.model.telling.view import OnItsWay

Booked = set[tuple[int, str, str]]


def coming(orders: Mapping[int, Sequence[SettledOrder]], booked: Booked) -> tuple[OnItsWay, ...]:
    return on_its_way(scenario(), RuleReader(scenario()), orders, booked)


def given(text: str, lapsed: str = "") -> SettledOrder:
    action, *targets = text.split()
    return SettledOrder("red", 1, Order(action, tuple(targets)), {}, lapsed)


def test_it_is_told_with_its_turn_cause_and_order_the_soonest_first() -> None:
    orders = {2: [given("dig ALF"), given("dig BEX")], 1: [given("dig COB")]}
    booked = {(5, "last", "harvest"), (4, "last", "harvest"), (3, "last", "weeds")}
    assert coming(orders, booked) == (
        OnItsWay(3, "weeds", "dig ALF 1", 2),
        OnItsWay(3, "weeds", "dig BEX 1", 2),
        OnItsWay(4, "harvest", "dig COB 1", 1),
        OnItsWay(5, "harvest", "dig ALF 1", 2),
        OnItsWay(5, "harvest", "dig BEX 1", 2),
    )


def test_an_order_that_lapsed_has_set_nothing_going() -> None:
    booked = {(4, "last", "harvest")}
    assert coming({1: [given("dig ALF", "no money")]}, booked) == ()
    assert len(coming({1: [given("dig ALF")]}, booked)) == 1


def test_only_what_is_booked_for_its_turn_step_and_cause_will_arrive() -> None:
    orders = {1: [given("dig ALF")]}
    for booked in ({(5, "last", "harvest")}, {(4, "first", "harvest")}, {(4, "last", "flood")}, set()):
        assert coming(orders, booked) == ()
    # A contribution of the same turn has arrived already.
    assert coming(orders, {(1, "last", "flood")}) == ()
