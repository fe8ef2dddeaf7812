"""Processes that work for this process. These workers are copies of this process on Linux.

Must not know: what the processes compute.
"""

from __future__ import annotations

import gc
import multiprocessing
import os
import signal
import sys
import threading
from collections.abc import Callable, Iterator
from concurrent.futures import Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from contextlib import contextmanager
from typing import Any, Generic, TypeVar

import attrs

from wargame.errors import WargameError

FORKS = sys.platform == "linux"  # on Linux, a worker is a copy of this process; other systems start a new process

Shared = TypeVar("Shared")
Asked = TypeVar("Asked")
Answer = TypeVar("Answer")


@attrs.frozen(eq=False)
class WorkerPool(Generic[Shared]):
    """Workers that all have the same object. The program never sends the object from one process to another."""

    executor: ProcessPoolExecutor

    def submit(self, work: Callable[[Shared, Asked], Answer], asked: Asked) -> Future[Answer]:
        """Let a worker call `work` with the shared object and `asked`. `work` must be a function of a module."""
        return self.executor.submit(_work, work, asked)


@contextmanager
def worker_pool(
    workers: int, shared: Shared, build: Callable[[], Shared] | None = None, remedy: str = "take fewer --workers"
) -> Iterator[WorkerPool[Shared]]:
    """Start workers that all have the object `shared`. All workers have ended when the context ends.

    `build`: the function that makes the object in each worker if workers are no copies of this process. Every worker is
    a copy if there is no `build`. Callers must check `FORKS` first.
    `remedy`: a text for the user, in case a worker is killed. Raises WargameError in this case.
    """
    if build is None or FORKS:
        _SHARED[:] = [shared]
        gc.freeze()  # otherwise the first garbage collection of each worker copies the shared memory
        pool = ProcessPoolExecutor(workers, multiprocessing.get_context("fork"), obey_parent)
    else:
        pool = ProcessPoolExecutor(workers, multiprocessing.get_context("spawn"), _build, (build,))
    try:
        yield WorkerPool(pool)
    except BrokenProcessPool as death:
        raise WargameError(f"a worker was killed, perhaps for want of memory: {remedy}") from death
    finally:
        pool.shutdown(wait=True, cancel_futures=True)
        _SHARED.clear()
        gc.unfreeze()


_SHARED: list[Any] = []  # the object that all workers have; at most one


def _build(build: Callable[[], object]) -> None:
    obey_parent()
    _SHARED.append(build())


def _work(work: Callable[[Any, Any], Any], asked: object) -> Any:
    return work(_SHARED[0], asked)


def obey_parent() -> None:
    """Ignore signals in a worker, and end the worker when the parent process ends."""
    for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):  # a terminal or `timeout` sends them to all
        signal.signal(number, signal.SIG_IGN)
    threading.Thread(target=_end_with_parent, daemon=True).start()


def _end_with_parent() -> None:
    parent = multiprocessing.parent_process()
    if parent is not None:
        parent.join()
        os._exit(1)
