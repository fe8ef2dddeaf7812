"""What a formula rests on, read from the text of the rules alone."""

from __future__ import annotations

from functools import cache

import attrs
import pytest

from tests.compiling import rulebook_of
from tests.tiny import files
from wargame.game.disclosure.dependencies import Dependencies, FormulaName, RuleReader, ids_in, parsed
from wargame.model.rules.step import Step
from wargame.model.scenario.scenario import Scenario

RULES = """\
metrics:
  rain: {range: 0..9, start: 1}
  wet: {of: town, range: 0..99, start: 1}
  dry: {of: [faction, town], range: 0..99, start: 1}
  stock: {of: town, range: 0..99, start: 9}
parameters:
  rate: {value: 2, source: invented, status: assumption}
  risk: {value: 0.5, source: invented, status: assumption}
formulas:
  soaked: "rate * wet"
actions:
  dig: {by: red, target: town}
  pray: {by: [red, blue]}
steps:
  last:
    phase: late
    for: town
    when: "effort(dig) > 0"
    let: {twice: "2 * rain", flood: "chance(risk) * twice"}
    add:
      wet: {flood: flood, prayer: "total(effort(pray), faction)"}
      "dry[red]": {drains: "soaked"}
    after: [{turns: 3, add: {stock: {harvest: "ordered(dig) * rate"}}}, {turns: 1, add: {stock: {weeds: "-rain"}}}]
  first:
    phase: early
    for: town
    set: {"dry[blue]": "wet[ALF]"}
    move: [{name: carts, amount: "rain", from: stock, to: wet}]
"""


@cache
def scenario() -> Scenario:
    texts = files("", "")
    head, _, rest = RULES.partition("parameters:")
    texts["rules/tiny/purses.yaml"] += head.removeprefix("metrics:\n")
    texts["rules/tiny/ruleset.yaml"] += f"parameters:{rest}"
    return rulebook_of(texts, "tiny").scenario


@pytest.fixture
def reader() -> RuleReader:
    return RuleReader(scenario())


@pytest.fixture
def last() -> Step:
    return scenario().rules.steps["last"]


@pytest.fixture
def first() -> Step:
    return scenario().rules.steps["first"]


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("rain + rate * rain", [FormulaName("rain", ()), FormulaName("rate", ())]),
        ("dry[red, ALF] - dry[red]", [FormulaName("dry", ("red", "ALF")), FormulaName("dry", ("red",))]),
        ("dry[red, town]", [FormulaName("dry", ("red",))]),
        (
            "effort(dig, origin) + ordered(pray)",
            [FormulaName("dig", (), order=True), FormulaName("pray", (), order=True)],
        ),
        ("min(rain, wet)", [FormulaName("min", ()), FormulaName("rain", ()), FormulaName("wet", ())]),
        ("happened(flood)", [FormulaName("came_flood", ())]),
        ("(rain\n + wet)", [FormulaName("rain", ()), FormulaName("wet", ())]),
        ("  rain", [FormulaName("rain", ())]),
        ("rain +", []),
        ("effort()", [FormulaName("effort", ())]),
        ("effort(1)", [FormulaName("effort", ())]),
    ],
)
def test_names_stand_in_their_order_each_once(reader: RuleReader, text: str, names: list[FormulaName]) -> None:
    assert list(reader.names(text)) == names
    assert list(reader.names(text)) == names  # as it was kept


def test_a_choice_is_read_by_its_inject(reader: RuleReader) -> None:
    (name,) = reader.names("chose(flood, stay)")
    assert name.picked == ("flood",)
    assert not name.order


def test_what_a_formula_rests_on_is_followed_through_lets_and_formulas(
    reader: RuleReader, last: Step, first: Step
) -> None:
    assert reader.reads("flood", last) == Dependencies(
        metrics=frozenset({("rain", ())}), parameters=frozenset({"risk"}), dice=True
    )
    assert reader.reads("soaked", last) == Dependencies(
        metrics=frozenset({("wet", ())}), parameters=frozenset({"rate"})
    )
    assert reader.reads("soaked * ordered(dig)", last).actions == {"dig"}
    assert not reader.reads("soaked", last).dice
    # The lets of one step are not those of another.
    assert reader.reads("flood", first) == Dependencies()


