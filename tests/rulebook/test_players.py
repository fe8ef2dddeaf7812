"""Others than factions may play: such a seat orders, pays, is skipped by rules when taken, and sees what it may."""

from __future__ import annotations

import pytest

from tests.compiling import compiled
from wargame.adjudicator import Adjudicator, State
from wargame.bots import Policy, orders_of
from wargame.model.match.order import Order

RULES = """\
title: A village and its watchers
kinds:
  faction: {}
  watcher: {plays: true, attributes: {patience: number}}
  inn: {}
needs: {faction: [red, blue], watcher: [priest, mayor]}
phases: [day]
metrics:
  money: {of: faction, range: 0..50, start: 5, label: Money}
  pence: {of: watcher, range: 0..9, start: patience, label: Pence}
  peace: {range: 0..100, start: 50, label: Peace}
  noise: {of: inn, range: 0..100, start: 10, owner: mayor, label: Noise}
parameters:
  calm: {value: 3, source: invented, status: assumption}
  mercy: {prior: [uniform, 0, 1], source: invented, status: assumption, known_to: priest}
actions:
  shout: {by: everyone, cost: {ap: 1}}
  preach: {by: priest, cost: {ap: 1, pence: 2}, requires: [{that: pence > 3, else: "No penny left."}]}
  ring: {by: [priest, mayor], cost: {ap: 1}, requires: [{that: pence > 1, else: "No penny left."}], seen_by: [mayor]}
steps:
  shouting:
    phase: day
    when: any(ordered(shout) > 0, faction)
    add: {peace: {shouts: "-total(effort(shout), faction)"}}
  bells:
    phase: day
    when: any(ordered(ring) > 0, watcher)
    add: {peace: {bells: "10 * ordered(ring)[mayor] + ordered(ring)[priest]"}}
  prayer:
    phase: day
    plays: priest
    add: {peace: {prayer: calm}}
  sermons:
    phase: day
    when: ordered(preach) > 0
    add: {peace: {sermon: 2 * calm * ordered(preach)}}
"""
SCENARIO = """\
title: Village
rules: village
entities:
  faction: {red: {}, blue: {}}
  watcher: {priest: {patience: 6}, mayor: {patience: 2}}
  inn: {OX: {}}
seats:
  red: {ap: 2}
  blue: {ap: 2}
  priest: {ap: 2, npc: true, pays: {pence: pence}}
  mayor: {ap: 2, npc: true, pays: {pence: pence}}
lengths: [{turns: 4}]
scores:
  priest: {peace: {weight: 1, value: peace}}
bots:
  doctrine:
    priest:
      rows:
        - {when: pence > 3, weights: {preach: 1}, reason: "There is a penny."}
        - {weights: {ring: 1 + mercy, keep: 1}, reason: "Bells cost nothing."}
"""
INJECT = """\
injects:
  letter:
    title: A letter
    from: A bishop
    to: priest
    turn: 2
    text: Will you preach?
    choices: {yes: {add: {peace: {yes: 1}}}, no: {add: {peace: {no: 1}}}}
    otherwise: no
"""


def village(rules: str = RULES, scenario: str = SCENARIO) -> tuple[Adjudicator | None, list[str]]:
    files = {"rules/village/ruleset.yaml": rules, "scenarios/village.yaml": scenario}
    rulebook, problems = compiled(files, "village")
    return Adjudicator(rulebook) if rulebook is not None else None, [str(each) for each in problems.errors]


def value(state: State, metric: str, *cell: str) -> float:
    return state.cells(metric, 0)[cell]


@pytest.fixture(scope="module")
def adjudicator() -> Adjudicator:
    found, told = village()
    assert found is not None, told
    return found


def test_rules_play_a_seat_until_it_is_taken(adjudicator: Adjudicator) -> None:
    state = adjudicator.open(1, seats=("red", "blue"))
    adjudicator.adjudicate(state, {})
    assert value(state, "peace") == 53
    taken = adjudicator.open(1, seats=("red", "blue", "priest"))
    adjudicator.adjudicate(taken, {"priest": (Order("preach"),)})
    assert value(taken, "peace") == 56


def test_it_pays_from_its_own_cell_and_a_condition_reads_its_own(adjudicator: Adjudicator) -> None:
    state = adjudicator.open(1, seats=("priest", "mayor"))
    outcome = adjudicator.adjudicate(state, {"priest": (Order("preach"), Order("ring")), "mayor": (Order("ring"),)})
    assert (value(state, "pence", "priest"), value(state, "pence", "mayor")) == (4, 2)
    assert all(not each.lapsed for each in outcome.settled)
    assert value(state, "peace") == 50 + 6 + 1 + 10


def test_everyone_is_every_faction(adjudicator: Adjudicator) -> None:
    state = adjudicator.open(1, seats=("red", "priest"))
    assert {o.action for o in adjudicator.options(state, "red")} == {"shout"}
    assert {o.action for o in adjudicator.options(state, "priest")} == {"preach", "ring"}


def test_it_sees_its_own_and_nothing_of_factions(adjudicator: Adjudicator) -> None:
    book = adjudicator.rulebook
    assert not book.world.fog.owned("priest", "money").any()
    assert book.world.fog.owned("priest", "pence").tolist() == [True, False]
    assert not book.world.fog.owned("red", "pence").any()
    assert book.world.fog.owned("mayor", "noise").all()
    assert not book.world.fog.owned("priest", "noise").any()


def test_its_bot_plays_it(adjudicator: Adjudicator) -> None:
    state = adjudicator.open(1, seats=("priest",))
    assert [choice.order.action for choice in orders_of(Policy(adjudicator, "priest", "doctrine"), state)][:1] == [
        "preach"
    ]


@pytest.mark.parametrize(
    ("old", "new", "message"),
    [
        ("by: [priest, mayor]", "by: [red, mayor]", "givers of one action are of one kind"),
        ("plays: true, ", "", "no faction is called `priest`"),
        ("owner: mayor", "owner: axis", "has no faction axis that could own it"),
        (
            "pence: {of: watcher, range: 0..9, start: patience",
            "pence: {of: inn, range: 0..9, start: 3",
            "or of watchers",
        ),
    ],
)
def test_what_is_wrong_is_told(old: str, new: str, message: str) -> None:
    assert old in RULES
    _, told = village(RULES.replace(old, new))
    assert any(message in line for line in told), told


def test_only_factions_are_asked_to_choose() -> None:
    _, told = village(RULES + INJECT)
    assert any("`priest` is a watcher: only factions are asked to choose" in line for line in told), told
    found, told = village(RULES + INJECT.replace("to: priest", "to: red\n    seen_by: [red, priest]"))
    assert found is not None, told
