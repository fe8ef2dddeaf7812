"""Bots: choices as often as their weights say, their reasons, and nothing read that the seat does not see."""

from __future__ import annotations

import numpy as np
import pytest

from tests.contracts.shipped import CASES, adjudicator_of, policy_of, scenario_of
from tests.tiny import tiny
from wargame.adjudicator.visibility import fogged, visible
from wargame.bots import Policy, bots_of
from wargame.bots.policy import join
from wargame.errors import UsageError
from wargame.model.scenario.seat import PLANNER

ACTIONS = """\
dig: {by: red, target: town, levels: 1..3, cost: {ap: 1, money: level}, describe: "Dig."}
sing: {by: red, cost: {ap: 1}, describe: "Sing."}
"""
DOCTRINE = """\
bots:
  doctrine:
    red:
      rows:
        - {when: "tune > 5", weights: {keep: 1}, reason: "Enough."}
        - {weights: {dig: 3, sing: 1}, reason: "Dig rather than sing."}
      targets: {dig: people}
      levels: {dig: "1 + walled"}
"""
STEPS = "hum:\n  phase: early\n  set: {tune: ordered(sing), dug: ordered(dig)}\n"
METRICS = "tune: {range: 0..9}\ndug: {of: town, range: 0..99}\n"


def test_a_doctrine_follows_its_weights() -> None:
    """First orders: dig three times in four, at towns by their people; levels by walls; no town of weight 0."""
    games = 8_000
    adjudicator = tiny("", DOCTRINE, actions=ACTIONS, metrics=METRICS, steps=STEPS)
    state = adjudicator.open(1, games)
    table = join(state, {"red": Policy(adjudicator, "red", "doctrine").choose(state)[0]})
    lead = table.line == 0
    assert lead.sum() == games
    assert (table.main == lead).all()
    digs = lead & (table.action == 0)
    assert abs(digs.sum() - games * 0.75) < 4 * np.sqrt(games * 0.75 * 0.25)
    for town, people in enumerate((3, 0.1, 7, 0)):
        p, n = people / 10.1, int(digs.sum())
        assert abs((table.first[digs] == town).sum() - n * p) <= 4 * np.sqrt(n * p * (1 - p))
    walled = np.array([2.0, 1.0, 2.0, 1.0])
    assert (table.level[table.action == 0] == walled[table.first[table.action == 0]]).all()


def test_a_row_that_keeps_gives_no_order_and_its_reason() -> None:
    adjudicator = tiny("", DOCTRINE, actions=ACTIONS, metrics=METRICS, steps=STEPS)
    state = adjudicator.open(1, 3)
    state.array("tune")[...] = [0.0, 6.0, 9.0]
    columns, rows = Policy(adjudicator, "red", "doctrine").choose(state)
    assert rows.tolist() == [1, 0, 0]
    assert {int(g) for column in columns for g in column[1]} == {0}


ALIKE = """\
  quiet:
    red:
      like: doctrine
      rows: [{weights: {dig: 1}, reason: "Only dig."}]
      levels: {dig: 3}
  loud:
    red: {like: quiet, targets: {dig: walled}}
"""


def test_a_bot_takes_over_what_it_does_not_say_itself() -> None:
    """Rows and levels of its own, targets of the bot that it is like; and so on from one to the next."""
    adjudicator = tiny("", DOCTRINE + ALIKE, actions=ACTIONS, metrics=METRICS, steps=STEPS)
    bots = adjudicator.scenario.doctrines
    assert bots["quiet"]["red"].targets == bots["doctrine"]["red"].targets
    assert bots["loud"]["red"].rows == bots["quiet"]["red"].rows
    assert bots_of(adjudicator.scenario, "red") == ("random", "doctrine", "quiet", "loud", "planner")
    state = adjudicator.open(1, 500)
    for bot, towns in (("quiet", {0, 1, 2}), ("loud", {0, 2})):
        table = join(state, {"red": Policy(adjudicator, "red", bot).choose(state)[0]})
        assert set(table.action.tolist()) == {0}
        assert set(table.first.tolist()) == towns
        assert (table.level == 3.0).all()


def test_unknown_bots_and_seats_are_refused() -> None:
    adjudicator = tiny("", DOCTRINE, actions=ACTIONS, metrics=METRICS, steps=STEPS)
    with pytest.raises(UsageError, match=r"red has no bot called oracle \(it has random, doctrine, planner\)"):
        Policy(adjudicator, "red", "oracle")
    with pytest.raises(UsageError, match="no seat is called green"):
        Policy(adjudicator, "green", "random")


@pytest.mark.parametrize("name", CASES)
def test_what_a_seat_does_not_see_moves_no_order(name: str) -> None:
    adjudicator = adjudicator_of(name)
    pairs = [(seat, bot) for seat in scenario_of(name).seats for bot in bots_of(scenario_of(name), seat)]
    pairs = [(seat, bot) for seat, bot in pairs if bot != PLANNER]  # it has tests of its own
    for seat, bot in pairs:
        state = adjudicator.open(3, 30, seats=tuple(scenario_of(name).seats))
        before = join(state, {seat: policy_of(name, seat, bot).choose(state)[0]})
        hidden = 0
        for metric, layout in state.layout.items():
            seen = set(visible(adjudicator.rulebook, seat, metric))
            # An estimate of now follows the truth; what bots are told only so is for the tests of estimates.
            seen |= {cell for cell, row in fogged(adjudicator.rulebook, seat, metric).items() if row.fresh}
            flat = state.array(metric).reshape(-1, state.games)
            for place, cell in enumerate(layout.cells):
                if cell not in seen:
                    flat[place] = layout.metric.low if (flat[place] != layout.metric.low).any() else layout.metric.high
                    hidden += 1
        for parameter, values in state.parameters.items():
            if scenario_of(name).rules.parameters[parameter].known_to != seat:
                values[...] = 0.0
        after = join(state, {seat: policy_of(name, seat, bot).choose(state)[0]})
        assert hidden > 0
        for column in ("game", "action", "first", "second", "level", "main"):
            assert (getattr(before, column) == getattr(after, column)).all(), (seat, bot, column)


def test_a_bot_orders_what_is_legal_only_above_the_lowest_level() -> None:
    adjudicator = tiny(
        "",
        'bots: {doctrine: {red: {rows: [{weights: {dig: 1}}], levels: {dig: "2"}}}}\n',
        actions='dig: {by: red, target: town, levels: 1..3, requires: [{that: level == 2, else: "Only two."}]}',
        metrics=METRICS,
        steps="hum: {phase: early, set: {dug: ordered(dig)}}\n",
    )
    state = adjudicator.open(1)
    table = join(state, {"red": Policy(adjudicator, "red", "doctrine").choose(state)[0]})
    assert table.size > 0
    assert set(table.level.tolist()) == {2.0}
