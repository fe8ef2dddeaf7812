"""The C compiler of the machine: its command, its target, and the build of a library from units.

A unit is the text of one C source. A target is a compiler with its flags for one processor.

Must not know: the folder that keeps libraries, or the results that units compute.
"""

from __future__ import annotations

import atexit
import importlib.util
import os
import shlex
import shutil
import signal
import subprocess
import sys
from collections.abc import Sequence
from contextlib import suppress
from functools import cache
from pathlib import Path
from queue import Empty, SimpleQueue
from threading import Event, Thread
from typing import Any

import attrs

from wargame.errors import UsageError

FAST, SOON, QUICK = "-O2", "-O1", "-O0"  # fast code; code that is a sixth slower; a quick build. All results are equal
NATIVE = "native"  # code for the processor of this machine only
LONGEST_BUILD = 900  # seconds; a build fails if the compiler needs more time

# Contraction would round once where two operations round twice. No function that rules use sets errno.
_FLAGS = ("-ffp-contract=off", "-fno-math-errno", "-fPIC", "-w")
_ZIG_FLAGS = ("-fno-sanitize=undefined",)  # zig turns the sanitizer on by default
_SAID: Any = {"capture_output": True, "text": True, "errors": "replace"}  # a compiler's messages may have any encoding
_WIDTHS = (("__AVX512DQ__", 8), ("__AVX2__", 4), ("__SSE2__", 2), ("__ARM_NEON", 2))  # how many doubles a vector has
_RUNNING: set[subprocess.Popen[str]] = set()  # the compilers of this process
_LEAVING = Event()  # set when the program ends


@attrs.frozen
class CompileTarget:
    """A compiler with its flags, and the number of games in a vector of its target.

    `about`: further properties of the target: the version of the compiler, and the features of the processor.
    """

    compiler: tuple[str, ...]
    flags: tuple[str, ...]
    lanes: int
    about: str = ""


def find_compiler() -> tuple[str, ...] | None:
    """Return the command of a C compiler, or None if there is no compiler.

    The order is `CC`, cc, gcc, clang, and the compiler of the package ziglang. Raises UsageError if `CC` is no command.
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


def find_target(architecture: str = NATIVE) -> CompileTarget:
    """Return the compile target for an architecture, with the compiler of this machine.

    `architecture`: a value of the compiler's option `-march`.
    Raises UsageError if there is no compiler, or if `CC` is no command.
    """
    compiler = find_compiler()
    if compiler is None:
        raise UsageError("no C compiler was found: install one (cc, gcc or clang), or `pip install ziglang`")
    return target_of(compiler, architecture)


@cache
def target_of(compiler: tuple[str, ...], architecture: str) -> CompileTarget:
    """Return the compile target of a compiler. The compiler's predefined macros say how wide vectors are."""
    chosen: tuple[str, ...] = (f"-march={architecture}",)
    said = _predefined(compiler, chosen)
    if not said:  # the compiler has no such option; it compiles for its default processor
        chosen, said = (), _predefined(compiler, ())
    names = {line.split()[1] for line in said.splitlines() if line.startswith("#define ")}
    lanes = next((width for name, width in _WIDTHS if name in names), 1)
    wide = ("-mprefer-vector-width=512",) if lanes == 8 else ()  # by default, gcc splits such vectors in two
    return CompileTarget(compiler, (*chosen, *wide, *_FLAGS), lanes, "\n".join(sorted(said.splitlines())))


def _predefined(compiler: tuple[str, ...], flags: tuple[str, ...]) -> str:
    """Return the predefined macros of the compiler. The text is empty if the compiler refuses."""
    command = [*compiler, *flags, "-dM", "-E", "-x", "c", "-"]
    try:
        found = subprocess.run(
            command, input="", capture_output=True, text=True, errors="replace", timeout=LONGEST_BUILD
        )
    except (OSError, subprocess.TimeoutExpired):
        return ""
    return found.stdout if found.returncode == 0 else ""


def compile_units(units: Sequence[str], target: CompileTarget, effort: str, folder: Path) -> Path:
    """Compile all units at the same time in an empty folder, and link them there into one library.

    Raises UsageError if the compiler refuses, hangs or cannot be started. Raises OSError if the folder cannot be
    written.
    """
    sources = [folder / f"unit_{i}.c" for i in range(len(units))]
    for source, text in zip(sources, units, strict=True):
        source.write_text(text, encoding="utf-8")
    command = [*target.compiler, effort, *target.flags]
    _run_all([[*command, "-c", "-o", f"{s.with_suffix('.o')}", f"{s}"] for s in sources])
    library = folder / "library.so"
    _run_all([[*command, "-shared", "-o", f"{library}", *(f"{source.with_suffix('.o')}" for source in sources)]])
    if not library.is_file():
        raise UsageError(f"{target.compiler[0]} says that it has compiled the rules, but there is no library")
    return library


def _run_all(commands: Sequence[list[str]]) -> None:
    """Run compilers until all have ended, one on each processor at a time. No compiler outlives this function.

    The threads are daemons: the interpreter waits at its end for the threads of a pool, and a person who leaves would
    wait for the compiler.
    """
    # This must be registered after the folder of the build: the last function comes first, and a compiler that still
    # runs could write into the folder while it is deleted.
    atexit.unregister(end_compilers)
    atexit.register(end_compilers)
    waiting, failures = SimpleQueue[list[str]](), list[UsageError]()
    for command in commands:
        waiting.put(command)

    def work() -> None:
        while not failures:
            try:
                _run(waiting.get_nowait())
            except Empty:
                return
            except UsageError as failure:
                failures.append(failure)

    threads = [Thread(target=work, daemon=True) for _ in range(min(len(commands), os.cpu_count() or 1))]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    if failures:
        raise failures[0]


def _run(command: list[str]) -> None:
    quiet, pipe = subprocess.DEVNULL, subprocess.PIPE
    try:
        with subprocess.Popen(
            command, stdin=quiet, stdout=quiet, stderr=pipe, text=True, errors="replace", start_new_session=True
        ) as running:
            _RUNNING.add(running)
            try:
                if _LEAVING.is_set():  # the program ended between the start of the compiler and this line
                    _end(running)
                said = running.communicate(timeout=LONGEST_BUILD)[1]
            finally:
                _end(running)
                _RUNNING.discard(running)
    except (OSError, subprocess.TimeoutExpired) as error:
        raise UsageError(f"the rules cannot be compiled: {error}") from error
    if running.returncode:
        raise UsageError(f"{command[0]} cannot compile the rules: {said.strip()[-2000:]}")


def _end(running: subprocess.Popen[str]) -> None:
    """End a compiler that still runs, together with the programs that the compiler has started."""
    if running.poll() is None:
        with suppress(ProcessLookupError, PermissionError):
            os.killpg(running.pid, signal.SIGKILL)


def end_compilers() -> None:
    """End all running compilers. A new compiler ends at once. The program calls this function at its end."""
    _LEAVING.set()
    for running in list(_RUNNING):
        _end(running)
        with suppress(subprocess.TimeoutExpired):
            running.wait(timeout=1)
