"""`wargame odds` as a person calls it: a saved moment, and the check of a scenario."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from wargame.cli.commands import odds
from wargame.cli.main import run
from wargame.store.session import Session
from wargame.store.setup import PlaySetup

Said = pytest.CaptureFixture[str]
SAVE = "saves/sample_first_convoy.jsonl"
FEW = ["--trials", "60"]


@pytest.fixture(autouse=True)
def without_a_compiler(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("built_before", "worth_building"):  # no test starts a build that goes on behind it
        monkeypatch.setattr(odds, name, lambda *_: None)


@pytest.fixture
def save(tmp_path: Path) -> Path:
    """A game of two people that stands in turn 2, with a draft of the junta."""
    path = tmp_path / "a.jsonl"
    with Session.begin(PlaySetup("first_convoy", seed=5, save=path)) as session:
        for seat in session.match.human_seats:
            session.match.commit(seat)
        session.match.adjudicate()
        session.match.add("junta", "escort ABJ 2")
    return path


def test_the_draft_in_a_save_is_tried_and_nothing_is_written(save: Path, capsys: Said) -> None:
    before = save.read_bytes()
    assert run(["odds", str(save), "--seat", "junta", "--line", "1", *FEW]) == 0
    said = " ".join(capsys.readouterr().out.split())
    assert said.startswith("Odds after this turn: escort ABJ 2. Fuel in Bamako, now ")
    for part in ("in 8 of 10 trials;", "Against no escort:", "Against escort ABJ 1:", "60 trials from what you see"):
        assert part in said
    assert save.read_bytes() == before


def test_other_orders_are_tried_in_any_turn_as_json(capsys: Said) -> None:
    asked = ["odds", SAVE, "--seat", "junta", "--turn", "3", "--orders", "escort ABJ 2; buy_fuel", "--ahead", "2"]
    assert run([*asked, *FEW, "--json"]) == 0
    told = json.loads(capsys.readouterr().out)
    assert told["provenance"]["scenario"] == "first_convoy"
    sheet = told["odds"]
    assert (sheet["seat"], sheet["turn"], sheet["turns"], sheet["trials"]) == ("junta", 3, 2, 60)
    draft, nothing = sheet["plans"]
    assert draft["orders"] == ["escort ABJ 2", "buy_fuel 1"] and nothing["orders"] == []
    money = next(n for n, each in enumerate(draft["readings"]) if each["metric"] == "money")
    assert nothing["readings"][money]["draft_more_by"]["mean"] < 0.0  # fuel costs money
    again = run([*asked, *FEW, "--json"])
    assert again == 0 and json.loads(capsys.readouterr().out)["odds"] == sheet


def test_odds_look_no_further_than_the_end_and_say_so(capsys: Said) -> None:
    asked = ["odds", SAVE, "--seat", "junta", "--turn", "5", *FEW]
    assert run([*asked, "--ahead", "1000"]) == 0
    far = capsys.readouterr()
    assert far.out.startswith("Odds after 2 turns: ")
    assert far.err == "wargame: note: Turn 6 is the last of the game: the odds cannot look further.\n"
    assert run([*asked, "--ahead", "2"]) == 0
    assert capsys.readouterr() == (far.out, "")


@pytest.mark.parametrize(
    ("asked", "code", "said"),
    [
        ([SAVE], 2, "Name the seat whose orders are tried, as in: --seat junta."),
        ([SAVE, "--seat", "junta"], 2, "The game has ended. Name a turn before the end, as in: --turn 3."),
        (
            [SAVE, "--seat", "junta", "--turn", "9"],
            2,
            "Turn 9 has not opened in this save; turn 6 is the last that has.",
        ),
        ([SAVE, "--seat", "nobody"], 2, 'There is no seat "nobody"'),
        ([SAVE, "--seat", "nobody", "--turn", "9"], 2, 'There is no seat "nobody"'),
        ([SAVE, "--seat", "nobody", "--turn", "2"], 2, 'There is no seat "nobody"'),
        ([SAVE, "--seat", "junta", "--turn", "2", "--orders", "fly KKR"], 1, 'No order starts with "fly"'),
        ([SAVE, "--seat", "junta", "--turn", "2", "--orders", "", "--line", "2"], 1, "There is no line 2"),
        ([SAVE, "--pairs", "3"], 2, "--pairs belongs to --check."),
        (["first_convoy", "--check", "--seat", "junta"], 2, "--seat belongs to a SAVE, without --check."),
        (["no_such.jsonl", "--seat", "junta"], 2, "no_such.jsonl"),
    ],
)
def test_what_cannot_be_answered_is_said(asked: list[str], code: int, said: str, capsys: Said) -> None:
    assert run(["odds", *asked]) == code
    assert said in " ".join(capsys.readouterr().err.split())


def test_a_check_counts_bands_and_chances(capsys: Said, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("wargame.bots.seat_beliefs.SeatBeliefs.__init__.__defaults__", (60, 40))
    code = run(["odds", "first_convoy", "--check", "--pairs", "8", "--json"])
    told = json.loads(capsys.readouterr().out)
    assert code in (0, 1)  # so few pairs say little
    assert {row["ahead"] for row in told["odds"]} == {1, 3}
    for row in told["odds"]:
        assert row["bands"] + row["certain"] >= 1
    bands = sum(row["bands"] + row["certain"] for row in told["odds"])
    assert sum(row["count"] for row in told["chances"]) == bands
    assert all(row["from"] <= row["stated"] <= row["to"] for row in told["chances"])
    assert told["provenance"]["run"]
