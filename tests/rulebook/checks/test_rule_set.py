"""What is wrong with a rule set as a whole: sizes, rings, dead content, flows read too early, unseen prices."""

from __future__ import annotations

import pytest

from tests.rulebook.theatre import RULES, marked, problems_in, sources, told

STEP = "steps:\n  s:\n    phase: early\n"
CASES = {
    "metric never written": ("metrics:\n  «dead: {range: 0..1}\n", "`dead` is never written (warning)"),
    "parameter never used": (
        "parameters:\n  «dead: {value: 1, source: s, status: fact}\n",
        "parameter `dead` is never used (warning)",
    ),
    "parameter without status": (
        "parameters:\n  «kq: {value: 1, source: s}\n",
        "parameter `kq` has no status: say fact, estimate or assumption",
    ),
    "formula never used": ("formulas:\n  one: «fuel + 1\n", "formula `one` is never used (warning)"),
    "let never used": (
        STEP + "    let:\n      x: «fuel\n    add: {fuel: 1}\n",
        "`x` is never used (warning)",
    ),
    "effort that no rule reads": (
        "actions:\n  «idle: {by: junta, label: Idle}\n",
        "no rule reads the effort of `idle` (warning)",
    ),
    "when that never holds": (STEP + "    when: «1 > 2\n    add: {fuel: 1}\n", "`when` is never true (warning)"),
    "when out of range": (
        STEP + "    when: «fuel > 100\n    add: {fuel: 1}\n",
        "`when` is never true by the declared ranges (warning)",
    ),
    "when half out of range": (
        STEP + "    when: «calm > 1 and not fear[DKR] <= 1\n    add: {fuel: 1}\n",
        "`when` is never true by the declared ranges (warning)",
    ),
    "when of a timer that is too high": (
        STEP + "    for: area\n    when: «open_for == 10 or posts < 0\n    add: {fuel: 1}\n",
        "`when` is never true by the declared ranges (warning)",
    ),
    "flow read before it is written": (
        "metrics:\n  flown: {range: 0..10, flow: true}\n"
        + STEP
        + "    add: {fuel: {it: 1 + «flown}}\n  t:\n    phase: late\n    set: {flown: 2}\n",
        "`flown` is a flow and is written later in the turn only: here it is always 0 (warning)",
    ),
    "formula that uses itself": (
        "formulas:\n  one: two + 1\n  two: three\n  three: 1 + «one\n" + STEP + "    add: {fuel: one}\n",
        "`one` uses itself: one -> two -> three -> one",
    ),
    "formula with values that uses itself": (
        "formulas:\n  one(a): «one(a) + 1\n" + STEP + "    add: {fuel: one(1)}\n",
        "`one` uses itself: one -> one",
    ),
    "formula that draws": (
        "formulas:\n  luck: «chance(0.5)\n" + STEP + "    let: {x: luck}\n    add: {fuel: x}\n",
        "a draw needs a name: give `chance(...)` its own line under `let`",
    ),
    "value of a formula that hides a metric": (
        "formulas:\n  one(a, «fuel): a + fuel\n" + STEP + "    add:\n      fuel: one(1, 2)\n",
        "`fuel` is also a metric (rules/theatre/ruleset.yaml:16:3): rename this value",
    ),
    "formula that grows": (
        "formulas:\n  f: fuel ** 8\n  g: f ** 8\n  h: g ** 8\n  k: «h ** 8\n" + STEP + "    add: {fuel: k}\n",
        "this formula grows to 8191 parts; 2000 is the limit: split it",
    ),
    "draw in a start": (
        STEP + "    add: {a1: 1}\nmetrics:\n  a1: {range: 0..1, start: «chance(0.5)}\n",
        "a draw needs a name: give `chance(...)` its own line under `let`",
    ),
    "start of other axes": (
        STEP + "    add: {a1: 1}\nmetrics:\n  a1: {of: area, range: 0..1, start: «fear}\n",
        "this start is per corridor, but here it must be per area",
    ),
    "start of an enum": (
        STEP + "    set: {a1: calmed}\nmetrics:\n  a1: {values: [angry, calmed], start: «3}\n",
        "`a1` starts at one of its values: angry, calmed",
    ),
    "starts in a ring": (
        STEP + "    add: {a1: 1, b1: 1, c1: 1}\nmetrics:\n  c1: {range: 0..1, start: a1}\n"
        "  a1: {range: 0..1, start: «b1}\n  b1: {range: 0..1, start: a1}\n",
        "these starts need each other: a1 -> b1 -> a1: give one a number",
    ),
    "start of itself": (
        STEP + "    add: {a1: 1}\nmetrics:\n  a1: {range: 0..1, start: «a1}\n",
        "the start of `a1` needs itself: give one a number",
    ),
    "range too wide": (
        STEP + "    add: {a1: 1}\nmetrics:\n  a1: {range: «0..3e6}\n",
        "the range is too wide: at most -2,000,000 to 2,000,000, where sums stay exact",
    ),
    "formula cut by YAML": (
        STEP + "    add: {fuel: «max(fuel, 1)}\n",
        "this formula stands in { } or [ ], where YAML cuts at commas and brackets: "
        "put it on its own line or in quotes",
    ),
    "key twice": (
        "steps:\n  s:\n    phase: early\n    add: {fuel: 1}\n    «phase: late\n",
        "`phase` stands twice in this mapping (first at 3:5); keep one",
    ),
    "price that the giver does not see": (
        STEP + "    add: {fuel: effort(pay)}\n"
        "actions:\n  pay:\n    label: Pay\n    by: junta\n    cost: {ap: 1, money: 1 + «nerve}\n",
        "this price reads `nerve`, which junta does not see",
    ),
    "price of other axes": (
        STEP + "    add: {fuel: 'total(effort(pay), area)'}\n"
        "actions:\n  pay:\n    label: Pay\n    by: junta\n    target: area\n    cost: {ap: «fear}\n",
        "`pay` is ordered per area, but this is per corridor: pick one or reduce",
    ),
    "condition of a role that is none": (
        STEP + "    add: {fuel: 'total(effort(go, goal), area)'}\n"
        "actions:\n  go:\n    label: Go\n    by: junta\n    target: {origin: area, goal: area}\n"
        "    requires:\n      - {that: 'cp[junta, «goa] > 1', else: No.}\n",
        "nothing on the map is called `goa`; did you mean `goal`?",
    ),
}


