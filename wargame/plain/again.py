"""After the end of a game: people may play the game again from one of its turns, with other orders and the same dice.

Must not know: how a branch is written.
"""

from __future__ import annotations

from pathlib import Path

from wargame.errors import WargameError
from wargame.plain.console import Console
from wargame.plain.prompt_seat import number
from wargame.store.branch import BranchWanted, branch
from wargame.store.session import Session
from wargame.store.shell_commands import ShellCommands

_QUESTION = "To play again from turn 3 with the same dice, type branch 3. To leave, type quit."


def play_again(session: Session, shell: ShellCommands, console: Console) -> Path | None:
    """Ask people who have played whether they want a branch. Return its save, or None if they leave.

    The new game opens with the orders that people gave in this turn, so one change is enough. A program that types
    through a pipe gets no question, because such a program may wait for the end of the game.
    """
    if not (session.match.had_people and console.attended):
        return None
    while (line := console.ask(_QUESTION)) is not None:
        word, _, rest = line.partition(" ")
        if word == "quit":
            return None
        if word != "branch":
            if asked := shell.asked_for(line):
                console.tell_command(shell, asked)
            continue
        try:
            made = branch(BranchWanted(session.path, number(rest.strip(), "branch 3"), drafts=True))
        except WargameError as refusal:
            console.tell([str(refusal)])
            continue
        console.say_all(["The orders of that turn are in your draft again. Change them, then commit."])
        return made.path
    return None
