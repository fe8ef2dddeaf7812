"""Compiling a batch: when it is done, where libraries lie, and what is said when it cannot be."""

from __future__ import annotations

import os
import stat
from collections.abc import Callable
from pathlib import Path

import attrs
import pytest

from tests.contracts.shipped import adjudicator_for, all_seats, plan, scenario_of
from wargame.batch import Plan, compiled, run_games, workers
from wargame.batch.compiled import preparation
from wargame.cli.main import run as main
from wargame.errors import UsageError
from wargame.model.match.order import Order
from wargame.native import builds, cache, toolchain
from wargame.native.toolchain import FAST, QUICK

NAME = "first_convoy"
with_compiler = pytest.mark.skipif(toolchain.find_compiler() is None, reason="no C compiler on this machine")


@pytest.fixture(autouse=True)
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setattr(cache, "user_cache_dir", lambda name: str(tmp_path / name))
    return tmp_path / "wargame" / "compiled"


def build(text: str, effort: str = QUICK) -> Path:
    return builds.build([text], toolchain.find_target(), effort)


def found() -> Path | None:
    known = builds.find([TEXT], toolchain.find_target())
    return known[0] if known is not None else None


def batch(silent: str = "") -> Plan:
    """A small batch; orders that are given (here none, by one seat) must be settled between turns."""
    orders: dict[int, dict[str, tuple[Order, ...]]] = {2: {silent: ()}} if silent else {}
    return attrs.evolve(plan(NAME, 24, 3, all_seats(NAME, "doctrine")), orders=orders)


