"""Keeps checked rule books in the user's cache. The next process then reads no formula again.

A kept rule book belongs to the exact texts of a scenario, and the files of this program. Any change of these makes
another key. A rule book that cannot be kept or read is compiled as if there were no cache.

Must not know: games, or the meaning of rules.
"""

from __future__ import annotations

import contextlib
import hashlib
import os
import pickle
import sys
import tempfile
from collections.abc import Iterator, Mapping
from functools import cache
from pathlib import Path
from typing import IO, Any

import attrs
import numpy as np

import wargame
from wargame.content import Problems
from wargame.errors import UsageError
from wargame.language.registry import DRAWS, FUNCTIONS, OPERATIONS, QUERIES, REDUCTIONS
from wargame.model.scenario.scenario import Scenario
from wargame.native.cache import cache_folder, keep, kept, tidy
from wargame.rulebook import Rulebook

ENDING = ".rules"
_WORDS = (*OPERATIONS, *FUNCTIONS, *REDUCTIONS, *DRAWS, *QUERIES)

_NAMES: dict[type, tuple[str, ...]] = {}  # class -> the names of its fields, for classes that were asked for


def read_kept(key: str, scenario: Scenario) -> tuple[Rulebook, Problems] | None:
    """Return the rule book and the problems that `write_kept` stored under this key, or None.

    The rule book shares the parts of `scenario`.
    """
    try:
        path = kept(key, ENDING)
        if path is None:
            return None
        os.utime(path)  # the cache deletes the files with the oldest times
        with path.open("rb") as file:
            parts, found = _Reader(file, scenario).load()
        return Rulebook(*parts), found
    except Exception:  # any damage means that there is no file: pickle promises no list of errors
        return None


def write_kept(key: str, rulebook: Rulebook, found: Problems) -> None:
    """Store a rule book and the problems of its formulas. Nothing is stored if the folder cannot be used."""
    parts = (rulebook.world, rulebook.graph, rulebook.rules, rulebook.writer.links, rulebook.estimates)
    # pickle raises AttributeError or TypeError for some values that have no stored form
    with contextlib.suppress(OSError, UsageError, pickle.PicklingError, RecursionError, AttributeError, TypeError):
        folder = cache_folder()
        with tempfile.NamedTemporaryFile(dir=folder, delete=False) as file:
            try:
                _Writer(file, rulebook.scenario).dump((parts, found))
                file.flush()
                keep(key, Path(file.name), ENDING)
            finally:
                Path(file.name).unlink(missing_ok=True)
        tidy(ENDING)


def key_of(scenario: Scenario) -> str:
    """Return the hash of all that a rule book without fixed parameters depends on."""
    told = (_program(), scenario.name, scenario.place, sorted(scenario.sources.items()))
    return hashlib.sha256(repr(told).encode("utf-8", "surrogatepass")).hexdigest()


class _Writer(pickle.Pickler):
    """Writes values. A word of the rule language, or a part of the scenario, is written as its position."""

    def __init__(self, file: IO[bytes], scenario: Scenario) -> None:
        super().__init__(file, pickle.HIGHEST_PROTOCOL)
        self.known = (*_WORDS, *_parts(scenario))
        self.positions = {id(value): position for position, value in reversed([*enumerate(self.known)])}

    def persistent_id(self, value: object) -> int | None:
        """Return the position of a word or a part, or None for any other value."""
        return self.positions.get(id(value))

    def reducer_override(self, value: object) -> Any:
        """Return how a value with fields is made again. The usual way of attrs needs a mapping for each value."""
        kind = type(value)
        names = _field_names(kind)
        return (_made, (kind, *(getattr(value, name) for name in names))) if names else NotImplemented


class _Reader(pickle.Unpickler):
    """Reads values that `_Writer` wrote. They then share the words, and the parts of this scenario."""

    def __init__(self, file: IO[bytes], scenario: Scenario) -> None:
        super().__init__(file)
        self.known = (*_WORDS, *_parts(scenario))

    def persistent_load(self, position: int) -> object:
        """Return the word or the part at a position."""
        return self.known[position]


def _parts(scenario: Scenario) -> Iterator[object]:
    """Return all values with fields inside a scenario, in an order that depends only on their contents.

    A value that stands at two places is returned twice. The order would otherwise depend on whether two equal values
    are one object.
    """
    waiting: list[object] = [scenario]
    while waiting:
        value = waiting.pop()
        if isinstance(value, tuple | list):
            waiting.extend(value)
        elif isinstance(value, Mapping):
            waiting.extend(value.values())
        elif names := _field_names(type(value)):
            yield value
            waiting.extend(getattr(value, name) for name in names)


def _made(kind: type, *values: object) -> object:
    made: object = object.__new__(kind)
    for name, value in zip(_field_names(kind), values, strict=True):
        object.__setattr__(made, name, value)
    return made


def _field_names(kind: type) -> tuple[str, ...]:
    names = _NAMES.get(kind)
    if names is None:
        names = _NAMES[kind] = tuple(field.name for field in attrs.fields(kind)) if attrs.has(kind) else ()
    return names


@cache
def _program() -> str:
    """Return a text that changes with the files of this program, with Python, and with numpy.

    Each file counts with its path, size and time of change.
    """
    folder = Path(wargame.__file__).parent
    files = sorted(
        (entry.path, found.st_size, found.st_mtime_ns)
        for entry in _files(folder)
        if not entry.name.endswith(".pyc")
        for found in (entry.stat(),)
    )
    versions = (wargame.__version__, sys.version, np.__version__)
    return hashlib.sha256(repr((versions, files)).encode("utf-8", "surrogatepass")).hexdigest()


def _files(folder: Path | str) -> Iterator[os.DirEntry[str]]:
    with os.scandir(folder) as entries:
        for entry in entries:
            if entry.is_dir():
                yield from _files(entry.path)
            else:
                yield entry
