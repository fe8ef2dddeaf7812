"""The most memory that a batch of 100,000 games ever holds, in a process of its own.

Must not know: how the batch is computed.
"""

from __future__ import annotations

import os
import subprocess
import sys

from benchmarks.terminal import ROOT

ROLLOUTS = 100_000
_UNIT = 1024 if sys.platform.startswith("linux") else 1  # ru_maxrss is in kB on Linux, in bytes on macOS


def peak(*words: str) -> float:
    """Highest resident size of a Python process with these arguments, in MB (10^6 bytes)."""
    process = subprocess.Popen([sys.executable, *words], cwd=ROOT, stdout=subprocess.DEVNULL)
    _, status, usage = os.wait4(process.pid, 0)
    process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode:
        raise RuntimeError(f"{' '.join(words)} ended with {process.returncode}")
    return usage.ru_maxrss * _UNIT / 1e6


def measure(scenario: str, turns: int) -> dict[str, float]:
    """MB of `rollouts` games and of one game (`one`), which is what the program itself takes."""
    command = ("-m", "wargame", "simulate", scenario, "--turns", str(turns), "--json", "--games")
    return {"one": peak(*command, "1"), "rollouts": peak(*command, str(ROLLOUTS))}
