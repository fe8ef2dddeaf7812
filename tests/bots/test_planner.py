"""The planner: the better plan within its budget, always the same, by nothing that its seat does not see."""

from __future__ import annotations

import attrs
import numpy as np
import pytest

from tests.contracts.shipped import adjudicator_of
from tests.tiny import tiny
from wargame.adjudicator import Adjudicator, State
from wargame.adjudicator.visibility import fogged, visible
from wargame.bots import bot_for, bot_orders, orders_of
from wargame.bots.planner import Planner
from wargame.bots.policy import join
from wargame.bots.present_beliefs import PresentBeliefs
from wargame.errors import UsageError

ACTIONS = """\
dig: {by: red, cost: {ap: 1}, describe: "Dig."}
rest: {by: red, cost: {ap: 1}, describe: "Rest."}
"""
METRICS = """\
found: {range: 0..100}
vein: {range: 0..100, start: richness, owner: blue}
heard: {range: 0..100, start: 50, owner: blue}
"""
PARAMETERS = """\
richness: {value: 1, prior: [uniform, 0, 2], label: Richness, source: test, status: assumption}
"""
STEPS = """\
digging:
  phase: early
  add: {found: {digging: vein * ordered(dig) / 5}}
"""
SCENARIO = """\
scores:
  red:
    wealth: {weight: 1, value: found}
fog:
  - {metric: heard, to: red, times: "lognormal(0, 0.3)"}
bots:
  doctrine:
    red: {rows: [{weights: {rest: 1}, reason: "Tired."}]}
  eager:
    red: {rows: [{weights: {dig: 1}, reason: "There may be something."}]}
"""


def mine() -> Adjudicator:
    return tiny("", SCENARIO, actions=ACTIONS, metrics=METRICS, parameters=PARAMETERS, steps=STEPS)


def test_it_follows_the_plan_that_comes_out_best_and_says_so() -> None:
    adjudicator = mine()
    chosen = bot_orders(adjudicator, adjudicator.open(1), "red", "planner:40")
    assert {each.order.action for each in chosen} == {"dig"}
    assert chosen[0].reason.startswith(
        "There may be something. After 40 rollouts of 6 turns the best of 2 plans, by margin: eager +"
    )
    assert ", doctrine 0.00" in chosen[0].reason


@pytest.mark.parametrize("budget", [4, 24, 25, 64, 100])
def test_it_keeps_to_its_budget(budget: int) -> None:
    adjudicator = adjudicator_of("first_convoy")
    planner = bot_for(adjudicator, "junta", f"planner:{budget}")
    assert isinstance(planner, Planner)
    planner.choose(adjudicator.open(1, 2))
    for judged in planner._ranked:
        plans = len(judged.plans)
        assert sum(games for _, _, games in judged.plans) <= max(budget, 2 * plans)


@pytest.mark.parametrize("name", ["planner:", "planner:0", "planner:many", "planner:9999999", "planner:²", "planners"])
def test_what_is_no_budget_is_refused(name: str) -> None:
    with pytest.raises(UsageError):
        bot_for(mine(), "red", name)


def test_the_same_game_gives_the_same_orders_alone_and_in_a_batch() -> None:
    adjudicator = adjudicator_of("first_convoy")
    planner = bot_for(adjudicator, "junta", "planner:30")
    together = adjudicator.open(4, 3)
    for _ in range(2):
        columns = planner.choose(together)[0]
        table = join(together, {"junta": columns})
        orders: list[list[str]] = [[] for _ in range(3)]
        for row, game in enumerate(table.game.tolist()):
            orders[game].append(table.order(adjudicator.rulebook, row).text)
        for game in range(3):
            alone = attrs.evolve(
                together,
                metrics=list(together.metrics),
                parameters=dict(together.parameters),
                histories=dict(together.histories),
                arrivals=list(together.arrivals),
            )
            alone.select_games(np.array([game]))
            again = bot_for(adjudicator, "junta", "planner:30")  # that has seen no earlier turn
            assert [each.order.text for each in orders_of(again, alone)] == orders[game]
        adjudicator.step(together, table)


