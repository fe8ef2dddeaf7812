"""`wargame inject` as a facilitator calls it."""

from __future__ import annotations

from pathlib import Path

import pytest

from wargame.cli.main import run
from wargame.model.match.ruling import Target
from wargame.store.session import Session
from wargame.store.setup import PlaySetup
from wargame.store.verify import verify

Said = pytest.CaptureFixture[str]


@pytest.fixture
def save(tmp_path: Path) -> Path:
    """A game with a person that stands in turn 2."""
    path = tmp_path / "a.jsonl"
    with Session.begin(PlaySetup("first_convoy", {"jnim": "doctrine"}, seed=5, save=path)) as session:
        session.match.commit("junta")
        session.match.adjudicate()
    return path


def test_a_trial_tells_everything_and_writes_nothing(save: Path, capsys: Said) -> None:
    before = save.read_bytes()
    assert run(["inject", str(save), "I3", "--choice", "accept"]) == 0
    said = capsys.readouterr().out
    for part in (
        "I3: An offer of a quiet week. Comes turn 4.",
        "From Elders of Koulikoro to Junta.",
        "Choice: accept, accept. Drivers breathe",
        "Expected: An answer before the turn ends",
        "Evaluator: Does the team name the gain and the price of the deal?",
        "Tried in turn 2 on a copy; nothing is written.",
        "Junta answers accept.",
        "It books Fear of the drivers, Abidjan road -8.0 %: a quiet week.",
        "After the turn, Fear of the drivers, Abidjan road",
    ):
        assert part in said
    assert save.read_bytes() == before


def test_a_gift_stands_in_the_save_and_verifies(save: Path, capsys: Said) -> None:
    assert run(["inject", str(save), "I3", "--give"]) == 0
    assert capsys.readouterr().out.startswith("I3 comes in turn 2. It is in the save.\nwargame ")
    with Session.resume(save) as session:
        assert session.match.inbox("junta")[-1].due
        session.match.add("junta", "answer I3 accept")
        session.match.commit("junta")
        session.match.adjudicate()
    assert verify(save).sound
    assert run(["inject", str(save), "I3", "--give"]) == 2
    assert "I3 came in turn 2." in capsys.readouterr().err


def test_a_gift_says_what_it_undoes_and_the_record_keeps_the_void_ruling(save: Path, capsys: Said) -> None:
    with Session.resume(save) as session:
        session.match.commit("junta")
        rulings = session.match.facilitator.rulings
        rulings.rule(rulings.ruling(Target(metric="legitimacy", entities=("BKO",)), 45.0, "the radio was heard"))
    assert run(["inject", str(save), "I3", "--give"]) == 0
    said = "I3 comes in turn 2. Rulings on this turn are void. Junta must commit again. It is in the save.\n"
    assert capsys.readouterr().out.startswith(said)
    page = save.with_suffix(".md")
    assert run(["report", str(save), "-o", str(page), "--keys", "0"]) == 0
    assert "Reason: the radio was heard. This ruling is void: I3 came after it." in page.read_text(encoding="utf-8")


def test_what_there_is_not_is_said(save: Path, capsys: Said) -> None:
    assert run(["inject", str(save), "I9"]) == 2
    assert 'There is no inject "I9". Injects: I1, I2, I3, I4.' in capsys.readouterr().err
    assert run(["inject", str(save), "I3", "--choice", "perhaps"]) == 2
    assert 'I3 has no choice "perhaps". Choices: accept, refuse.' in capsys.readouterr().err


def test_an_inject_is_explained_with_its_numbers(capsys: Said) -> None:
    assert run(["explain", "I3", "--scenario", "first_convoy"]) == 0
    said = capsys.readouterr().out
    assert said.startswith("inject I3 — An offer of a quiet week\nscenarios/first_convoy.yaml:")
    assert "quiet_relief" in said
    assert run(["explain", "fear", "--scenario", "first_convoy"]) == 0
    said = capsys.readouterr().out
    assert "inject I1 — A convoy is lost" in said
    assert "I3_accept" not in said
