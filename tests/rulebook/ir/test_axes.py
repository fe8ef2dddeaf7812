"""Axes: picked, renamed, swapped, reduced and followed along relations; formulas with values; roles of orders."""

from __future__ import annotations

import pytest

from tests.rulebook.theatre import Game, problems_in
from wargame.model.match.order import Order

HEAD = "steps:\n  s:\n    phase: early\n"


def values(formula: str, target: str, axes: str = "", extra: str = "") -> list[float]:
    """Give a target's cells after it was set to a formula."""
    part = extra + HEAD + (f"    for: {axes}\n" if axes else "") + f"    set:\n      {target}: {formula}\n"
    return Game(part).turn().of(target.partition("[")[0])


@pytest.mark.parametrize(
    ("formula", "value"),
    [
        ("people[KYS] * 10 + capacity[GAO]", 23),
        ("cp[jnim, BKO] + cp[BKO, junta]", 20),
        ("total(people, area)", 7),
        ("mean(people, area)", 7 / 3),
        ("mean(people, area, rural)", 1.5),
        ("mean(people, area, 0 * rural)", 0),
        ("most(people, area) * 10 + least(people, area)", 41),
        ("any(people > 3, area) * 10 + any(people > 4, area)", 10),
        ("total(total(cp, faction), area)", 60),
        ("neighbours[BKO, KYS] * 10 + neighbours[BKO, MNK]", 10),
        ("neighbours[KYS, BKO] + neighbours[MNK, KYS]", 2),
        ("crosses[DKR, BKO] * 10 + crosses[ABJ, BKO]", 10),
        ("crossed_by[BKO, DKR] * 10 + crossed_by[BKO, GAO]", 10),
        ("clip(200, 0, 30) + floor(2.9) + rint(2.5) + abs(0 - 5)", 39),
        ("sqrt(100) + 10 ** 0.5 * 10 ** 0.5 + 2 ** 3", 28),
        ("log(exp(2)) + logistic(0) + tanh(0)", 2.5),
        ("1 if 2 > 1 else 5", 1),
        ("(1 > 0 and not 2 > 3 or 1 > 2) + 2", 3),
        ("odds(3, 1) * 100", 75),
        ("rural[KYS] * 10 + rural[BKO]", 10),
        ("total(2, area) + most(mean(fuel, crosses, 0), corridor) + total(0 * people, crosses)[DKR]", 6),
    ],
)
def test_national_values(formula: str, value: float) -> None:
    assert values(formula, "fuel") == pytest.approx([value], abs=1e-8)


def test_a_value_spreads_over_the_axes_that_it_lacks() -> None:
    assert values("people * 2 + fuel", "legitimacy") == [18, 14, 12]
    assert values("density * 10 + people", "cp") == [24, 22, 21, 14, 12, 11]


def test_relations_lead_both_ways() -> None:
    assert values("total(people, crosses) / 10", "fear") == pytest.approx([0.6, 0.1, 0], abs=1e-9)
    assert values("total(capacity, crossed_by)", "legitimacy") == [2, 2, 1]
    assert values("mean(people, neighbours)", "legitimacy") == [2, 2.5, 2]
    assert values("mean(people, neighbours, people)", "legitimacy") == pytest.approx([2, 17 / 5, 2], abs=1e-8)
    assert values("most(people, neighbours) * 10 + least(people, neighbours)", "legitimacy") == [22, 41, 22]
    assert values("any(people > 3, crosses)", "fear") == [1, 0, 0]


def test_a_relation_is_a_value_of_two_axes() -> None:
    assert values("total(neighbours[area, BKO], area)", "fuel") == [1]
    assert values("total(crosses[corridor, area], area) / 10", "fear") == pytest.approx([0.2, 0.1, 0], abs=1e-9)


def test_pairs_are_named_apart_swapped_and_picked() -> None:
    pairs = [2 * 2 - 2 * 3, 2 * 2 - 3, 2 - 2 * 3, 2 - 3]
    assert values("density * 2 - density[other] * 3", "trust", "[faction, other]") == pairs
    first = HEAD + "    for: [faction, other]\n    set:\n      trust: density * 2 - density[other] * 3\n"
    game = Game(first + "  t:\n    phase: late\n    set:\n      trust: trust[other, faction]\n").turn()
    assert game.of("trust") == [pairs[0], pairs[2], pairs[1], pairs[3]]
    game = Game(first + "  t:\n    phase: late\n    set:\n      money: 10 + trust[faction, junta]\n").turn()
    assert game.of("money") == [10 + pairs[0], 10 + pairs[2]]


