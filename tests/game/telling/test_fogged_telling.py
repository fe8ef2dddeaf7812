"""How estimates are told: no equation of a guessed number, causes in words, and beliefs beside the truth afterwards."""

from __future__ import annotations

import re

import pytest

from tests.game.conftest import Recorded, compiled, watched
from wargame.game.wording.number import WRITTEN
from wargame.model.rules.metric import Metric
from wargame.model.telling.view import Estimate
from wargame.plain.board import headlines
from wargame.plain.causes import why_lines

SIEGE = "bamako_siege"


@pytest.fixture(scope="module")
def siege() -> Recorded:
    return watched(SIEGE, 4)


def metric(siege: Recorded, name: str) -> Metric:
    return siege.match.scenario.rules.metrics[name]


@pytest.mark.parametrize(
    ("name", "value", "estimate", "said"),
    [
        ("fuel_days", 3.4, None, "3.4 d"),
        ("fuel_days", 3.4, Estimate(half=1.5, step=0.2), "≈3.4 ±1.5 d"),
        ("fuel_days", None, Estimate(word="queues"), "queues"),
        ("fuel_days", 3.4, Estimate(age=1), "≈3.4 d, last turn"),
        ("legitimacy", 45.0, Estimate(half=6, step=1, age=2), "≈45 ±6, 2 turns old"),
        ("fear", 0.62, Estimate(half=0.12, step=0.02), "≈62 ±12 %"),
        ("fear", 0.05, Estimate(half=0.004, step=0.0005), "≈5.00 ±0.40 %"),
        ("deliveries", 1080.0, Estimate(half=138, step=20), "≈1,080 ±138/wk"),
        ("pressure", None, None, "?"),
    ],
)
def test_what_is_known_is_written_as_well_as_it_is_known(
    siege: Recorded, name: str, value: float | None, estimate: Estimate | None, said: str
) -> None:
    known_metric = metric(siege, name)
    assert WRITTEN.in_full(known_metric, value, estimate) == said
    assert said.startswith(WRITTEN.known(known_metric, value, estimate))
    assert WRITTEN.spread(known_metric, estimate) in said
    assert WRITTEN.age(estimate) in said


def test_the_change_of_an_estimate_is_what_the_team_believes_of_it(siege: Recorded) -> None:
    view = siege.match.view("junta")
    seen = 0
    for name, cells in view.estimates.items():
        for cell, estimate in cells.items():
            if view.value(name, *cell) is not None:
                assert view.change(name, *cell) == estimate.change
                seen += bool(estimate.change)
    assert seen > 3


def test_a_guessed_number_has_causes_in_words_and_no_equation(siege: Recorded) -> None:
    why = siege.match.why("junta", "fuel_days", (), 2)
    assert (why.exact, why.estimated, why.refused) == (False, True, "")
    assert {term.cause for term in why.terms} >= {"tankers", "the city's use"}
    assert all(not term.printed and term.amount is None for term in why.terms)
    assert {term.share for term in why.terms} <= {1.0, 0.5, 0.2}
    assert siege.match.why(None, "fuel_days", (), 2).exact


@pytest.mark.parametrize(
    ("seat", "name", "cell"), [("junta", "legitimacy", ("BKO",)), ("junta", "cp", ("KYS", "jnim"))]
)
def test_what_comes_late_or_from_another_house_has_no_causes(
    siege: Recorded, seat: str, name: str, cell: tuple[str, ...]
) -> None:
    why = siege.match.why(seat, name, cell, 2)
    assert why.estimated
    assert why.terms == ()
    assert "the end of the game shows" in why.note
    assert any("the end of the game shows" in line for line in why_lines(siege.match.scenario, why))


def test_the_report_says_estimate_width_and_when_the_next_survey_comes(siege: Recorded) -> None:
    rows = {row.metric: row for row in siege.match.report("junta", 1).rows}
    assert rows["fuel_days"].now.startswith("≈")
    assert re.fullmatch(r"±1\.[0-7]", rows["fuel_days"].spread)
    assert rows["legitimacy"].note == "last turn, survey due in turn 4"
    assert rows["treasury"].spread == rows["treasury"].note == ""
    surveyed = {row.metric: row for row in siege.match.report("junta", 3).rows}["legitimacy"]
    assert surveyed.note == "survey due in turn 7"


def test_no_survey_is_due_after_the_last_turn() -> None:
    rulebook = compiled(SIEGE)
    seats = {seat: "doctrine" for seat, known in rulebook.scenario.seats.items() if not known.npc}
    match = Recorded(rulebook, seats, seed=11, length=6).match
    notes = []
    for turn in range(1, 6):
        match.adjudicate()
        notes.append({row.metric: row for row in match.report("junta", turn).rows}["legitimacy"].note)
    assert notes[0] == "last turn, survey due in turn 4"
    assert not any("turn 7" in note for note in notes)


def test_playback_tells_no_amount_of_a_guessed_number(siege: Recorded) -> None:
    changes = [change for step in siege.match.playback("junta", 2) for change in step.changes]
    guessed = [
        change for change in changes if change.metric in ("fuel_days", "fear", "willing", "deliveries", "cohesion")
    ]
    assert len(guessed) > 3
    assert all(re.fullmatch("[↑↓] (much|some|little)", change.difference) for change in guessed)
    assert all((change.before, change.after) == ("", "") for change in guessed)
    assert any(change.after for change in changes)


def test_looking_back_sets_beliefs_beside_the_truth(siege: Recorded) -> None:
    found = {belief.metric: belief for belief in siege.match.report(None, 2).beliefs}
    truth = siege.match.view_at(None, 3).value("fuel_days")
    assert truth is not None
    assert found["fuel_days"].truth == f"{truth:.1f} d"
    assert dict(found["fuel_days"].believed)["Junta"].startswith("≈")
    assert [who for who, _ in found["cohesion"].believed] == ["Junta"]
    assert "treasury" not in found
    assert siege.match.report("junta", 2).beliefs == ()


def test_plain_mode_says_estimates_in_words(siege: Recorded) -> None:
    lines = headlines(siege.match.scenario, siege.match.view("junta"))
    assert any(re.match(r"Fuel in Bamako: about [\d.]+ days plus or minus 1\.[0-7]", line) for line in lines)
    assert any(line.startswith("Treasury: ") and "≈" not in line for line in lines)