@pytest.mark.parametrize("case", CASES)
def test_a_fault_of_the_whole_is_told_at_its_place(case: str) -> None:
    text, message = CASES[case]
    text, place = marked(text)
    assert problems_in(text) == [f"{place}: {message}"]


def test_unknown_names_in_a_formula_that_nothing_uses() -> None:
    assert problems_in("formulas:\n  f(a): a + fule\n  g: 1 + fuell\n") == [
        "2:13: nothing is called `fule`; did you mean `fuel`?",
        "3:10: nothing is called `fuell`; did you mean `fuel`?",
    ]


def test_formulas_nest_12_deep_and_no_deeper() -> None:
    formulas = "formulas:\n  f0: fuel\n" + "".join(f"  f{n}: f{n - 1} + 1\n" for n in range(1, 14))
    assert (
        problems_in(
            formulas.replace("  f13: f12 + 1\n", "").replace("  f12: f11 + 1\n", "") + STEP + "    add: {fuel: f11}\n"
        )
        == []
    )
    problems = problems_in(formulas + STEP + "    add: {fuel: f13}\n")
    assert any("formulas are nested deeper than 12: f13 -> f12" in problem for problem in problems)


@pytest.mark.parametrize(
    "body", ["-(" * 38 + "{0}" + ")" * 38, "min(1, " * 38 + "{0}" + ")" * 38, "{0}" + "+turn" * 110]
)
def test_formulas_that_go_deeper_than_pythons_stack_are_told(body: str) -> None:
    def told(many: int) -> list[str]:
        lines = [f"  f{n}: {body.format('fuel' if n == 0 else f'f{n - 1}')}\n" for n in range(many)]
        return problems_in("formulas:\n" + "".join(lines) + STEP + f"    add: {{fuel: f{many - 1}}}\n")

    assert told(1) == []
    problems = [problem for problem in told(11) if "(warning)" not in problem]
    assert problems
    assert all("with all that it uses" in problem for problem in problems), problems


def test_a_flow_that_arrives_or_was_written_before_may_be_read() -> None:
    flow = "metrics:\n  flown: {range: 0..10, flow: true}\n"
    before = "  r:\n    phase: early\n    set: {flown: 2}\n"
    assert problems_in(flow + "steps:\n" + before + STEP.removeprefix("steps:\n") + "    add: {fuel: flown}\n") == []
    arriving = "    add: {fuel: flown}\n    after: [{turns: 1, add: {flown: {later: 1}}}]\n"
    assert problems_in(flow + STEP + arriving) == []


def test_all_problems_of_all_files_are_told_in_one_pass_in_the_order_of_places() -> None:
    files = sources(
        STEP + "    add: {fuel: fule}\n  t:\n    phase: erly\n    add: {calm: calmm}\n    play: jnim\n",
        "endings:\n  over: {when: fuelled > 1, text: Over.}\nglossary: {}\n",
    )
    found = [problem for problem in told(files)[1] if "(warning)" not in problem]
    assert found == sorted(
        found, key=lambda text: (text.split(":")[0], int(text.split(":")[1]), int(text.split(":")[2]))
    )
    assert [problem.split(": ", 1)[1] for problem in found] == [
        "no phase is called `erly`; did you mean `early`?",
        "a step has no key `play`; did you mean `plays`?",
    ]


