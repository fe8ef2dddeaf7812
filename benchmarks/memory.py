"""The most memory that a batch of 100,000 games ever holds, in a process of its own.

Must not know: how the batch is computed.
"""

from __future__ import annotations

import os
import subprocess
import sys

from benchmarks.terminal import ROOT

ROLLOUTS = 100_000

_REPORT = """
import runpy, sys
sys.argv = ["wargame", *sys.argv[1:]]
try:
    runpy.run_module("wargame", run_name="__main__")
finally:
    with open("/proc/self/status") as status:
        print(next(line.split()[1] for line in status if line.startswith("VmHWM")), file=sys.stderr)
"""


def peak(*words: str) -> float:
    """Highest resident size of `wargame` with these arguments, in MB (10^6 bytes).

    The process tells its own peak where there is /proc: what the system reports of an ended child on Linux includes
    the size of its parent at the time of the fork.
    """
    if sys.platform.startswith("linux"):
        done = subprocess.run([sys.executable, "-c", _REPORT, *words], cwd=ROOT, capture_output=True, text=True)
        if done.returncode:
            raise RuntimeError(f"wargame {' '.join(words)} ended with {done.returncode}: {done.stderr}")
        return int(done.stderr.split()[-1]) * 1024 / 1e6
    process = subprocess.Popen([sys.executable, "-m", "wargame", *words], cwd=ROOT, stdout=subprocess.DEVNULL)
    _, status, usage = os.wait4(process.pid, 0)
    process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode:
        raise RuntimeError(f"wargame {' '.join(words)} ended with {process.returncode}")
    return usage.ru_maxrss / 1e6


def measure(scenario: str, turns: int) -> dict[str, float]:
    """MB of `rollouts` games and of one game (`one`), which is what the program itself takes."""
    command = ("simulate", scenario, "--turns", str(turns), "--json", "--games")
    return {"one": peak(*command, "1"), "rollouts": peak(*command, str(ROLLOUTS))}
