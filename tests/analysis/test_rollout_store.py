"""Results of rollouts in files: what was stored comes back, and nothing else does."""

from __future__ import annotations

import os
from pathlib import Path

import attrs
import numpy as np
import pytest

from tests.analysis.exact_game import SEATS, TURNS, exact
from tests.tiny import written
from wargame.analysis.rollouts import rollout_store
from wargame.analysis.rollouts.rollout_store import RolloutStore
from wargame.analysis.rollouts.rollouts import RolloutJob, Rollouts, reference_of, rollout_keys


@pytest.fixture
def job() -> RolloutJob:
    state = exact().open(1, length=TURNS, seats=SEATS)
    return RolloutJob(state, ({}, {"red": written(exact(), "push")}), rollout_keys(state, range(9)))


@pytest.fixture
def store(tmp_path: Path) -> RolloutStore:
    return RolloutStore.of(tmp_path / "rollouts", Rollouts(exact(), reference_of(exact().scenario, SEATS)))


def test_a_result_comes_back_as_it_was(store: RolloutStore, job: RolloutJob) -> None:
    assert job not in store and store.get(job) is None
    played = Rollouts(exact(), reference_of(exact().scenario, SEATS)).play(job)
    store.put(job, played)
    assert job in store
    again = store.get(job)
    assert again is not None
    assert (again.margins == played.margins).all() and again.game_turns == played.game_turns
    assert not list(store.folder.glob("*.part"))


def test_another_job_has_another_file(store: RolloutStore, job: RolloutJob) -> None:
    played = Rollouts(exact(), reference_of(exact().scenario, SEATS)).play(job)
    store.put(job, played)
    other_state = exact().open(2, length=TURNS, seats=SEATS)
    others = [
        attrs.evolve(job, state=other_state),
        attrs.evolve(job, keys=rollout_keys(job.state, range(1, 10))),
        attrs.evolve(job, asks=({}, {"red": written(exact(), "rest")})),
        attrs.evolve(job, asks=({}, {"blue": written(exact(), "block")})),
        attrs.evolve(job, people=frozenset({"red"})),
        attrs.evolve(job, about="beliefs"),
    ]
    assert all(other not in store for other in others)
    random = Rollouts(exact(), dict.fromkeys(SEATS, "random"))
    assert job not in RolloutStore.of(store.folder, random)


@pytest.mark.parametrize("damage", [b"", b"\x93NUMPY", b"no array at all"])
def test_a_damaged_file_counts_as_missing(store: RolloutStore, job: RolloutJob, damage: bytes) -> None:
    played = Rollouts(exact(), reference_of(exact().scenario, SEATS)).play(job)
    store.put(job, played)
    (path,) = store.folder.glob("*.npy")
    whole = path.read_bytes()
    for broken in (damage, whole[:-8], whole + damage[:1]):
        path.write_bytes(broken)
        found = store.get(job)
        assert found is None or (found.margins == played.margins).all()
    store.put(job, played)
    assert store.get(job) is not None


def test_an_array_of_another_shape_counts_as_missing(store: RolloutStore, job: RolloutJob) -> None:
    store.put(job, Rollouts(exact(), reference_of(exact().scenario, SEATS)).play(job))
    (path,) = store.folder.glob("*.npy")
    np.save(path, np.zeros(3))
    assert store.get(job) is None


def test_a_folder_that_cannot_be_used_holds_nothing(job: RolloutJob, tmp_path: Path) -> None:
    (tmp_path / "file").write_text("in the way")
    rollouts = Rollouts(exact(), reference_of(exact().scenario, SEATS))
    store = RolloutStore.of(tmp_path / "file", rollouts)
    store.put(job, rollouts.play(job))
    assert store.get(job) is None
    store.tidy()


def test_the_files_without_use_go_first(store: RolloutStore, job: RolloutJob, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(rollout_store, "MOST_FILES", 2)
    rollouts = Rollouts(exact(), reference_of(exact().scenario, SEATS))
    jobs = [attrs.evolve(job, keys=job.keys[: n + 1]) for n in range(3)]
    for n, each in enumerate(jobs):
        store.put(each, rollouts.play(each))
        newest = max(store.folder.glob("*.npy"), key=lambda path: path.stat().st_ctime_ns)
        os.utime(newest, (n, n))
    store.get(jobs[0])
    store.tidy()
    assert [each in store for each in jobs] == [True, False, True]