@with_compiler
@pytest.mark.parametrize(
    ("silent", "copies"),
    [
        pytest.param("", workers.FORKS, id="as-here"),
        pytest.param("jnim", False, id="silent-started-anew", marks=pytest.mark.slow),
        pytest.param("", False, id="started-anew", marks=pytest.mark.slow),
        pytest.param("jnim", workers.FORKS, id="silent-as-here", marks=pytest.mark.slow),
    ],
)
def test_games_are_the_same_whole_or_by_turn_and_in_other_processes(
    folder: Path, silent: str, copies: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(workers, "FORKS", copies)
    reports = [
        run_games(
            batch(silent),
            adjudicator_for(scenario_of(NAME)),
            processes,
            chunk=5,
            with_digests=True,
            compiling=compiling,
        )
        for processes, compiling in ((1, "no"), (1, "yes"), (2, "yes"))
    ]
    assert reports[0]["digests"] == reports[1]["digests"] == reports[2]["digests"]
    assert len(list(folder.glob("*.so"))) == 1  # built once


@with_compiler
def test_small_batches_are_left_to_numpy_and_large_ones_use_what_was_built(folder: Path) -> None:
    fresh = adjudicator_for(scenario_of(NAME))
    assert compiled.prepare(fresh, {}, compiled.WORTH_LOADING - 1, "auto") is None
    assert compiled.prepare(fresh, {}, compiled.WORTH_LOADING, "auto") is None  # worth loading, but nothing is built
    assert not list(folder.glob("*.so"))
    built = compiled.prepare(fresh, {}, 10**9, "auto")
    assert built is not None
    again = compiled.prepare(adjudicator_for(scenario_of(NAME)), {}, compiled.WORTH_LOADING, "auto")
    assert again is not None and again.path == built.path
    assert compiled.prepare(fresh, {}, 10**9, "no") is None


@with_compiler
def test_what_is_asked_for_now_is_built_sooner_and_fast_code_comes_behind(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    behind = []
    monkeypatch.setattr(builds, "build_behind", lambda *job: behind.append(job))
    first = compiled.prepare(adjudicator_for(scenario_of(NAME)), {}, compiled.WORTH_BUILDING, "auto")
    units, target, efforts = behind.pop()
    assert efforts == (FAST,) and not behind
    assert first is not None and builds.find(units, target) == (first.path, toolchain.SOON)


@pytest.mark.slow
@with_compiler
def test_who_never_waits_plays_on_until_something_is_built(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    jobs = []
    monkeypatch.setattr(builds, "build_behind", lambda *job: jobs.append(job))
    assert compiled.prepare_behind(adjudicator_for(scenario_of(NAME)), {}) is None
    units, target, efforts = jobs.pop()
    assert efforts == (toolchain.QUICK, toolchain.FAST)
    quick = builds.build(units, target, toolchain.QUICK)
    found = compiled.prepare_behind(adjudicator_for(scenario_of(NAME)), {})
    assert found is not None and found.path == quick and len(jobs) == 1  # and fast code is still wanted
    builds.build(units, target, toolchain.FAST)
    assert compiled.prepare_behind(adjudicator_for(scenario_of(NAME)), {}) is not None and len(jobs) == 1


def test_without_a_compiler_numpy_goes_on_unless_compiling_was_asked_for(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(toolchain, "find_compiler", lambda: None)
    fresh, notes = adjudicator_for(scenario_of(NAME)), list[str]()
    assert compiled.prepare(fresh, {}, compiled.WORTH_BUILDING - 1, "auto", note=notes.append) is None
    assert not notes
    assert compiled.prepare(fresh, {}, compiled.WORTH_BUILDING, "auto", note=notes.append) is None
    assert len(notes) == 1 and "games take longer: no C compiler was found" in notes[0] and "ziglang" in notes[0]
    with pytest.raises(UsageError, match=r"install one .*ziglang"):
        compiled.prepare(fresh, {}, 1, "yes")


@with_compiler
def test_a_compiler_that_refuses_is_quoted_and_leaves_nothing(folder: Path) -> None:
    with pytest.raises(UsageError, match=r"cannot compile the rules: .*error"):
        build("this is no C")
    assert not list(folder.glob("*"))


@with_compiler
def test_what_cannot_be_loaded_is_said_or_done_without(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    broken = tmp_path / "broken.so"
    broken.write_bytes(b"no library")
    with pytest.raises(UsageError, match="cannot be loaded"):
        builds.load(broken, {})
    load = builds.load
    monkeypatch.setattr(builds, "load", lambda path, functions: load(broken, functions))
    with pytest.raises(UsageError, match="cannot be loaded"):
        compiled.prepare(adjudicator_for(scenario_of(NAME)), {}, effort=QUICK)
    assert compiled.prepare(adjudicator_for(scenario_of(NAME)), {}, 10**9, "auto", QUICK) is None


@with_compiler
def test_libraries_that_were_used_last_stay(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(cache, "KEPT", 2)
    texts = [f"int number_{i}(void) {{ return {i}; }}" for i in range(4)]
    paths = []
    for i, text in enumerate(texts[:3]):
        path = build(text, QUICK)
        os.utime(path, (i, i))
        paths.append(path)
    assert [path.exists() for path in paths] == [False, True, True]
    builds.load(paths[1], {})  # used now, so the other one is older
    last = build(texts[3], QUICK)
    assert [path.exists() for path in (paths[1], paths[2], last)] == [True, False, True]


def test_the_compiler_that_is_named_is_taken(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    mine = tmp_path / "mycc"
    mine.write_text("#!/bin/sh\nexit 1\n")
    mine.chmod(0o755)
    monkeypatch.setenv("CC", f"{mine} --hard")
    assert toolchain.find_compiler() == (str(mine), "--hard")


def test_a_named_compiler_that_is_no_command_is_refused_or_done_without(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("CC", '"x')
    monkeypatch.setattr(preparation, "WORTH_LOADING", 1)
    words = ["simulate", NAME, "--games", "3", "--compile"]
    assert main([*words, "yes"]) == 2
    assert capsys.readouterr().err == "wargame: CC='\"x' is no command: No closing quotation\n"
    assert main([*words, "auto"]) == 0
    said = capsys.readouterr()
    assert "digest" in said.out
    assert said.err == (
        "wargame: note: rules are not compiled, so games take longer: CC='\"x' is no command: No closing quotation\n"
    )


@pytest.mark.parametrize("script", ["exit 1", "exit 0", "kill -9 $$", "printf '\\377' >&2; exit 3"])
def test_numpy_goes_on_where_the_compiler_fails(
    script: str, folder: Path, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    mine = tmp_path / "mycc"
    mine.write_text(f"#!/bin/sh\n{script}\n")
    mine.chmod(0o755)
    monkeypatch.setenv("CC", str(mine))
    notes: list[str] = []
    fresh = adjudicator_for(scenario_of(NAME))
    assert compiled.prepare(fresh, {}, 10**9, "auto", note=notes.append) is None
    assert len(notes) == 1 and str(mine) in notes[0]
    with pytest.raises(UsageError, match="mycc"):
        compiled.prepare(fresh, {}, 10**9, "yes")
    assert not list(folder.iterdir())


def test_a_compiler_that_cannot_be_started_is_told(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    (tmp_path / "mycc").write_bytes(b"\x7fELF no program")
    (tmp_path / "mycc").chmod(0o755)
    monkeypatch.setenv("CC", str(tmp_path / "mycc"))
    with pytest.raises(UsageError, match="the rules cannot be compiled: "):
        build("int one(void) { return 1; }")


TEXT = "#include <stdint.h>\nint64_t number(void) { return 17; }\n"


def trap(folder: Path, kind: str, elsewhere: Path) -> str:
    """Make a cache folder that is not to be trusted; give what is said of it."""
    folder.parent.mkdir(parents=True, exist_ok=True)
    if kind == "link":
        elsewhere.mkdir()
        (elsewhere / "theirs.so").write_bytes(b"theirs")
        folder.symlink_to(elsewhere)
        return "is a link or a file, not a folder"
    if kind == "file":
        folder.write_bytes(b"")
        return "cannot be used"
    folder.mkdir()
    folder.chmod(0o777)
    return "others may write to"


@with_compiler
@pytest.mark.parametrize("kind", ["link", "open", "file"])
def test_nothing_is_loaded_from_a_folder_that_others_could_fill(
    kind: str, folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path / "temporary"))
    (tmp_path / "temporary").mkdir()
    fallback = tmp_path / "temporary" / f"wargame-{os.getuid()}"
    said = [trap(folder, kind, tmp_path / "elsewhere"), trap(fallback, "link", tmp_path / "elsewhere 2")]
    with pytest.raises(UsageError) as refused:
        build(TEXT)
    assert all(each in str(refused.value) for each in said)
    with pytest.raises(UsageError):
        found()
    assert (tmp_path / "elsewhere 2" / "theirs.so").read_bytes() == b"theirs"
    fallback.unlink()
    path = build(TEXT, QUICK)  # among temporary files, in a folder of ours
    assert path.parent == fallback and stat.S_IMODE(fallback.lstat().st_mode) == 0o700


@with_compiler
def test_a_folder_that_others_may_read_is_closed(folder: Path) -> None:
    folder.mkdir(parents=True)
    folder.chmod(0o755)
    build(TEXT)
    assert stat.S_IMODE(folder.lstat().st_mode) == 0o700


def flip(path: Path) -> None:
    raw = bytearray(path.read_bytes())
    raw[len(raw) // 2] ^= 255
    path.write_bytes(raw)


DAMAGE: dict[str, Callable[[Path], object]] = {
    "cut": lambda path: os.truncate(path, path.stat().st_size // 2),
    "empty": lambda path: os.truncate(path, 0),
    "flipped": flip,
    "exchanged": lambda path: path.write_bytes(b"another"),
    "open to all": lambda path: path.chmod(0o777),
    "link": lambda path: (path.rename(path.with_suffix(".x")), path.symlink_to(path.with_suffix(".x"))),
}


@with_compiler
@pytest.mark.parametrize("damage", DAMAGE)
def test_a_damaged_library_is_never_loaded_and_is_built_again(damage: str, folder: Path) -> None:
    path = build(TEXT, FAST)
    assert found() == path
    DAMAGE[damage](path)
    assert found() is None
    again = build(TEXT, FAST)
    assert builds.load(again, {"number": 0}).call("number")() == 17
    assert not again.is_symlink()
    assert len(list(folder.glob("*.so"))) == 1


def test_libraries_of_somebody_else_are_not_loaded(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    folder.mkdir(parents=True)
    monkeypatch.setattr("tempfile.tempdir", str(folder.parent))
    uid = folder.stat().st_uid
    monkeypatch.setattr(os, "getuid", lambda: uid + 1)
    (folder.parent / f"wargame-{uid + 1}").mkdir()
    with pytest.raises(UsageError, match=r"belongs to somebody else.*belongs to somebody else"):
        build(TEXT)
