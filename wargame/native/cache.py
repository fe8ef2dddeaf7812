"""Libraries that have been built, kept in the user's cache folder under a key of all that they were built from.

Must not know: what libraries compute. A library's name ends with a sum of what is in it, so a damaged one is known; a
folder that is not the user's own is not used.
"""

from __future__ import annotations

import hashlib
import os
import stat
import subprocess
import sys
import tempfile
import time
from collections.abc import Mapping, Sequence
from contextlib import suppress
from pathlib import Path

import msgspec
from platformdirs import user_cache_dir

from wargame.errors import UsageError
from wargame.native.library import Library
from wargame.native.toolchain import FAST, LONGEST_BUILD, QUICK, SOON, Target, compile_units

KEPT = 24  # libraries that stay, those used last
_SUM = 16  # characters of a sum


def find(units: Sequence[str], target: Target, efforts: Sequence[str] = (FAST, SOON, QUICK)) -> tuple[Path, str] | None:
    """Return where a library of these units is, and with which effort it was built; the first of these that there is.

    Raises:
        UsageError: there is no folder that could be used.
    """
    return _find(_folder(), units, target, efforts)


def _find(folder: Path, units: Sequence[str], target: Target, efforts: Sequence[str]) -> tuple[Path, str] | None:
    key = _key(units, target)
    for effort in efforts:
        for path in folder.glob(f"{key}{effort}.*.so"):
            if _whole(path):
                return path, effort
            path.unlink(missing_ok=True)  # damaged: it is built again
    return None


def build(units: Sequence[str], target: Target, effort: str = FAST) -> Path:
    """Return a library of these units, built with this effort unless it has been already.

    Raises:
        UsageError: the compiler refuses, or there is no folder that could be used.
    """
    return _build(_folder(), units, target, effort)


def _build(folder: Path, units: Sequence[str], target: Target, effort: str) -> Path:
    known = _find(folder, units, target, (effort,))
    if known is not None:
        return known[0]
    try:
        with tempfile.TemporaryDirectory(dir=folder) as place:
            made = compile_units(units, target, effort, Path(place))
            path = folder / f"{_key(units, target)}{effort}.{_sum(made)}.so"
            _sync(made)
            made.replace(path)  # at once, so that no other process ever loads half a library
        _sync(folder)
    except OSError as error:
        raise UsageError(f"{folder} cannot be written ({error}); `--compile no` does without") from error
    _tidy(folder)
    return path


def build_behind(units: Sequence[str], target: Target, efforts: Sequence[str]) -> subprocess.Popen[bytes] | None:
    """Let another process build these units, with one effort after the other, while this one goes on.

    None if one does so already. Nothing is said if it fails: whoever asks next finds no library.

    Raises:
        UsageError: there is no folder that could be used.
    """
    job = _folder() / f"{_key(units, target)}.job"
    if job.exists() and time.time() - job.stat().st_mtime < LONGEST_BUILD:
        return None
    try:
        job.write_bytes(msgspec.json.encode((list(units), target, list(efforts))))
    except OSError:
        return None
    paths = {"PYTHONPATH": os.pathsep.join(path for path in sys.path if path)}
    command = [sys.executable, "-m", "wargame.native.cache", str(job)]
    quiet = subprocess.DEVNULL
    return subprocess.Popen(
        command, stdin=quiet, stdout=quiet, stderr=quiet, env={**os.environ, **paths}, start_new_session=True
    )


def _do(job: Path) -> None:
    """Build what a job says; as kindly to others as the system allows."""
    with suppress(OSError, AttributeError):
        os.nice(10)
    try:
        units, target, efforts = msgspec.json.decode(job.read_bytes(), type=tuple[list[str], Target, list[str]])
        for effort in efforts:
            _build(job.parent, units, target, effort)
    finally:
        job.unlink(missing_ok=True)


def load(path: Path, functions: Mapping[str, int]) -> Library:
    """Return a library; `functions`: those that are called, and how many arguments they take.

    Raises:
        UsageError: the system does not let it be run from there.
    """
    try:
        os.utime(path)  # used now
        return Library(path, functions)
    except OSError as error:
        raise UsageError(f"{path} cannot be loaded ({error}); `--compile no` does without") from error


def _key(units: Sequence[str], target: Target) -> str:
    parts = (*units, *target.compiler, *target.flags, str(target.lanes), target.about)
    return hashlib.sha256("\0".join(parts).encode()).hexdigest()[:32]


def _sum(path: Path) -> str:
    return hashlib.sha256(path.read_bytes()).hexdigest()[:_SUM]


def _whole(path: Path) -> bool:
    """Whether a library is as it was built."""
    try:
        return path.name.split(".")[-2] == _sum(path)
    except OSError:
        return False


def _sync(path: Path) -> None:
    """Wait until a file or folder is on the disk."""
    handle = os.open(path, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def _tidy(folder: Path) -> None:
    """Remove the libraries that have not been used for longest; whoever has loaded one keeps it."""
    with suppress(OSError):
        found = sorted(folder.glob("*.so"), key=lambda path: path.stat().st_mtime, reverse=True)
        for path in found[KEPT:]:
            path.unlink(missing_ok=True)


def _folder() -> Path:
    """Return the cache folder, or one of the user's own beside temporary files where that cannot be had."""
    said = []
    for folder in (Path(user_cache_dir("wargame"), "compiled"), Path(tempfile.gettempdir(), f"wargame-{os.getuid()}")):
        trouble = _trouble(folder)
        if not trouble:
            return folder
        said.append(f"{folder} {trouble}")
    raise UsageError(f"libraries can be kept nowhere: {'; '.join(said)}. `--compile no` does without")


def _trouble(folder: Path) -> str:
    """Why libraries are not kept in, nor loaded from, a folder; nothing if they are."""
    try:
        folder.mkdir(parents=True, exist_ok=True, mode=0o700)
        about = folder.lstat()
        if not stat.S_ISDIR(about.st_mode):
            return "is no folder"
        if about.st_uid != os.getuid():
            return "belongs to somebody else"
        if stat.S_IMODE(about.st_mode) != 0o700:
            folder.chmod(0o700)
    except OSError as error:
        return f"cannot be had ({error.strerror})"
    return "" if os.access(folder, os.W_OK | os.X_OK) else "cannot be written"


if __name__ == "__main__":
    _do(Path(sys.argv[1]))
