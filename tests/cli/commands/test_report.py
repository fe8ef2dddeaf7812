"""`wargame report`: the files that it writes, and what it says about wrong calls."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.store.games import bot_game, every_event
from wargame.cli.files import pdf
from wargame.cli.main import run
from wargame.store.session import Session
from wargame.store.setup import PlaySetup

pytestmark = pytest.mark.usefixtures("rollout_folder")

Said = pytest.CaptureFixture[str]
FEW = ["--keys", "4", "--turning", "1", "--compile", "no"]


@pytest.fixture
def save(tmp_path: Path) -> Path:
    return bot_game(tmp_path / "a b.jsonl")


def test_the_page_is_written_whole_and_its_ending_says_the_form(save: Path, tmp_path: Path, capsys: Said) -> None:
    page, plain = tmp_path / "a.html", tmp_path / "a.md"
    assert run(["report", str(save), "-o", str(page), *FEW]) == 0
    assert capsys.readouterr().out.splitlines()[0] == f"13 parts are written to {page}."
    assert run(["report", str(save), "-o", str(plain), *FEW]) == 0
    first = page.read_text(encoding="utf-8")
    assert first.startswith("<!doctype html>") and first.rstrip().endswith("</html>")
    assert f"wargame account &#39;{save}&#39; --keys 4" in first
    assert plain.read_text(encoding="utf-8").startswith("# First convoy")
    assert run(["report", str(save), "-o", str(page), *FEW, "--force"]) == 0
    assert page.read_text(encoding="utf-8") == first


def test_the_format_decides_if_it_is_given(save: Path, tmp_path: Path) -> None:
    page = tmp_path / "a.txt"
    assert run(["report", str(save), "-o", str(page), "--keys", "0", "--format", "md"]) == 0
    assert page.read_text(encoding="utf-8").startswith("# First convoy")


def test_a_file_is_replaced_only_when_asked(save: Path, tmp_path: Path, capsys: Said) -> None:
    page = tmp_path / "a.html"
    page.write_text("mine", encoding="utf-8")
    assert run(["report", str(save), "-o", str(page), "--keys", "0"]) == 2
    assert "--force" in capsys.readouterr().err
    assert page.read_text(encoding="utf-8") == "mine"
    assert not list(tmp_path.glob(".*.part"))


@pytest.mark.parametrize(
    ("options", "named"),
    [
        (["-o", "a.txt"], ".html"),
        (["-o", "/dev/full", "--format", "md", "--force"], "is no file"),
        (["-o", "none/a.html"], "folder"),
        (["-o", "a.html", "--seat", "nobody"], "name one of junta, jnim"),
        (["-o", "a.html", "--keys", "-1"], "--keys"),
        (["-o", "a.html", "--keys", "1"], "'--keys': 1 rollout gives no error: name 0, or at least 2"),
        (["-o", "a.html", "--format", "doc"], "--format"),
        ([], "--out"),
    ],
)
def test_a_wrong_call_names_the_remedy(
    options: list[str], named: str, save: Path, tmp_path: Path, capsys: Said, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    assert run(["report", str(save), *options]) == 2
    said = capsys.readouterr().err
    assert named in said and "Traceback" not in said
    assert not list(tmp_path.glob("*.html")) and not list(tmp_path.glob("*.md"))


def test_a_game_without_a_turn_has_no_review(tmp_path: Path, capsys: Said) -> None:
    path = tmp_path / "new.jsonl"
    Session.begin(PlaySetup("first_convoy", {}, seed=5, save=path)).close()
    assert run(["report", str(path), "-o", str(tmp_path / "a.html")]) == 2
    assert "No turn" in capsys.readouterr().err


def test_a_game_that_goes_on_and_has_every_event_has_a_review(tmp_path: Path) -> None:
    path, page = tmp_path / "a.jsonl", tmp_path / "a.html"
    every_event(path)
    assert run(["report", str(path), "-o", str(page), *FEW]) == 0
    written = page.read_text(encoding="utf-8")
    assert "The game stands at turn 3 of 3." in written and "injects by hand" in written
    assert "I3 at turn 2" in written


def test_the_page_of_a_seat_names_neither_seed_nor_digest(save: Path, tmp_path: Path) -> None:
    page = tmp_path / "a.html"
    assert run(["report", str(save), "-o", str(page), "--seat", "junta"]) == 0
    written = page.read_text(encoding="utf-8")
    assert "only what Junta could know" in written
    assert "seed" not in written.lower() and "digest" not in written and "wargame account" not in written


def test_without_a_browser_a_pdf_file_has_a_remedy(
    save: Path, tmp_path: Path, capsys: Said, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(pdf.shutil, "which", lambda name: None)
    assert run(["report", str(save), "-o", str(tmp_path / "a.pdf"), "--keys", "0"]) == 2
    assert "Install Chromium, or write FILE.html" in capsys.readouterr().err
    assert not (tmp_path / "a.pdf").exists()


def test_a_browser_that_fails_leaves_no_file(
    save: Path, tmp_path: Path, capsys: Said, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(pdf, "_BROWSERS", ("false",))
    assert run(["report", str(save), "-o", str(tmp_path / "a.pdf"), "--keys", "0"]) == 2
    assert "did not print the page" in capsys.readouterr().err
    assert not list(tmp_path.glob("*.pdf"))


@pytest.mark.slow
def test_a_browser_prints_the_page(save: Path, tmp_path: Path) -> None:
    if not any(pdf.shutil.which(name) for name in pdf._BROWSERS):
        pytest.skip("no browser")
    assert run(["report", str(save), "-o", str(tmp_path / "a.pdf"), "--keys", "0"]) == 0
    assert (tmp_path / "a.pdf").read_bytes().startswith(b"%PDF-")


def test_the_commands_of_a_page_name_the_path_that_was_given(
    save: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "my saves").mkdir()
    (tmp_path / "my saves" / "b.jsonl").write_bytes(save.read_bytes())
    monkeypatch.chdir(tmp_path)
    assert run(["report", "my saves/b.jsonl", "-o", "b.md", "--keys", "0"]) == 0
    assert "Found again by `wargame replay 'my saves/b.jsonl' --verify`" in Path("b.md").read_text(encoding="utf-8")
