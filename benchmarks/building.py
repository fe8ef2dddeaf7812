"""What a user waits for once and every time: the first build of a scenario's library, and ten thousand games with it.

Must not know: what is built, or how games are played.
"""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
from collections.abc import Callable
from functools import partial

from benchmarks.rates import SCENARIO
from benchmarks.terminal import ROOT
from benchmarks.timing import seconds
from wargame.native.toolchain import find_compiler

GAMES = 10_000
ROUNDS = 3


def simulate(games: int, settings: dict[str, str]) -> None:
    """Run the command as a user does, compiled."""
    options = ("--games", str(games), "--compile", "yes", "--json", "--workers", str(os.cpu_count() or 1))
    command = (sys.executable, "-m", "wargame", "simulate", SCENARIO, *options)
    subprocess.run(command, cwd=ROOT, check=True, stdout=subprocess.DEVNULL, env={**os.environ, **settings})


def measure() -> dict[str, float]:
    """Seconds on the wall of the first build, and of the command with a library that is there; 0 without a compiler."""
    if find_compiler() is None:
        return {"first_build": 0.0, "ten_thousand": 0.0}
    with tempfile.TemporaryDirectory() as folder:
        settings = {"XDG_CACHE_HOME": folder}
        one: Callable[[], None] = partial(simulate, 1, settings)
        first = seconds(one)
        return {
            "first_build": first - min(seconds(one) for _ in range(ROUNDS)),
            "ten_thousand": min(seconds(partial(simulate, GAMES, settings)) for _ in range(ROUNDS)),
        }