def test_beliefs_hold_what_is_seen_and_spread_what_is_told() -> None:
    adjudicator = mine()
    state = adjudicator.open(7, 2)
    state.array("found")[...] = 12.0
    beliefs = PresentBeliefs(adjudicator, "red", 400)
    told = beliefs.estimates(state)
    believed = beliefs.draw(state, 1, told, np.arange(400))
    assert (believed.array("found") == 12.0).all()
    assert (believed.array("vein") == believed.parameters["richness"]).all(), "drawn as the prior says"
    assert abs(believed.parameters["richness"].mean() - 1.0) < 0.1
    value = float(told["heard"][0][0, 1])
    ratio = np.log(believed.array("heard") / value)
    assert abs(ratio.mean()) < 0.05
    assert abs(ratio.std() - 0.3) < 0.04
    assert not set(believed.game_keys.tolist()) & set(state.game_keys.tolist()), "the dice to come are nobody's to know"
    other = beliefs.draw(state, 0, told, np.arange(400))
    assert not set(believed.game_keys.tolist()) & set(other.game_keys.tolist())


def scramble(adjudicator: Adjudicator, state: State, seat: str) -> None:
    """Change everything that the seat does not see."""
    parameters = adjudicator.scenario.rules.parameters
    for metric, layout in state.layout.items():
        seen = set(visible(adjudicator.rulebook, seat, metric))
        seen |= {
            cell for cell, row in fogged(adjudicator.rulebook, seat, metric).items() if row.fresh and not row.words
        }
        flat = state.array(metric).reshape(-1, state.games)
        for place, cell in enumerate(layout.cells):
            if cell not in seen:
                flat[place] = layout.metric.low if (flat[place] != layout.metric.low).any() else layout.metric.high
        if metric in state.histories and not set(layout.cells) <= set(visible(adjudicator.rulebook, seat, metric)):
            state.histories[metric][...] += 1.0
    for name, values in state.parameters.items():
        # How wrong estimates are is hidden as well; what is told rests on it, and is told all the same.
        if parameters[name].known_to != seat and not name.startswith("outside_"):
            values[...] = 0.0
    for arrivals in state.arrivals:
        arrivals[...] += 1.0
    own = list(state.seats).index(seat)
    state.banked[[k for k in range(len(state.seats)) if k != own]] = 1.0
    for name, checked in adjudicator.rulebook.rules.actions.items():
        if not checked.giver_axis and seat not in checked.action.by:
            state.streaks_of(name)[...] = 1


@pytest.mark.parametrize(
    ("name", "seat"),
    [
        ("first_convoy", "junta"),
        ("first_convoy", "jnim"),
        pytest.param("bamako_siege", "jnim", marks=pytest.mark.slow),
        pytest.param("bamako_siege", "aes", marks=pytest.mark.slow),
    ],
)
def test_nothing_that_its_seat_does_not_see_moves_its_choice(name: str, seat: str) -> None:
    adjudicator = adjudicator_of(name)
    planner = bot_for(adjudicator, seat, "planner:24")
    state = adjudicator.open(6)
    for turn in range(2):
        before = orders_of(planner, state)
        told, arrays = [each.reason for each in before], [array.copy() for array in state.metrics]
        kept = adjudicator.snapshot(state)
        scramble(adjudicator, state, seat)
        assert any((a != b).any() for a, b in zip(arrays, state.metrics, strict=True))
        after = orders_of(planner, state)
        assert [each.order.text for each in after] == [each.order.text for each in before], turn
        assert [each.reason for each in after] == told
        state = adjudicator.restore(kept)
        usual = {s: [c.order for c in bot_orders(adjudicator, state, s, "doctrine")] for s in state.seats}
        adjudicator.adjudicate(state, usual)
