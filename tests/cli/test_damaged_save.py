"""Every command that reads a save says that the save is damaged, in one wording on stderr, or refuses the save."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.store.games import bot_game
from wargame.cli.main import COMMANDS, run
from wargame.store.journal import read

Said = pytest.CaptureFixture[str]
LINE = 4
FEW = ["--keys", "2", "--compile", "no"]
# The command, and the arguments around the save. A game reads as far as turn 1 in its sound part.
READERS = {
    "replay": [["s.jsonl"], ["s.jsonl", "--turn", "1"]],
    "why": [["s.jsonl", "--turn", "1", "fuel_days"], ["s.jsonl", "--turn", "1", "fuel_days", "--json"]],
    "account": [["s.jsonl", *FEW]],
    "branch": [["s.jsonl"], ["--compare", "s.jsonl", "s.jsonl"]],
    "report": [["s.jsonl", "-o", "a.md", "--keys", "0"]],
    "sheets": [["s.jsonl", "--out", "sheets"]],
    "export": [["s.jsonl", "--to", "jsonl", "-o", "a.tables.jsonl"]],
    "inject": [["s.jsonl", "I3"]],
    "note": [["s.jsonl"]],
    "odds": [["s.jsonl", "--seat", "junta", "--orders", "escort ABJ 1", "--trials", "2"]],
}
WRITERS = {
    "play": [["--plain", "--save", "s.jsonl"]],
    "branch": [["s.jsonl", "--turn", "1", "--save", "new.jsonl"]],
    "inject": [["s.jsonl", "I3", "--give"]],
    "note": [["s.jsonl", "Seen.", "--turn", "1"]],
}
READ_NO_SAVE = {
    "simulate", "check", "balance", "calibrate", "estimates", "explain", "list", "docs", "schema", "completion",
}  # fmt: skip


def calls(table: dict[str, list[list[str]]]) -> list[list[str]]:
    return [[name, *arguments] for name, each in table.items() for arguments in each]


@pytest.fixture
def damaged(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, rollout_folder: Path) -> Path:
    monkeypatch.chdir(tmp_path)
    path = bot_game(tmp_path / "s.jsonl")
    lines = path.read_bytes().splitlines(keepends=True)
    path.write_bytes(b"".join([*lines[: LINE - 1], lines[LINE - 1].replace(b"0", b"1", 1), *lines[LINE:]]))
    assert read(path).damage is not None
    return path


def test_every_command_is_in_a_table() -> None:
    assert set(COMMANDS) == READ_NO_SAVE | set(READERS) | set(WRITERS)


@pytest.mark.parametrize("call", calls(READERS), ids=" ".join)
def test_a_command_that_reads_a_save_says_its_damage(call: list[str], damaged: Path, capsys: Said) -> None:
    assert run(call) == 0
    said = capsys.readouterr()
    assert f"wargame: note: s.jsonl: Line {LINE} of the save was changed" in said.err
    assert "was changed" not in said.out


@pytest.mark.parametrize("call", calls(WRITERS), ids=" ".join)
def test_a_command_that_goes_on_from_a_save_refuses_damage(call: list[str], damaged: Path, capsys: Said) -> None:
    before = damaged.read_bytes()
    assert run(call) == 1
    said = capsys.readouterr().err
    assert f"wargame: Line {LINE} of the save was changed" in said
    assert f"head -n {LINE - 1} s.jsonl > NEW.jsonl makes a save that goes on from there" in said
    assert damaged.read_bytes() == before and not Path("new.jsonl").exists()


@pytest.mark.parametrize("call", [["account", "s.jsonl"], ["report", "s.jsonl", "-o", "a.md"]], ids=" ".join)
def test_damage_before_the_end_of_the_first_turn_is_the_cause(call: list[str], damaged: Path, capsys: Said) -> None:
    lines = damaged.read_bytes().splitlines(keepends=True)
    damaged.write_bytes(b"".join([*lines[:2], lines[2].replace(b"0", b"1", 1), *lines[3:]]))
    assert run(call) == 2
    said = capsys.readouterr().err
    assert "note: s.jsonl: Line 3 of the save was changed" in said
    assert "No turn in the sound part of s.jsonl has been resolved." in said
