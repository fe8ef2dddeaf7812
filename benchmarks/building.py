"""The time that a user waits for compiled games: for the first build of a scenario's library, and for 10,000 games.

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


def simulate(games: int, settings: dict[str, str], compiling: str = "yes") -> None:
    """Run `wargame simulate` as a user does, with compiled code by default."""
    options = ("--games", str(games), "--compile", compiling, "--json", "--workers", str(os.cpu_count() or 1))
    command = (sys.executable, "-m", "wargame", "simulate", SCENARIO, *options)
    subprocess.run(command, cwd=ROOT, check=True, stdout=subprocess.DEVNULL, env={**os.environ, **settings})


def measure() -> dict[str, float]:
    """Return two times in seconds by the clock. Both times are 0 without a compiler.

    One time is for the first build. The other time is for the command when the library already exists.
    """
    if find_compiler() is None:
        return {"first_build": 0.0, "ten_thousand": 0.0}
    with tempfile.TemporaryDirectory() as folder:
        settings = {"XDG_CACHE_HOME": folder}
        one: Callable[[], None] = partial(simulate, 1, settings)
        simulate(1, settings, "no")  # reads the formulas and keeps the rule book, so that `first` adds only the build
        first = seconds(one)
        return {
            "first_build": first - min(seconds(one) for _ in range(ROUNDS)),
            "ten_thousand": min(seconds(partial(simulate, GAMES, settings)) for _ in range(ROUNDS)),
        }
