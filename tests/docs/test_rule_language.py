"""The examples of docs/rule-language.md are one scenario that loads without a warning and plays; mistakes are told."""

import re

import pytest

from docs.blocks import ROOT, files_in
from wargame import content
from wargame.adjudicator import Adjudicator
from wargame.bots import bot_orders
from wargame.content import Problems
from wargame.rulebook import compile_scenario

PAGE = ROOT / "docs" / "rule-language.md"


def write(folder, files):
    for name, text in files.items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_text(text, encoding="utf-8")
    return folder / "scenarios" / "ferry.yaml"


def compiled(path):
    problems = Problems()
    scenario = content.load(str(path), problems)
    rulebook = compile_scenario(scenario, problems) if scenario else None
    return rulebook, [str(problem) for problem in problems.all]


def test_the_examples_load_without_a_warning(tmp_path):
    rulebook, problems = compiled(write(tmp_path, files_in(PAGE)))
    assert problems == []
    assert rulebook is not None


def test_the_examples_play(tmp_path):
    rulebook, _ = compiled(write(tmp_path, files_in(PAGE)))
    adjudicator = Adjudicator(rulebook)
    changed = set()
    for seed in range(8):
        state = adjudicator.open(seed)
        while not state.ending():
            orders = {
                seat: tuple(chosen.order for chosen in bot_orders(adjudicator, state, seat, "doctrine"))
                for seat in state.seats
            }
            changed |= {entry.metric for entry in adjudicator.adjudicate(state, orders).entries}
    assert set(rulebook.scenario.rules.metrics) <= changed


FROST, NEED = "frost: freezing * frost", "need: eaten * people"
PRINTED = [
    ("sea.yaml", FROST, "frost: stocks[HUP]", "unknown entity"),
    ("sea.yaml", FROST, "frost: stocks[NORTH]", "pick of another kind"),
    ("sea.yaml", FROST, "frost: stocks", "an axis too many"),
    ("sea.yaml", FROST, "frost: total(ice, calls_at)", "the wrong way along a relation"),
    ("sea.yaml", FROST, "frost: normal(0, gusts)", "a draw inside a formula"),
    ("sea.yaml", "force: uniform(0, 0.5)", "force: uniform(0, 0.5) * uniform(0, 1)", "two draws in a line"),
    ("politics.yaml", "(mood == furious)", "(mood == rash)", "a choice compared with another's value"),
    ("sea.yaml", FROST, "frost: total(effort(shift_crews), island)", "an action with two targets"),
    ("islands.yaml", NEED, "need: eaten / stocks", "division by what may be 0"),
    ("islands.yaml", NEED, "need: eaten ** people", "a power"),
    ("islands.yaml", NEED, "need: eaten.size", "Python that is no formula"),
    ("islands.yaml", "empty: stocks < need", "empty: need ≥ stocks", "a sign from elsewhere"),
    ("islands.yaml", NEED, "need: need", "formulas in a ring"),
    ("sea.yaml", "A storm on the {line}", "A storm on the {island}", "a report of another axis"),
    ("scenarios/ferry.yaml", '"1 + (mean(ice, line) > 0.5)"', '"crews[council, HUB]"', "a bot that knows too much"),
    ("fog.yaml", "lognormal(0, crew_guess)", "lognormal(0, crews[owners, HUB])", "an estimate whose ± tells a secret"),
    (
        "islands.yaml",
        "people eat, unit: t a week, source: invented for this page, status: assumption",
        "people eat, unit: t a week, source: invented for this page",
        "a number without a source",
    ),
]
MARKS = {"can be 0": "/ fare_level", "did you mean `fare`": "target: fares"}  # where it shows, if not where it is made
MISTAKES = [
    ("islands.yaml", "need: eaten * people", "need: eatn * people", "nothing is called `eatn`; did you mean `eaten`?"),
    ("sea.yaml", "frost: freezing * frost", "frost: stocks", "is per"),
    ("sea.yaml", "frost: freezing * frost", "frost: normal(0, gusts)", "a draw needs a name"),
    ("sea.yaml", "force: uniform(0, 0.5)", "force: uniform(0, 0.5) * uniform(0, 1)", "two draws in one line"),
    ("sea.yaml", ", 0.5, 2)", ", 0, 2)", "can be 0"),
    (
        "sea.yaml",
        '{fares: "fare_income * mean(service, line) * fare_level"}',
        "{fares: mean(service, line)}",
        "YAML cuts",
    ),
    ("islands.yaml", "      stocks:\n        meals", "      lean_weeks:\n        meals", "both set and added to"),
    ("islands.yaml", "unit: t a week, source: invented for this page, status: assumption", "unit: t", "status"),
    ("sea.yaml", "by: owners\n    target: fare", "by: owners\n    target: fares", "did you mean `fare`"),
]


def test_the_messages_that_the_page_prints_are_those_of_the_check(tmp_path):
    page = PAGE.read_text(encoding="utf-8").partition("## What the check says")[2]
    rows = dict(re.findall(r"^\| ([^|]+) \| ([^|]+) \|$", page, re.MULTILINE))
    asked = {wrong for _, _, _, wrong in PRINTED}
    assert asked == set(rows) - {"mistake", "---", "unknown name", "set and add", "a formula cut by YAML"}
    for name, right, wrong, row in PRINTED:
        files = files_in(PAGE)
        key = name if "/" in name else f"rules/ferry/{name}"
        assert files[key].count(right) == 1, right
        files[key] = files[key].replace(right, wrong)
        _, problems = compiled(write(tmp_path / row.replace(" ", "_"), files))
        assert any(problem.endswith(f": {rows[row]}") for problem in problems), (row, problems)


@pytest.mark.parametrize(("name", "right", "wrong", "said"), MISTAKES, ids=[m[3] for m in MISTAKES])
def test_mistakes_are_told_as_the_page_says(tmp_path, name, right, wrong, said):
    files = files_in(PAGE)
    key = f"rules/ferry/{name}"
    assert files[key].count(right) == 1
    files[key] = files[key].replace(right, wrong)
    line = files[key].partition(MARKS.get(said, wrong))[0].count("\n") + 1
    _, problems = compiled(write(tmp_path, files))
    told = [problem for problem in problems if said in problem]
    assert told, problems
    assert any(f"{name}:{line}:" in problem for problem in told), told
