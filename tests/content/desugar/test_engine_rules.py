"""The engine's own rules stand in two files that a reader can read, and become the rules that they always were."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

import attrs
import pytest

from tests.compiling import compiled
from tests.deals.table import RULES
from tests.injects import post
from tests.tiny import files
from wargame.content import lookup
from wargame.content.desugar.deal_rules import deal_file
from wargame.content.desugar.engine_rules import ENGINE_FILE, EngineFile, engine_rules
from wargame.content.desugar.inject_rules import inject_file
from wargame.content.desugar.template import FilledWords, Template
from wargame.content.problems import Problems
from wargame.content.yaml.nodes import MappingNode, Page
from wargame.content.yaml.tree import read_tree
from wargame.errors import ContentError, Place
from wargame.model.rules import deal, inject
from wargame.model.rules.step import Step
from wargame.model.scenario.ruleset import RuleSet
from wargame.model.scenario.scenario import Scenario
from wargame.model.text.formula import Formula

GOLDEN = Path(__file__).with_name("engine_rules.txt")
LETTERS = """
I1: {title: News, turn: 1, text: News., to: red, add: {hope: {news: some}}}
I2:
  title: An offer
  turn: 3..6
  to: [red, blue]
  text: Take it?
  choices:
    yes: {label: take it, text: It costs., when: hope > 1, add: {hope: {taken: -some}}}
    no: {add: {chest: {saved: 1}}}
  otherwise: no
  because: An offer binds.
I3: {title: It rains, deck: rare, to: everyone, text: Rain., was: I0, add: {hope: {rain: -1}}}
I4: {title: Answered, on: secret > 4, follows: {I2: yes}, later: 2, to: blue, text: So.}
I5: {title: By hand, on: facilitator, to: red, text: Now.}
I6: {title: On its day, turn: 5, to: everyone, text: It is., when: hope > 2, report: [{text: It was.}]}
"""

# Two clauses and two deals: what the one deal promises has the same name as what the other promises.
SAME_TERM = """\
  a_b: {in: bridge, by: red}
  b: {in: bridge, by: red}
deals:
  p_a: {in: bridge, title: One, terms: {b: 1}}
  p: {in: bridge, title: Other, terms: {a_b: 1}}
