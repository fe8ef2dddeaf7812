"""Orders that contradict each other, or the answer to a letter, are told before the commit and stay legal."""

from __future__ import annotations

import pytest

from tests.injects.post import problems_in
from tests.planted.bases import texts
from wargame.content import Problems, load_sources
from wargame.game.orders.contradictions import contradictions
from wargame.game.orders.orders_file import contradicting_orders, read_orders_file
from wargame.model.scenario.scenario import Scenario

CHOICE = """
A:
  title: One
  to: red
  turn: 2
  text: A letter.
  choices:
    yes: {against: {%s}}
    no: {}
  otherwise: no
"""


@pytest.fixture(scope="module")
def convoy() -> Scenario:
    """First convoy, in which services go to one place a turn, and a yes to the letter I3 forbids escorts."""
    files = dict(texts("convoy"))
    name = "rules/first_convoy/people.yaml"
    assert "  services:\n" in files[name]
    files[name] = files[name].replace("  services:\n", "  services:\n    one_of: area\n")
    name = "scenarios/first_convoy.yaml"
    old = "        text: Drivers breathe; some authority around Koulikoro goes.\n"
    assert old in files[name]
    files[name] = files[name].replace(old, f"{old}        against: {{escort: ABJ}}\n")
    problems = Problems()
    scenario = load_sources(files, "first_convoy", problems)
    assert scenario is not None and not problems.errors, problems.all
    return scenario


def letter(scenario: Scenario) -> tuple[str, str]:
    return next((i.id, c.name) for i in scenario.rules.injects.values() for c in i.choices if c.against)


def test_pairs_and_answers_that_contradict_are_told_once(convoy: Scenario) -> None:
    inject, word = letter(convoy)
    written = ("services BKO", "services KKR main", "escort ABJ 1", f"answer {inject} {word}")
    given = read_orders_file("".join(f"T2 junta: {order}\n" for order in written), "orders.txt", convoy)
    rules = convoy.rules
    assert contradictions(given[2]["junta"], rules.actions, rules.injects) == (
        "services BKO and services KKR contradict each other.",
        f"answer {inject} {word} and escort ABJ 1 contradict each other.",
    )
    assert contradicting_orders(given, "orders.txt", convoy)[0] == (
        "orders.txt: turn 2, junta: services BKO and services KKR contradict each other. (warning)"
    )
    alone = read_orders_file(f"T2 junta: services BKO\nT2 junta: answer {inject} {word}\n", "orders.txt", convoy)
    assert contradicting_orders(alone, "orders.txt", convoy) == ()


@pytest.mark.parametrize(
    ("against", "told"),
    [
        ("rise: any", None),
        ("rise: nowhere", "nothing is called `nowhere`"),
        ("rise: red", "`red` is no target of `rise`"),
        ("raise: any", "no action is called `raise`"),
    ],
)
def test_what_a_choice_stands_against_is_checked(against: str, told: str | None) -> None:
    rules = "actions:\n  rise: {by: red, target: town, label: Rise}\n"
    problems = [problem for problem in problems_in(CHOICE % against, rules=rules) if "effort" not in problem]
    assert not problems if told is None else told in problems[0]
