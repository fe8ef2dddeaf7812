"""A whole sitting at a plain terminal: the save is opened, the game played, and leaving is always safe.

Must not know: how a game goes.
"""

from __future__ import annotations

import shlex
from typing import TextIO

from wargame.plain.console import Teller
from wargame.plain.hot_seat import Table
from wargame.plain.menu import choose
from wargame.store.session import Session
from wargame.store.setup import PlaySetup


def play_plain(setup: PlaySetup, ears: TextIO, mouth: TextIO) -> None:
    """Start or take up a game and play it until its end, the end of the input, or Ctrl-C.

    Raises ContentError, SaveError, UsageError.
    """
    teller = Teller(ears, mouth)
    try:
        wanted = setup if setup.scenario or setup.save else choose(teller)
    except KeyboardInterrupt:
        wanted = None
    if wanted is None:
        return
    with Session.open(wanted) as session:
        goes_on = f"wargame play --plain --save {shlex.quote(str(session.path))}"
        try:
            teller.say_all([session.match.scenario.title, *session.notes, f"Saved as you play in {session.path}."])
            ended = Table(session.match, ears, mouth).play()
        except KeyboardInterrupt:
            ended = bool(session.match.ending)
        if ended:
            teller.say_all([f"To look back: wargame replay {shlex.quote(str(session.path))}"])
        else:
            teller.say_all(["You have left. Everything is saved. To go on:", goes_on])
