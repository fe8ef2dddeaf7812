"""The check warns where a rule adds up orders and so loses who gave an order, or which target goes with which."""

from __future__ import annotations

import pytest

from tests import tiny
from tests.compiling import compiled
from tests.rulebook.theatre import marked, problems_in

HEAD = """
metrics:
  army: {of: [faction, town], range: 0..9, start: 1, owner: nobody}
  stone: {of: [town, faction], range: 0..9, start: 1, owner: nobody}
  near_to: {of: [town, other], range: 0..9, start: 1, owner: nobody}
actions:
  march: {label: March, by: [red, blue], target: {origin: town, goal: town}, cost: {ap: 1}}
  walk: {label: Walk, by: [red, blue], target: town, levels: 1..4, cost: {ap: 1}}
steps:
"""
MOVE = "  marches:\n    phase: early\n    for: [faction, town]\n    move:\n"
POOLED = '      - {amount: "ordered(march, origin)", from: army, to: army, spread: "«ordered(march, goal)"}\n'
SPLIT = (
    "  marches:\n    phase: early\n    for: town\n    move:\n"
    '      - {amount: "ordered(march, origin)[red]", from: "army[red]", to: "army[red]", '
    'spread: "ordered(march, goal)[red]"}\n'
    '      - {amount: "ordered(march, origin)[blue]", from: "army[blue]", to: "army[blue]", '
    'spread: "ordered(march, goal)[blue]"}\n'
)
WARNED = (
    "this pools faction and town: what leaves `army` of one faction may arrive at another faction. "
    "Write a move for each faction, as in from: army[red], with the amount and the spread of red"
)


def told(rules: str) -> list[tuple[int, int, str, bool]]:
    """What is told of rules at their mark, or anywhere without one: line and column from the mark, and the message."""
    before = rules[: rules.index("«")] if "«" in rules else ""
    line, column = before.count("\n"), len(before) - before.rfind("\n") - 1
    start = tiny.RULES.count("\n") + 1
    _, problems = compiled(tiny.files(rules.replace("«", "")), "tiny")
    return [
        (found.place.line - start - line, found.place.column - column - 1, found.message, found.warning)
        for found in problems.all
        if "pools" in found.message or "joins" in found.message
    ]


def test_a_pool_over_sides_and_places_is_told_at_its_spread() -> None:
    assert told(HEAD + MOVE + POOLED) == [(0, 0, WARNED, True)]


def test_the_remedy_is_silent_and_keeps_each_side_its_army() -> None:
    assert told(HEAD + SPLIT) == []
    adjudicator = tiny.tiny(HEAD + SPLIT)
    state = adjudicator.open(1)
    tiny.play(adjudicator, state, red="march ALF BEX", blue="march COB DIT")
    assert list(state.cells("army").values()) == [0, 2, 1, 1, 1, 1, 0, 2]


def test_what_is_warned_of_happens() -> None:
    adjudicator = tiny.tiny(HEAD + MOVE + POOLED.replace("«", ""))
    state = adjudicator.open(1)
    tiny.play(adjudicator, state, red="march ALF BEX")
    tiny.play(adjudicator, state, red="march ALF BEX", blue="march ALF DIT")  # red has none left at ALF
    army = state.cells("army")
    assert [sum(army[side, town] for town in tiny.TOWNS) for side in ("red", "blue")] == [4.5, 3.5]


@pytest.mark.parametrize(
    "move",
    [
        '{amount: "ordered(walk)", from: army, to: stone, spread: stone}',
        '{amount: "ordered(walk)", from: "army[red]", to: "army[red]", spread: "people"}',
        '{amount: "ordered(walk)[red]", from: "army[red]", to: stone, spread: stone}',
        '{amount: "ordered(walk)", from: army, to: stone}',
    ],
)
def test_only_a_pool_over_two_kinds_is_told(move: str) -> None:
    assert bool(told(f"{HEAD}{MOVE}      - {move}\n")) == ("from: army, to: stone, spread" in move)


SUPPLY = (
    "actions:\n  supply: {label: Supply, by: junta, target: {way: corridor, stop: area}, levels: 1..4}\n"
    "steps:\n  s:\n    phase: early\n    add: {legitimacy: {it: FORMULA}}\n"
)
JOINS = (
    "with two orders of `supply` this joins every way with every stop: "
    "let way be the only target, and the level choose the stop (warning)"
)


@pytest.mark.parametrize(
    "formula",
    [
        "total(«ordered(supply, way) * ordered(supply, stop), corridor)",
        "total(«effort(supply, way) * people * (ordered(supply, stop) > 0), corridor)",
    ],
)
def test_a_product_of_the_two_targets_is_told(formula: str) -> None:
    text, place = marked(SUPPLY.replace("FORMULA", f'"{formula}"'))
    assert f"{place}: {JOINS}" in problems_in(text)


@pytest.mark.parametrize(
    "formula",
    [
        "total(ordered(supply, way), corridor) * ordered(supply, stop)",
        "ordered(redeploy, origin) * (ordered(redeploy, goal) == 0)",
        "total(ordered(supply, way) * ordered(raid)[junta], corridor)",
        "total(ordered(supply, way) + ordered(supply, stop), corridor)",
    ],
)
def test_other_products_are_silent(formula: str) -> None:
    assert not [problem for problem in problems_in(SUPPLY.replace("FORMULA", f'"{formula}"')) if "joins" in problem]
