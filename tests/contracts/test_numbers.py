"""A number is written alike wherever it is told: every metric of every scenario, and made-up ones, on every surface.

What must be written is worked out here anew, from the value and the metric's declaration alone.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from textwrap import indent

import pytest

from tests.compiling import rulebook_of
from tests.contracts.shipped import CASES, CASES_WITH_LARGEST_SLOW
from tests.game.conftest import Recorded, watched
from tests.tiny import files
from wargame.game.match import Match
from wargame.game.wording.labels import cell_label
from wargame.game.wording.number import SPOKEN, WRITTEN
from wargame.model.rules.metric import Metric, MetricType
from wargame.plain.board import everything_about, headlines
from wargame.plain.causes import why_lines
from wargame.plain.plain_text import wrap
from wargame.plain.story import report_lines
from wargame.tui.drawing.board import read_board
from wargame.tui.drawing.headline import headline_lines
from wargame.tui.drawing.inspector import entity_content
from wargame.tui.drawing.pen import Pen

TURNS = 3
NUMBER = re.compile(r"[−-]?\d[\d,]*(?:\.\d+)?")

# name -> (declaration, what red does to it each turn, unit for the eye, unit for the ear)
MADE_UP = {
    "part": ("{range: 0..1, start: 0.506, show: percent, label: Part}", 0.013, "%", "percent"),
    "turnout": ("{range: 0..100, start: 50.626, show: percent, label: Turnout}", -3.7, "%", "percent"),
    "load": ("{range: 0..2, start: 1.5, show: percent, digits: 1, label: Load}", 0.0625, "%", "percent"),
    "score": ("{range: 0..100, start: 40.49, show: points, label: Score}", 2.2, "", ""),
    "fine": ("{range: 0..4, start: 1.23456, digits: 3, label: Fine}", 0.0011, "", ""),
    "cash": ("{range: -500..5000, start: 1234.5, unit: bn, digits: 1, label: Cash}", -16.85, "bn", "billion"),
    "tank": ("{range: 0..16, start: 5.26, unit: d, digits: 1, label: Tank}", 1.25, "d", "days"),
    "flowing": ("{range: 0..2000, start: 980, unit: /wk, label: Flowing}", -126.4, "/wk", "a week"),
    "balance": ("{range: -10..10, start: -2.35, label: Balance}", -1.05, "", ""),
    "guess": ("{range: 0..100, start: 20, label: Guess}", 20, "", ""),
}


def made_up() -> Recorded:
    metrics = "".join(f"  {name}: {declared}\n" for name, (declared, *_) in MADE_UP.items())
    adds = "".join(f"{name}: {{a rule: {move}}}\n" for name, (_, move, *_) in MADE_UP.items())
    rows = [f"    - {{metric: {name}, label: My {name}, short: {name}}}\n" for name in MADE_UP]
    shown = "".join(("  red:\n", *rows[:5], "  blue:\n", *rows[5:]))
    fog = "fog:\n  - {metric: guess, to: everyone, within: 3, source: a test}\n"
    rules = f"{fog}steps:\n  moves:\n    phase: early\n    add:\n{indent(adds, '      ')}"
    texts = files(rules, f"headlines:\n{shown}")
    texts["rules/tiny/purses.yaml"] += metrics
    game = Recorded(rulebook_of(texts, "tiny"), {"red": "random", "blue": "random"}, length=TURNS + 1)
    for _ in range(TURNS):
        game.match.adjudicate()
    return game


def expected(metric: Metric, value: float) -> float:
    """The number that a reader must see, before it is rounded."""
    return value * 100 if metric.show == "percent" and metric.high <= 10 else value


def same(metric: Metric, told: str, value: float) -> bool:
    """Tell whether a written number stands for a value: as near as its last digit, on the right scale."""
    found = NUMBER.search(told)
    assert found, told
    text = found[0].replace(",", "").replace("−", "-")
    digits = len(text.partition(".")[2])
    return abs(float(text) - expected(metric, value)) <= 0.5 * 10**-digits + 1e-9


def written(match: Match, name: str, cell: tuple[str, ...]) -> Iterator[tuple[str, str]]:
    """Give (surface, text after the metric's name) of everything that tells the true value of a cell after turn 3."""
    scenario, turn = match.scenario, TURNS
    metric, view = scenario.rules.metrics[name], match.view_at(None, TURNS + 1)
    label = metric.label or name
    for numbers in (WRITTEN, SPOKEN):
        why = match.why(None, name, cell, turn, numbers)
        yield f"why {numbers}", why.after
        for row in match.report(None, turn, numbers).rows:
            if (row.metric, row.entities) == (name, cell):
                yield f"report {numbers}", numbers.joined(row.now, row.unit)
    if len(cell) == 1 and cell[0] in scenario.entities:
        board = read_board(scenario, view)
        for fact in entity_content(scenario, view, board, Pen(scenario.looks), cell[0]).facts:
            if fact.metric == name and metric.of == (scenario.entities[cell[0]].kind,):
                yield "inspector", "".join(text for text, _ in fact.value)
        for line in everything_about(scenario, view, cell[0]):
            if metric.of == (scenario.entities[cell[0]].kind,) and line.startswith(f"{label}: "):
                yield "plain place", line.removeprefix(f"{label}: ")


def told_anywhere(match: Match) -> Iterator[tuple[Metric, float, str, str]]:
    view = match.view_at(None, TURNS + 1)
    for name, metric in match.scenario.rules.metrics.items():
        if metric.type in (MetricType.ENUM, MetricType.FLAG) or metric.inner:
            continue
        for cell, value in view.metrics[name].items():
            for surface, text in written(match, name, cell):
                yield metric, value, surface, text
    for step in match.playback(None, TURNS):
        last = {(change.metric, change.entities): change for change in step.changes if change.after}
        for (name, cell), change in last.items():
            before, amount = change.before, change.difference
            metric = match.scenario.rules.metrics[name]
            if metric.type not in (MetricType.ENUM, MetricType.FLAG) and amount:
                gap = float(NUMBER.findall(change.after)[0].replace(",", "").replace("−", "-"))
                gap -= float(NUMBER.findall(before)[0].replace(",", "").replace("−", "-"))
                size = float(NUMBER.findall(amount)[0].replace(",", ""))
                step_size = 10 ** -len(amount.partition(".")[2])
                assert abs(abs(gap) - size) <= 1.01 * step_size, (name, cell, change)


@pytest.mark.parametrize("name", CASES_WITH_LARGEST_SLOW)
def test_every_metric_of_every_scenario_is_written_alike(name: str) -> None:
    match = watched(name, TURNS).match
    seen = 0
    for metric, value, surface, text in told_anywhere(match):
        assert same(metric, text, value), (metric.name, surface, text, value)
        seen += 1
    assert seen > 50


def test_made_up_metrics_are_written_alike_with_their_units() -> None:
    match = made_up().match
    surfaces = set()
    for metric, value, surface, text in told_anywhere(match):
        assert same(metric, text, value), (metric.name, surface, text, value)
        surfaces.add((metric.name, surface.split()[0]))
    assert {(name, "why") for name in MADE_UP} | {(name, "report") for name in MADE_UP} <= surfaces
    scenario, views = match.scenario, [match.view(seat) for seat in ("red", "blue")]
    eye = " │ ".join("".join(t for line in headline_lines(scenario, view, 400) for t, _ in line) for view in views)
    ear = {line.split(":")[0]: line for view in views for line in headlines(scenario, view)}
    for number, (name, (_, move, unit, spoken)) in enumerate(MADE_UP.items()):
        metric, view = scenario.rules.metrics[name], views[number // 5]
        value, change = view.value(name), view.change(name)
        assert value is not None
        part = next(each for each in eye.split(" │ ") if each.startswith(f"My {name} "))
        for text in (part.removeprefix(f"My {name} "), ear[f"My {name}"].removeprefix(f"My {name}: ")):
            assert same(metric, text, value), (name, text, value)
        assert (unit or "d") in f"{part} d", part
        assert spoken in ear[f"My {name}"]
        assert change, name
        way = ("↑", ", up ") if move > 0 else ("↓", ", down ")
        assert way[0] in part and way[1] in ear[f"My {name}"], (part, ear[f"My {name}"])
    assert "±3" in eye and "plus or minus 3" in ear["My guess"]


def test_playback_and_why_print_a_cause_alike() -> None:
    for recorded in (made_up(), watched("first_convoy", TURNS), watched("bamako_siege", TURNS)):
        match, seen = recorded.match, 0
        for seat in (None, *match.seats):
            for turn in range(1, TURNS + 1):
                for step in match.playback(seat, turn):
                    for term in step.terms:
                        first = step.changes[0]
                        why = match.why(seat, first.metric, first.entities, turn)
                        same_cause = [t for t in why.terms if (t.rule, t.cause) == (term.rule, term.cause)]
                        assert [t.printed for t in same_cause] == [term.printed]
                        assert [t.word for t in same_cause] == [term.word]
                        seen += 1
        assert seen > 5


def test_a_cause_of_a_percent_metric_is_in_percent() -> None:
    match = made_up().match
    why = match.why(None, "turnout", (), 1)
    assert (why.before, why.after, why.change) == ("50.6", "46.9", "−3.7")
    assert [term.printed for term in why.terms] == ["−3.7"]
    assert match.why(None, "part", (), 1).after == "51.9"
    assert any("46.9" in line for line in why_lines(match.scenario, match.why(None, "turnout", (), 1, SPOKEN)))


def test_plain_mode_says_words_where_screens_have_signs() -> None:
    match = made_up().match
    told = [text for seat in ("red", "blue") for text in report_lines(match.report(seat, 2, SPOKEN))]
    said = [line for text in told for line in wrap(text)]
    assert any(line.startswith("My turnout: 43 percent, down 4") for line in said), said
    assert any(re.match(r"My tank: 7\.8 days, up 1\.2", line) for line in said), said
    assert not any(sign in "".join(told) for sign in "≈±↑↓−")


@pytest.mark.parametrize("name", CASES)
@pytest.mark.parametrize("width", [80, 120])
def test_headlines_keep_units_spreads_and_changes_at_every_width(name: str, width: int) -> None:
    match = watched(name, TURNS).match
    for seat in match.seats:
        view = match.view(seat)
        lines = headline_lines(match.scenario, view, width)
        text = "\n".join("".join(part for part, _ in line) for line in lines)
        assert len(lines) <= 2 and "…" not in text
        for headline in match.scenario.headlines[seat]:
            metric, estimate = (
                match.scenario.rules.metrics[headline.metric],
                view.estimate(headline.metric, *headline.entity),
            )
            value = view.value(headline.metric, *headline.entity)
            assert WRITTEN.tight(metric, value, estimate, headline.unit) in text
            if estimate is not None and estimate.half:
                assert WRITTEN.spread(metric, estimate) in text
        assert all(len(line) < width for line in text.split("\n"))


def test_labels_tell_whose_number_it_is() -> None:
    scenario = made_up().match.scenario
    assert cell_label(scenario, "turnout", (), "red") == "My turnout"
