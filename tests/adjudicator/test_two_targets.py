"""Orders with two targets of one kind: nothing is sent from a place to itself."""

from __future__ import annotations

import pytest

from tests.tiny import tiny
from wargame.adjudicator import Adjudicator
from wargame.bots import bot_orders
from wargame.model.match.order import Order

MEN = """\
metrics:
  men: {of: [faction, town], range: 0..50, start: 10, owner: nobody}
actions:
  send: {label: Send, by: red, target: {origin: town, goal: town}, levels: 1..2, cost: {ap: 1}}
  lend: {label: Lend, by: red, target: {origin: town, who: faction}}
steps:
  sent:
    phase: early
    for: town
    move:
      - {amount: "ordered(send, origin)", from: "men[red]", to: "men[red]", spread: "ordered(send, goal)"}
      - {amount: "0 * ordered(lend, origin)", from: "men[red]", to: "men[blue]"}
"""
REASON = "Its two targets must differ."


@pytest.fixture(scope="module")
def game() -> Adjudicator:
    return tiny(MEN)


def test_the_list_offers_no_way_from_a_place_to_itself(game: Adjudicator) -> None:
    options = [o for o in game.options(game.open(1, seats=("red",)), "red") if o.action == "send"]
    assert {o.targets for o in options if not o.legal} == {(t, t) for t in ("ALF", "BEX", "COB", "DIT")}
    assert {o.reason for o in options if not o.legal} == {REASON}
    assert len(options) == 16


def test_such_an_order_lapses_with_the_reason(game: Adjudicator) -> None:
    state = game.open(1, seats=("red",))
    orders = (Order("send", ("ALF", "ALF"), 2), Order("send", ("ALF", "BEX"), 2), Order("lend", ("ALF", "red")))
    outcome = game.adjudicate(state, {"red": orders})
    assert [settled.lapsed for settled in outcome.settled] == [REASON, "", ""]
    assert state.value("men", ("red", "BEX")) == 12


def test_no_bot_gives_it(game: Adjudicator) -> None:
    for seed in range(30):
        state = game.open(seed, seats=("red",))
        for chosen in bot_orders(game, state, "red", "random"):
            assert len(set(chosen.order.targets)) == len(chosen.order.targets)
