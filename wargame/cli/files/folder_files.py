"""A folder of files for the results of a command. All files appear, or no file appears.

An existing file is replaced only if the user asks for the replacement. No other file in the folder changes.

Must not know: what the files hold.
"""

from __future__ import annotations

import contextlib
import shutil
import tempfile
from collections.abc import Iterator, Mapping
from pathlib import Path

from wargame.errors import UsageError
from wargame.store.whole_file import errors_name, open_to_others


def may_write_folder(path: Path, force: bool) -> None:
    """Check, before the work begins, that a command can write files into `path`. Raises UsageError with a remedy."""
    if path.exists() and not path.is_dir():
        raise UsageError(f"`{path}` is a file, not a folder: name a new folder")
    if path.exists() and not force and any(path.iterdir()):
        raise UsageError(f"`{path}` exists already: name another one, or replace its files with --force")
    if not path.parent.is_dir():
        raise UsageError(f"`{path}` cannot be written: there is no folder `{path.parent}`")


@contextlib.contextmanager
def folder_written_whole(path: Path) -> Iterator[Path]:
    """Yield a hidden folder for the files. The files move to `path` at the end. No file appears after a failure."""
    with errors_name(path), _part_of(path) as part:
        yield part
        open_to_others(part)
        if path.is_dir() and any(path.iterdir()):
            for file in sorted(part.iterdir()):
                file.replace(path / file.name)
        else:
            part.replace(path)


@contextlib.contextmanager
def _part_of(path: Path) -> Iterator[Path]:
    """Make a hidden folder beside `path`. The hidden folder is gone at the end."""
    part = Path(tempfile.mkdtemp(prefix=f".{path.name[:100]}.", suffix=".part", dir=path.parent))
    try:
        yield part
    finally:
        shutil.rmtree(part, ignore_errors=True)


def write_folder(path: Path, force: bool, files: Mapping[str, str | bytes]) -> tuple[Path, ...]:
    """Write texts or bytes by the names of their files. Return the paths of the files."""
    may_write_folder(path, force)
    with folder_written_whole(path) as part:
        for name, content in files.items():
            (part / name).write_bytes(content.encode() if isinstance(content, str) else content)
    return tuple(path / name for name in files)
