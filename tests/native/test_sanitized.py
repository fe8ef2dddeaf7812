"""Compiled code keeps to its memory and to defined behaviour, as the compiler's sanitizers see it."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from tests.contracts.shipped import CASES
from wargame.native.toolchain import find_compiler

ROOT = Path(__file__).resolve().parent.parent.parent
pytestmark = pytest.mark.slow


def runtime() -> str:
    """Where the sanitizer's library lies; it must be loaded before Python itself."""
    compiler = find_compiler()
    if compiler is None:
        pytest.skip("no C compiler on this machine")
    done = subprocess.run([*compiler, "-print-file-name=libasan.so"], capture_output=True, text=True)
    found = done.stdout.strip()
    if done.returncode or not Path(found).is_absolute():
        pytest.skip("the compiler here brings no address sanitizer")
    return found


def watched(what: str) -> subprocess.CompletedProcess[str]:
    """Do one thing under the sanitizers."""
    environment = {**os.environ, "LD_PRELOAD": runtime(), "ASAN_OPTIONS": "detect_leaks=0", "PYTHONMALLOC": "malloc"}
    command = [sys.executable, "-m", "tests.native.sanitized", what]
    return subprocess.run(command, cwd=ROOT, env=environment, capture_output=True, text=True)


@pytest.mark.parametrize(
    ("what", "said"), [("beyond", "heap-buffer-overflow"), ("overflow", "signed integer overflow")]
)
def test_what_must_not_be_done_is_seen(what: str, said: str) -> None:
    done = watched(what)
    assert done.returncode != 0 and said in done.stderr and "fine" not in done.stdout


@pytest.mark.parametrize("what", ["zoo", *CASES])
def test_games_keep_to_their_memory(what: str) -> None:
    done = watched(what)
    assert done.returncode == 0 and done.stdout.strip().endswith("fine"), done.stderr[-3000:]
