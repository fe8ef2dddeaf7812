"""Finds or builds the library of some C sources. A library comes from the cache, or a process builds the library.

A unit is the text of one C source. A target is a compiler with its flags for one processor. The effort of a build is a
compiler option: `FAST`, `SOON` or `QUICK`. A folder is safe if only the user can write to the folder.

Must not know: the results that libraries compute, or the folder that keeps libraries.
"""

from __future__ import annotations

import hashlib
import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterable, Mapping, Sequence
from contextlib import suppress
from itertools import chain
from pathlib import Path
from typing import TYPE_CHECKING

import msgspec

from wargame.errors import UsageError
from wargame.native.cache import cache_folder, keep, kept, tidy
from wargame.native.library import Library
from wargame.native.toolchain import FAST, LONGEST_BUILD, QUICK, SOON, CompileTarget, compile_units

if TYPE_CHECKING:
    from hashlib import _Hash as Hash


def find(
    units: Iterable[str], target: CompileTarget, efforts: Sequence[str] = (FAST, SOON, QUICK)
) -> tuple[Path, str] | None:
    """Return an existing library of these units, and the effort of its build. The units are read once, one by one.

    `efforts`: the accepted efforts. The first effort is preferred.
    Raises UsageError if there is no safe folder.
    """
    digest = _digest(units, target)
    for effort in efforts:
        path = kept(_key(digest, effort))
        if path is not None:
            return path, effort
    return None


def build(units: Sequence[str], target: CompileTarget, effort: str = FAST) -> Path:
    """Return a library of these units. The function builds the library with this effort if it does not exist.

    Raises UsageError if the compiler refuses, if no folder is safe, or if the folder cannot be written.
    """
    key = _key(_digest(units, target), effort)
    known = kept(key)
    if known is not None:
        return known
    try:
        with tempfile.TemporaryDirectory(dir=cache_folder()) as place:
            path = keep(key, compile_units(units, target, effort, Path(place)))
        tidy()
    except OSError as error:
        raise UsageError(f"the rules cannot be compiled: {error}") from error
    return path


def build_behind(units: Sequence[str], target: CompileTarget, efforts: Sequence[str]) -> subprocess.Popen[bytes] | None:
    """Start a process that builds these units, with one effort after the other.

    Returns None if such a process is already running. The process does not report a failed build. `find` then still
    returns None. Raises UsageError if there is no safe folder.
    """
    job = cache_folder() / f"{_key(_digest(units, target), *efforts)[:32]}.job"
    if job.exists() and time.time() - job.stat().st_mtime < LONGEST_BUILD:
        return None
    try:
        job.write_bytes(msgspec.json.encode((list(units), target, list(efforts))))
    except OSError:
        return None
    paths = {"PYTHONPATH": os.pathsep.join(path for path in sys.path if path)}
    command = [sys.executable, "-m", "wargame.native.builds", str(job)]
    quiet = subprocess.DEVNULL
    return subprocess.Popen(
        command, stdin=quiet, stdout=quiet, stderr=quiet, env={**os.environ, **paths}, start_new_session=True
    )


def _do(job: Path) -> None:
    """Build the C sources that the file `job` lists, with the lowest priority that the system allows."""
    with suppress(OSError, AttributeError):
        os.nice(10)
    try:
        units, target, efforts = msgspec.json.decode(job.read_bytes(), type=tuple[list[str], CompileTarget, list[str]])
        for effort in efforts:
            build(units, target, effort)
    finally:
        job.unlink(missing_ok=True)


def load(path: Path, functions: Mapping[str, int]) -> Library:
    """Return a loaded library.

    `functions`: the functions that Python calls, with their numbers of arguments.
    Raises UsageError if the system does not allow libraries in that folder.
    """
    try:
        os.utime(path)  # a used library gets a new time; the cache deletes the libraries with the oldest times
        return Library(path, functions)
    except OSError as error:
        raise UsageError(f"{path} cannot be loaded ({error}); `--compile no` does without") from error


def _digest(units: Iterable[str], target: CompileTarget) -> Hash:
    """Return the hash of a library before its effort. Each text is hashed alone, so one text is in memory."""
    digest = hashlib.sha256()
    for part in chain(units, target.compiler, target.flags, (str(target.lanes), target.about)):
        digest.update(part.encode() + b"\0")
    return digest


def _key(digest: Hash, *efforts: str) -> str:
    whole = digest.copy()
    whole.update("\0".join(efforts).encode())
    return whole.hexdigest()


if __name__ == "__main__":
    _do(Path(sys.argv[1]))
