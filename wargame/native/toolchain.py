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

from wargame.errors import UsageError
from wargame.native.cache import cache_folder, keep, kept, tidy
from wargame.native.library import Library

# Contraction would round once where two operations round twice; errno is set by nothing that rules use.
_FLAGS = ("-march=native", "-ffp-contract=off", "-fno-math-errno", "-fPIC", "-shared", "-w")
_ZIG_FLAGS = ("-fno-sanitize=undefined",)  # which zig turns on by itself


def find_compiler() -> tuple[str, ...] | None:
    """The command of a C compiler: `CC`, cc, gcc, clang, or the one in the package ziglang; None if there is none.

    Raises:
        UsageError: `CC` is no command.
    """
    chosen = os.environ.get("CC", "")
    try:
        named = shlex.split(chosen)
    except ValueError as error:
        raise UsageError(f"CC={shlex.quote(chosen)} is no command: {error}") from error
    for command in (named, ["cc"], ["gcc"], ["clang"]):
        found = shutil.which(command[0]) if command else None
        if found:
            return (found, *command[1:])
    if importlib.util.find_spec("ziglang"):
        return (sys.executable, "-m", "ziglang", "cc", *_ZIG_FLAGS)
    return None


FAST, QUICK = "-O2", "-O0"  # fast code, or code that is quickly built: the same bits


def built(texts: Mapping[str, str]) -> dict[str, Path] | None:
    """Where the libraries of these texts are, if all have been built on this kind of processor. Raises UsageError."""
    compiler = find_compiler()
    if compiler is None:
        return None
    paths = {name: kept(_key(text, (*compiler, FAST))) for name, text in texts.items()}
    found = {name: path for name, path in paths.items() if path is not None}
    return found if len(found) == len(texts) else None


def build(texts: Mapping[str, str], effort: str = FAST) -> dict[str, Path]:
    """Build what has not been built yet, side by side; `effort` is FAST or QUICK.

    Raises:
        UsageError: there is no compiler, it refuses, or there is no folder to build in.
    """
    compiler = find_compiler()
    if compiler is None:
        raise UsageError("no C compiler was found: install one (cc, gcc or clang), or `pip install ziglang`")
    command = (*compiler, effort)
    keys = {name: _key(text, command) for name, text in texts.items()}
    paths = {name: kept(key) for name, key in keys.items()}
    try:
        with tempfile.TemporaryDirectory(dir=cache_folder()) as folder:
            new = _compiled({name: texts[name] for name, path in paths.items() if path is None}, command, Path(folder))
            kept_now = {name: keep(keys[name], path) for name, path in new.items()}
        tidy()
    except OSError as error:
        raise UsageError(f"the rules cannot be compiled: {error}") from error
    return {name: path or kept_now[name] for name, path in paths.items()}


def _compiled(texts: Mapping[str, str], command: tuple[str, ...], folder: Path) -> dict[str, Path]:
    """Compile texts side by side into a folder. Raises UsageError with what the compiler says, OSError."""
    targets = {name: folder / f"{name}.so" for name in texts}
    running: list[subprocess.Popen[str]] = []
    try:
        for name, target in targets.items():
            source = folder / f"{name}.c"
            source.write_text(texts[name], encoding="utf-8")
            words = [*command, *_FLAGS, "-o", str(target), str(source)]
            running.append(
                subprocess.Popen(
                    words,
                    stdin=subprocess.DEVNULL,
                    stdout=subprocess.DEVNULL,
                    stderr=subprocess.PIPE,
                    text=True,
                    errors="replace",
                )
            )
        for process in running:
            _, said = process.communicate()
            if process.returncode:
                raise UsageError(f"{command[0]} cannot compile the rules: {said.strip()[-2000:]}")
    finally:  # of an interruption or a refusal, no compiler is left behind
        for process in running:
            process.kill()
            process.wait()
    missing = [name for name, target in targets.items() if not target.is_file()]
    if missing:
        raise UsageError(f"{command[0]} says that it has compiled the rules, but there is no library")
    return targets


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


def _key(text: str, compiler: tuple[str, ...]) -> str:
    """What a library is kept under: all that decides on its code."""
    parts = (text, *compiler, *_FLAGS, platform.machine(), _processor())
    return hashlib.sha256("\0".join(parts).encode(errors="surrogateescape")).hexdigest()


def _processor() -> str:
    """What tells processors apart for which code is compiled."""
    information = Path("/proc/cpuinfo")
    if information.exists():
        lines = information.read_text(encoding="utf-8", errors="replace").splitlines()
        return next((line for line in lines if line.lower().startswith(("flags", "features"))), "")
    return platform.processor()
