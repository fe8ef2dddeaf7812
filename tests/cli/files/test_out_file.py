"""Files of results: whole or not there, never over another unless asked, in a form that their names say."""

from __future__ import annotations

import csv
import errno
import json
import os
import stat
from collections.abc import Callable
from contextlib import AbstractContextManager
from pathlib import Path

import pytest

from wargame.cli.files.folder_files import folder_written_whole
from wargame.cli.main import run
from wargame.errors import UsageError
from wargame.store.whole_file import written_whole

Said = pytest.CaptureFixture[str]
BATCH = ["simulate", "first_convoy", "--games", "3", "--turns", "2", "--compile", "no"]


@pytest.mark.parametrize("ending", ["json", "csv", "jsonl"])
def test_a_file_is_replaced_only_by_force(ending: str, tmp_path: Path, capsys: Said) -> None:
    out = tmp_path / f"a.{ending}"
    out.write_text("mine", encoding="utf-8")
    assert run([*BATCH, "--out", str(out)]) == 2
    assert f"`{out}` exists already: name another file, or replace it with --force" in capsys.readouterr().err
    assert out.read_text(encoding="utf-8") == "mine"
    assert run([*BATCH, "--out", str(out), "--force"]) == 0
    assert "turn_limit" in out.read_text(encoding="utf-8")
    assert not list(tmp_path.glob(".*"))


def test_what_stands_beside_rows_is_not_replaced_either(tmp_path: Path, capsys: Said) -> None:
    (tmp_path / "a.csv.provenance.json").write_text("mine", encoding="utf-8")
    assert run([*BATCH, "--out", str(tmp_path / "a.csv")]) == 2
    assert "a.csv.provenance.json` exists already" in capsys.readouterr().err
    assert not (tmp_path / "a.csv").exists()


@pytest.mark.parametrize(
    ("name", "told"),
    [
        ("a.parquet", "the name must end in .csv, .jsonl, .json"),
        ("a", "the name must end in"),
        ("", "the name must end in"),
        ("folder.csv", "is no file"),
        ("none/a.csv", "there is no folder"),
    ],
)
def test_what_cannot_be_written_is_told_before_anything_is_played(
    name: str, told: str, tmp_path: Path, capsys: Said, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr("wargame.cli.commands.simulate.sweep", None)
    (tmp_path / "folder.csv").mkdir()
    assert run([*BATCH, "--out", name]) == 2
    assert told in capsys.readouterr().err
    assert [path.name for path in tmp_path.iterdir()] == ["folder.csv"]


def test_force_belongs_to_out(capsys: Said) -> None:
    assert run([*BATCH, "--force"]) == 2
    assert "--force works only with --out" in capsys.readouterr().err


def test_a_failure_while_writing_leaves_nothing(tmp_path: Path) -> None:
    out = tmp_path / "a.json"

    def write(force: bool) -> None:
        with written_whole(out, force) as file:
            file.write("half")
            assert not out.exists() or out.read_text(encoding="utf-8") == "before"
            raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        write(force=False)
    assert not list(tmp_path.iterdir())
    out.write_text("before", encoding="utf-8")
    with pytest.raises(ZeroDivisionError):
        write(force=True)
    assert [path.read_text(encoding="utf-8") for path in tmp_path.iterdir()] == ["before"]


@pytest.mark.parametrize("writer", [lambda path: written_whole(path, force=False), folder_written_whole])
def test_an_error_of_the_system_names_what_the_user_asked_for(
    writer: Callable[[Path], AbstractContextManager[object]], tmp_path: Path
) -> None:
    out, missing = tmp_path / "a.json", tmp_path / "none" / "a.json"

    def write(path: Path) -> None:
        with writer(path):
            raise OSError(errno.EFBIG, os.strerror(errno.EFBIG))

    with pytest.raises(OSError, match="File too large") as full:
        write(out)
    with pytest.raises(FileNotFoundError) as lost:
        write(missing)
    assert (full.value.filename, lost.value.filename) == (str(out), str(missing))
    assert not list(tmp_path.iterdir())


def test_a_file_that_somebody_made_meanwhile_stays(tmp_path: Path) -> None:
    out = tmp_path / "a.json"

    def write() -> None:
        with written_whole(out, force=False) as file:
            file.write("ours")
            out.write_text("theirs", encoding="utf-8")

    with pytest.raises(UsageError, match="exists by now"):
        write()
    assert [path.read_text(encoding="utf-8") for path in tmp_path.iterdir()] == ["theirs"]


def test_a_new_file_may_be_read_by_whom_other_new_files_may(tmp_path: Path) -> None:
    with written_whole(tmp_path / "a.json", force=False) as file:
        file.write("{}")
    (tmp_path / "other").write_text("", encoding="utf-8")
    modes = {stat.S_IMODE(path.stat().st_mode) for path in tmp_path.iterdir()}
    assert len(modes) == 1


def test_files_are_the_same_bytes_whenever_they_are_made(tmp_path: Path) -> None:
    for folder in ("one", "two"):
        (tmp_path / folder).mkdir()
        for ending in ("json", "csv", "jsonl"):
            assert run([*BATCH, "--sweep", "saving=0.1,0.2", "--out", str(tmp_path / folder / f"a.{ending}")]) == 0
    first, second = (sorted((tmp_path / folder).iterdir()) for folder in ("one", "two"))
    assert [path.name for path in first] == [
        "a.csv",
        "a.csv.provenance.json",
        "a.json",
        "a.jsonl",
        "a.jsonl.provenance.json",
    ]
    assert [path.read_bytes() for path in first] == [path.read_bytes() for path in second]


def test_rows_name_the_run_that_stands_beside_them(tmp_path: Path) -> None:
    out = tmp_path / "a.csv"
    assert run([*BATCH, "--out", str(out)]) == 0
    beside = json.loads((tmp_path / "a.csv.provenance.json").read_text(encoding="utf-8"))
    with out.open(encoding="utf-8") as file:
        assert {row["run"] for row in csv.DictReader(file)} == {beside["provenance"]["run"]}
    assert beside["file"] == "a.csv"
