"""Types of metrics: choices, flags and whole numbers, and what formulas may do with them."""

from __future__ import annotations

import pytest

from tests.rulebook.theatre import Game

HEAD = "steps:\n  s:\n    phase: early\n"


@pytest.mark.parametrize(
    ("formula", "value"),
    [
        ("collapsed", 2),
        ("successor if fuel > 5 else regime", 1),
        ("successor if fuel > 50 else regime", 0),
        ("collapsed if regime == in_office else successor", 2),
        ("collapsed if regime != in_office else successor", 1),
    ],
)
def test_a_choice_is_set_to_one_of_its_values(formula: str, value: float) -> None:
    assert Game(HEAD + f"    set: {{regime: {formula}}}\n").turn()["regime"] == value


def test_a_comparison_of_choices_counts_as_1_or_0() -> None:
    part = HEAD + "    set: {fuel: 10 * (regime == in_office) + (regime == collapsed)}\n"
    assert Game(part).turn()["fuel"] == 10


@pytest.mark.parametrize(("formula", "value"), [("7", 1), ("-0.5", 1), ("0", 0), ("fuel > 5", 1), ("fuel > 50", 0)])
def test_a_flag_is_0_or_1(formula: str, value: float) -> None:
    assert Game(HEAD + f"    set: {{lit: {formula}}}\n").turn().of("lit") == [value] * 3


def test_whole_numbers_stay_whole_whether_set_added_or_held() -> None:
    assert Game(HEAD + "    set: {posts: 2.6}\n").turn().of("posts") == [3, 3, 3]
    game = Game(HEAD + "    add:\n      posts: {more: people / 3, less: -0.2}\n").turn()
    assert game.of("posts") == [5, 4, 4]
    assert sum(game.causes("posts", "BKO").values()) == 1
    assert Game(HEAD + "    add: {posts: {more: 99}}\n").turn().of("posts") == [20, 20, 20]


def test_starts_are_formulas_over_attributes_parameters_and_other_starts() -> None:
    part = "metrics:\n  first: {of: area, range: 0..100, start: 2 * second + people}\n"
    part += "  second: {range: 0..100, start: kd * 8}\n  third: {of: area, range: 0..5, start: first}\n"
    more = "start: {second: 3}\n"
    assert Game(part).of("first") == [8, 6, 5]
    assert Game(part, more).of("first") == [10, 8, 7]
    assert Game(part, more).of("third") == [5, 5, 5]  # a start is held to the range