"""


def scenario_of(texts: Mapping[str, str]) -> Scenario:
    rulebook, problems = compiled(texts, "tiny")
    assert rulebook is not None, [str(problem) for problem in problems.errors]
    return rulebook.scenario


def written(rules: RuleSet) -> Iterator[str]:
    """What was made of templates, a line for everything that is said of it."""
    things: tuple[Any, ...] = (
        *rules.metrics.values(),
        *rules.actions.values(),
        *rules.formulas.values(),
        *rules.steps.values(),
    )
    for thing in things:
        if thing.template is not None:
            title = thing.id if isinstance(thing, Step) else thing.name
            yield f"{type(thing).__name__.lower()} {title}"
            yield from lines(thing, title)
            yield ""


def lines(thing: Any, title: str) -> Iterator[str]:
    for field in attrs.fields(type(thing)):
        value = getattr(thing, field.name)
        factory = getattr(field.default, "factory", None)
        default = field.default if factory is None else factory()
        if field.name in ("place", "template", "id") or value in (default, title):
            continue
        if isinstance(value, tuple) and value and attrs.has(type(value[0])):
            for item in value:
                yield f"  {field.name}: {' | '.join(flat(item))}"
        else:
            yield f"  {field.name}: {said(value)}"


def flat(item: Any) -> Iterator[str]:
    for field in attrs.fields(type(item)):
        value = getattr(item, field.name)
        if field.name not in ("place", "starts") and value not in ("", None):
            yield said(value)


def said(value: object) -> str:
    if isinstance(value, Formula):
        return value.text + ("" if value.by_engine else "  (as an author wrote)")
    if isinstance(value, Mapping):
        return ", ".join(f"{key}: {said(body)}" for key, body in value.items())
    if isinstance(value, tuple):
        return ", ".join("+".join(flat(item)) if attrs.has(type(item)) else said(item) for item in value)
    return str(value)


def test_they_become_the_rules_that_they_always_were(regenerate: bool) -> None:
    deals, letters = scenario_of(files(RULES)), scenario_of(post.files(LETTERS))
    made = "\n".join([*written(deals.rules), *written(letters.rules)])
    if regenerate:
        GOLDEN.write_text(made, encoding="utf-8")
    assert made == GOLDEN.read_text(encoding="utf-8")


@pytest.mark.parametrize("name", ["deals.yaml", "injects.yaml"])
def test_each_file_says_what_it_is_why_and_where_from(name: str) -> None:
    folder = lookup.engine_folder()
    text = folder.text(name, Problems())
    assert text is not None
    tree = read_tree(Page(name, text), Problems()).tree
    assert tree is not None
    assert {"title", "because", "source"} <= {key.name for key in ENGINE_FILE.keys if key.needed}
    steps = text[text.index("\nsteps:") :].splitlines()
    heads = [index for index, line in enumerate(steps) if line.strip().endswith(":") and ("name:" in steps[index + 1])]
    assert heads
    assert all(steps[index - 1].strip().startswith("#") for index in heads), "a step has no words above it"


def test_the_names_that_the_engine_knows_them_by_stand_in_the_files() -> None:
    rules = scenario_of(files(RULES)).rules
    assert {deal.OPEN, deal.OFFERED, deal.BOUND, deal.KNOWN, deal.NUMBER, deal.AGE} <= set(rules.metrics)
    assert {deal.SECRET, deal.SIGNED, deal.KEPT, deal.BROKEN, deal.promised("toll")} <= set(rules.metrics)
    assert {*deal.ACTS, deal.TURNS, deal.HUSHED, deal.agreed("toll")} <= set(rules.actions)
    assert {deal.worth_of("toll", "red"), deal.value_of("hush", "red"), deal.faith_at("bridge")} <= set(rules.formulas)
    assert {deal.audience_of("bridge", "blue"), deal.term_of("hush", "gift")} <= set(rules.formulas)
    assert {deal.structural("bridge"), deal.holding("bridge", "blue")} <= set(rules.formulas)
    assert (*deal_file().before, *deal_file().after) == (deal.TALKS, deal.RECKONING, deal.FAITH)
    letters = scenario_of(post.files(LETTERS)).rules
    assert {inject.REPLY, inject.came("I1")} <= set(letters.metrics)
    assert inject.ANSWER in letters.actions
    assert {"I2_lands", "I2_answered_red", "I2_yes_red", "I1"} <= set(letters.steps)
    assert [let.name for let in letters.steps["I4_lands"].lets] == [inject.DUE]
    assert [let.name for let in letters.steps["I3_lands"].lets] == [inject.DRAWN]
    assert (*inject_file().before, *inject_file().after) == (inject.OPENING, inject.CLOSING)


def test_a_rule_of_the_engine_has_its_place_in_the_file_and_is_told_of_at_the_authors() -> None:
    rules = scenario_of(files(RULES)).rules
    step = rules.steps["talks_bridge"]
    assert step.template is not None
    assert step.template.file.endswith("engine/deals.yaml")
    assert step.place == rules.deals.tables["bridge"].place
    assert step.when is not None
    assert step.when.place == step.place
    assert rules.steps["over_toll"].place == rules.deals.clauses["toll"].place


@pytest.mark.parametrize(
    ("old", "new", "at"),
    [
        ("broken_when: effort(raid) > 0", "broken_when: effort(raid) > wind", "wind, worth"),
        ("worth: {red: 3, blue: -1}", "worth: {red: 3 * drizzle, blue: -1}", "drizzle, blue"),
        ("audience: {blue: 2}", "audience: {blue: 2 + talk}", "talk}}"),
        ("noticed_secret: seen_in_secret", "noticed_secret: 2 * unseen", "unseen"),
        ("leaks: out", "leaks: 1 + outt", "outt"),
        ("void_when: {blue: mutiny > 0}", "void_when: {blue: mutinny > 0}", "mutinny > 0"),
        ("renounced: 0.5", "renounced: people", "people"),
        ("terms: {peace: walled, toll: 2}", "terms: {peace: walled, toll: people}", "people}"),
    ],
)
def test_what_authors_wrote_in_them_is_told_of_at_its_own_place(old: str, new: str, at: str) -> None:
    assert RULES.count(old) == 1
    texts = files(RULES.replace(old, new))
    _, problems = compiled(texts, "tiny")
    lines = texts["rules/tiny/ruleset.yaml"].splitlines()
    assert {problem.place.file for problem in problems.errors} == {"rules/tiny/ruleset.yaml"}
    assert any(lines[p.place.line - 1][p.place.column - 1 :].startswith(at) for p in problems.errors), problems.errors


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("bridge", "old-bridge"),
        ("toll", "to-ll"),
        ("hush", "hu.sh"),
        ("calm_roads", "hush_silence"),
        ("deals:\n", SAME_TERM),
        ("red", "red-ish"),
        ("peace", "each peace"),
        ("peace", "{peace}"),
        ("label: The bridge", "label: 'The {bridge} {{'"),
        ("on: town", "on: twon"),
        ("amount: 1..9", "amount: 9..1"),
    ],
)
def test_whatever_authors_write_it_is_told_of_in_their_files(old: str, new: str) -> None:
    assert old in RULES
    _, problems = compiled(files(RULES.replace(old, new)), "tiny")
    assert all(problem.place.file.startswith(("rules/", "scenarios/")) for problem in problems.all)


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("I1", "I-1"),
        ("I3", "I2_yes"),
        ("yes", "y-es"),
        ("to: [red, blue]", "to: [red, red-ish]"),
        ("to: [red, blue]", "by: [everyone, red]"),
        ("title: News", "title: 'each {x}'"),
        ("title: News, ", ""),
        ("otherwise: no", "otherwise: maybe"),
        ("deck: rare", "deck: rarer"),
        ("yes: {label", "answered: {label"),
    ],
)
def test_whatever_authors_write_of_injects_is_told_of_in_their_files(old: str, new: str) -> None:
    assert old in LETTERS
    _, problems = compiled(post.files(LETTERS.replace(old, new)), "tiny")
    assert all(problem.place.file.startswith(("rules/", "scenarios/")) for problem in problems.all)


@pytest.mark.parametrize(
    ("steps", "said"),
    [
        ("s: {phase: late, sett: {x: 1}}", "engine.yaml:2:20: a step has no key `sett`; did you mean `set`?"),
        ("s: {phase: later, set: {x: 1}}", "engine.yaml:2:14: no phase is called `later`; did you mean `late`?"),
        ("s: {phase: late, does: effects}", "engine.yaml:2:3: `s` does what nobody wrote"),
    ],
)
def test_what_is_no_rule_once_it_is_filled_is_told_with_its_line(steps: str, said: str) -> None:
    problems = Problems()
    tree = read_tree(Page("engine.yaml", f"steps:\n  {steps}"), problems).tree
    assert isinstance(tree, MappingNode)
    nothing = attrs.evolve(tree, entries={})
    sections = {"metrics": nothing, "actions": nothing, "formulas": nothing, "steps": tree.entries["steps"][1]}
    file = EngineFile(("early",), ("late",), Template(sections, {}))
    with pytest.raises(ContentError) as caught:
        engine_rules(file, FilledWords(Place("author.yaml", 1, 1), {}), (), ())
    assert said in str(caught.value)
