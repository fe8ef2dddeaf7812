"""`wargame note` as observers call it, also several at once and after the end."""

from __future__ import annotations

import json
import multiprocessing
from pathlib import Path

import pytest

from tests.store.games import bot_game
from wargame.cli.commands import note
from wargame.cli.main import run
from wargame.model.match.note import Grade, Note
from wargame.store.journal import read
from wargame.store.look_back import look_back
from wargame.store.saves import summary
from wargame.store.session import Session
from wargame.store.verify import verify

Said = pytest.CaptureFixture[str]


@pytest.fixture
def save(tmp_path: Path) -> Path:
    return bot_game(tmp_path / "a.jsonl")


def observe(save: Path, number: int) -> None:
    assert run(["note", str(save), f"seen {number}", "--by", f"observer {number}", "--turn", "1"]) == 0


def test_observers_at_once_tear_nothing(save: Path) -> None:
    context = multiprocessing.get_context("fork")
    observers = [context.Process(target=observe, args=(save, number)) for number in range(4)]
    for each in observers:
        each.start()
    for each in observers:
        each.join()
    assert [each.exitcode for each in observers] == [0] * 4
    assert {note.text for note in look_back(save).match.notes} == {f"seen {number}" for number in range(4)}
    verdict = verify(save)
    assert verdict.sound, verdict.text


def test_a_sealed_save_takes_notes_and_stays_sealed(save: Path, capsys: Said) -> None:
    before = save.read_bytes()
    assert run(["note", str(save), "Named the gain.", "--seat", "junta", "--inject", "I3", "--grade", "some"]) == 0
    said = capsys.readouterr().out
    assert said.startswith(
        "Written: Turn 3, Junta, inject I3: [performed with some challenges] Named the gain. (facilitator)"
    )
    assert save.read_bytes().startswith(before)
    assert read(save).sealed and summary(save).finished
    with Session.resume(save) as session:
        assert session.match.notes == (
            Note(3, "facilitator", "Named the gain.", Grade.SOME, seat="junta", inject="I3"),
        )
    assert run(["replay", str(save)]) == 0
    assert "Note: Turn 3, Junta, inject I3" in capsys.readouterr().out
    assert run(["note", str(save), "--json"]) == 0
    told = json.loads(capsys.readouterr().out)
    assert told["notes"][0]["grade"] == "some" and told["provenance"]["behaviour"]


def test_a_game_that_is_played_takes_no_note_from_outside(
    save: Path, capsys: Said, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(note, "PATIENCE", 0.1)
    with Session.resume(save):
        assert run(["note", str(save), "seen"]) == 2
    said = capsys.readouterr().err
    assert f"note: somebody else writes to {save}; waiting for at most" in said
    assert "is being played in another window. Leave it there first." in said
    assert "press n on the facilitator's screen, or type note TEXT at the facilitator's prompt" in said
    assert not look_back(save).match.notes


@pytest.mark.parametrize("cut", range(1, 700, 41))
def test_a_save_cut_within_a_late_note_goes_on(save: Path, cut: int) -> None:
    before = save.read_bytes()
    observe(save, 1)
    whole = save.read_bytes()
    save.write_bytes(whole[: max(len(before), len(whole) - cut)])
    with Session.resume(save) as session:
        assert session.match.ending
    assert read(save).sealed and verify(save).sound


def test_what_cannot_be_written_is_said(save: Path, capsys: Said) -> None:
    assert run(["note", str(save)]) == 0
    assert "Nobody has written a note." in capsys.readouterr().out
    assert run(["note", str(save), "--turn", "2"]) == 2
    assert "--turn belongs to a note. Give the text of the note too" in capsys.readouterr().err
    assert run(["note", str(save), "x", "--seat", "moon"]) == 2
    assert 'There is no seat "moon"' in capsys.readouterr().err
    assert run(["note", str(save), "x", "--grade", "good"]) == 2
    assert run(["note", str(save.parent / "none.jsonl"), "x"]) == 2
    assert not look_back(save).match.notes


def test_the_tables_of_the_truth_list_notes_and_those_of_a_seat_do_not(save: Path, tmp_path: Path) -> None:
    observe(save, 1)
    rows = {}
    for seat in ("", "junta"):
        out = tmp_path / f"rows{seat}.jsonl"
        assert run(["export", str(save), "--to", "jsonl", "-o", str(out), *(["--seat", seat] if seat else [])]) == 0
        rows[seat] = [json.loads(line) for line in out.read_text(encoding="utf-8").splitlines()]
    found = [row for row in rows[""] if row.get("event") == "note"]
    assert [(row["turn"], row["name"], row["text"]) for row in found] == [
        (1, "observer 1", "Turn 1: seen 1 (observer 1)")
    ]
    assert "seen 1" not in json.dumps(rows["junta"])
