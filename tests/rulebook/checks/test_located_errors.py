"""Every mistake in a formula is told at its character, with the nearest spelling and the remedy."""

from __future__ import annotations

import pytest

from tests.rulebook.theatre import marked, problems_in

LET = (
    "steps:\n  s:\n    phase: early\n    for: {over}\n    let:\n      x: {line}\n    add:\n      {target}: {{it: x}}\n"
)
MARK = "«"

# formula with a mark -> message; written plain in a `let` of a step for areas that adds to a metric of areas
NAMES = {
    "«presure + 1": "nothing is called `presure`; did you mean `pressure`?",
    "fuel + 2 * «legitimcy": "nothing is called `legitimcy`; did you mean `legitimacy`?",
    "fuel + «zzzzzz": "nothing is called `zzzzzz`",
    "legitimacy[«BKA]": "nothing on the map is called `BKA`; did you mean `BKO`?",
    "cp[«jnin, BKO]": "nothing on the map is called `jnin`; did you mean `jnim`?",
    "effort(rationing)[«tigt]": "nothing on the map is called `tigt`; did you mean `tight`?",
    "fear[«BKO]": "`BKO` is of kind area, but the value is per corridor",
    "fuel[«BKO]": "`BKO` is of kind area, but the value is national",
    "legitimacy[BKO, «KYS]": "`KYS` is of kind area, but the value is national",
    "mean(legitimacy, «aera)": "no kind or relation is called `aera`; did you mean `area`?",
    "total(fear, «crosss)": "no kind or relation is called `crosss`; did you mean `crosses`?",
    "total(fear, «crosses)": "`crosses` leads from corridor to area, but the value is per corridor",
    "1 + «crosses": "`crosses` is a relation: write total(x, crosses), or crosses[a, b] for a link",
    "1 + «BKO": "`BKO` is on the map; write it in [ ], as in `x[BKO]`",
    "1 + «area": "`area` is a kind, not a value: reduce over it, as in total(x, area)",
    "1 + «escort": "`escort` is an action, not a value: write effort(escort) or ordered(escort)",
    "1 + «level": "nothing is called `level`; did you mean `nerve`?",
    "«neighbours[BKO]": "`neighbours` links two: write neighbours[a, b]",
    "«neighbours[area, area]": "name the two ends apart, as in neighbours[origin, goal]",
    "neighbours[BKO, «junta]": "`junta` is not of kind area, which `neighbours` links",
    "total(neighbours[area, «BKQ], area)": "`BKQ` is not of kind area, which `neighbours` links",
}
FUNCTIONS = {
    "1 + «nofunction(2)": "no function is called `nofunction`",
    "1 + «lgo(2)": "no function is called `lgo`; did you mean `log`?",
    "1 + «odd(2, 1)": "no function is called `odd`; did you mean `odds`?",
    "1 + «fuel(2)": "`fuel` is no function: leave out the brackets behind it",
    "«odds(1)": "`odds` takes two values: write odds(a, b)",
    "1 + «odds": "`odds` takes two values: write odds(a, b)",
    "«pressure(1)": "`pressure` takes no value: write pressure",
    "«max(fuel)": "max takes two values or more; over a kind, write most(x, KIND)",
    "«min()": "min takes two values or more; over a kind, write least(x, KIND)",
    "«clip(fuel, 2)": "clip takes three values: clip(x, low, high)",
    "«exp()": "exp takes one value",
    "«exp(1, 2)": "exp takes one value",
    "«total(fuel)": "total takes a value and a kind or relation: total(x, area)",
    "«total(fuel, 2)": "total takes a value and a kind or relation: total(x, area)",
    "«mean(fuel)": "mean takes a value and a kind or relation: mean(x, area, weight)",
    "«recent(fuel)": "recent takes a metric and a number of turns: recent(x, 4)",
    "recent(fuel, «9)": "recent looks back 1 to 8 turns",
    "recent(«fuel + 1, 2)": "recent takes a metric, or a picked one, as in recent(short, 4)",
    "«effort(redeploy)": "`redeploy` has two targets: write effort(redeploy, origin) or effort(redeploy, goal)",
    "«ordered(redeploy)": "`redeploy` has two targets: write ordered(redeploy, origin) or ordered(redeploy, goal)",
    "effort(redeploy, «gaol)": "`redeploy` has no role `gaol`",
    "effort(escort, «origin)": "`escort` has no role `origin`",
    "effort(«escrt)": "no action is called `escrt`; did you mean `escort`?",
    "«effort(1)": "effort takes an action, and a role where it has two: effort(redeploy, origin)",
    "max(fuel, key=«2)": "values are given by place, not by name",
    "max(**«fuel)": "values are given by place, not by name",
    "max(«*fuel)": "a star has no place in a formula",
}
CHANCES = {
    "normal(0, 1) + «uniform(0, 1)": (
        "two draws in one line: give each its own line under `let`, so that each has its own die"
    ),
    "chance(«2 * fuel)": "`2 * fuel` reaches 200 by the declared ranges; chances are cut to 0..1 (warning)",
    "chance(«fear[DKR] - 1)": "`fear[DKR] - 1` reaches -1 by the declared ranges; chances are cut to 0..1 (warning)",
    "«chance(1, 2)": "chance takes one value, not 2",
    "«triangular(1, 2)": "triangular takes three values, not 2",
    "«normal(fear, 1)": "this draw is made per area, but its values are per corridor",
}
CHOICES = {
    "1 if regime == «capture else 0": (
        "`capture` is a value of `intention`, not of `regime` (in_office, successor, collapsed)"
    ),
    "1 if regime == «2 else 0": "`regime` takes one of its values (in_office, successor, collapsed), not a number",
    "1 if «2 == regime else 0": "`regime` takes one of its values (in_office, successor, collapsed), not a number",
    "1 if «fuel == successor else 0": "`successor` is a value of `regime`; this is a number",
    "1 if regime == «intention else 0": "`intention` and `regime` are different choices, which nothing compares",
    "1 if «regime > successor else 0": "choices have no order: use == or !=",
    "1 + «regime": "`regime` is a choice, not a number: compare it, as in `x == name`",
    "max(«regime, 1)": "`regime` is a choice, not a number: compare it, as in `x == name`",
}
ARITHMETIC = {
    "fuel ** «fear[DKR]": "a power must be a plain number 0.5, 1, 1.5 ... 8",
    "fuel ** «9": "a power must be a plain number 0.5, 1, 1.5 ... 8",
    "fuel ** «0.3": "a power must be a plain number 0.5, 1, 1.5 ... 8",
    "fuel ** «-1": ("a power must be a plain number 0.5, 1, 1.5 ... 8: write 1 / x ** 2 for a power below 0"),
    "10 ** «10 ** 10": "a power must be a plain number 0.5, 1, 1.5 ... 8",
    "(«fuel - calm) ** 0.5": "this can be negative, and has then no root: write max(..., 0)",
    "sqrt(«fuel - calm)": "this can be negative, and has then no root: write max(..., 0)",
    "1 / «fuel": "`fuel` can be 0 by the declared ranges: write max(fuel, 0.01)",
    "1 / («fuel - calm)": "`fuel - calm` can be 0 by the declared ranges: write max(fuel - calm, 0.01)",
    "1 / «total(people, crosses)[GAO]": (
        "`total(people, crosses)[GAO]` can be 0 by the declared ranges: keep it above 0, as in max(x, 0.01)"
    ),
    "log(«fuel)": "`fuel` can be 0 by the declared ranges: write max(fuel, 0.01)",
    "log(«fuel - calm)": "`fuel - calm` can be 0 or less by the declared ranges: write max(fuel - calm, 0.01)",
    "«1e400": "this number is too large",
    "fuel * «99999999999": "this number is too large",
    "fuel + «0.3": "0.3 stands bare: make it a parameter with source and status (warning)",
}


