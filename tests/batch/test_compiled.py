"""Compiling a batch: when it is done, where libraries lie, and what is said when it cannot be."""

from __future__ import annotations

import os
from pathlib import Path

import attrs
import pytest

from tests.contracts.shipped import adjudicator_for, all_seats, plan, scenario_of
from wargame.batch import Plan, compiled, run, run_games
from wargame.errors import UsageError
from wargame.model.order import Order
from wargame.native import toolchain as compiler

NAME = "first_convoy"
with_compiler = pytest.mark.skipif(compiler.find_compiler() is None, reason="no C compiler on this machine")


@pytest.fixture(autouse=True)
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setattr(compiler, "user_cache_dir", lambda name: str(tmp_path / name))
    return tmp_path / "wargame" / "compiled"


def batch(silent: str = "") -> Plan:
    """A small batch; orders that are given (here none, by one seat) must be settled between turns."""
    orders: dict[int, dict[str, tuple[Order, ...]]] = {2: {silent: ()}} if silent else {}
    return attrs.evolve(plan(NAME, 24, 3, all_seats(NAME, "doctrine")), orders=orders)


@with_compiler
@pytest.mark.parametrize("copies", [run.FORKS, False], ids=["as-here", "started-anew"])
@pytest.mark.parametrize("silent", ["", "jnim"])
def test_games_are_the_same_whole_or_by_turn_and_in_other_processes(
    folder: Path, silent: str, copies: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(run, "FORKS", copies)
    reports = [
        run_games(
            batch(silent), adjudicator_for(scenario_of(NAME)), workers, chunk=5, with_digests=True, compiling=compiling
        )
        for workers, compiling in ((1, "no"), (1, "yes"), (2, "yes"))
    ]
    assert reports[0]["digests"] == reports[1]["digests"] == reports[2]["digests"]
    assert len(list(folder.glob("*.so"))) == 2  # built once: blocks of games, and single orders


@with_compiler
def test_small_batches_are_left_to_numpy_and_large_ones_use_what_was_built(folder: Path) -> None:
    fresh = adjudicator_for(scenario_of(NAME))
    assert compiled.prepare(fresh, {}, compiled.WORTH_LOADING - 1, "auto") is None
    assert compiled.prepare(fresh, {}, compiled.WORTH_LOADING, "auto") is None  # worth loading, but nothing is built
    assert not list(folder.glob("*.so"))
    built = compiled.prepare(fresh, {}, compiled.WORTH_BUILDING, "auto")
    assert built is not None
    again = compiled.prepare(adjudicator_for(scenario_of(NAME)), {}, compiled.WORTH_LOADING, "auto")
    assert again is not None and again.paths == built.paths
    assert compiled.prepare(fresh, {}, 10**9, "no") is None


def test_without_a_compiler_numpy_goes_on_unless_compiling_was_asked_for(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(compiler, "find_compiler", lambda: None)
    fresh = adjudicator_for(scenario_of(NAME))
    assert compiled.prepare(fresh, {}, 10**9, "auto") is None
    with pytest.raises(UsageError, match=r"install one .*ziglang"):
        compiled.prepare(fresh, {}, 1, "yes")


@with_compiler
def test_a_compiler_that_refuses_is_quoted_and_leaves_nothing(folder: Path) -> None:
    with pytest.raises(UsageError, match=r"cannot compile the rules: .*error"):
        compiler.build({"broken": "this is no C"})
    assert not list(folder.glob("*"))


@with_compiler
def test_what_cannot_be_loaded_is_said_or_done_without(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    broken = tmp_path / "broken.so"
    broken.write_bytes(b"no library")
    with pytest.raises(UsageError, match="cannot be loaded"):
        compiler.load(broken, {})
    load = compiler.load
    monkeypatch.setattr(compiler, "load", lambda path, functions: load(broken, functions))
    with pytest.raises(UsageError, match="cannot be loaded"):
        compiled.prepare(adjudicator_for(scenario_of(NAME)), {}, effort=compiler.QUICK)
    assert compiled.prepare(adjudicator_for(scenario_of(NAME)), {}, 10**9, "auto", compiler.QUICK) is None


@with_compiler
def test_libraries_that_were_used_last_stay(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(compiler, "KEPT", 2)
    texts = [{"one": f"int number_{i}(void) {{ return {i}; }}"} for i in range(4)]
    paths = []
    for i, text in enumerate(texts[:3]):
        (path,) = compiler.build(text, compiler.QUICK).values()
        os.utime(path, (i, i))
        paths.append(path)
    assert [path.exists() for path in paths] == [False, True, True]
    compiler.load(paths[1], {})  # used now, so the other one is older
    (last,) = compiler.build(texts[3], compiler.QUICK).values()
    assert [path.exists() for path in (paths[1], paths[2], last)] == [True, False, True]


def test_the_compiler_that_is_named_is_taken(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    mine = tmp_path / "mycc"
    mine.write_text("#!/bin/sh\nexit 1\n")
    mine.chmod(0o755)
    monkeypatch.setenv("CC", f"{mine} --hard")
    assert compiler.find_compiler() == (str(mine), "--hard")


def test_libraries_of_somebody_else_are_not_loaded(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    folder.mkdir(parents=True)
    monkeypatch.setattr(os, "getuid", lambda: folder.stat().st_uid + 1)
    with pytest.raises(UsageError, match="belongs to somebody else"):
        compiler.build({})
