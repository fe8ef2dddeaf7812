"""Processes that work for this process. On Linux, they are copies of this process.

Must not know: what the processes compute.
"""

from __future__ import annotations

import multiprocessing
import os
import signal
import sys
import threading

FORKS = sys.platform == "linux"  # on Linux, a worker is a copy of this process; other systems start a new process


def obey_parent() -> None:
    """Ignore signals in a worker, and end the worker when the parent process ends."""
    for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):  # a terminal or `timeout` sends them to all
        signal.signal(number, signal.SIG_IGN)
    threading.Thread(target=_end_with_parent, daemon=True).start()


def _end_with_parent() -> None:
    parent = multiprocessing.parent_process()
    if parent is not None:
        parent.join()
        os._exit(1)
