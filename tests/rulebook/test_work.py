"""Products of sizes are refused at their place before their cost is paid: numbers of a turn, of a game, orders."""

from __future__ import annotations

from collections.abc import Sequence

from tests.rulebook.checks.test_rule_set import rules_of_size
from tests.rulebook.theatre import RULES, sources, told

WIDE = "metrics:\n  wide: {of: [town, port], range: 0..1000}\n"
STEP = WIDE + "steps:\n  s:\n    phase: early\n    for: [town, port]\n"
LETS = "    let:\n"


def _lets(values: Sequence[str]) -> str:
    names = [f"x{n}" for n in range(len(values))]
    lines = "".join(f"      {name}: {value}\n" for name, value in zip(names, values, strict=True))
    return STEP + LETS + lines + f"    set: {{wide: {' + '.join(names)}}}\n"


def test_lets_over_large_axes_are_refused_by_their_product() -> None:
    assert rules_of_size(40, _lets([f"wide * calm + {n} * calm" for n in range(40)])) == []
    assert rules_of_size(64, _lets([f"wide * calm + {n} * calm" for n in range(40)])) == [
        "rules/theatre/part.yaml:4:3: a turn would compute 491,561 numbers, 491,559 of them in step `s`; "
        "400,000 is the limit: compute less there, or give the kinds fewer entities"
    ]


def test_what_a_long_game_would_record_is_refused_by_its_product() -> None:
    dice = _lets(["uniform(0, 1)"] * 20)
    assert rules_of_size(64, dice) == []
    long = RULES.replace(
        "kinds:\n", f"kinds:\n  town: {{members: [{_members('t')}]}}\n  port: {{members: [{_members('u')}]}}\n"
    )
    files = sources(dice, rules=long)
    scenario = "scenarios/theatre/scenario.yaml"
    files[scenario] = files[scenario].replace("[{turns: 12,", "[{turns: 200,")
    assert [problem for problem in told(files)[1] if "(warning)" not in problem] == [
        "scenarios/theatre/scenario.yaml:20:11: a game of 200 turns could record 18,029,000 numbers, most of them "
        "dice and changes of step `s`; 10,000,000 is the limit, or 110 turns: "
        "play fewer turns, or roll fewer dice there"
    ]


def _members(letter: str) -> str:
    return ", ".join(f"{letter}{n}" for n in range(64))


def test_orders_are_refused_by_the_product_of_targets_and_levels() -> None:
    action = "actions:\n  go: {label: Go, by: junta, target: {a: town, b: port}, levels: 1..%d}\n"
    assert rules_of_size(64, action % 9) == []
    assert rules_of_size(64, action % 10) == [
        "rules/theatre/part.yaml:2:3: `junta` could choose among 41,068 orders, 40,960 of them `go`; "
        "40,000 is the limit: take fewer levels or targets"
    ]
