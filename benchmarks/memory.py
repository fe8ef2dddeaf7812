"""The peak memory of a batch of 100,000 games. The batch runs in a separate process.

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
    """Return the highest resident size of `wargame` with these arguments, in MB (10^6 bytes).

    The process reports its own peak on systems with /proc. Linux reports a wrong peak for an ended child. This peak
    includes the size of the parent at the time of the fork.
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
    """Return the MB of `rollouts` games, and the MB of one game (`one`).

    The second number is the size of the program.
    """
    command = ("simulate", scenario, "--turns", str(turns), "--json", "--games")
    return {"one": peak(*command, "1"), "rollouts": peak(*command, str(ROLLOUTS))}
