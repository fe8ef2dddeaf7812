"""Letters and reports show values of the state, written as on all screens, and only to those who see them exactly."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from tests import tiny
from tests.compiling import compiled, rulebook_of
from tests.injects.post import files, problems_in
from tests.plain.sitting import sit
from wargame.game.match import Match
from wargame.game.telling.inject_trial import trial_told
from wargame.game.wording.number import SPOKEN, WRITTEN
from wargame.model.rules.number_style import written
from wargame.store.setup import PlaySetup

METRICS = """
metrics:
  fear: {of: town, range: 0..1, start: 0.456, show: percent}
  trust: {of: [faction, other], range: -10..10, start: -2, digits: 1}
  stock: {range: 0..900, start: 40, unit: d}
  mood: {values: [calm, very_angry], start: very_angry}
  lit: {flag: true, start: 1}
steps:
  grows: {phase: early, set: {mood: calm}, add: {fear: {f: 0.1}, trust: {t: 1}, stock: {s: 1}}}
  dims: {phase: early, set: {lit: 0}}
"""
# the injects with a mark at the mistake -> what is told there first
WRONG = {
    "A: {title: One, turn: 2, text: 'There are {«hoppe}.'}": "no metric is called `hoppe`; did you mean `hope`?",
    "A: {title: One, turn: 2, text: 'There are {«zzzz}.'}": "no metric is called `zzzz`",
    "A: {title: One, turn: 2, text: 'There are {«some}.'}": (
        "`some` is a parameter, and a letter shows metrics, as in {fuel} or {fear.ABJ}"
    ),
    "A: {title: One, turn: 2, text: '{«red}'}": (
        "`red` is an entity, and a letter shows metrics, as in {fuel} or {fear.ABJ}"
    ),
    "A: {title: One, turn: 2, text: '{hope} and {«dread}'}": "`dread` is per town: write {dread.ALF}",
    "A: {title: One, turn: 2, text: '{«hope.ALF}'}": "`hope` is national: write {hope}",
    "A: {title: One, turn: 2, text: '{«dread.ALX}'}": "no town is called `ALX`; did you mean `ALF`?",
    "A: {title: One, turn: 2, text: '{{plain}} {«dread.red}'}": (
        "no town is called `red` (known: ALF, BEX, COB or DIT)"
    ),
    "A: {title: One, turn: 2, text: '{«hope:.1f}'}": "a letter writes `hope` as the screens do: take away `:.1f`",
    "A: {title: One, turn: 2, text: '{«}'}": "no metric is called ``",
    "A: {title: One, turn: 2, text: «'a {hope'}": (
        "a brace in this text is not closed: write {name}, or {{ for a brace itself"
    ),
    "A: {title: One, turn: 2, text: «'{hope{dread}}'}": (
        "a brace in this text is not closed: write {name}, or {{ for a brace itself"
    ),
    "A: {title: One, turn: 2, text: «'{hope:{dread}}'}": (
        "a brace in this text is not closed: write {name}, or {{ for a brace itself"
    ),
    "A: {title: One, turn: 2, text: '{«secret}'}": (
        "blue reads this letter and does not see `secret` exactly: "
        "take the number out, or let only others read the letter (`seen_by`)"
    ),
    "A: {title: One, turn: 2, to: red, seen_by: everyone, text: '{«secret}'}": (
        "blue reads this letter and does not see `secret` exactly: "
        "take the number out, or let only others read the letter (`seen_by`)"
    ),
    "A: {title: One, turn: 2, to: red, text: x, choices: {a: {text: '{«hoppe}'}, b: {}}, otherwise: a}": (
        "no metric is called `hoppe`; did you mean `hope`?"
    ),
    "A: {title: «'{hope}', turn: 2, text: x}": "braces show a value in `text` alone: take them out of this line",
}


@pytest.mark.parametrize("injects", WRONG)
def test_a_mistake_in_braces_is_told_at_its_place(injects: str) -> None:
    at = injects.index("«")
    assert problems_in(injects.replace("«", ""))[:1] == [f"1:{at + 1}: {WRONG[injects]}"]


def test_a_place_in_folded_text_is_right() -> None:
    letter = "A:\n  title: One\n  turn: 2\n  text: >\n    There are\n    many {hope} and {hoppe}."
    assert problems_in(letter) == ["6:22: no metric is called `hoppe`; did you mean `hope`?"]


def test_what_the_engine_keeps_is_no_metric_for_a_letter() -> None:
    assert problems_in("A: {title: One, turn: 2, text: '{came_A}'}") == ["1:34: no metric is called `came_A`"]


def test_a_metric_that_could_not_be_read_is_told_once() -> None:
    broken = "metrics:\n  gone: {range: many}\n"
    texts = files("A: {title: One, turn: 2, text: '{gone} and {hope}'}")
    texts["rules/tiny/purses.yaml"] += broken.replace("metrics:\n", "")
    _, problems = compiled(texts, "tiny")
    assert len(problems.errors) == 1


def test_a_parameter_that_could_not_be_read_is_told_once() -> None:
    broken = "parameters:\n  gone: {value: many, source: invented, status: assumption}\n"
    assert len(problems_in("A: {title: One, turn: 2, text: '{gone}'}", rules=broken)) == 1


def test_all_readers_who_do_not_see_a_metric_are_named() -> None:
    fog = "fog:\n  - {metric: hope, to: everyone, unseen: true}\n"
    (problem,) = problems_in("A: {title: One, turn: 2, text: '{hope}'}", rules=fog)
    assert "red and blue read this letter and do not see `hope` exactly" in problem


def test_who_owns_a_metric_may_read_it_in_a_letter() -> None:
    assert problems_in("A: {title: One, turn: 2, to: red, text: '{secret}'}") == []


def test_an_estimate_is_no_number_for_a_letter() -> None:
    fog = "fog:\n  - {metric: hope, to: blue, within: some, source: invented}\n"
    assert problems_in("A: {title: One, turn: 2, to: red, text: '{hope}'}", rules=fog) == []
    (problem,) = problems_in("A: {title: One, turn: 2, text: '{hope}'}", rules=fog)
    assert "blue reads this letter and does not see `hope` exactly" in problem


TEXT = "{fear.ALF}, {trust.red.blue}, {stock}, {mood}, {lit}, {{as it is}}."
SHOWN = "46 %, −2.0, 40 d, very angry, yes, {as it is}."
SAID = "46 percent, -2.0, 40 days, very angry, yes, {as it is}."


def opened(text: str = TEXT, turn: int = 1) -> Match:
    injects = (
        f"injects:\n  A:\n    title: One\n    to: red\n    turn: {turn}\n    text: '{text}'\n"
        "    choices: {yes: {text: 'It costs {stock}.'}, no: {}}\n    otherwise: no\n"
    )
    rulebook = rulebook_of(tiny.files(METRICS, injects), "tiny")
    return Match.new(rulebook, 1, {"red": "human", "blue": "random"}, 60, lambda event: None)


def turned(match: Match) -> Match:
    match.commit("red")
    match.adjudicate()
    return match


def test_a_letter_shows_the_state_as_it_was_when_the_letter_came() -> None:
    match = opened()
    (letter,) = match.inbox("red")
    assert (letter.text, letter.choices[0].text) == (SHOWN, "It costs 40 d.")
    assert match.inbox("red", SPOKEN)[0].text == SAID
    assert match.inbox(None)[0].text == SHOWN
    turned(turned(match))
    assert match.inbox("red")[0].text == SHOWN
    assert match.view("red").value("stock") == 42


def test_a_later_letter_shows_the_later_state() -> None:
    match = turned(turned(opened(turn=3)))
    assert match.inbox("red")[0].text == "66 %, 0.0, 42 d, calm, no, {as it is}."


def test_the_facilitator_reads_true_values_before_the_letter_comes() -> None:
    match = turned(opened(turn=3))
    told = trial_told(match.scenario, match.facilitator.trial("A"))
    assert "56 %, −1.0, 41 d, calm, no, {as it is}." in told
    assert "Choice: yes, yes. It costs 41 d." in told
    match.facilitator.give("A")
    assert match.inbox("red")[0].text == "56 %, −1.0, 41 d, calm, no, {as it is}."


def test_plain_mode_speaks_the_values(tmp_path: Path) -> None:
    setup = PlaySetup("first_convoy", {"jnim": "doctrine"}, 7, 6, tmp_path / "a.jsonl")
    said = " ".join(" ".join(sit("commit\ncommit\ninbox\nquit\n", setup)).split())
    assert re.search(r"The city has fuel for \d\.\d days\.", said)


REPORT = """
steps:
  tells:
    phase: early
    for: town
    when: people > 5
    report:
      - {{when: turn > 0, text: "{text}"}}
