"""Signals that ask the program to stop. A signal ends the program like Ctrl-C, so the program keeps finished results.

Must not know: what the program is doing.
"""

from __future__ import annotations

import signal
from types import FrameType

INTERRUPTED = 128 + signal.SIGINT  # shells expect this code after Ctrl-C
_ASKS = (signal.SIGTERM, signal.SIGHUP)


class Stopped(KeyboardInterrupt):
    """A signal asked the program to stop. `code`: the exit code that shells expect for this signal."""

    def __init__(self, number: int) -> None:
        super().__init__(signal.strsignal(number) or str(number))
        self.code = 128 + number


def obey_signals() -> None:
    """Raise Stopped when a signal asks the program to stop.

    A signal that the caller of the program ignores stays ignored.
    """
    for number in _ASKS:
        if signal.getsignal(number) is signal.SIG_DFL:
            signal.signal(number, _stop)


def exit_code(stop: BaseException) -> int:
    """Return the exit code of an interruption: 143 after SIGTERM, 130 after Ctrl-C."""
    cause = stop.__cause__ or stop  # click raises its own exception from the interruption
    return cause.code if isinstance(cause, Stopped) else INTERRUPTED


def _stop(number: int, _: FrameType | None) -> None:
    raise Stopped(number)