@pytest.mark.parametrize(
    ("more", "message"),
    [
        ("endings:\n  over: {when: «fule > 1, text: Over.}\n", "nothing is called `fule`; did you mean `fuel`?"),
        (
            "endings:\n  over: {when: «fear > 0.5, text: Over.}\n",
            "this is per corridor; it must be national: pick or reduce",
        ),
        (
            "bots:\n  doctrine:\n    junta:\n      rows: [{when: 1 + «nerve > 1, weights: {escort: 1}}]\n",
            "this reads `nerve`, which junta does not see",
        ),
        (
            "bots:\n  doctrine:\n    junta:\n      rows: [{weights: {escort: 'total(1 + «cp[jnim], area)'}}]\n",
            "this reads `cp`, which junta does not see",
        ),
        (
            "bots:\n  doctrine:\n    junta:\n      rows: [{weights: {escort: 1}}]\n"
            "      targets: {escort: «legitimacy}\n",
            "this is per area; here it must be per corridor: pick one or reduce",
        ),
        ("start: {fuel: «legitimacy}\n", "this start is per area, but here it must be national"),
    ],
)
def test_what_seats_meet_is_checked_at_its_character(more: str, message: str) -> None:
    text, place = marked(more)
    errors = [problem for problem in told(sources("steps: {}\n", text))[1] if "(warning)" not in problem]
    assert errors == [f"scenarios/theatre/more.yaml:{place}: {message}"]


def test_a_headline_changes_only_by_named_causes() -> None:
    more = 'headlines:\n  junta:\n    - {metric: fuel, label: Fuel}\n    - {metric: "legitimacy[BKO]", label: Trust}\n'
    part = STEP + "    set: {legitimacy: 1}\n    add: {fuel: 1}\n    move: [{amount: 1, from: fuel, to: calm}]\n"
    problems = [problem for problem in told(sources(part, more))[1] if "(warning)" not in problem]
    assert problems == [
        "rules/theatre/part.yaml:4:11: `legitimacy` is a headline: "
        "it changes only by `add` with named causes, or by `move`",
        "rules/theatre/part.yaml:5:17: `fuel` is a headline: give this change a name, as in cause: amount",
    ]


def rules_of_size(towns: int, more: str = "") -> list[str]:
    """Give the errors of a rule set with two kinds of many members each."""
    members = ", ".join(f"t{n}" for n in range(towns))
    others = ", ".join(f"u{n}" for n in range(towns))
    wide = f"kinds:\n  town: {{members: [{members}]}}\n  port: {{members: [{others}]}}\n"
    rules = RULES.replace("kinds:\n", wide)
    return [problem for problem in told(sources(more or "steps: {}\n", rules=rules))[1] if "(warning)" not in problem]


def test_sizes_are_refused_before_anything_of_that_size_is_built() -> None:
    metric = "metrics:\n  wide: {of: [town, port], range: 0..1}\nsteps: {}\n"
    assert rules_of_size(64, metric) == []
    assert rules_of_size(65, metric) == ["rules/theatre/part.yaml:2:3: `wide` would have 4225 cells; 4096 is the limit"]
    action = "actions:\n  go: {label: Go, by: junta, target: {a: town, b: port}}\n"
    assert rules_of_size(65, action) == ["rules/theatre/part.yaml:2:3: `go` would have 4225 targets; 4096 is the limit"]
    value = "metrics:\n  x: {of: town, range: 0..1}\n  y: {of: port, range: 0..1}\n" + STEP + "    set:\n      fuel: "
    assert rules_of_size(65, value + "total(total(x * y, town), port)\n") == [
        "rules/theatre/part.yaml:8:25: a value here would have 4225 cells; 4096 is the limit: reduce earlier"
    ]
    many = "metrics:\n" + "".join(f"  m{n}: {{of: [town, port], range: 0..1}}\n" for n in range(6)) + "steps: {}\n"
    assert [problem.split(": ", 1)[1] for problem in rules_of_size(60, many)] == [
        "the state would have 21633 cells; 20000 is the limit"
    ]


def test_a_kind_of_too_many_entities_is_refused() -> None:
    assert rules_of_size(4_097) == [
        "rules/theatre/ruleset.yaml:3:3: `town` has 4097 entities; 4096 is the limit",
        "rules/theatre/ruleset.yaml:4:3: `port` has 4097 entities; 4096 is the limit",
    ]


def test_a_rule_set_of_too_many_lines_is_refused() -> None:
    lets = "".join(f"      x{n}: fuel\n" for n in range(5_001))
    problems = told(sources(STEP + "    let:\n" + lets + "    add: {fuel: 1}\n"))[1]
    assert any("the rules have 5002 lines; 5000 is the limit" in problem for problem in problems)


def test_shared_parts_that_double_and_double_are_refused_at_once() -> None:
    formulas = "formulas:\n  f(a): a + a\n" + STEP + "    set:\n      fuel: " + "f(" * 30 + "fuel" + ")" * 30 + "\n"
    assert any("2000 is the limit: split it" in problem for problem in problems_in(formulas))
    picked = STEP + "    set:\n      fuel: max(" + "(" * 20 + "legitimacy" + "**8)" * 20 + ", 1)[BKO]\n"
    assert any("2000 is the limit: split it" in problem for problem in problems_in(picked))
