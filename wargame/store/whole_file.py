"""A file that is written whole: the file holds all of its text, or no file appears.

An existing file is replaced only if the user asks for the replacement.

Must not know: what the text is.
"""

from __future__ import annotations

import contextlib
import os
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import TextIO

from wargame.errors import UsageError


@contextlib.contextmanager
def written_whole(path: Path, force: bool) -> Iterator[TextIO]:
    """Open a file for writing. The file appears under its name when all text is on the disk.

    No file appears after a failure. Raises UsageError if another program has made a file with this name in the
    meantime, and OSError with `path` as its file if the system refuses.
    """
    with errors_name(path), _part_of(path) as (descriptor, part):
        with os.fdopen(descriptor, "w", encoding="utf-8", newline="") as file:
            yield file
            file.flush()
            os.fsync(file.fileno())
            os.fchmod(file.fileno(), 0o666 & ~_mask())
        if force:
            part.replace(path)
        else:
            _name_new(part, path)


@contextlib.contextmanager
def errors_name(path: Path) -> Iterator[None]:
    """Raise errors of the system with `path` as their file. The user asked for this path, and does not know the hidden
    file.
    """
    try:
        yield
    except OSError as error:
        if error.errno is None:
            raise
        raise OSError(error.errno, error.strerror, str(path)) from error


@contextlib.contextmanager
def _part_of(path: Path) -> Iterator[tuple[int, Path]]:
    """Make a hidden file beside `path`. The hidden file is gone at the end."""
    descriptor, name = tempfile.mkstemp(prefix=f".{path.name[:100]}.", suffix=".part", dir=path.parent)
    try:
        yield descriptor, Path(name)
    finally:
        Path(name).unlink(missing_ok=True)


def open_to_others(folder: Path) -> None:
    """Set the permissions of a new folder and its files to those of all new files of the user."""
    for file in folder.iterdir():
        file.chmod(0o666 & ~_mask())
    folder.chmod(0o777 & ~_mask())


def _name_new(part: Path, path: Path) -> None:
    try:
        os.link(part, path)
    except FileExistsError as cause:
        raise UsageError(f"`{path}` exists by now: name another file, or replace it with --force") from cause
    except OSError:  # this disk has no hard links: check the name, and then rename the file
        if path.exists():
            raise UsageError(f"`{path}` exists by now: name another file, or replace it with --force") from None
        part.replace(path)


def _mask() -> int:
    """Return the mask with the permissions that new files do not get.

    Python can read the mask only by setting it for a moment.
    """
    mask = os.umask(0)
    os.umask(mask)
    return mask