@pytest.mark.parametrize("formula", [*NAMES, *FUNCTIONS, *CHANCES, *CHOICES, *ARITHMETIC])
def test_a_mistake_is_told_at_its_character(formula: str) -> None:
    message = (NAMES | FUNCTIONS | CHANCES | CHOICES | ARITHMETIC)[formula]
    per_corridor = formula == "total(fear, «crosses)"
    over, target = ("corridor", "fear") if per_corridor else ("area", "legitimacy")
    text, place = marked(LET.format(over=over, target=target, line=formula))
    assert problems_in(text) == [f"{place}: {message}"]


FORMS = {
    "plain": "      x: fuel + {}\n",
    "single quotes": "      x: 'fuel + {}'\n",
    "double quotes": '      x: "fuel + {}"\n',
    "escapes": '      x: "\\x66uel + {}"\n',
    "braces": "      {{x: fuel + {}}}\n",
    "folded": "      x: >-\n        fuel\n        + {}\n",
    "literal": "      x: |\n        fuel +\n          {}\n",
    "plain over lines": "      x: fuel\n        +\n        {}\n",
    "quotes over lines": "      x: 'fuel\n\n        + {}'\n",
    "quoted key": '      "x"  :   fuel + {}\n',
}


@pytest.mark.parametrize("form", FORMS)
def test_columns_point_into_the_formula_however_it_is_written(form: str) -> None:
    step = "steps:\n  s:\n    phase: early\n    add: {fuel: {it: x}}\n    let:\n" + FORMS[form].format("«presure")
    text, place = marked(step)
    assert problems_in(text) == [f"{place}: nothing is called `presure`; did you mean `pressure`?"]


