"""The time of a call that does no work: `wargame --help`, compared with `import click`. Each runs in its own process.

Must not know: what commands do.
"""

from __future__ import annotations

import subprocess
import sys

from benchmarks.terminal import ROOT
from benchmarks.timing import interleaved, medians, seconds

ROUNDS = 9


def call(*words: str) -> None:
    """Run Python with these arguments in the checkout. Drop the output."""
    subprocess.run([sys.executable, *words], cwd=ROOT, check=True, stdout=subprocess.DEVNULL)


def measure() -> dict[str, float]:
    """Return the seconds of `wargame --help` (`help`) and of importing click (`click`)."""
    call("-m", "wargame", "--help")  # the first call may have to write byte code, so its time is not counted
    return medians(
        interleaved(
            {
                "click": lambda: seconds(lambda: call("-c", "import click")),
                "help": lambda: seconds(lambda: call("-m", "wargame", "--help")),
            },
            ROUNDS,
        )
    )
