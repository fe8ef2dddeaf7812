"""Each entry of a file that is no YAML is read alone: every fault is told, and what is sound is used."""

from __future__ import annotations

from tests.planted.bases import texts
from wargame.cli.commands.check import check_found
from wargame.content import Problems
from wargame.content.lookup import ContentKind, in_save
from wargame.content.yaml.nodes import BrokenNode, MappingNode, Page
from wargame.content.yaml.tree import read_tree

RULES, SCENARIO = "rules/bridge/ruleset.yaml", "scenarios/bridge.yaml"


def told(*edits: tuple[str, str, str]) -> list[str]:
    """Return where something is wrong after pieces of files were replaced."""
    files = dict(texts("bridge"))
    for name, old, new in edits:
        assert files[name].count(old) == 1, old
        files[name] = files[name].replace(old, new)
    problems = Problems()
    found = in_save(files, ContentKind.SCENARIO, "bridge")
    assert found is not None
    check_found(found, problems)
    return [f"{problem.place.file}: {problem.message}" for problem in problems.all]


def test_two_torn_files_are_two_messages() -> None:
    messages = told((RULES, "    phase: late\n", "   phase: late\n"), (SCENARIO, 'reason: "Wait."}', 'reason: "Wait.}'))
    assert [message.split(": ")[0] for message in messages] == [RULES, SCENARIO]
    assert "indentation" in messages[0]


def test_a_torn_file_does_not_silence_another() -> None:
    messages = told(
        (RULES, "total(clause(peace), town)", "total(clause(peace), twon)"),
        (
            SCENARIO,
            "{metric: calm, label: Calm, short: Calm}\n  blue",
            "{metric: clam, label: Calm, short: Calm}\n  blue",
        ),
        (SCENARIO, 'purpose: "Keep the bridge calm."', 'purpose: "Keep the bridge calm.'),
    )
    assert [message.split("`")[1] for message in messages if "is called" in message] == ["twon", "clam"]
    assert len(messages) == 3


def test_entries_around_a_fault_are_read_with_their_places() -> None:
    text = "metrics:\n  a: {range: 0..1}\n  b: {range: 0..1\n  c: {range: 0..1}\nformulas:\n  f: a + c\n"
    problems = Problems()
    tree = read_tree(Page("x.yaml", text), problems).tree
    assert [str(problem.place) for problem in problems.all] == ["x.yaml:3:6"]
    assert isinstance(tree, MappingNode)
    metrics, formulas = tree.entries["metrics"][1], tree.entries["formulas"][1]
    assert isinstance(metrics, MappingNode)
    assert isinstance(formulas, MappingNode)
    assert list(metrics.entries) == ["a", "b", "c"]
    assert isinstance(metrics.entries["b"][1], BrokenNode)
    key, value = formulas.entries["f"]
    assert (key.line, key.column) == (6, 3)
    assert text[value.start : value.end] == "a + c"  # type: ignore[union-attr]