@pytest.mark.parametrize(
    ("part", "message"),
    [
        (
            "    for: corridor\n    add:\n      fear: {it: «legitimacy}\n",
            "`fear` is per corridor here, but this value is per area: "
            "wrap it in total(…, crosses), or pick one, as in x[BKO]",
        ),
        (
            "    add:\n      fuel: «legitimacy\n",
            "`fuel` is national here, but this value is per area: wrap it in total(…, area), or pick one, as in x[BKO]",
        ),
        (
            "    set:\n      cp[junta]: «cp\n",
            "`cp` is per area here, but this value is per faction and area: "
            "wrap it in total(…, faction), or pick one, as in x[junta]",
        ),
        (
            "    after: [{turns: 2, add: {fuel: {later: «fear}}}]\n",
            "`fuel` is national here, but this value is per corridor: "
            "wrap it in total(…, corridor), or pick one, as in x[DKR]",
        ),
        ("    add:\n      «pressure: 1\n", "`pressure` is not a metric, and only metrics can be written"),
        ("    add:\n      «fule: 1\n", "nothing is called `fule`; did you mean `fuel`?"),
        ("    add:\n      cp[«jnin]: 1\n", "nothing on the map is called `jnin`; did you mean `jnim`?"),
        (
            "    for: [faction, other]\n    add:\n      «trust[other, faction]: 1\n",
            "`trust[other, faction]` swaps the axes of what it writes: swap those of the value instead",
        ),
        ("    add:\n      fuel: «normal(0, 1)\n", "a draw needs a name: give `normal(...)` its own line under `let`"),
        (
            "    set:\n      fuel: 1\n    add:\n      «fuel: 1\n",
            "`fuel` is both set and added to in this step; keep one",
        ),
        (
            "    set:\n      money: 1\n    add:\n      «money[junta]: 1\n",
            "`money` is both set and added to in this step; keep one",
        ),
        ("    add:\n      cp[junta]: 1\n      «cp[BKO]: 1\n", "`cp` is added to twice in this step; keep one"),
        ("    set:\n      fuel: 1\n      «fuel: 2\n", "`fuel` stands twice in this mapping (first at 5:7); keep one"),
        ("    add:\n      «regime: 1\n", "`regime` is an enum: write it with `set`"),
        ("    add:\n      «lit: 1\n", "`lit` is a flag: write it with `set`"),
        ("    add:\n      «open_for: 1\n", "`open_for` is a timer: write it with `set`"),
        (
            "    set:\n      regime: «capture\n",
            "`capture` is a value of `intention`, not of `regime` (in_office, successor, collapsed)",
        ),
        (
            "    set:\n      regime: «1\n",
            "`regime` takes one of its values (in_office, successor, collapsed), not a number",
        ),
        ("    set:\n      fuel: «regime\n", "`regime` is a choice, and `fuel` is a number"),
        ("    add:\n      fuel: «regime\n", "`regime` is a choice, not an amount"),
        ("    move: [{amount: 1, from: «regime, to: fuel}]\n", "`regime` is no plain number: it cannot be moved"),
        ("    move: [{amount: «regime, from: calm, to: fuel}]\n", "`regime` is a choice, not an amount"),
        (
            "    move: [{amount: «fear, from: calm, to: fuel}]\n",
            "this amount is per corridor, but the move is national: wrap it in total(…, corridor), or pick one",
        ),
        (
            "    move: [{amount: 1, from: fuel, to: harm, spread: «fear}]\n",
            "`harm` is per area here, but this value is per corridor: "
            "wrap it in total(…, crossed_by), or pick one, as in x[DKR]",
        ),
        (
            "    for: corridor\n    when: «legitimacy > 10\n    add: {fuel: 1}\n",
            "`when` is per area, but the step runs for corridor: write for: area, or reduce, as in any(x, area)",
        ),
        (
            "    when: «chance(0.5)\n    add: {fuel: 1}\n",
            "a draw needs a name: give `chance(...)` its own line under `let`",
        ),
        ("    when: «x > 1\n    let: {x: fuel}\n    add: {fuel: x}\n", "nothing is called `x`"),
        (
            "    let:\n      y: «x\n      x: 1\n    add: {fuel: x + y}\n",
            "`x` stands below: a let uses only those above it",
        ),
        ("    let: {turn: «1}\n    add: {fuel: turn}\n", "`turn` has a meaning already: call this let something else"),
        (
            "    let: {«fuel: 1}\n    add: {fuel: 1}\n",
            "`fuel` is also a metric (rules/theatre/ruleset.yaml:16:3): rename this value",
        ),
        (
            "    add:\n      fuel: «" + " * ".join(["(1000 * fuel) ** 8"] * 9) + "\n",
            "this can reach any size by the declared ranges: cut it, as in min(x, 1000)",
        ),
    ],
)
def test_a_mistake_of_a_step_is_told_at_its_character(part: str, message: str) -> None:
    text, place = marked("steps:\n  s:\n    phase: early\n" + part)
    assert problems_in(text) == [f"{place}: {message}"]


