"""Snapshots keep everything that a later turn can depend on, and refuse what does not fit the rules."""

from __future__ import annotations

import json

import pytest

from tests.tiny import tiny
from wargame.adjudicator import Adjudicator
from wargame.errors import SaveError
from wargame.model.match.order import Order

ENGINE = tiny(
    "",
    metrics="stock: {range: 0..1000}\npast: {range: 0..1000}\ntired: {of: town, range: 0..9}\nclock: {timer: 4}",
    parameters="luck: {prior: [normal, 5, 1], status: assumption, source: made}",
    actions='dig: {by: red, target: town, cost: {ap: 1, money: 1}, describe: "Dig."}',
    steps="""\
work:
  phase: early
  for: town
  let: {one: "uniform(0, 1)"}
  set: {tired: effort(dig), clock: 3 if turn == 2 else clock}
  add: {stock: {dug: "total(one, town) * luck", tired: "-total(tired, town)"}}
  after:
    - {turns: 3, add: {stock: {late: 7}}}
remember:
  phase: late
  set: {past: "recent(stock, 3)"}
""",
)
ORDERS = {"red": (Order("dig", ("ALF",)), Order("dig", ("BEX",), main=True))}


def at_turn(adjudicator: Adjudicator, turn: int):
    state = adjudicator.open(77, first=5)
    while state.turn < turn:
        adjudicator.adjudicate(state, ORDERS if state.turn != 3 else {})
    return state


@pytest.mark.parametrize("turn", range(1, 8))
def test_a_game_goes_on_from_text(turn: int) -> None:
    state = at_turn(ENGINE, turn)
    copy = ENGINE.restore(json.loads(json.dumps(ENGINE.snapshot(state))))
    assert ENGINE.digest(copy) == ENGINE.digest(state)
    assert ENGINE.ap(copy, "red") == ENGINE.ap(state, "red") == (5 if turn == 1 else 7)
    for _ in range(5):
        assert ENGINE.adjudicate(copy, ORDERS) == ENGINE.adjudicate(state, ORDERS)


@pytest.mark.parametrize("group", ["histories", "streaks", "arrivals", "metrics", "parameters"])
def test_nothing_that_is_written_is_without_effect(group: str) -> None:
    """Another value in any part of a snapshot leads to another game."""
    state = at_turn(ENGINE, 5)
    values = json.loads(json.dumps(ENGINE.snapshot(state)))
    for name, row in values[group].items():
        if any(row):
            values[group][name] = [0] * len(row)
    other = ENGINE.restore(values)
    ends = [[ENGINE.adjudicate(s, ORDERS).digest for _ in range(4)] for s in (state, other)]
    assert ends[0] != ends[1]


def test_a_snapshot_of_other_rules_is_refused() -> None:
    values = ENGINE.snapshot(at_turn(ENGINE, 2))
    with pytest.raises(SaveError, match="speaks of strange"):
        ENGINE.restore({**values, "metrics": {**values["metrics"], "strange": [1.0]}})
    with pytest.raises(SaveError, match="2 values for stock"):
        ENGINE.restore({**values, "metrics": {**values["metrics"], "stock": [1.0, 2.0]}})
