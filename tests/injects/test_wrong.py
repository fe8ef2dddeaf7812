"""Every mistake in an inject is told at its place with the remedy."""

from __future__ import annotations

import pytest

from tests.injects.post import problems_in

CALENDAR = "calendar: {start: 2025-09-01, days: 14}\n"
HEAD = "title: One, text: A letter."
ASK = f"{HEAD}, turn: 2, to: red"
# the injects with a mark at the mistake -> what is told there first
WRONG = {
    "«A: {title: One, text: A letter.}": (
        "inject `A` never comes: give turn, on, deck or follows, or `on: facilitator`"
    ),
    "«A: {turn: 2, text: A letter.}": "inject `A` has no title: write a line of at most 80 letters",
    "«A: {turn: 2, title: One}": "inject `A` has no text: write what the teams read",
    "A: {title: One, text: A letter., «turns: 2}": "an inject has no key `turns`; did you mean `turn`?",
    "A: {title: One, text: A letter., turn: «soon}": "expected turns as in 3..7 or [20..26, 1..2], found `soon`",
    "A: {title: One, text: A letter., turn: «[2, 3]}": "expected a turn or two, as in 4 or 4..6, found a list",
    "A: {title: One, text: A letter., «turn: 61}": "`A` comes in turn 61, and the longest game has 60",
    "A: {title: One, text: A letter., turn: «1, deck: rare}": (
        "before turn 1 nothing is asked or drawn: let it come in `turn: 1` alone, or from turn 2 on"
    ),
    "A: {title: One, text: A letter., «date: 2025-08-31}": (
        "`A` comes on 2025-08-31, before turn 1 begins (2025-09-01): leave it out"
    ),
    "A: {title: One, text: A letter., «date: 2040-01-01}": "`A` comes in turn 374, and the longest game has 60",
    "A: {title: One, text: A letter., date: «soon}": "expected a day as in 2025-09-01, found `soon`",
    "A: {title: One, text: A letter., date: «2025-10-02..2025-10-01}": (
        "the earlier day comes first: 2025-10-01 is before 2025-10-02"
    ),
    "A: {title: One, text: A letter., turn: 2, date: «2025-10-02}": (
        "`turn` says when it comes already: keep one of the two"
    ),
    "A: {title: One, text: A letter., on: «hope > 200}": (
        "`A` can never come: this is never true by the declared ranges"
    ),
    "A: {title: One, text: A letter., on: «hop > 20}": "nothing is called `hop`; did you mean `hope`?",
    "A: {title: One, text: A letter., on: hope > «37}": "37 stands bare: make it a parameter with source and status",
    "A: {title: One, text: A letter., deck: «0}": "`A` can never come: its chance is 0",
    "A: {title: One, text: A letter., deck: «rar}": "nothing is called `rar`; did you mean `rare`?",
    "A: {title: One, text: A letter., on: «dread > 10}": (
        "an inject comes once for all, but this is per town: pick one or reduce, as in any(x, town)"
    ),
    "A: {title: One, text: A letter., on: «facilitator, deck: rare}": (
        "the facilitator gives it: delete turn, deck and follows, or write a condition here"
    ),
    "A: {title: One, text: A letter., follows: «B}": "no inject is called `B` (known: A)",
    "A: {title: One, text: A letter., follows: «A}": "`A` cannot follow itself",
    "A: {title: One, text: A letter., turn: 2, to: red, later: «2}": (
        "`later` counts from what it follows: write `follows`, or delete it"
    ),
    "«A: {title: One, text: A letter., follows: B}\nB: {title: One, text: A letter., follows: A}": (
        "these injects wait for each other: A -> B -> A: take one `follows` away"
    ),
    "A: {title: One, text: A letter., turn: 2, to: red}\nB: {title: One, text: A letter., follows: {A: «yes}}": (
        "`A` has no choice `yes` (its choices: none)"
    ),
    "A: {title: One, text: A letter., turn: 2, to: red, choices: «{yes: {}}, otherwise: yes}": (
        "a choice is one of two or more"
    ),
    "«A: {title: One, text: A letter., turn: 2, to: red, choices: {yes: {}, no: {}}}": (
        "inject `A` has no otherwise: say which choice silence means"
    ),
    "A: {title: One, text: A letter., turn: 2, to: red, choices: {yes: {}, no: {}}, otherwise: «nay}": (
        "no choice here is called `nay` (known: yes or no)"
    ),
    "«A: {title: One, text: A letter., turn: 2, choices: {yes: {}, no: {}}, otherwise: no}": (
        "inject `A` asks nobody: say in `by` who chooses"
    ),
    "A: {title: One, text: A letter., turn: 2, to: red, by: «red}": (
        "`by` belongs to choices, and there are none: write `choices`"
    ),
    "A: {title: One, text: A letter., turn: 2, by: «green, choices: {yes: {}, no: {}}, otherwise: no}": (
        "no faction is called `green`: a rule that names a faction lists it in `needs: {faction: [...]}`"
    ),
    "A: {title: One, text: A letter., turn: 2, to: red, when: «hope > 2}": (
        "`when` says where effects apply, and there are none: `on` says when it comes"
    ),
    "A: {title: One, text: A letter., turn: 2, to: red, add: {hope: {x: some * «hpe}}}": (
        "nothing is called `hpe`; did you mean `hope`?"
    ),
    "A: {title: One, text: A letter., turn: 2, to: red, add: {hope: {x: «7}}}": (
        "7 stands bare: make it a parameter with source and status"
    ),
    "A: {title: One, text: A letter., turn: 2, to: red, let: {«hope: 1}, add: {hope: {x: 1}}}": (
        "`hope` is also a metric (rules/tiny/ruleset.yaml:12:3): rename this value"
    ),
    "A: {title: One, text: A letter., on: happened(«Z)}": "no inject is called `Z`",
    "A: {title: One, text: A letter., on: «happened()}": "happened asks about an inject: write happened(INJECT)",
    "A: {title: One, text: A letter., on: 'chose(A, «yes)'}": "`A` has no choice `yes` (its choices: none)",
    "«hope: {title: One, text: A letter., turn: 2}": (
        "`hope` is also a metric (at rules/tiny/ruleset.yaml:12:3): all names share one name space, rename one"
    ),
    "«fills: {title: One, text: A letter., turn: 2}": (
        "`fills` needs a step `fills`, which the rules have already: rename one"
    ),
}