"""


def reported(text: str) -> list[str]:
    adjudicator = tiny.tiny(METRICS.replace("steps:\n", REPORT.format(text=text).lstrip("\n")))
    return [line.text for line in tiny.play(adjudicator, adjudicator.open(1)).reports]


def test_a_report_writes_a_metric_as_the_screens_do() -> None:
    text = "{town}: {fear}, {fear.BEX}, {fear.BEX:.2f}, {stock}, {trust.red.blue}, {{x}}"
    assert reported(text) == ["COB: 46 %, 46 %, 0.46, 40 d, −2.0, {x}"]


def test_a_flag_in_a_report_is_a_word() -> None:
    assert reported("Lamps: {lit}") == ["Lamps: yes"]


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("«fear.ALX", "nothing on the map is called `ALX`; did you mean `ALF`?"),
        ("«trust.red", "`trust.red` is per other, but the step runs for town: pick one or reduce"),
        ("«fear!r", "{fear!r} in a report must be a let, a metric or an axis"),
    ],
)
def test_a_mistake_in_a_report_is_told(text: str, message: str) -> None:
    rules = METRICS.replace("steps:\n", REPORT.format(text=f"{{{text.replace('«', '')}}}").lstrip("\n"))
    _, problems = compiled(tiny.files(rules), "tiny")
    assert [problem.message for problem in problems.errors] == [message]


@pytest.mark.parametrize("value", [0.0, -0.004, 0.5, 1.0, -3.25, 1234.5])
@pytest.mark.parametrize("name", ["fear", "trust", "stock", "lit"])
def test_reports_and_screens_write_alike(name: str, value: float) -> None:
    metric = rulebook_of(tiny.files(METRICS), "tiny").scenario.rules.metrics[name]
    assert written(metric, value) == WRITTEN.in_unit(metric, value)
