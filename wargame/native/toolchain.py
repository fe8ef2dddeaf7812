"""Builds C text into libraries with the machine's own C compiler, once: what was built before is found again.

Must not know: what the text computes.
"""

from __future__ import annotations

import hashlib
import importlib.util
import os
import platform
import shlex
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Mapping
from pathlib import Path

from platformdirs import user_cache_dir

from wargame.errors import UsageError
from wargame.native.library import Library

# Contraction would round once where two operations round twice; errno is set by nothing that rules use.
_FLAGS = ("-march=native", "-ffp-contract=off", "-fno-math-errno", "-fPIC", "-shared", "-w")
_ZIG_FLAGS = ("-fno-sanitize=undefined",)  # which zig turns on by itself


def find_compiler() -> tuple[str, ...] | None:
    """The command of a C compiler: `CC`, cc, gcc, clang, or the one in the package ziglang; None if there is none."""
    chosen = os.environ.get("CC", "")
    for command in (shlex.split(chosen) if chosen else [], ["cc"], ["gcc"], ["clang"]):
        found = shutil.which(command[0]) if command else None
        if found:
            return (found, *command[1:])
    if importlib.util.find_spec("ziglang"):
        return (sys.executable, "-m", "ziglang", "cc", *_ZIG_FLAGS)
    return None


KEPT = 24  # libraries that stay in the cache, those used last

FAST, QUICK = "-O2", "-O0"  # fast code, or code that is quickly built: the same bits


def built(texts: Mapping[str, str]) -> dict[str, Path] | None:
    """Where the libraries of these texts are, if all have been built on this kind of processor."""
    compiler = find_compiler()
    if compiler is None:
        return None
    paths = {name: _path(text, (*compiler, FAST)) for name, text in texts.items()}
    return paths if all(path.exists() for path in paths.values()) else None


def build(texts: Mapping[str, str], effort: str = FAST) -> dict[str, Path]:
    """Build what has not been built yet, side by side; `effort` is FAST or QUICK.

    Raises:
        UsageError: there is no compiler, or it refuses.
    """
    compiler = find_compiler()
    if compiler is None:
        raise UsageError("no C compiler was found: install one (cc, gcc or clang), or `pip install ziglang`")
    paths = {name: _path(text, (*compiler, effort)) for name, text in texts.items()}
    with tempfile.TemporaryDirectory(dir=_folder()) as folder:
        running = []
        for name, path in paths.items():
            if not path.exists():
                source, target = Path(folder, f"{name}.c"), Path(folder, f"{name}.so")
                source.write_text(texts[name], encoding="utf-8")
                command = [*compiler, effort, *_FLAGS, "-o", str(target), str(source)]
                running.append((path, target, subprocess.Popen(command, stderr=subprocess.PIPE, text=True)))
        for path, target, process in running:
            _, said = process.communicate()
            if process.returncode:
                raise UsageError(f"{compiler[0]} cannot compile the rules: {said.strip()[-2000:]}")
            target.replace(path)  # at once, so that no other process ever loads half a library
    _tidy()
    return paths


def load(path: Path, functions: Mapping[str, int]) -> Library:
    """Load a library; `functions`: those that are called, and how many arguments they take.

    Raises:
        UsageError: the system does not let it be run from there.
    """
    try:
        os.utime(path)  # used now
        return Library(path, functions)
    except OSError as error:
        raise UsageError(f"{path} cannot be loaded ({error}); `--compile no` does without") from error


def _tidy() -> None:
    """Remove the libraries that have not been used for longest; whoever has loaded one keeps it."""
    found = sorted(_folder().glob("*.so"), key=lambda path: path.stat().st_mtime, reverse=True)
    for path in found[KEPT:]:
        path.unlink(missing_ok=True)


def _folder() -> Path:
    folder = Path(user_cache_dir("wargame"), "compiled")
    try:
        folder.mkdir(parents=True, exist_ok=True, mode=0o700)
    except OSError:
        folder = Path(tempfile.gettempdir(), f"wargame-{os.getuid()}")
        folder.mkdir(exist_ok=True, mode=0o700)
    if folder.stat().st_uid != os.getuid():
        raise UsageError(f"{folder} belongs to somebody else; nothing is loaded from it")
    return folder


def _path(text: str, compiler: tuple[str, ...]) -> Path:
    key = hashlib.sha256("\0".join((text, *compiler, *_FLAGS, platform.machine(), _processor())).encode())
    return _folder() / f"{key.hexdigest()[:32]}.so"


def _processor() -> str:
    """What tells processors apart for which code is compiled."""
    information = Path("/proc/cpuinfo")
    if information.exists():
        lines = information.read_text(encoding="utf-8", errors="replace").splitlines()
        return next((line for line in lines if line.lower().startswith(("flags", "features"))), "")
    return platform.processor()
