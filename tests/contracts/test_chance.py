"""A die is keyed by its own name: what else stands in the rules, or is ordered, or is on the map, moves no die."""

from __future__ import annotations

import re

import attrs
import pytest

from tests.contracts.shipped import (
    CASES_WITH_LARGEST_SLOW,
    adjudicator_for,
    adjudicator_from,
    adjudicator_of,
    all_seats,
    scenario_of,
)
from wargame.adjudicator import Adjudicator
from wargame.model.match.order import Order
from wargame.model.rules.deal import TALKS
from wargame.model.rules.inject import OPENING
from wargame.rulebook.ir.nodes import ConstNode, DrawNode
from wargame.rulebook.ir.walk import walk

INCLUDE = re.compile(r"^include: *(\[|\n  - )", re.MULTILINE)
EXTRA = """
metrics:
  unrelated_metric: {range: 0..1}
actions:
  unrelated_action:
    by: everyone
    describe: "Something else altogether."
steps:
  unrelated_step:
    phase: PHASE
    for: faction
    let:
      unrelated_luck: uniform(0, 1)
      unrelated_turn: chance(0.5)
    set:
      unrelated_metric: "total(unrelated_luck * unrelated_turn, faction) + total(ordered(unrelated_action), faction)"
"""


def uniforms(adjudicator: Adjudicator, name: str, orders: dict[str, tuple[Order, ...]]) -> dict[str, float]:
    """The dice of one turn whose faces do not depend on the state: those with constant arguments, and hidden ones."""
    state = adjudicator.open(51, seats=tuple(all_seats(name, "random")))
    outcome = adjudicator.adjudicate(state, orders)
    fixed = {
        node.die
        for node in walk(top for step in adjudicator.rulebook.rules.steps for top in step.nodes())
        if isinstance(node, DrawNode) and all(isinstance(a, ConstNode) for a in node.args)
    }
    drawn = {draw.key: draw.value for draw in outcome.draws if draw.key.split("|")[0] in fixed}
    return {**drawn, **{f"param|{k}": v for k, v in adjudicator.hidden(state).items() if not isinstance(v, str)}}


def common(before: dict[str, float], after: dict[str, float]) -> int:
    shared = before.keys() & after.keys()
    assert {key: before[key] for key in shared} == {key: after[key] for key in shared}
    return len(shared)


@pytest.mark.parametrize("name", CASES_WITH_LARGEST_SLOW)
def test_another_rule_action_and_metric_move_no_die(name: str) -> None:
    scenario = scenario_of(name)
    sources = dict(scenario.sources)
    folder = f"rules/{scenario.rules.name}/"
    phase = next(phase for phase in scenario.rules.phases if phase != OPENING)
    # Written before all others: whatever counted places instead of names would be moved by it.
    sources[f"{folder}ruleset.yaml"], found = INCLUDE.subn(
        lambda old: old[0] + ("extra.yaml, " if old[0].endswith("[") else "extra.yaml\n  - "),
        sources[f"{folder}ruleset.yaml"],
    )
    assert found == 1
    sources[f"{folder}extra.yaml"] = EXTRA.replace("PHASE", phase)
    more = adjudicator_from(sources, name)
    steps = more.scenario.rules.steps
    ahead = sum(step.phase == TALKS for step in steps.values())  # what the engine puts before all rules
    assert list(steps).index("unrelated_step") <= ahead
    before, after = uniforms(adjudicator_of(name), name, {}), uniforms(more, name, {})
    assert before.keys() < after.keys()
    assert common(before, after) == len(before) > 0


@pytest.mark.parametrize("name", CASES_WITH_LARGEST_SLOW)
def test_orders_move_no_die(name: str) -> None:
    """Dice of steps that apply with and without the orders fall alike."""
    adjudicator = adjudicator_of(name)
    state = adjudicator.open(51, seats=tuple(all_seats(name, "random")))
    orders = {
        seat: tuple(o.order(main=i == 0) for i, o in enumerate(adjudicator.options(state, seat)) if o.legal)
        for seat in state.seats
    }
    calm, busy = uniforms(adjudicator, name, {}), uniforms(adjudicator, name, orders)
    assert common(calm, busy) == len(calm.keys() & busy.keys())
    assert calm
    assert len(busy) >= len(calm)


@pytest.mark.parametrize("name", CASES_WITH_LARGEST_SLOW)
def test_removing_a_rule_moves_no_other_die(name: str) -> None:
    scenario = scenario_of(name)
    before = uniforms(adjudicator_of(name), name, {})
    drawing = {key.split(".")[0] for key in before if not key.startswith("param|")}
    gone = [s for s in scenario.rules.steps if s in drawing][:2] or list(scenario.rules.steps)[:1]
    less = attrs.evolve(
        scenario,
        rules=attrs.evolve(scenario.rules, steps={k: v for k, v in scenario.rules.steps.items() if k not in gone}),
    )
    after = uniforms(adjudicator_for(less), name, {})
    assert not [key for key in after if key.split(".")[0] in gone]
    assert common(before, after) == len(after)


@pytest.mark.parametrize("name", CASES_WITH_LARGEST_SLOW)
def test_the_order_of_rules_moves_no_die(name: str) -> None:
    scenario = scenario_of(name)
    turned = attrs.evolve(
        scenario,
        rules=attrs.evolve(scenario.rules, steps=dict(reversed(scenario.rules.steps.items()))),
    )
    before, after = uniforms(adjudicator_of(name), name, {}), uniforms(adjudicator_for(turned), name, {})
    shared = common(before, after)
    assert shared > 0
    assert shared >= 0.8 * len(before)  # a step whose condition comes to hold, or not, draws where it applies only


@pytest.mark.parametrize("name", CASES_WITH_LARGEST_SLOW)
def test_steps_of_different_phases_can_be_mixed_freely_in_the_files(name: str) -> None:
    """Phases alone order what is not in the same phase, so laying the steps of phases side by side changes nothing."""
    scenario = scenario_of(name)
    steps = sorted(scenario.rules.steps.items(), key=lambda item: -scenario.rules.phases.index(item[1].phase))
    assert [key for key, _ in steps] != list(scenario.rules.steps)
    mixed = adjudicator_for(attrs.evolve(scenario, rules=attrs.evolve(scenario.rules, steps=dict(steps))))
    ends = []
    for adjudicator in (adjudicator_of(name), mixed):
        state = adjudicator.open(52)
        ends.append([adjudicator.adjudicate(state, {}).digest for _ in range(3)])
    # Arrivals lie in the order of the steps, so the digest is told apart by them alone.
    waits = any(step.afters for step in scenario.rules.steps.values())
    assert waits or ends[0] == ends[1]
    values = []
    for adjudicator in (adjudicator_of(name), mixed):
        state = adjudicator.open(52)
        for _ in range(3):
            adjudicator.adjudicate(state, {})
        values.append({m: state.cells(m) for m in state.layout})
    assert values[0] == values[1]
