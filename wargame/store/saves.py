"""The folder of saves, the names of new saves, and a short description of each save.

Must not know: rules, or how to continue a game.
"""

from __future__ import annotations

import datetime
import os
from collections.abc import Mapping
from contextlib import suppress
from pathlib import Path
from typing import BinaryIO

import attrs
import platformdirs

import wargame
from wargame.errors import SaveError
from wargame.store.codec import peek
from wargame.store.events.shapes import ADJUDICATED, SEAT_CHANGED
from wargame.store.journal import HEADER, SEAL, decoded

FOLDER_VARIABLE = "WARGAME_SAVES"
_STEP = 1 << 16  # number of bytes per step in the search for the last line, which begins at the end
_LONGEST_CHANGE = 1 << 12  # number of bytes in the longest line about a change of player
_CHANGED = f'"kind":"{SEAT_CHANGED}"'.encode()


def checkout() -> Path | None:
    """Return the root folder of this program's checkout. Return None if the program is installed."""
    root = Path(wargame.__file__).resolve().parent.parent
    return root if (root / "pyproject.toml").is_file() and (root / "scenarios").is_dir() else None


def saves_folder() -> Path:
    """Return the folder of saves.

    The folder is WARGAME_SAVES if this variable is set. Otherwise, the folder is `saves/` in a checkout, or a folder in
    the user's data.
    """
    named = os.environ.get(FOLDER_VARIABLE, "")
    if named:
        return Path(named).expanduser()
    root = checkout()
    return root / "saves" if root else platformdirs.user_data_path("wargame", appauthor=False) / "saves"


def new_save_path(scenario: str, now: datetime.datetime | None = None) -> Path:
    """Return the path of a new save. Its name contains the scenario, the date and the time.

    A number is added if a file with this name exists.
    """
    moment = now or datetime.datetime.now()
    stem = f"{scenario}-{moment:%Y-%m-%d-%H%M}"
    folder = saves_folder()
    path, count = folder / f"{stem}.jsonl", 1
    while path.exists():
        count += 1
        path = folder / f"{stem}-{count}.jsonl"
    return path


@attrs.frozen
class SaveSummary:
    """A short description of a save.

    `saved`: the time of the last writing.
    `turn`: the turn that is being played.
    `problem`: the reason why the game cannot be continued. The text is empty if the game can be continued.
    """

    path: Path
    saved: datetime.datetime
    scenario: str = ""
    title: str = ""
    turn: int = 0
    length: int = 0
    seats: Mapping[str, str] = attrs.field(factory=dict)
    finished: bool = False
    problem: str = ""

    @property
    def resumable(self) -> bool:
        """Return whether the save holds a game that can be continued."""
        return not self.finished and not self.problem

    def age(self, now: datetime.datetime) -> str:
        """Return the time of the save as text: `14:10 today`, `14:10 yesterday`, `14:10 on 3 March 2026`."""
        days = (now.date() - self.saved.date()).days
        day = f"on {self.saved.day} {self.saved:%B %Y}" if days > 1 or days < 0 else ("today", "yesterday")[days]
        return f"{self.saved:%H:%M} {day}"


def _last_line(path: Path) -> bytes:
    """Return the last complete line. Only the end of the save is read."""
    with path.open("rb") as file:
        start = _before_newline(file, file.seek(0, os.SEEK_END))
        if start < 0:
            return b""
        begin = _before_newline(file, start) + 1
        file.seek(begin)
        return file.read(start - begin)


def _before_newline(file: BinaryIO, end: int) -> int:
    """Return the position of the last newline before `end`, or -1 if there is no newline."""
    while end > 0:
        start = max(0, end - _STEP)
        file.seek(start)
        found = file.read(end - start).rfind(b"\n")
        if found >= 0:
            return start + found
        end = start
    return -1


def _seats_now(path: Path, header: Mapping[str, object]) -> dict[str, str]:
    """Return the present player of each seat: the first player, or the player after the seat's last change."""
    began = header.get("seats")
    seats = {str(seat): str(player) for seat, player in began.items()} if isinstance(began, dict) else {}
    with path.open("rb") as file:
        for line in file:
            if len(line) <= _LONGEST_CHANGE and _CHANGED in line and line.endswith(b"\n"):
                with suppress(SaveError):  # the opening of the save finds the fault
                    change = peek(line[:-1], 0)
                    seats[str(change.get("seat"))] = str(change.get("player"))
    return seats


def summary(path: Path) -> SaveSummary:
    """Return the description of a save from its first line, its last line and its changes of players.

    Damage in other lines is found when the save is opened.
    """
    saved = datetime.datetime.fromtimestamp(path.stat().st_mtime)
    try:
        with path.open("rb") as file:
            first = file.readline()
        if not first.endswith(b"\n"):
            raise SaveError("No game is in it.")
        header = decoded(first[:-1], 1, "")
        if header.get("kind") != HEADER:
            raise SaveError("It does not begin with the header of a save.")
        found, seats = peek(_last_line(path), 0), _seats_now(path, header)
    except (OSError, SaveError) as problem:
        return SaveSummary(path, saved, problem=str(problem))
    return SaveSummary(
        path,
        saved,
        scenario=str(header.get("scenario", "")),
        title=str(header.get("title", "")),
        turn=min(_turn(found), max(1, _whole(header.get("length"), 1))),
        length=_whole(header.get("length"), 0),
        seats=seats,
        finished=found.get("kind") == SEAL,
    )


def _turn(event: Mapping[str, object]) -> int:
    """Return the turn that is being played after this event."""
    turn = _whole(event.get("turn"), 1)
    return turn + 1 if event.get("kind") == ADJUDICATED else turn


def _whole(value: object, otherwise: int) -> int:
    return value if isinstance(value, int) else otherwise


def list_saves(folder: Path | None = None) -> tuple[SaveSummary, ...]:
    """Return every save in a folder. The newest save comes first. The default folder is the folder of saves."""
    where = folder or saves_folder()
    found = [summary(path) for path in sorted(where.glob("*.jsonl")) if path.is_file()] if where.is_dir() else []
    return tuple(sorted(found, key=lambda save: save.saved, reverse=True))
