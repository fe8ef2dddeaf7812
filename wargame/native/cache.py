"""The folder of what the program builds once: libraries and checked rule books. Only the user can write to the folder.

The name of each file has the hash of the file, and the file is checked by this hash.

Must not know: how files are built, or what files hold.
"""

from __future__ import annotations

import contextlib
import hashlib
import os
import stat
import tempfile
from collections.abc import Iterator
from pathlib import Path

from platformdirs import user_cache_dir

from wargame.errors import UsageError

LIBRARY = ".so"  # the ending of the names of libraries
KEPT = 24  # how many files of each ending are kept: the files with the latest use
_DIGITS = 32  # hex digits of a key or a checksum in the name of a file


def cache_folder() -> Path:
    """Return the folder. The function makes the folder if it is missing.

    The folder is in the user's cache, or it is a folder of the user among temporary files. Raises UsageError if no
    folder can be used, or if another user could have put a file there.
    """
    refusals = []
    for folder in (Path(user_cache_dir("wargame"), "compiled"), _temporary()):
        try:
            folder.mkdir(parents=True, exist_ok=True, mode=0o700)
            _must_be_ours_alone(folder)
        except OSError as error:
            refusals.append(f"{folder} cannot be used ({error.strerror})")
        except UsageError as refusal:
            refusals.append(str(refusal))
        else:
            return folder
    raise UsageError("; ".join(refusals))


def kept(key: str, ending: str = LIBRARY) -> Path | None:
    """Return the file that `keep` stored under this key, or None. A damaged or replaced file is deleted.

    Raises UsageError if there is no safe folder.
    """
    for path in sorted(cache_folder().glob(f"{_short(key)}-*{ending}")):
        if _sound(path):
            return path
        with contextlib.suppress(OSError):
            path.unlink()
    return None


def keep(key: str, built: Path, ending: str = LIBRARY) -> Path:
    """Move a new file into the cache folder, and return its path.

    `key`: the name under which `kept` finds the file.

    The file appears at once and complete, even after a power cut. Another process therefore never loads an incomplete
    file.
    """
    with built.open("rb+") as file:
        checksum = hashlib.file_digest(file, "sha256").hexdigest()
        os.fchmod(file.fileno(), 0o700)
        os.fsync(file.fileno())
    path = cache_folder() / f"{_short(key)}-{checksum[:_DIGITS]}{ending}"
    built.replace(path)
    _sync(path.parent)
    return path


def tidy(ending: str = LIBRARY) -> None:
    """Delete the files that nobody has used for the longest time.

    A process that has loaded a library can still use it.
    """
    found = sorted(_used(cache_folder(), ending), reverse=True)
    for _, path in found[KEPT:]:
        path.unlink(missing_ok=True)


def _used(folder: Path, ending: str) -> Iterator[tuple[float, Path]]:
    for path in folder.glob(f"*{ending}"):
        try:
            yield path.lstat().st_mtime, path
        except FileNotFoundError:  # another process has already deleted the file
            continue


def _must_be_ours_alone(folder: Path) -> None:
    """Raise UsageError for a folder in which another user could put a file."""
    found = folder.lstat()  # checks a link itself, because the owner of a link can change its goal
    if not stat.S_ISDIR(found.st_mode):
        raise UsageError(f"{folder} is a link or a file, not a folder; nothing is loaded from it")
    if found.st_uid != os.getuid():
        raise UsageError(f"{folder} belongs to somebody else; nothing is loaded from it")
    if found.st_mode & 0o022:
        raise UsageError(f"others may write to {folder}, so nothing is loaded from it; remove it, and it is made anew")
    if found.st_mode & 0o077:
        folder.chmod(0o700)


def _sound(path: Path) -> bool:
    """Return whether the bytes of a file agree with the hash in its name."""
    try:
        found = path.lstat()
        if not stat.S_ISREG(found.st_mode) or found.st_uid != os.getuid() or found.st_mode & 0o022:
            return False
        with path.open("rb") as file:
            checksum = hashlib.file_digest(file, "sha256").hexdigest()
    except OSError:
        return False
    return path.stem.rpartition("-")[2] == checksum[:_DIGITS]


def _temporary() -> Path:
    return Path(tempfile.gettempdir(), f"wargame-{os.getuid()}")


def _short(key: str) -> str:
    return key[:_DIGITS]


def _sync(folder: Path) -> None:
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
