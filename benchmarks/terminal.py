"""A program on a real pseudo-terminal, and how long it takes to draw.

Must not know: which program. Textual's own test pilot waits after each key, so nothing can be timed with it.
"""

from __future__ import annotations

import fcntl
import os
import pty
import select
import struct
import subprocess
import sys
import termios
import time
from collections.abc import Mapping, Sequence
from pathlib import Path
from types import TracebackType

ROOT = Path(__file__).resolve().parent.parent
QUIET = 0.05  # s without a byte: the screen has been drawn
PATIENCE = 30.0  # s


class Terminal:
    """A child process on a terminal of its own; times are seconds of the wall clock."""

    def __init__(self, command: Sequence[str], settings: Mapping[str, str], size: tuple[int, int] = (80, 24)) -> None:
        columns, rows = size
        self.master, slave = pty.openpty()
        fcntl.ioctl(slave, termios.TIOCSWINSZ, struct.pack("HHHH", rows, columns, 0, 0))
        environment = {**os.environ, "TERM": "xterm-256color", "COLORTERM": "truecolor", "PYTHONPATH": str(ROOT)}
        environment |= {"COLUMNS": str(columns), "LINES": str(rows), **settings}
        self.began = time.perf_counter()
        self.process = subprocess.Popen(
            [sys.executable, *command],
            stdin=slave,
            stdout=slave,
            stderr=slave,
            env=environment,
            start_new_session=True,
            cwd=ROOT,
        )
        os.close(slave)
        self.seen = b""

    def __enter__(self) -> Terminal:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.process.kill()
        self.process.wait()
        os.close(self.master)

    def read(self, timeout: float) -> bytes:
        """What arrives within the time, at most one chunk; empty when nothing does or the child has gone."""
        if not select.select([self.master], [], [], timeout)[0]:
            return b""
        try:
            chunk = os.read(self.master, 65_536)
        except OSError:  # Linux reports a closed terminal as an error
            chunk = b""
        self.seen += chunk
        return chunk

    def until(self, marker: str) -> float:
        """Seconds from the start of the process until the marker has been drawn."""
        deadline = self.began + PATIENCE
        while marker.encode() not in self.seen:
            if not self.read(0.5) and (self.process.poll() is not None or time.perf_counter() > deadline):
                raise RuntimeError(f"{marker!r} never appeared; the screen began with {self.seen[:2000]!r}")
        return time.perf_counter() - self.began

    def settle(self, quiet: float = QUIET) -> None:
        """Wait until nothing is being drawn any more."""
        while self.read(quiet):
            pass

    def press(self, keys: str) -> float:
        """Seconds from a key to the last byte that it drew."""
        self.settle()
        pressed = last = time.perf_counter()
        os.write(self.master, keys.encode())
        wait = 1.0
        while self.read(wait):
            last = time.perf_counter()
            wait = QUIET
        return last - pressed
