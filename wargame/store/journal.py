"""The save file of one game. Each change becomes a new last line of the file.

The line is on the disk before the change is confirmed.

A note may follow the seal of a finished game, with a new seal after the note. The last line of a finished game is
therefore always a seal.

Must not know: what the events mean. The journal knows only the header at the beginning and the seal at the end.
"""

from __future__ import annotations

import codecs
import contextlib
import errno
import fcntl
import os
import stat
import time
from collections.abc import Mapping, Sequence
from pathlib import Path
from types import TracebackType
from typing import Self

import attrs

from wargame.errors import SaveError, SaveInUseError, UsageError
from wargame.store.codec import decode, digest, encode

HEADER = "header"
SEAL = "seal"
AFTER_SEAL = ("noted",)  # kinds of lines that may follow a seal
_NOTE = b'{"about":'  # the beginning of a note; its keys are sorted
_HELD = (errno.EWOULDBLOCK, errno.EACCES)  # another process has locked the file
_BETWEEN_TRIES = 0.05  # seconds
_HEADER_KIND = f'"kind":"{HEADER}"'.encode()  # in the first line of every save
_PRIVATE = 0o600  # only the owner may read a save, because a save holds every secret of its game
_PRIVATE_FOLDER = 0o700
_SIZE_LIMIT = 1 << 30  # number of bytes; a real game has a few million bytes, so a larger file is no save


@attrs.frozen
class Recording:
    """The content of a save: the header, the later events, and the condition of the file.

    `sealed`: whether the game is finished and the save is closed.
    `torn`: the number of bytes in a last line without a newline. This line was never confirmed.
    `damage`: the fault in the first damaged line. The events before this line are sound.
    `events`: a seal between two events is one of the events. The last seal is not one of the events.
    `size`: the number of bytes in the sound lines.
    `last`: the hash of the last sound line.
    """

    path: Path
    header: Mapping[str, object]
    events: tuple[Mapping[str, object], ...]
    sealed: bool = False
    torn: int = 0
    damage: SaveError | None = None
    size: int = 0
    last: str = ""

    @property
    def lines(self) -> int:
        """Return the number of sound lines. The header and the seal are included."""
        return 1 + len(self.events) + self.sealed


def _load(path: Path) -> bytes:
    _must_be_no_folder(path)
    try:
        # An ordinary open of a pipe without a writer would never return.
        with os.fdopen(os.open(path, os.O_RDONLY | os.O_NONBLOCK), "rb") as file:
            _must_be_file(file.fileno(), path)
            raw = file.read(_SIZE_LIMIT + 1)
    except FileNotFoundError as cause:
        raise UsageError(f"There is no save {path}.") from cause
    except OSError as cause:
        raise UsageError(f"The save {path} cannot be read: {cause.strerror}.") from cause
    if len(raw) > _SIZE_LIMIT:
        raise SaveError(f"{path} is larger than any save of ours (1 GB).")
    return raw


def _must_be_file(descriptor: int, path: Path) -> None:
    """Raise UsageError if an open file is a pipe or a device, because only a file on a disk holds a game."""
    mode = os.fstat(descriptor).st_mode
    if not stat.S_ISREG(mode):
        what = "a pipe" if stat.S_ISFIFO(mode) else "a device"
        raise UsageError(f"{path} is {what}, not a save: name a file, as in game.jsonl.")


def _must_be_no_folder(path: Path) -> None:
    if not path.name or path.is_dir():
        raise UsageError(f"{path} is a folder: name the save in it, as in {path / 'game.jsonl'}.")


def read(path: Path) -> Recording:
    """Read the sound part of a save.

    Raises SaveError for a damaged header, and UsageError if the file does not exist.
    """
    raw = _load(path)
    _must_be_ours(raw, path)
    *lines, rest = raw.split(b"\n")
    if not lines:
        raise SaveError(
            f"{path} stops within its first line, so no game is in it. If it was never longer, nothing was lost: start "
            "a new game. If it is a copy, copy it again.",
            1,
        )
    header = decoded(lines[0], 1, "")
    if header.get("kind") != HEADER:
        raise SaveError(f"{path} does not begin with the header of a save.", 1)
    events: list[Mapping[str, object]] = []
    before, size, sealed, damage = digest(lines[0]), len(lines[0]) + 1, False, None
    for number, line in enumerate(lines[1:], 2):
        try:
            event = decoded(line, number, before)
            if sealed and event.get("kind") not in AFTER_SEAL:
                raise SaveError(f"Line {number} of the save stands after the seal.", number)
        except SaveError as problem:
            damage = problem
            break
        if sealed:
            events.append({"kind": SEAL})
            sealed = False
        if event.get("kind") == SEAL:
            sealed = True
        else:
            events.append(event)
        before, size = digest(line), size + len(line) + 1
    if damage is None and sealed and rest and not (rest.startswith(_NOTE) or _NOTE.startswith(rest)):
        damage = SaveError(f"Line {len(lines) + 1} of the save stands after the seal.", len(lines) + 1)
    return Recording(path, header, tuple(events), sealed, len(rest), damage, size, before)


