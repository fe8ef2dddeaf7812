"""The end of the program after its terminal was closed.

Must not know: screens or games.
"""

from __future__ import annotations

import os
import select
import sys
from collections.abc import Callable
from threading import Event, Thread

TERMINAL_CHECK = 0.5  # number of seconds between two looks
PATIENCE = 3.0  # number of seconds in which the app may end by itself
GONE = 1  # the exit code


def terminal_is_gone() -> bool:
    """Return whether the terminal was closed. A read from a closed terminal returns no keys and never waits."""
    try:
        poll = select.poll()
        poll.register(sys.__stdin__.fileno(), 0)  # type: ignore[union-attr]  # no stdin raises AttributeError
        found = poll.poll(0)
    except (AttributeError, OSError, ValueError):  # no `poll` on this system, no stdin, or a closed stdin
        return False
    return any(event & (select.POLLHUP | select.POLLERR | select.POLLNVAL) for _, event in found)


class TerminalWatch:
    """Ends the program if the terminal is closed while the app runs. Use the watch in a `with` statement.

    The system signals the end of a terminal only to the first process of the terminal. This process may ignore the
    signal. Textual reads a closed terminal again and again, and waits for ever for its thread that writes to the
    terminal. Therefore the watch asks the app to end, waits, and then ends the process. The save already holds all
    typed text.
    """

    def __init__(self, leave: Callable[[], None]) -> None:
        """`leave`: a function that asks the app to end. The thread of the watch calls this function."""
        self._leave = leave
        self._over = Event()

    def __enter__(self) -> None:
        Thread(target=self._watch, daemon=True).start()

    def __exit__(self, *_: object) -> None:
        if not terminal_is_gone():  # otherwise the threads of Textual may still keep the process
            self._over.set()

    def _watch(self) -> None:
        while not self._over.wait(TERMINAL_CHECK):
            if terminal_is_gone():
                self._leave()
                self._over.wait(PATIENCE)
                os._exit(GONE)
