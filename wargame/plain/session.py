"""Plays one game at a plain terminal, from the opening of its save until people leave.

Everything is saved, so a person can leave at any time.

Must not know: the course of a game.
"""

from __future__ import annotations

from typing import TextIO

from wargame.game.match_odds import CompileGames
from wargame.game.wording.labels import seat_label
from wargame.plain.again import play_again
from wargame.plain.console import Console
from wargame.plain.hot_seat import HotSeat
from wargame.plain.menu import choose
from wargame.plain.seats import player_lines
from wargame.store.session import Session
from wargame.store.setup import PlaySetup
from wargame.store.shell import LEFT, way_on
from wargame.store.shell_commands import ShellCommands


def play_plain(
    setup: PlaySetup,
    stdin: TextIO,
    stdout: TextIO,
    ascii_only: bool = False,
    compiled: CompileGames | None = None,
) -> Session | None:
    """Start or resume a game. Play until the game ends, the input ends, or somebody presses Ctrl-C.

    `compiled`: a function that returns compiled code for the imagined games of odds, or None if no code exists.

    People may play the game again from one of its turns after the end.

    Return the last session, which is closed, or None without a game. Raises ContentError, SaveError, UsageError. Ctrl-C
    prints how to continue, and KeyboardInterrupt is raised again.
    """
    console = Console(stdin, stdout, ascii_only)
    wanted = setup if setup.scenario or setup.save else choose(console)
    if wanted is None:
        return None
    while True:
        with Session.open(wanted) as session:
            stop: KeyboardInterrupt | None = None
            try:
                console.say_all([session.match.scenario.title, *session.notes])
                if session.match.had_people:
                    console.say_all(player_lines(session.match))
                console.say_path("Saved as you play in", session.path, ".")
                ended = HotSeat(
                    session.match, _shell(session), stdin, stdout, ascii_only, compiled, wanted.facilitator
                ).play()
            except KeyboardInterrupt as interruption:
                ended, stop = bool(session.match.ending), interruption
            session.check()
            if ended:
                for seat in session.match.human_seats:
                    name = seat_label(session.match.scenario, seat)
                    console.say_path(f"What the orders of {name} changed: wargame why", session.path, f" --seat {seat}")
                console.say_path(f"To look back: {way_on(True, True, wanted.facilitator)}", session.path)
            else:
                console.say_all([LEFT])
                console.say_path(way_on(False, True, wanted.facilitator), session.path)
        if stop is not None:
            raise stop
        again = play_again(session, _shell(session), console) if ended else None
        if again is None:
            return session
        wanted = PlaySetup(save=again, facilitator=wanted.facilitator)


def _shell(session: Session) -> ShellCommands:
    return ShellCommands(session.path, session.match.scenario.name)