@pytest.mark.parametrize("text", WRONG)
def test_mistakes_are_told_where_they_stand(text: str) -> None:
    before = text[: text.index("«")]
    line, column = before.count("\n") + 1, len(before.rpartition("\n")[2]) + 1
    told = problems_in(text.replace("«", ""), CALENDAR)
    wrong = [each for each in told if "stands bare" not in each] or told
    assert wrong == [f"{line}:{column}: {WRONG[text]}"]


def test_a_date_needs_a_calendar() -> None:
    told = problems_in("A: {title: One, text: A letter., date: 2025-09-02}")
    assert told == ["1:1: `A` has a date, and there is no calendar: give one, or write `turn`"]


def test_who_nobody_plays_cannot_be_asked() -> None:
    text = f"A: {{{HEAD}, turn: 2, by: grey, choices: {{yes: {{}}, no: {{}}}}, otherwise: no}}"
    told = problems_in(text, rules="needs: {faction: [grey]}\n", scenario="")
    assert any("grey is asked, but nobody plays it: name a seat in `by`" in line for line in told)


def test_the_engines_names_and_phases_are_its_own() -> None:
    text = f"A: {{{ASK}}}"
    assert problems_in(text, rules="formulas: {answer: 1}\n")[0].endswith("all names share one name space, rename one")
    assert problems_in(text) == []


def test_a_doctrine_answers_only_what_its_seat_is_asked() -> None:
    ask = f"A: {{{ASK}, choices: {{yes: {{}}, no: {{}}}}, otherwise: no}}"
    bots = "bots: {doctrine: {%s: {rows: [{weights: {keep: 1}}], answers: {A: {%s: 1}}}}}\n"
    assert problems_in(ask, bots % ("red", "yes")) == []
    assert "`A` does not let red choose `nay` (its choices: yes, no)" in problems_in(ask, bots % ("red", "nay"))[0]
    assert "`A` does not let blue choose `yes`" in problems_in(ask, bots % ("blue", "yes"))[0]
    hidden = bots.replace("%s: 1", "yes: secret") % "red"
    assert problems_in(ask, hidden) == []
    ask_blue = ask.replace("to: red", "to: blue")
    assert "this reads `secret`, which blue does not see" in problems_in(ask_blue, hidden.replace("red:", "blue:"))[0]