def test_a_swap_of_a_formula_and_of_recent_values_is_a_swap() -> None:
    first = HEAD + "    for: [faction, other]\n    set:\n      trust: density * 2 - density[other] * 3\n"
    pairs = [-2, 1, -4, -1]
    swapped = [pairs[0], pairs[2], pairs[1], pairs[3]]
    extra = "formulas:\n  bond: trust + 0 * density\n"
    game = Game(extra + first + "  t:\n    phase: late\n    set:\n      trust: bond[other, faction]\n").turn()
    assert game.of("trust") == swapped
    later = '  t:\n    phase: late\n    when: turn > 1\n    set:\n      trust: "recent(trust[other, faction], 1)"\n'
    game = Game(first + later)
    assert game.turn().of("trust") == pairs
    assert game.turn().of("trust") == swapped


def test_the_money_of_the_second_faction() -> None:
    part = HEAD + "    set:\n      money: density\n  t:\n    phase: late\n    for: [faction, other]\n"
    part += "    set:\n      trust: money - 2 * money[other]\n"
    assert Game(part).turn().of("trust") == [-2, 0, -3, -1]


def test_picks_of_what_is_reduced_followed_or_ordered() -> None:
    assert values("total(cp, faction)[KYS] + total(fear, crossed_by)[BKO]", "fuel") == [20.5]
    game = Game(HEAD + "    set:\n      fuel: ordered(redeploy, goal)[MNK] * 10 + ordered(redeploy, origin)[BKO]\n")
    assert game.turn(Order("redeploy", ("BKO", "MNK"), 3), Order("redeploy", ("KYS", "MNK"), 2))["fuel"] == 53


def test_formulas_take_values_and_use_one_another() -> None:
    extra = "formulas:\n  twice(a): a + a\n  four(a): twice(twice(a))\n  both(a, b): four(a) - b\n"
    assert values("both(people, rural)", "legitimacy", extra=extra) == [16, 7, 3]
    assert values("both(people[KYS], fear[ABJ])", "fuel", extra=extra) == [7.5]


SHIFT = """\
actions:
  shift:
    label: Shift
    by: junta
    target: {origin: area, goal: area}
    levels: 1..9
    requires:
      - {that: "people[origin] > people[goal]", else: Uphill.}
      - {that: "neighbours[origin, goal] > 0", else: Too far.}
      - {that: level <= 3, else: Too much.}
steps:
  s:
    phase: early
    set:
      fuel: total(ordered(shift, origin), area)
"""


def test_roles_are_axes_of_conditions() -> None:
    game = Game(SHIFT)
    options = game.adjudicator.options(game.state, "junta")
    legal = {option.targets: option.reason for option in options if option.action == "shift"}
    assert legal["BKO", "KYS"] == ""
    assert legal["KYS", "BKO"] == "Uphill."
    assert legal["BKO", "MNK"] == "Too far."
    game.turn(Order("shift", ("BKO", "KYS"), 2), Order("shift", ("KYS", "MNK"), 4))
    assert game.outcome is not None
    assert [row.lapsed for row in game.outcome.settled] == ["", "Too much."]
    assert game["fuel"] == 2


def test_a_value_that_is_the_same_everywhere_is_told_where_it_is_reduced() -> None:
    def told(formula: str) -> list[str]:
        return problems_in(f"steps:\n  s:\n    phase: early\n    add:\n      fuel: {formula}\n")

    same = "this is the same for every area: "
    assert told("total(1 + fear[DKR], area)") == [f"5:19: {same}total(..., area) counts it once for each (warning)"]
    for name in ("mean", "most", "least", "any"):
        at = 13 + len(name) + 1
        assert told(f"{name}(fuel, area)") == [f"5:{at}: {same}{name}(..., area) is the value itself (warning)"]
    assert told("mean(fuel, area, people)") == []
    assert told("total(1, area) + total(2 * 2, crosses)[DKR]") == []
    assert told("total(legitimacy > 2, area)") == []