def test_a_whole_step_rests_on_its_condition_and_all_that_it_writes(
    reader: RuleReader, last: Step, first: Step
) -> None:
    reads = reader.step_reads(last)
    assert reads.actions == {"dig", "pray"}
    assert {metric for metric, _ in reads.metrics} == {"rain", "wet"}
    assert reads.dice
    assert reader.step_reads(first).metrics == {("wet", ("ALF",)), ("rain", ())}


def test_steps_before_one_are_those_of_earlier_phases(reader: RuleReader, last: Step, first: Step) -> None:
    assert [step.id for step in reader.before(last)] == ["first"]
    assert reader.before(first) == ()


def test_a_step_names_the_actions_of_its_texts(reader: RuleReader, last: Step, first: Step) -> None:
    assert reader.named_actions(last) == {"dig", "pray"}
    assert reader.named_actions(first) == frozenset()


def test_what_is_written_is_found_with_target_cause_and_delay(reader: RuleReader, last: Step, first: Step) -> None:
    written = [(w.metric, w.picked, w.cause, w.amount.text, w.after) for w in reader.writes(last)]
    assert written == [
        ("wet", (), "flood", "flood", 0),
        ("wet", (), "prayer", "total(effort(pray), faction)", 0),
        ("dry", ("red",), "drains", "soaked", 0),
        ("stock", (), "harvest", "ordered(dig) * rate", 3),
        ("stock", (), "weeds", "-rain", 1),
    ]
    written = [(w.metric, w.picked, w.cause, w.after) for w in reader.writes(first)]
    assert written == [("dry", ("blue",), "", 0), ("stock", (), "carts", 0), ("wet", (), "carts", 0)]
    assert reader.longest_delay == 3


@pytest.mark.parametrize(
    ("metric", "entities", "cause", "found"),
    [
        ("wet", ("ALF",), "prayer", ["total(effort(pray), faction)"]),
        ("wet", ("ALF",), "of the engine", ["flood", "total(effort(pray), faction)"]),
        ("dry", ("red", "ALF"), "drains", ["soaked"]),
        ("dry", ("blue", "ALF"), "drains", []),
        ("money", ("red",), "flood", []),
    ],
)
def test_an_entry_comes_from_a_write_of_its_cell_and_cause(
    reader: RuleReader, last: Step, metric: str, entities: tuple[str, ...], cause: str, found: list[str]
) -> None:
    assert [write.amount.text for write in reader.writes_of(last, metric, entities, cause)] == found


def test_what_is_no_formula_has_no_syntax_and_no_ids() -> None:
    assert parsed("rain +") is None
    node = parsed("dry[red, 2 * ALF]")
    assert node is not None
    assert set(ids_in(node)) == {"dry", "red", "ALF"}


def test_names_that_stand_for_one_another_are_followed_once(reader: RuleReader, last: Step) -> None:
    twice, flood = last.lets
    ring = attrs.evolve(
        last,
        id="ring",
        lets=(
            attrs.evolve(twice, value=attrs.evolve(twice.value, text="flood + rain")),
            attrs.evolve(flood, value=attrs.evolve(flood.value, text="twice + rate")),
        ),
    )
    assert reader.reads("twice", ring) == Dependencies(frozenset({("rain", ())}), frozenset({"rate"}))


def test_formulas_that_stand_for_one_another_are_followed_once(last: Step) -> None:
    rules = scenario().rules
    soaked = rules.formulas["soaked"]
    ring = {
        name: attrs.evolve(soaked, name=name, body=attrs.evolve(soaked.body, text=text))
        for name, text in (("one", "other + rain"), ("other", "one * rate"))
    }
    reader = RuleReader(attrs.evolve(scenario(), rules=attrs.evolve(rules, formulas=ring)))
    assert reader.reads("one", last) == Dependencies(frozenset({("rain", ())}), frozenset({"rate"}))
