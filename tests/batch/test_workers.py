"""Workers all have one object, end with the context, and a killed worker is told with a remedy."""

from __future__ import annotations

import gc
import os
import signal
from functools import partial
from pathlib import Path

import pytest

import wargame
from wargame.batch import workers
from wargame.batch.workers import worker_pool
from wargame.errors import WargameError


def product(shared: list[int], asked: int) -> tuple[int, int]:
    return shared[0] * asked, os.getpid()


def killed(_: list[int], number: signal.Signals) -> None:
    os.kill(os.getpid(), number)


@pytest.mark.parametrize("copies", [workers.FORKS, False], ids=["as-here", "started-anew"])
def test_workers_have_the_object_and_end_with_the_context(copies: bool, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(workers, "FORKS", copies)
    with worker_pool(1, [7], partial(list, [7])) as pool:
        found, process = pool.submit(product, 6).result()
    assert found == 42 and process != os.getpid()
    with pytest.raises(ProcessLookupError):
        os.kill(process, 0)
    assert gc.get_freeze_count() == 0


@pytest.mark.skipif(not workers.FORKS, reason="a copy of this process is needed")
def test_a_killed_worker_is_told_with_the_remedy() -> None:
    told = "killed, perhaps for want of memory: take fewer"
    with pytest.raises(WargameError, match=told), worker_pool(1, [7]) as pool:
        pool.submit(killed, signal.SIGKILL).result()
    assert gc.get_freeze_count() == 0


def test_only_one_file_starts_workers() -> None:
    folder = Path(wargame.__file__).parent
    found = [path.name for path in folder.rglob("*.py") if "ProcessPoolExecutor" in path.read_text(encoding="utf-8")]
    assert found == ["workers.py"]
