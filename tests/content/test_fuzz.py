"""No text gives a traceback, a hang or unbounded memory: it loads, or its problems have places inside the file."""

import random
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.content.small import FILES, RULES, SCENARIO
from wargame.content import Problems, load, load_sources
from wargame.content.lookup import shipped_root
from wargame.content.problems import MOST
from wargame.errors import UsageError

SIGNS = "{}[]()|>&*!%@`'\"\\#:,-?. \t\n\r\x00\x07\u202e\ufeffé0a1~=<+/"
WORDS = [
    "<<: {}",
    "&a ",
    "*a",
    "!!int ",
    "--- ",
    "... ",
    "%YAML 1.1",
    "? ",
    "- ",
    ": ",
    "{",
    "}",
    "[",
    "]",
    ">-",
    "title",
    "steps",
    "let",
    "range",
    "0..",
    "..1",
    "1e999",
    "010",
    "on",
    "null",
    "~",
    ".nan",
    "'",
    '"',
    "\ninclude: [../x.yaml]",
    "include: ruleset.yaml",
    "members: {a",
    "prior: [normal",
    "levels: 1..9e9 by 1e-9",
    "seasons: {a: 1..99999999}",
    "\n{name}",
    "{0.x[",
    "}}",
    "",
    "",
    "  ",
    "9999999999999999999999999999999999999999999999999999999999999",
    "# ",
]


def survives(files: dict[str, str]) -> None:
    """Load; problems must stand in a file, at a line that is there."""
    problems = Problems()
    scenario = load_sources(files, "small", problems)
    assert (scenario is not None) == (not problems.errors)
    assert len(problems.all) <= MOST + 1
    for problem in problems.all:
        text = files[problem.place.file]
        assert 1 <= problem.place.line <= text.count("\n") + text.count("\r") + 1
        assert problem.place.column >= 1
        assert "\n" not in problem.message


@given(
    st.text(max_size=300) | st.text(SIGNS, max_size=120) | st.lists(st.sampled_from(WORDS), max_size=25).map("".join)
)
@settings(max_examples=100)
def test_any_text(text: str) -> None:
    survives({**FILES, "rules/small/ruleset.yaml": text})
    survives({**FILES, "scenarios/small.yaml": text})


SECTIONS = [
    "title",
    "kinds",
    "metrics",
    "parameters",
    "formulas",
    "actions",
    "steps",
    "needs",
    "phases",
    "effort",
    "scores",
    "endings",
    "bots",
    "headlines",
    "entities",
    "seats",
    "lengths",
    "start",
    "seasons",
    "calendar",
    "map",
    "looks",
    "briefing",
    "tutorial",
    "glossary",
    "without",
    "rules",
]
KEYS = [
    "faction",
    "town",
    "red",
    "blue",
    "ALF",
    "name",
    "label",
    "of",
    "range",
    "values",
    "pick",
    "prior",
    "levels",
    "let",
    "set",
    "add",
    "move",
    "after",
    "report",
    "when",
    "targets",
    "rows",
    "weights",
    "doctrine",
    "metric",
    "tiles",
    "off_map",
    "cost",
    "requires",
    "by",
    "members",
    "relations",
    "to",
]
LEAVES = st.sampled_from(["1", "x", "''", "town", "red", "0..1", "-", "calm", "[a]"]) | st.text("ab1. []{}", max_size=6)
TREES = st.recursive(
    LEAVES,
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.sampled_from(SECTIONS + KEYS), inner, max_size=5),
    max_leaves=25,
)


def flow(tree: object) -> str:
    """Write a tree on one line."""
    if isinstance(tree, dict):
        return "{" + ", ".join(f"{key}: {flow(value)}" for key, value in tree.items()) + "}"
    if isinstance(tree, list):
        return "[" + ", ".join(flow(item) for item in tree) + "]"
    return str(tree)


@given(st.dictionaries(st.sampled_from(SECTIONS), TREES, max_size=8))
@settings(max_examples=50)
def test_any_tree_under_any_section(sections: dict[str, object]) -> None:
    text = "".join(f"{name}: {flow(tree)}\n" for name, tree in sections.items())
    survives({**FILES, "rules/small/ruleset.yaml": text})
    survives({**FILES, "scenarios/small.yaml": text})
    survives({"rules/small/ruleset.yaml": RULES + text, "scenarios/small.yaml": SCENARIO + text})


@settings(max_examples=40)
@given(dice=st.randoms(use_true_random=False), times=st.integers(1, 6))
def test_mutations_of_the_small_scenario(dice: random.Random, times: int) -> None:
    files = dict(FILES)
    for _ in range(times):
        name = dice.choice(list(files))
        files[name] = mutate(files[name], dice)
    survives(files)


@pytest.mark.parametrize("path", sorted(shipped_root().glob("rules/*/*.yaml"))[:4], ids=lambda path: path.name)
@settings(max_examples=5)
@given(dice=st.randoms(use_true_random=False))
def test_mutations_of_a_shipped_file(path: Path, dice: random.Random) -> None:
    survives({**FILES, "rules/small/ruleset.yaml": mutate(path.read_text(encoding="utf-8"), dice)})


def mutate(text: str, dice: random.Random) -> str:
    """Cut, double, swap or insert somewhere."""
    first, second = sorted(dice.randrange(len(text) + 1) for _ in range(2))
    second = min(second, first + 200)
    match dice.randrange(5):
        case 0:
            return text[:first] + text[second:]
        case 1:
            return text[:second] + text[first:]
        case 2:
            return text[:first] + dice.choice(WORDS) + text[first:]
        case 3:
            return text[:first] + dice.choice(SIGNS) + text[first + 1 :]
        case _:
            lines = text.splitlines(keepends=True)
            dice.shuffle(lines)
            return "".join(lines)


@given(st.binary(max_size=200))
@settings(max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_any_bytes(tmp_path: Path, data: bytes) -> None:
    path = tmp_path / "bytes.yaml"
    path.write_bytes(data)
    problems = Problems()
    try:
        assert load(str(path), problems) is None
    except UsageError as told:  # it begins as a save does
        assert "is a save" in str(told)
    else:
        assert problems.errors


HOSTILE = {
    "many brackets": "a: " + "[" * 400_000,
    "many braces": "{a: " * 100_000,
    "many dashes": "- " * 100_000,
    "billion laughs": "a: &a [x,x,x,x,x,x,x,x,x]\n"
    + "".join(f"{chr(98 + n)}: &{chr(98 + n)} [{','.join(['*' + chr(97 + n)] * 9)}]\n" for n in range(9)),
    "many unknown keys": "".join(f"key{number}: 1\n" for number in range(60_000)),
    "many unknown names": "steps:\n" + "".join(f"  s{n}: {{phase: p{n}, for: k{n}}}\n" for n in range(15_000)),
    "one long word": "title: " + "x" * 900_000,
    "one long key": "x" * 900_000 + ": 1",
    "one long quote": 'title: "' + "\\x41" * 200_000 + '"',
    "many quotes": "steps: {a: {let: {x: '" + "''" * 300_000 + "'}}}",
    "many lines": "title:\n" + "  word\n" * 120_000,
    "many complex keys": "? " * 30_000,
    "colons": "a:" * 100_000,
    "stars": "*" * 500_000,
    "tabs": "\t" * 500_000,
    "a deep block": "".join(" " * n + f"a{n}:\n" for n in range(900)),
}


@pytest.mark.parametrize("how", HOSTILE)
def test_hostile_files(how: str) -> None:
    survives({**FILES, "rules/small/ruleset.yaml": HOSTILE[how]})
