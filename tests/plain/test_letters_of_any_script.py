"""Names in any script: written where the stream can, told by their codes where it cannot, never as question marks."""

from __future__ import annotations

import io
import sys
from pathlib import Path

import pytest

from wargame.cli.main import run
from wargame.plain.plain_text import with_letters
from wargame.plain.session import play_plain
from wargame.store.setup import PlaySetup

ROOT = Path(__file__).resolve().parents[2]
NAMES = {"name: Bamako,": "name: باماكو,", "name: Koulikoro,": "name: 库利科罗,", "name: Bougouni,": "name: Bougouní,"}


@pytest.fixture
def scenario(tmp_path: Path) -> Path:
    text = (ROOT / "scenarios/first_convoy.yaml").read_text(encoding="utf-8")
    for old, new in NAMES.items():
        assert old in text
        text = text.replace(old, new)
    path = tmp_path / "convoy.yaml"
    path.write_text(text, encoding="utf-8")
    return path


def said(scenario: Path, encoding: str, ascii_only: bool = False) -> str:
    raw = io.BytesIO()
    stdout = io.TextIOWrapper(raw, encoding=encoding)
    setup = PlaySetup(str(scenario), {"jnim": "doctrine"}, 7, save=scenario.with_suffix(".jsonl"))
    play_plain(setup, io.StringIO("areas\nlegal services\narea BKO\ncommit\nquit\n"), stdout, ascii_only)
    stdout.flush()
    return raw.getvalue().decode(encoding)


def test_a_stream_of_unicode_gets_the_names(scenario: Path) -> None:
    told = said(scenario, "utf-8")
    assert "باماكو, BKO" in told
    assert "库利科罗, KKR" in told
    assert "Bougouní, BGN" in told
    assert "≈" not in told
    assert "??" not in told


@pytest.mark.parametrize(("encoding", "asked"), [("ascii", False), ("utf-8", True)])
def test_who_cannot_read_letters_or_asks_for_ascii_gets_the_codes(scenario: Path, encoding: str, asked: bool) -> None:
    told = said(scenario, encoding, asked)
    assert told.isascii()
    assert "\nBKO" in told
    assert "\nKKR" in told
    assert "Bougouni, BGN" in told
    assert "??" not in told


@pytest.mark.parametrize("command", [["replay", "--turn=1"], ["why", "--turn=1", "legitimacy", "BKO"]])
def test_the_look_back_is_told_in_the_script_of_its_stream(
    scenario: Path, command: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    said(scenario, "utf-8")
    name, *rest = command
    arguments = [name, str(scenario.with_suffix(".jsonl")), *rest]
    told = []
    for encoding, options in (("utf-8", []), ("utf-8", ["--ascii"]), ("ascii", [])):
        raw = io.BytesIO()
        monkeypatch.setattr(sys, "stdout", io.TextIOWrapper(raw, encoding=encoding, errors="replace"))
        assert run([*arguments, *options]) == 0
        sys.stdout.flush()
        told.append(raw.getvalue().decode("utf-8"))
    whole, asked, poor = told
    assert "باماكو" in whole and "باماكو" not in asked
    assert asked == poor and asked.isascii() and "??" not in asked


@pytest.mark.parametrize(
    "command", [["list"], ["docs", "estimates"], ["explain", "--scenario", "bamako_siege", "legitimacy"]]
)
def test_no_command_writes_signs_that_its_stream_lacks(command: list[str], monkeypatch: pytest.MonkeyPatch) -> None:
    raw = io.BytesIO()
    monkeypatch.setattr(sys, "stdout", io.TextIOWrapper(raw, encoding="ascii", errors="replace"))
    assert run(command) == 0
    sys.stdout.flush()
    told = raw.getvalue()
    assert told.isascii() and b"?" not in told.replace(b"? ", b"").replace(b"?\n", b"")


def test_signs_are_spelled_and_what_is_no_letter_does_not_pass() -> None:
    assert with_letters("Ségou ≈3 ±1 ßñ 库") == "Ségou about 3 plus or minus 1 ßñ 库"
    assert with_letters("a\x1b[31m\u202eb\u200f") == "a?[31m?b?"


def test_the_program_writes_only_ascii_around_the_texts_of_a_scenario(tmp_path: Path) -> None:
    text = (ROOT / "scenarios/first_convoy.yaml").read_text(encoding="utf-8")
    path = tmp_path / "convoy.yaml"
    path.write_text("".join(sign if sign.isascii() else "?" for sign in text), encoding="utf-8")
    raw = io.BytesIO()
    stdout = io.TextIOWrapper(raw, encoding="utf-8")
    looks = (
        "status\nlegal\norders\nwhy fuel\nreport\nplayback all\nlog\ninbox\nroads\nareas\nodds\nhelp margin\naccount\n"
    )
    lines = f"{looks}escort ABJ 2\ncommit\n{looks}" + "more\n" * 9 + "quit\n"
    setup = PlaySetup(str(path), {"jnim": "doctrine"}, 7, 2, tmp_path / "a.jsonl")
    play_plain(setup, io.StringIO(lines), stdout)
    stdout.flush()
    assert raw.getvalue().isascii() and b"Escort" in raw.getvalue()
