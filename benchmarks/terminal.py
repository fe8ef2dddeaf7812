"""A program on a real pseudo-terminal, and the time that the program takes to draw.

Must not know: which program. Textual's own test pilot cannot measure times, because the pilot waits after each key.
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
QUIET = 0.05  # number of seconds without a byte after which the screen counts as drawn
PATIENCE = 30.0  # number of seconds


class Terminal:
    """A child process on a terminal of its own. Times are seconds by the clock."""

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
        """Return the bytes that arrive within a time, at most one chunk.

        The result is empty if no bytes arrive or if the child has ended.
        """
        if not select.select([self.master], [], [], timeout)[0]:
            return b""
        try:
            chunk = os.read(self.master, 65_536)
        except OSError:  # a closed terminal causes an error on Linux
            chunk = b""
        self.seen += chunk
        return chunk

    def until(self, marker: str) -> float:
        """Return the seconds from the start of the process until the marker is drawn."""
        deadline = self.began + PATIENCE
        while marker.encode() not in self.seen:
            if not self.read(0.5) and (self.process.poll() is not None or time.perf_counter() > deadline):
                raise RuntimeError(f"{marker!r} never appeared; the screen began with {self.seen[:2000]!r}")
        return time.perf_counter() - self.began

    def settle(self, quiet: float = QUIET) -> None:
        """Wait until the program draws no more."""
        while self.read(quiet):
            pass

    def press(self, keys: str) -> float:
        """Return the seconds from a key to the last byte that the key drew."""
        self.settle()
        pressed = last = time.perf_counter()
        os.write(self.master, keys.encode())
        wait = 1.0
        while self.read(wait):
            last = time.perf_counter()
            wait = QUIET
        return last - pressed
