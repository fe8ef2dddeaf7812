"""A closed terminal ends the full screen, whatever signals reach the program. The save keeps everything."""

from __future__ import annotations

import fcntl
import os
import pty
import select
import signal
import struct
import subprocess
import sys
import termios
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from wargame.store.journal import read
from wargame.tui.terminal import terminal_is_gone

LONGEST = 120.0  # s: only a program that never ends takes as long
COMMAND = ("-m", "wargame", "play", "first_convoy", "--seat", "jnim=doctrine", "--seat", "junta=human", "--save")


def test_a_terminal_is_gone_when_its_other_end_is_closed(monkeypatch: pytest.MonkeyPatch) -> None:
    master, slave = pty.openpty()
    with os.fdopen(slave) as stdin:
        monkeypatch.setattr(sys, "__stdin__", stdin)
        assert not terminal_is_gone()
        os.close(master)
        assert terminal_is_gone()
    monkeypatch.setattr(sys, "__stdin__", None)
    assert not terminal_is_gone()


def background() -> None:
    """Belong to no terminal, so that the system signals nothing."""


def deaf() -> None:
    """Own the terminal, but ignore the signal."""
    signal.signal(signal.SIGHUP, signal.SIG_IGN)
    os.setsid()
    fcntl.ioctl(0, termios.TIOCSCTTY, 0)


@pytest.mark.slow
@pytest.mark.parametrize("begin", [background, deaf])
def test_a_closed_terminal_ends_the_game_and_the_save_opens(tmp_path: Path, begin: Callable[[], None]) -> None:
    master, slave = pty.openpty()
    fcntl.ioctl(slave, termios.TIOCSWINSZ, struct.pack("HHHH", 24, 80, 0, 0))
    save = tmp_path / "a.jsonl"
    environment = {**os.environ, "TERM": "xterm-256color"}
    game = subprocess.Popen(
        [sys.executable, *COMMAND, str(save)],
        stdin=slave,
        stdout=slave,
        stderr=slave,
        env=environment,
        preexec_fn=begin,
    )
    os.close(slave)
    try:
        seen, began = b"", time.monotonic()
        while b"riefing" not in seen and time.monotonic() - began < LONGEST:
            if select.select([master], [], [], 1.0)[0]:
                seen += os.read(master, 65_536)
        os.close(master)
        game.wait(LONGEST)
    finally:
        game.kill()
    assert next(iter(read(save).events))["kind"] == "opened"
