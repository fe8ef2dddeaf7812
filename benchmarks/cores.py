"""Plain arithmetic in one process and in two processes at once: what a second processor of this machine adds.

The arithmetic needs no memory, no file and no other process. Two processes are therefore twice as fast as one process
on two free cores. A lower ratio shows that other programs used the cores during the measurement.

Must not know: games.
"""

from __future__ import annotations

import subprocess
import sys
import tempfile
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

from benchmarks.timing import seconds
from wargame.native.toolchain import FAST, find_compiler

TERMS = 1_000_000_000  # number of terms that a process adds up in C
PYTHON_TERMS = 30_000_000  # number of terms in plain Python
C_TEXT = """
#include <stdio.h>
int main(void) {
  double sums[8] = {0};
  for (long i = 0; i < %d; i += 8)
    for (int k = 0; k < 8; k++) sums[k] += 1.0 / (double)(i + k + 1);
  double sum = 0.0;
  for (int k = 0; k < 8; k++) sum += sums[k];
  printf("%%f\\n", sum);
  return 0;
}
"""


@contextmanager
def arithmetic() -> Iterator[Sequence[str]]:
    """Yield a command that computes for one or two seconds. A machine without a compiler gets plain Python."""
    compiler = find_compiler()
    with tempfile.TemporaryDirectory() as folder:
        if compiler is None:
            yield (sys.executable, "-c", f"print(sum(1.0 / i for i in range(1, {PYTHON_TERMS})))")
            return
        source, made = Path(folder) / "arithmetic.c", Path(folder) / "arithmetic"
        source.write_text(C_TEXT % TERMS, encoding="utf-8")
        subprocess.run([*compiler, FAST, "-o", str(made), str(source)], check=True)
        yield (str(made),)


def rate(command: Sequence[str], processes: int) -> float:
    """Return how often a second this number of processes ends the command, all processes together."""

    def run() -> None:
        started = [subprocess.Popen(command, stdout=subprocess.DEVNULL) for _ in range(processes)]
        for process in started:
            if process.wait():
                raise RuntimeError(f"{command[0]} ended with {process.returncode}")

    return processes / seconds(run)
