"""The folder in which built libraries are kept: ours alone, each file known again by its checksum.

Must not know: how libraries are built, or what they compute.
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

KEPT = 24  # libraries that stay, those used last
_DIGITS = 32  # hex digits of a key and of a checksum in a file's name


def cache_folder() -> Path:
    """Return the folder, made where it is missing: the user's cache, or a folder of ours among temporary files.

    Raises:
        UsageError: neither can be used, or others could have put something there.
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


def kept(key: str) -> Path | None:
    """Return the library that was kept under a key, or None; one that was damaged or exchanged is thrown away.

    Raises:
        UsageError: there is no folder that we may trust.
    """
    for path in sorted(cache_folder().glob(f"{_short(key)}-*.so")):
        if _sound(path):
            return path
        with contextlib.suppress(OSError):
            path.unlink()
    return None


def keep(key: str, built: Path) -> Path:
    """Move a library that was built inside the cache folder to its name, and return that.

    It appears at once and whole, so that no other process ever loads half of it, also after a power cut.
    """
    with built.open("rb+") as file:
        checksum = hashlib.file_digest(file, "sha256").hexdigest()
        os.fchmod(file.fileno(), 0o700)
        os.fsync(file.fileno())
    path = cache_folder() / f"{_short(key)}-{checksum[:_DIGITS]}.so"
    built.replace(path)
    _sync(path.parent)
    return path


def tidy() -> None:
    """Remove the libraries that have not been used for longest; whoever has loaded one keeps it."""
    found = sorted(_used(cache_folder()), reverse=True)
    for _, path in found[KEPT:]:
        path.unlink(missing_ok=True)


def _used(folder: Path) -> Iterator[tuple[float, Path]]:
    for path in folder.glob("*.so"):
        try:
            yield path.lstat().st_mtime, path
        except FileNotFoundError:  # another process tidies as well
            continue


def _must_be_ours_alone(folder: Path) -> None:
    """Raise UsageError for a folder in which somebody else could put a library that we would run."""
    found = folder.lstat()  # not where a link leads: whoever made the link may change it
    if not stat.S_ISDIR(found.st_mode):
        raise UsageError(f"{folder} is a link or a file, not a folder; nothing is loaded from it")
    if found.st_uid != os.getuid():
        raise UsageError(f"{folder} belongs to somebody else; nothing is loaded from it")
    if found.st_mode & 0o022:
        raise UsageError(f"others may write to {folder}, so nothing is loaded from it; remove it, and it is made anew")
    if found.st_mode & 0o077:
        folder.chmod(0o700)


def _sound(path: Path) -> bool:
    """Return whether a file is what we once kept under its name."""
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
