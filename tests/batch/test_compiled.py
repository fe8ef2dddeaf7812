"""Compiling a batch: when it is done, where libraries lie, and what is said when it cannot be."""

from __future__ import annotations

from pathlib import Path

import attrs
import pytest

from tests.contracts.shipped import adjudicator_for, all_seats, plan, scenario_of
from wargame.batch import Plan, compiled, run, run_games
from wargame.errors import UsageError
from wargame.model.order import Order
from wargame.native import cache, toolchain
from wargame.native.library import Library

NAME = "first_convoy"
with_compiler = pytest.mark.skipif(toolchain.find_compiler() is None, reason="no C compiler on this machine")


@pytest.fixture(autouse=True)
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setattr(cache, "user_cache_dir", lambda name: str(tmp_path / name))
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


def test_without_a_compiler_numpy_goes_on_unless_compiling_was_asked_for(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(toolchain, "find_compiler", lambda: None)
    fresh = adjudicator_for(scenario_of(NAME))
    assert compiled.prepare(fresh, {}, 10**9, "auto") is None
    with pytest.raises(UsageError, match=r"install one .*ziglang"):
        compiled.prepare(fresh, {}, 1, "yes")


@with_compiler
def test_what_is_asked_for_now_is_built_sooner_and_fast_code_comes_behind(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    behind: list[tuple[str, ...]] = []
    monkeypatch.setattr(cache, "build_behind", lambda units, target, efforts: behind.append(efforts))
    first = compiled.prepare(adjudicator_for(scenario_of(NAME)), {}, compiled.WORTH_BUILDING, "auto")
    assert first is not None and toolchain.SOON in first.path.name and behind == [(toolchain.FAST,)]


@with_compiler
def test_who_never_waits_plays_on_until_something_is_built(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    jobs = []
    monkeypatch.setattr(cache, "build_behind", lambda *job: jobs.append(job))
    assert compiled.prepare_behind(adjudicator_for(scenario_of(NAME)), {}) is None
    units, target, efforts = jobs.pop()
    assert efforts == (toolchain.QUICK, toolchain.FAST)
    quick = cache.build(units, target, toolchain.QUICK)
    found = compiled.prepare_behind(adjudicator_for(scenario_of(NAME)), {})
    assert found is not None and found.path == quick and len(jobs) == 1  # and fast code is still wanted
    cache.build(units, target, toolchain.FAST)
    assert compiled.prepare_behind(adjudicator_for(scenario_of(NAME)), {}) is not None and len(jobs) == 1


@with_compiler
def test_what_cannot_be_loaded_is_said_or_done_without(monkeypatch: pytest.MonkeyPatch) -> None:
    def refuses(self: Library, path: Path, functions: object) -> None:
        raise OSError("failed to map segment")  # as where files may not be run

    monkeypatch.setattr(Library, "__init__", refuses)
    with pytest.raises(UsageError, match=r"cannot be loaded .*failed to map segment.*--compile no"):
        compiled.prepare(adjudicator_for(scenario_of(NAME)), {}, effort=toolchain.QUICK)
    assert compiled.prepare(adjudicator_for(scenario_of(NAME)), {}, 10**9, "auto", toolchain.QUICK) is None


def test_a_compiler_that_fails_is_quoted_or_done_without(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, folder: Path
) -> None:
    mine = tmp_path / "mycc"
    mine.write_text("#!/bin/sh\necho no licence >&2\nexit 1\n")
    mine.chmod(0o755)
    monkeypatch.setenv("CC", f"{mine} --hard")
    with pytest.raises(UsageError, match="mycc cannot compile the rules: no licence"):
        compiled.prepare(adjudicator_for(scenario_of(NAME)), {})
    assert compiled.prepare(adjudicator_for(scenario_of(NAME)), {}, 10**9, "auto") is None
    assert not list(folder.glob("*"))
