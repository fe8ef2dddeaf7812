"""Follows one datum through the program, and records which modules hand it to each other.

A datum is handed on as an argument or as a result. Containers such as tuples and records count as their contents.
"""

from __future__ import annotations

import re
import sys
from collections.abc import Callable, Collection, Iterator
from contextlib import contextmanager
from types import FrameType
from typing import Any

import attrs
import numpy as np

Holds = Callable[[Any], bool]
_VALUES = "wargame.model."  # classes that only hold values are no modules of a walk
_GRAPH = "wargame.rulebook.ir."  # a node is the datum itself or no part of it
_DEEPEST = 40  # the depth of containers


class Follower:
    """Records hand-overs.

    `holds`: whether a value is the datum itself.
    `forms`: functions whose result is the datum in a new form, if the function received the datum.
    `beyond`: names of classes that hold the whole program and not just the datum.
    """

    def __init__(self, holds: Holds, forms: Collection[str] = (), beyond: Collection[str] = ()) -> None:
        self.handed: set[frozenset[str]] = set()
        self._holds, self._forms, self._beyond = holds, forms, beyond
        self._nodes: list[Any] = []
        self._words: set[str] = set()

    def __call__(self, frame: FrameType, event: str, arg: Any) -> None:
        module = _module(frame)
        if event not in ("call", "return") or not module or module.startswith(_VALUES):
            return
        code = frame.f_code
        if code.co_filename.startswith("<"):
            return
        count = code.co_argcount + code.co_kwonlyargcount
        given = [frame.f_locals.get(name) for name in code.co_varnames[:count] if name != "self"]
        if event == "return" and code.co_qualname in self._forms and self._has(given, 2):
            if isinstance(arg, str):
                self._words.add(arg)
            else:
                self._nodes.append(arg)
        other = frame.f_back
        while other is not None and not _module(other):
            other = other.f_back
        if other is None or _module(other) == module:
            return
        if self._has(given if event == "call" else [arg], _DEEPEST):
            self.handed.add(frozenset((module, _module(other))))

    def _has(self, value: Any, depth: int) -> bool:
        if self._holds(value) or any(value is node for node in self._nodes):
            return True
        if isinstance(value, str):
            return any(re.search(rf"\b{word}\b", value) for word in self._words)
        if depth == 0 or value is None or isinstance(value, (int, float, bytes, type)):
            return False
        return any(self._has(part, depth - 1) for part in self._parts(value))

    def _parts(self, value: Any) -> Iterator[Any]:
        if isinstance(value, (tuple, list)):
            yield from value
        elif isinstance(value, dict):
            yield from value.values()
        elif attrs.has(type(value)) and not (
            type(value).__module__.startswith(_GRAPH) or type(value).__name__ in self._beyond
        ):
            yield from (getattr(value, field.name, None) for field in attrs.fields(type(value)))

    def strays(self, walk: list[str]) -> list[str]:
        """Return the modules of a walk that receive the datum from no earlier module of the walk."""
        return [
            module
            for place, module in enumerate(walk)
            if place and not any(frozenset((module, earlier)) in self.handed for earlier in walk[:place])
        ]


def _module(frame: FrameType) -> str:
    name = str(frame.f_globals.get("__name__", ""))
    return name if name.startswith("wargame.") else ""


@contextmanager
def following(follower: Follower) -> Iterator[None]:
    """Follow the datum in everything that this thread calls inside the block."""
    before = sys.getprofile()
    sys.setprofile(follower)
    try:
        yield
    finally:
        sys.setprofile(before)


def number(sought: float) -> Holds:
    """Return what recognises a number: the number, an array with it, and its text in full."""
    text = repr(sought)

    def holds(value: Any) -> bool:
        if isinstance(value, np.ndarray):
            return value.dtype == np.float64 and bool((value == sought).any())
        if isinstance(value, (str, bytes)):
            return (text if isinstance(value, str) else text.encode()) in value  # type: ignore[operator]
        return isinstance(value, float) and value == sought

    return holds


def formula(sought: str) -> Holds:
    """Return what recognises the text of a formula, alone or in a longer text."""
    return lambda value: isinstance(value, str) and sought in value
