"""Signals that ask the program to stop. They end the program as Ctrl-C does, so that finished results are kept.

Must not know: what the program is doing.
"""

from __future__ import annotations

import signal
from types import FrameType

INTERRUPTED = 128 + signal.SIGINT  # shells expect this code after Ctrl-C
_ASKS = (signal.SIGTERM, signal.SIGHUP)


class Stopped(KeyboardInterrupt):
    """A signal asks the program to stop, as Ctrl-C does. `code`: the exit code that shells expect."""

    def __init__(self, number: int) -> None:
        super().__init__(signal.strsignal(number) or str(number))
        self.code = 128 + number


def obey_signals() -> None:
    """Raise Stopped for signals that ask the program to stop.

    Signals that the program's caller ignores stay ignored.
    """
    for number in _ASKS:
        if signal.getsignal(number) is signal.SIG_DFL:
            signal.signal(number, _stop)


def exit_code(stop: BaseException) -> int:
    """Return the exit code of an interruption: 143 after SIGTERM, 130 after Ctrl-C."""
    cause = stop.__cause__ or stop  # click wraps it in an exception of its own
    return cause.code if isinstance(cause, Stopped) else INTERRUPTED


def _stop(number: int, _: FrameType | None) -> None:
    raise Stopped(number)
