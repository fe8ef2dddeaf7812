"""Judges the mutants of a module. The tests of each mutant run in a process of their own until one test fails.

One process imports and collects the tests, and forks for each mutant. A change within a function is put into the live
function. Any other change needs a new import. A process without our modules then imports the changed module in place of
the real module. Only the forked processes run tests. Therefore nothing in a test's cache comes from the real module.
"""

from __future__ import annotations

import enum
import functools
import importlib
import importlib.abc
import importlib.machinery
import importlib.util
import json
import os
import resource
import signal
import sys
import time
from collections.abc import Callable, Iterator, Sequence
from types import CodeType, FunctionType, ModuleType

from tests.mutants.changes import Mutant, changed

_WANTED = ("numpy", "attrs", "yaml", "msgspec", "click", "hypothesis", "pytest", "_pytest.runner")
_PATIENCE = 900  # number of seconds by the clock, even if the machine is busy
_SLACK = 10  # number of CPU seconds, in addition to ten times the time of the tests on the real module
_LARGEST = 8 << 30  # number of bytes
_SMALL = "not bamako and not harbour"  # the large scenarios take seconds to compile for each mutant
_NOT_LIVE = 99  # the exit code of a process that found no live function to change


class Fate(enum.Enum):
    """The possible results for a mutant."""

    KILLED = "killed"
    STOPPED = "stopped by the limit of time"
    SURVIVED = "survived"


class CleanRunError(Exception):
    """An error: the tests of a module fail even without a mutant."""


def make_ready() -> None:
    """Import everything that each run needs, except our own modules."""
    for name in _WANTED:
        importlib.import_module(name)


def judge(tests: Sequence[str], mutants: Sequence[Mutant]) -> Iterator[tuple[Mutant, Fate]]:
    """Judge mutants of one module by the module's tests. Raises CleanRunError."""
    if any(name.partition(".")[0] == "wargame" for name in sys.modules):
        raise AssertionError("the process that forks has imported wargame: its modules would not be changed")
    live = [mutant for mutant in mutants if mutant.live]
    to_import = [mutant for mutant in mutants if not mutant.live]
    limit = 0.0
    for number, (status, seconds) in enumerate(_told(lambda tell: _collected(tests, live, tell))):
        if number == 0:
            if status != 0:
                raise CleanRunError(" ".join(tests))
            limit = _limit(seconds)
        elif status == _NOT_LIVE:
            to_import.append(live[number - 1])
        else:
            yield live[number - 1], _fate(status)
    if not limit:
        raise CleanRunError(" ".join(tests))
    for mutant in to_import:
        status, _ = _apart(functools.partial(_imported, tests, mutant), limit)
        yield mutant, _fate(status)


def _fate(status: int) -> Fate:
    """Return the result for a process.

    `status`: the exit code, or the negative number of the signal that ended the process.
    """
    return Fate.SURVIVED if status == 0 else Fate.KILLED if status > 0 else Fate.STOPPED


def _limit(clean: float) -> float:
    return 10 * clean + _SLACK


def _told(work: Callable[[Callable[[object], None]], object]) -> Iterator[tuple[int, float]]:
    """Run work in another process. Yield each line that the work reports."""
    reading, writing = os.pipe()
    child = os.fork()
    if child == 0:
        try:
            os.close(reading)
            _say_nothing()
            work(lambda value: os.write(writing, json.dumps(value).encode() + b"\n"))
        finally:
            os._exit(0)
    os.close(writing)
    with os.fdopen(reading) as lines:
        for line in lines:
            status, seconds = json.loads(line)
            yield status, seconds
    os.waitpid(child, 0)


def _apart(work: Callable[[], int], limit: float) -> tuple[int, float]:
    """Run work in another process within a limit of CPU seconds.

    Return its exit code or negative signal, and its seconds.
    """
    child = os.fork()
    if child == 0:
        status = 1
        try:
            resource.setrlimit(resource.RLIMIT_CPU, (int(limit), int(limit) + 1))
            resource.setrlimit(resource.RLIMIT_AS, (_LARGEST, _LARGEST))
            _say_nothing()
            status = work()
        finally:
            os._exit(status)
    end = time.monotonic() + _PATIENCE
    while True:
        found, status, used = os.wait4(child, os.WNOHANG)
        if found:
            return os.waitstatus_to_exitcode(status), used.ru_utime + used.ru_stime
        if time.monotonic() > end:
            os.kill(child, signal.SIGKILL)
        time.sleep(0.01)


