"""The same bits on lesser processors: numpy's newer instructions switched off change no digest."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest
from numpy._core import _multiarray_umath as umath

from tests.contracts.shipped import SCENARIOS

ROOT = Path(__file__).parents[2]
# What numpy chooses among while it runs (on x86: X86_V3 X86_V4 AVX512_ICL AVX512_SPR); the rest it is built upon.
FEATURES = umath.__cpu_dispatch__
GAME = """
import json, sys
import numpy as np
from tests.contracts.shipped import SCENARIOS, adjudicator_of, all_seats, plan, turns
from wargame.batch.chunk import ChunkPlayer
from wargame.numeric import exact, quantiles
x = np.linspace(-20, 20, 4001)
found = {"exp": exact.exp(x).tobytes().hex()[-4000:], "normal": quantiles.normal().tobytes().hex()[-4000:]}
for name in SCENARIOS:
    games = plan(name, 33, 61, all_seats(name, "doctrine"), 6)
    found[name] = ChunkPlayer(adjudicator_of(name), games).play(0, 33).digests
    found[name] += [outcome.digest for _, outcome in turns(name, 61, "random", 3)]
features = np._core._multiarray_umath.__cpu_features__
print(json.dumps({"digests": found, "on": sorted(k for k, v in features.items() if v)}))
"""


def played(**environment: str) -> dict:
    done = subprocess.run(
        [sys.executable, "-W", "ignore", "-c", GAME],
        cwd=ROOT,
        env={**os.environ, "PYTHONPATH": str(ROOT), **environment},
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr[-2000:]
    return json.loads(done.stdout)


@pytest.mark.slow
def test_the_same_bits_without_newer_instructions() -> None:
    full = played()
    less = played(NPY_DISABLE_CPU_FEATURES=" ".join(FEATURES))
    if set(full["on"]) == set(less["on"]):
        pytest.skip("this processor has none of the instructions that could be switched off")
    assert set(less["on"]) < set(full["on"])
    assert not set(less["on"]) & set(FEATURES)
    assert set(SCENARIOS) <= set(full["digests"])
    assert less["digests"] == full["digests"]
