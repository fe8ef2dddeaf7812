"""A whole sitting at a plain terminal: the save is opened, the game played, and leaving is always safe.

Must not know: how a game goes.
"""

from __future__ import annotations

import shlex
from typing import TextIO

from wargame.plain.console import Console
from wargame.plain.hot_seat import HotSeat
from wargame.plain.menu import choose
from wargame.store.session import Session
from wargame.store.setup import PlaySetup


def play_plain(setup: PlaySetup, stdin: TextIO, stdout: TextIO) -> None:
    """Start or take up a game and play it until its end, the end of the input, or Ctrl-C.

    Raises ContentError, SaveError, UsageError.
    """
    console = Console(stdin, stdout)
    try:
        wanted = setup if setup.scenario or setup.save else choose(console)
    except KeyboardInterrupt:
        wanted = None
    if wanted is None:
        return
    with Session.open(wanted) as session:
        goes_on = f"wargame play --plain --save {shlex.quote(str(session.path))}"
        try:
            console.say_all([session.match.scenario.title, *session.notes, f"Saved as you play in {session.path}."])
            ended = HotSeat(session.match, stdin, stdout).play()
        except KeyboardInterrupt:
            ended = bool(session.match.ending)
        session.check()
        if ended:
            console.say_all([f"To look back: wargame replay {shlex.quote(str(session.path))}"])
        else:
            console.say_all(["You have left. Everything is saved. To go on:", goes_on])
