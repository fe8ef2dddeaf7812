"""Commands that show the truth of a game that goes on warn on stderr and in the head of the page, once each."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from tests.store.games import bot_game
from wargame.cli.main import run
from wargame.store.look_back import NOT_OVER
from wargame.store.session import Session
from wargame.store.setup import PlaySetup

pytestmark = pytest.mark.usefixtures("rollout_folder")

Said = pytest.CaptureFixture[str]


@pytest.fixture
def going(tmp_path: Path) -> Path:
    path = tmp_path / "a.jsonl"
    with Session.begin(PlaySetup("first_convoy", {"jnim": "doctrine"}, 3, 2, path)) as session:
        session.match.commit("junta")
        session.match.adjudicate()
    return path


def test_the_report_warns_and_a_seat_page_does_not(going: Path, tmp_path: Path, capsys: Said) -> None:
    for name in ("a.md", "a.html"):
        assert run(["report", str(going), "-o", str(tmp_path / name), "--keys", "0"]) == 0
        assert capsys.readouterr().err.count(NOT_OVER) == 1
        assert (tmp_path / name).read_text(encoding="utf-8").count(NOT_OVER) == 1
    assert "all teams may read this" not in (tmp_path / "a.md").read_text(encoding="utf-8")
    assert run(["report", str(going), "-o", str(tmp_path / "b.md"), "--seat", "junta"]) == 0
    assert NOT_OVER not in capsys.readouterr().err + (tmp_path / "b.md").read_text(encoding="utf-8")


def test_the_account_warns_and_json_stays_json(going: Path, capsys: Said) -> None:
    few = ["--keys", "2", "--compile", "no"]
    assert run(["account", str(going), *few]) == 0
    said = capsys.readouterr()
    assert said.err.count(NOT_OVER) == 1 and said.out.startswith(NOT_OVER)
    assert run(["account", str(going), *few, "--json"]) == 0
    said = capsys.readouterr()
    assert said.err.count(NOT_OVER) == 1 and NOT_OVER not in said.out and json.loads(said.out)


def test_the_export_warns_unless_it_is_for_a_seat(going: Path, tmp_path: Path, capsys: Said) -> None:
    assert run(["export", str(going), "--to", "csv", "-o", str(tmp_path / "t"), "--json"]) == 0
    said = capsys.readouterr()
    assert said.err.count(NOT_OVER) == 1 and json.loads(said.out)
    assert run(["export", str(going), "--to", "csv", "-o", str(tmp_path / "s"), "--seat", "junta"]) == 0
    assert NOT_OVER not in capsys.readouterr().err


def test_a_game_that_is_over_brings_no_warning(tmp_path: Path, capsys: Said) -> None:
    save = bot_game(tmp_path / "a.jsonl")
    assert run(["report", str(save), "-o", str(tmp_path / "a.md"), "--keys", "0"]) == 0
    assert NOT_OVER not in capsys.readouterr().err + (tmp_path / "a.md").read_text(encoding="utf-8")