def _say_nothing() -> None:
    nothing = os.open(os.devnull, os.O_RDWR)
    for descriptor in range(3):
        os.dup2(nothing, descriptor)


def _pytest(tests: Sequence[str], *plugins: object) -> int:
    import pytest

    options = ["-x", "--hypothesis-profile=unshrunk", "-m", "not slow", "-k", _SMALL, "-o", "faulthandler_timeout=0"]
    options += [word for plugin in ("cacheprovider", "xdist") for word in ("-p", f"no:{plugin}")]
    return int(pytest.main([*options, *tests], plugins=list(plugins)))


def _imported(tests: Sequence[str], mutant: Mutant) -> int:
    """Run tests on a module that is imported with its change."""
    sys.meta_path.insert(0, _Changed(mutant))
    # The tests run file by file. The first file finds most mutants, and the other files then need no import.
    return next((code for test in tests if (code := _pytest([test]))), 0)


class _Changed(importlib.machinery.SourceFileLoader, importlib.abc.MetaPathFinder):
    """An import hook that finds one module and loads the module with a mutant's change."""

    def __init__(self, mutant: Mutant) -> None:
        super().__init__(mutant.module, str(mutant.path.absolute()))
        self._mutant = mutant

    def find_spec(
        self, fullname: str, path: Sequence[str] | None, target: ModuleType | None = None
    ) -> importlib.machinery.ModuleSpec | None:
        if fullname != self.name:
            return None
        return importlib.util.spec_from_file_location(fullname, self.path, loader=self)

    def get_code(self, fullname: str) -> CodeType:
        return compile(changed(self._mutant), self.path, "exec", dont_inherit=True)


def _collected(tests: Sequence[str], mutants: Sequence[Mutant], tell: Callable[[object], None]) -> int:
    return _pytest(tests, _Loop(mutants, tell))


class _Loop:
    """A pytest plugin that runs the collected tests once without a change, and once for each mutant."""

    def __init__(self, mutants: Sequence[Mutant], tell: Callable[[object], None]) -> None:
        self._mutants, self._tell = mutants, tell

    def pytest_runtestloop(self, session: object) -> bool:
        clean = _apart(lambda: self._run(session, None), _PATIENCE)
        self._tell(clean)
        if clean[0] == 0:
            for mutant in self._mutants:
                self._tell(_apart(functools.partial(self._run, session, mutant), _limit(clean[1])))
        return True

    def _run(self, session: object, mutant: Mutant | None) -> int:
        from _pytest.runner import runtestprotocol

        if mutant is not None and not put_in(mutant):
            return _NOT_LIVE
        items = session.items  # type: ignore[attr-defined]  # pytest is imported in the forked processes only
        for item, following in zip(items, [*items[1:], None], strict=True):
            if any(report.failed for report in runtestprotocol(item, log=False, nextitem=following)):
                return 1
        return 0 if items else 1


def put_in(mutant: Mutant) -> bool:
    """Put a change that lies within a function into the live function. Return whether the live function exists."""
    module = importlib.import_module(mutant.module)
    codes = dict(_codes(compile(changed(mutant), str(mutant.path.absolute()), "exec", dont_inherit=True)))
    exchanged = [_exchange(function, codes) for function in _functions(module, mutant.module)]
    return any(exchanged)


def _exchange(function: FunctionType, codes: dict[str, CodeType]) -> bool:
    code = codes.get(function.__qualname__)
    if code is None or code == function.__code__:
        return False
    function.__code__ = code
    return True


def _codes(code: CodeType) -> Iterator[tuple[str, CodeType]]:
    """Yield the qualified name and the code of each function of a module, methods included."""
    for inner in code.co_consts:
        if isinstance(inner, CodeType) and "<" not in inner.co_qualname:
            yield inner.co_qualname, inner
            yield from _codes(inner)


def _functions(holder: ModuleType | type, module: str) -> Iterator[FunctionType]:
    """Yield the functions of a module or class. Wrappers around the functions are removed."""
    for value in list(vars(holder).values()):
        if isinstance(value, type):
            if value.__module__ == module and value is not holder:
                yield from _functions(value, module)
            continue
        found = [
            value,
            *(getattr(value, name, None) for name in ("fget", "func", "__func__", "__wrapped__", "callback")),
        ]
        for each in found:
            if isinstance(each, FunctionType) and each.__module__ == module:
                yield each
