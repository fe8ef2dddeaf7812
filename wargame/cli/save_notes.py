"""Messages of commands about the state of a save that they read. The message about damage comes first. The messages go
to stderr.

Must not know: what a command does with the save.
"""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

from wargame.cli.main import PROGRAM
from wargame.cli.process.printing import tell
from wargame.errors import UsageError
from wargame.store.look_back import LookBack, look_back, save_notes


def opened(save: Path) -> LookBack:
    """Open a save for reading. Print messages about damage of the save. Raises SaveError, UsageError."""
    seen = look_back(save)
    _tell(save, seen.notes)
    return seen


def tell_notes(*saves: Path) -> None:
    """Print the notes of saves that a command reads in another way. Raises SaveError, UsageError."""
    for save in dict.fromkeys(saves):
        _tell(save, save_notes(save))


def must_have_turn(seen: LookBack, save: Path) -> None:
    """Raise UsageError if no turn of a game has been resolved. Damage of the save may be the cause."""
    if not seen.match.played:
        part = "in the sound part of" if seen.damaged else "of the game in"
        raise UsageError(f"No turn {part} {save} has been resolved.")


def warn_of_truth(seen: LookBack, seat: str | None = None) -> None:
    """Warn on stderr if a command shows the truth of a game that goes on. `seat`: the only reader, or None."""
    if seat is None and seen.secret:
        tell(f"{PROGRAM}: warning: {seen.secret}", err=True)


def _tell(save: Path, notes: Iterable[str]) -> None:
    for note in notes:
        tell(f"{PROGRAM}: note: {save}: {note}", err=True)
