"""Runs the property tests again and again with new examples until the time is over.

The command is `python -m tests.fuzz --minutes 5`. `make test` repeats the same examples each time. Here every pass has
its own seed. Failing examples are stored in `.hypothesis/finds`, and later passes try them first. Each pass runs in a
process of its own, so a crash or a hang counts as a failure. The test with the least time so far comes next.
"""

from __future__ import annotations

import argparse
import os
import random
import re
import secrets
import select
import shlex
import signal
import sys
import time
from collections.abc import Sequence
from pathlib import Path

import attrs
import pytest
from _pytest.runner import runtestprotocol
from hypothesis import is_hypothesis_test, seed

TESTS = Path(__file__).parent
PATIENCE = 600  # number of seconds after which a pass counts as hung
_COUNTED = re.compile(r"(\d+) passing, (\d+)\s+failing")


@attrs.define
class Tried:
    """The results of one property test: its passes, examples and seconds, and the failure that ended the test."""

    item: pytest.Function
    passes: int = 0
    examples: int = 0
    seconds: float = 0.0
    find: str = ""


class Explorer:
    """A pytest plugin that takes property tests in turn instead of running each test once."""

    def __init__(self, minutes: float, examples: int, first_seed: int) -> None:
        self._end, self._examples, self._seed = time.monotonic() + 60 * minutes, examples, first_seed
        self.tried: list[Tried] = []

    @property
    def finds(self) -> list[Tried]:
        """Return the tests that failed."""
        return [each for each in self.tried if each.find]

    @pytest.hookimpl(trylast=True)
    def pytest_collection_modifyitems(self, items: list[pytest.Item]) -> None:
        items[:] = [item for item in items if isinstance(item, pytest.Function) and is_hypothesis_test(item.obj)]

    def pytest_runtestloop(self, session: pytest.Session) -> bool:
        self.tried = [Tried(item) for item in session.items if isinstance(item, pytest.Function)]
        random.Random(self._seed).shuffle(self.tried)  # a short run then does not always try the same tests
        while time.monotonic() < self._end and sum(each.examples for each in self.tried) < self._examples:
            left = [each for each in self.tried if not each.find]
            if not left:
                break
            self._one_pass(min(left, key=lambda each: each.seconds))
        return True

    def _one_pass(self, tried: Tried) -> None:
        began = time.monotonic()
        examples, failure = apart(tried.item, self._seed)
        tried.seconds += time.monotonic() - began
        tried.passes += 1
        tried.examples += examples
        if failure:
            tried.find = failure
            print(f"\nFIND {tried.item.nodeid}\n{failure}\nReplay: {replay(tried.item.nodeid, self._seed)}", flush=True)
        self._seed += 1


def apart(item: pytest.Function, number: int) -> tuple[int, str]:
    """Run one test with a seed in a process of its own. Return the number of its examples, and its failure as text."""
    reading, writing = os.pipe()
    child = os.fork()
    if child == 0:
        status = 1
        try:
            os.close(reading)
            os.write(writing, _run(item, number).encode(errors="backslashreplace"))
            status = 0
        finally:
            os._exit(status)  # the child must never return into the parent's loop
    os.close(writing)
    told, end = b"", time.monotonic() + PATIENCE
    while select.select([reading], [], [], max(0.0, end - time.monotonic()))[0]:
        part = os.read(reading, 1 << 16)
        if not part:
            break
        told += part
    else:
        os.kill(child, signal.SIGKILL)
    os.close(reading)
    _, status = os.waitpid(child, 0)
    if status:
        return 0, f"It did not end within {PATIENCE} s." if os.WIFSIGNALED(status) else "Its process broke off."
    counted, _, failure = told.decode().partition("\n")
    return int(counted), failure


def _run(item: pytest.Function, number: int) -> str:
    """Run a test. Return the count of its examples on the first line, and its failure on the next lines."""
    item.obj = seed(number)(item.obj)
    failed = [report for report in runtestprotocol(item, log=False) if report.failed]
    counts = _COUNTED.findall(getattr(item, "hypothesis_statistics", ""))
    text = "\n".join(f"{report.longreprtext}\n{''.join(body for _, body in report.sections)}" for report in failed)
    return f"{sum(int(good) + int(bad) for good, bad in counts)}\n{text}"


def replay(nodeid: str, number: int) -> str:
    """Return the command that runs a test with this seed again."""
    python = os.path.relpath(sys.executable)
    return f"{python} -m pytest {shlex.quote(nodeid)} --hypothesis-profile=explore --hypothesis-seed={number}"


def explore(minutes: float, examples: int, first_seed: int, only: Sequence[str]) -> Explorer:
    """Run the property tests in some files or folders, or all property tests."""
    inside = [Path(name) for name in only] or [TESTS]
    files = [file for path in inside for file in ([path] if path.is_file() else sorted(path.rglob("test_*.py")))]
    given = [str(file) for file in files if "@given(" in file.read_text(encoding="utf-8")]
    explorer = Explorer(minutes, examples, first_seed)
    options = ["-o", "addopts=", "--hypothesis-profile=explore"]
    options += [word for plugin in ("cacheprovider", "xdist", "terminal") for word in ("-p", f"no:{plugin}")]
    status = pytest.main([*options, *given], plugins=[explorer])
    if not explorer.tried:
        sys.exit(f"No property test could be run (pytest: {status!r}).")
    return explorer


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else "")
    parser.add_argument("--minutes", type=float, default=5.0)
    parser.add_argument("--examples", type=int, default=sys.maxsize, help="stop after so many examples")
    parser.add_argument("--seed", type=int, default=secrets.randbelow(1 << 31), help="seed of the first pass")
    parser.add_argument("only", nargs="*", help="files or folders of tests; all by default")
    asked = parser.parse_args()
    print(f"Exploring for {asked.minutes:g} minutes from seed {asked.seed}.", flush=True)
    explorer = explore(asked.minutes, asked.examples, asked.seed, asked.only)
    print("\n  passes  examples  seconds  test")
    for each in sorted(explorer.tried, key=lambda each: each.item.nodeid):
        mark = "  FIND" if each.find else ""
        print(f"  {each.passes:6}  {each.examples:8}  {each.seconds:7.1f}  {each.item.nodeid}{mark}")
    total = sum(each.examples for each in explorer.tried)
    print(f"{total} examples of {len(explorer.tried)} property tests; {len(explorer.finds)} of these tests failed.")
    return 1 if explorer.finds else 0


if __name__ == "__main__":
    sys.exit(main())
