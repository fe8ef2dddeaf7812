"""Each entry of a file that is no YAML is read alone: every fault is told, and what is sound is used."""

from __future__ import annotations

from tests.content.small import RULES, SCENARIO
from wargame.cli.check import check_found
from wargame.content import Problems
from wargame.content.lookup import Sort, in_save
from wargame.content.yaml.nodes import Broken, Page, Table
from wargame.content.yaml.tree import read_tree


def told(files: dict[str, str]) -> list[str]:
    problems = Problems()
    found = in_save(files, Sort.SCENARIO, "small")
    assert found is not None
    check_found(found, problems)
    return [str(problem) for problem in problems.errors]


def test_two_torn_files_are_two_messages() -> None:
    rules = RULES.replace("    phase: talk\n", "   phase: talk\n")
    scenario = SCENARIO.replace("reason: Cheap grain.}", 'reason: "Cheap grain.}')
    messages = told({"rules/small/ruleset.yaml": rules, "scenarios/small.yaml": scenario})
    places = [message.split(": ")[0] for message in messages]
    assert places == ["rules/small/ruleset.yaml:56:4", "scenarios/small.yaml:53:69"]


def test_a_torn_file_does_not_silence_another() -> None:
    scenario = SCENARIO.replace("glossary: {grain", "glossary: {grain: [").replace("metric: truce", "metric: trcue")
    rules = RULES.replace("yield_share * people", "yield_share * poeple")
    messages = told({"rules/small/ruleset.yaml": rules, "scenarios/small.yaml": scenario})
    assert any("`poeple`" in message for message in messages)
    assert any("`trcue`" in message for message in messages)
    assert len(messages) == 3


def test_entries_around_a_fault_are_read_with_their_places() -> None:
    text = "metrics:\n  a: {range: 0..1}\n  b: {range: 0..1\n  c: {range: 0..1}\nformulas:\n  f: a + c\n"
    problems = Problems()
    tree = read_tree(Page("x.yaml", text), problems).tree
    assert [str(problem.place) for problem in problems.all] == ["x.yaml:3:6"]
    assert isinstance(tree, Table)
    metrics, formulas = tree.entries["metrics"][1], tree.entries["formulas"][1]
    assert isinstance(metrics, Table)
    assert isinstance(formulas, Table)
    assert list(metrics.entries) == ["a", "b", "c"]
    assert isinstance(metrics.entries["b"][1], Broken)
    key, value = formulas.entries["f"]
    assert (key.line, key.column) == (6, 3)
    assert text[value.start : value.end] == "a + c"  # type: ignore[union-attr]