def _must_be_ours(raw: bytes, path: Path) -> None:
    """Raise SaveError for a file that was never a save, or that another program has rewritten."""
    if not raw:
        raise SaveError(f"{path} is empty: it has 0 bytes, and no game is in it. If it is a copy, copy it again.", 1)
    if raw.startswith(codecs.BOM_UTF8):
        raise SaveError(
            f"{path} begins with a byte order mark, which no save has: an editor or a copy put it there. "
            "tail -c +4 OLD > NEW takes it away.",
            1,
        )
    if raw.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        raise SaveError(f"{path} was written anew as UTF-16, and saves are UTF-8: copy the first one as it is.", 1)
    first, ended, _ = raw.partition(b"\n")
    if not raw.startswith(b'{"') or (ended and _HEADER_KIND not in first):
        raise SaveError(f"{path} is not a save: it does not begin with the header of a game.", 1)


def decoded(line: bytes, number: int, before: str) -> Mapping[str, object]:
    """Return the event in a line.

    A line with a wrong line end gets a message of its own, because most damaged copies have this fault.
    """
    if line.endswith(b"\r"):
        raise SaveError(
            f"Line {number} of the save ends in CRLF, as Windows ends lines: a copy as text changed it. "
            "tr -d '\\r' < OLD > NEW mends it.",
            number,
        )
    return decode(line, number, before)


def _lock(descriptor: int, path: Path, wait: float = 0.0) -> None:
    """Lock the file against other processes. `wait`: for how many seconds to try again.

    The file stays unlocked in folders without locks, such as some network drives.
    """
    tries = int(wait / _BETWEEN_TRIES)
    try:
        while not _locked(descriptor, last=tries <= 0):
            time.sleep(_BETWEEN_TRIES)
            tries -= 1
    except OSError as cause:
        if cause.errno in _HELD:
            raise SaveInUseError(f"{path} is being played in another window. Leave it there first.") from cause


def _locked(descriptor: int, last: bool) -> bool:
    """Try to lock a file. Return whether this succeeded. Raises OSError for a file that another process has, but only
    at the last try.
    """
    try:
        fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError as cause:
        if last or cause.errno not in _HELD:
            raise
        return False
    return True


def _make_folder(folder: Path) -> None:
    """Make a folder and its missing parents. Only the owner can read the new folders.

    An existing folder does not change.
    """
    for missing in reversed([each for each in (folder, *folder.parents) if not each.exists()]):
        missing.mkdir(mode=_PRIVATE_FOLDER, exist_ok=True)


def _sync_folder(folder: Path) -> None:
    """Write the entries of a folder to the disk. A new name in the folder then survives a power cut.

    Some systems do not support this step.
    """
    with contextlib.suppress(OSError):
        descriptor = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(descriptor)
        finally:
            os.close(descriptor)