@pytest.mark.parametrize(
    ("report", "message"),
    [
        ('text: "In {«aera}."', "nothing is called `aera`; did you mean `area`?"),
        ('text: "{corridor}: {{no name}} {«fuell:.0f}"', "nothing is called `fuell`; did you mean `fuel`?"),
        ('text: "In {«area}."', "`{area}` has no meaning here: the step runs for corridor"),
        ('text: "{«legitimacy:.0f}"', "`legitimacy` is per area, but the step runs for corridor: pick one or reduce"),
        (
            "when: «legitimacy > 1, text: X",
            "this condition is per area, but the step runs for corridor: pick one or reduce",
        ),
        ('text: "{«fuel:.0q}"', "`.0q` is not a way to write a number, as .0f, .1f and .0% are"),
        ('text: "{«fuel:999999999.0f}"', "`999999999.0f` is not a way to write a number, as .0f, .1f and .0% are"),
        ('text: "{«fuel!r}"', "{fuel!r} in a report must be a let, a metric or an axis"),
        ('text: "{fuel.«real}"', "nothing on the map is called `real`; did you mean `area`?"),
        ('text: "{fear.«BKO}"', "`BKO` is of kind area, but the value is per corridor"),
        ('text: "{«fuel.DKR.ABJ.GAO}"', "{fuel.DKR.ABJ.GAO} in a report must be a let, a metric or an axis"),
        ('text: "{«}"', "{} in a report must be a let, a metric or an axis"),
        ('text: "{«regime}"', "`regime` is a choice, and only numbers are shown: write a report for each value"),
        ('text: «"{fuel"', "a brace in this text is not closed: write {name}, or {{ for a brace itself"),
        ("text: >-\n          In\n          {«fuell}", "nothing is called `fuell`; did you mean `fuel`?"),
    ],
)
def test_a_mistake_in_a_report_is_told_at_its_name(report: str, message: str) -> None:
    body = f"      - {report}\n" if "\n" in report else f"      - {{{report}}}\n"
    text, place = marked(f"steps:\n  s:\n    phase: early\n    for: corridor\n    report:\n{body}")
    assert problems_in(text) == [f"{place}: {message}"]
