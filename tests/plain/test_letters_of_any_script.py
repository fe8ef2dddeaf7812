"""Names in any script: written where the stream can, told by their codes where it cannot, never as question marks."""

from __future__ import annotations

import io
from pathlib import Path

import pytest

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


def said(scenario: Path, encoding: str) -> str:
    raw = io.BytesIO()
    stdout = io.TextIOWrapper(raw, encoding=encoding)
    setup = PlaySetup(str(scenario), {"jnim": "doctrine"}, 7, save=scenario.with_suffix(".jsonl"))
    play_plain(setup, io.StringIO("areas\nlegal services\narea BKO\nquit\n"), stdout)
    stdout.flush()
    return raw.getvalue().decode(encoding)


def test_a_stream_of_unicode_gets_the_names(scenario: Path) -> None:
    told = said(scenario, "utf-8")
    assert "باماكو, BKO" in told
    assert "库利科罗, KKR" in told
    assert "Bougouní, BGN" in told
    assert "≈" not in told
    assert "??" not in told


def test_a_stream_of_ascii_gets_the_codes(scenario: Path) -> None:
    told = said(scenario, "ascii")
    assert "\nBKO" in told
    assert "\nKKR" in told
    assert "Bougouni, BGN" in told
    assert "??" not in told


def test_signs_are_spelled_and_what_is_no_letter_does_not_pass() -> None:
    assert with_letters("Ségou ≈3 ±1 ßñ 库") == "Ségou about 3 plus or minus 1 ßñ 库"
    assert with_letters("a\x1b[31m\u202eb\u200f") == "a?[31m?b?"