class Journal:
    """A save to which only this process can write."""

    def __init__(self, path: Path, descriptor: int, lines: int, size: int, last: str, sealed: bool) -> None:
        self.path = path
        self._named = path  # the present name of the file
        self._descriptor = descriptor
        self._lines, self._size, self._last = lines, size, last
        self.sealed = sealed
        self._broken = ""

    @classmethod
    def create(
        cls,
        path: Path,
        header: Mapping[str, object],
        events: Sequence[Mapping[str, object]] = (),
        sealed: bool = False,
    ) -> Self:
        """Begin a save with its header and its first events. `sealed`: whether the seal follows these events.

        The file appears with all these lines, or no file appears. Raises UsageError if a file with this name exists.
        """
        _must_be_no_folder(path)
        first = encode({**header, "kind": HEADER}, 1, "")
        part = path.with_name(f".{path.name}.{os.getpid()}.part")
        try:
            _make_folder(path.parent)
            descriptor = os.open(part, os.O_RDWR | os.O_CREAT | os.O_TRUNC | os.O_APPEND, _PRIVATE)
            os.fchmod(descriptor, _PRIVATE)  # an unfinished file of a killed process may have other permissions
        except OSError as cause:
            raise UsageError(
                f"No save can be written at {path}: {cause.strerror}. Name another place: --save FILE."
            ) from cause
        journal = cls(path, descriptor, 0, 0, "", sealed=False)
        try:
            _lock(descriptor, path)
            journal._named = part
            journal._write([first])
            for event in events:
                journal.append(event, sync=False)
            if sealed:
                journal.seal()
            elif events:
                os.fsync(descriptor)
            _publish(part, path)
            journal._named = path
        except FileExistsError as cause:
            journal.close()
            raise UsageError(f"{path} exists already. To go on with it, leave the scenario out.") from cause
        except BaseException:
            journal.close()
            raise
        finally:
            part.unlink(missing_ok=True)
        _sync_folder(path.parent)
        return journal

    @classmethod
    def open(cls, path: Path, wait: float = 0.0) -> tuple[Self, Recording]:
        """Open a save: lock the file, read it, and drop an incomplete last line.

        `wait`: for how many seconds to wait while another process has the file.

        Raises SaveError for a damaged save.
        """
        _must_be_no_folder(path)
        try:
            descriptor = os.open(path, os.O_RDWR | os.O_APPEND)
        except FileNotFoundError as cause:
            raise UsageError(f"There is no save {path}.") from cause
        except OSError as cause:
            raise UsageError(f"The save {path} cannot be written: {cause.strerror}.") from cause
        try:
            _must_be_file(descriptor, path)
            _lock(descriptor, path, wait)
            recording = read(path)
            if recording.damage:
                raise recording.damage
            if recording.torn:
                os.ftruncate(descriptor, recording.size)
                os.fsync(descriptor)
        except BaseException:
            os.close(descriptor)
            raise
        return cls(path, descriptor, recording.lines, recording.size, recording.last, recording.sealed), recording

    def append(self, event: Mapping[str, object], *, sync: bool = True) -> None:
        """Append an event. The event is on the disk when this function returns. Raises SaveError if the writing fails.

        An event without `sync` survives the end of this process, but may be lost in a power cut. The next event with
        `sync` also secures the earlier events.
        """
        if self.sealed and event.get("kind") in AFTER_SEAL:
            self._append_after_seal(event)
            return
        if self.sealed:
            raise SaveError(f"{self.path} is sealed: its game is over.")
        self._write([encode(event, self._lines + 1, self._last)], sync)

    def _append_after_seal(self, event: Mapping[str, object]) -> None:
        """Append an event and a new seal with one write. Both lines are on the disk afterwards, or none of them."""
        line = encode(event, self._lines + 1, self._last)
        self._write([line, encode({"kind": SEAL}, self._lines + 2, digest(line))])

    def seal(self) -> None:
        """Close the save of a finished game. A reader can then notice missing last lines. Nothing can be appended."""
        self.append({"kind": SEAL})
        self.sealed = True

    def _write(self, lines: Sequence[bytes], sync: bool = True) -> None:
        """Write whole lines at once. Raises SaveError if the writing fails. The save then has none of the lines."""
        text = b"".join(line + b"\n" for line in lines)
        if self._broken:
            raise SaveError(self._broken)
        self.check()
        if self._size + len(text) > _SIZE_LIMIT:  # a longer save could not be read again
            raise SaveError(f"{self.path} is full: a save has at most 1 GB. What was saved before is safe.")
        try:
            written = os.write(self._descriptor, text)
            if written < len(text):
                raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))
            if sync:
                os.fsync(self._descriptor)
        except OSError as cause:
            self._take_back()
            raise SaveError(
                f"{self.path} could not be written: {cause.strerror}. What was saved before is safe."
            ) from cause
        try:
            self._check_name()
        except SaveError:
            self._take_back()
            raise
        self._lines, self._size = self._lines + len(lines), self._size + len(text)
        self._last = digest(lines[-1])
        self._check_size()

    def check(self) -> None:
        """Raise SaveError if the save is no longer at its path, or if it has changed since the last writing."""
        self._check_name()
        self._check_size()

    def _check_name(self) -> None:
        ours = os.fstat(self._descriptor)
        try:
            there = self._named.stat()
        except OSError:
            raise SaveError(
                f"{self.path} is no longer there: it was moved or deleted while its game was played. Nothing more is "
                "saved. Put it back where it was to go on."
            ) from None
        if (there.st_dev, there.st_ino) != (ours.st_dev, ours.st_ino):
            raise SaveError(
                f"Another file lies at {self.path}: the save was replaced while its game was played. Nothing more is "
                "saved. Put the first file back to go on."
            )

    def _check_size(self) -> None:
        size = os.fstat(self._descriptor).st_size
        if size != self._size:
            raise SaveError(
                f"{self.path} was changed while its game was played: it has {size} bytes, and {self._size} were "
                "written. Nothing more is saved. Leave, and look at it with wargame replay."
            )

    def _take_back(self) -> None:
        """Cut off the incomplete line of a failed write. No later event is written if this fails too."""
        try:
            os.ftruncate(self._descriptor, self._size)
            os.fsync(self._descriptor)
        except OSError as cause:
            self._broken = f"{self.path} can no longer be written: {cause.strerror}. Leave and resume it."

    def close(self) -> None:
        """Release the lock. A second call does nothing."""
        if self._descriptor >= 0:
            os.close(self._descriptor)
            self._descriptor = -1

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()


def _publish(part: Path, path: Path) -> None:
    """Rename a finished temporary file to the name of the save.

    Raises FileExistsError if a file with this name exists.
    """
    try:
        os.link(part, path)
    except FileExistsError:
        raise
    # Some disks have no hard links, such as FAT disks and some synced folders. Therefore check the name, and rename the
    # file after the check.
    except OSError:
        if path.exists():
            raise FileExistsError(errno.EEXIST, "exists", str(path)) from None
        part.replace(path)
