"""A library that has been built: loaded once, its functions called with addresses and whole numbers.

Must not know: how it was built, or what its functions compute.
"""

from __future__ import annotations

import ctypes
from collections.abc import Callable, Mapping
from pathlib import Path

from wargame.native.abi import Struct

CFunction = Callable[..., int]


class Library:
    """A loaded library. `functions`: those that are called, and how many arguments they take.

    Arguments are addresses and whole numbers of 64 bits, which are handed over alike.

    Raises:
        OSError: the system does not let it be loaded.
    """

    def __init__(self, path: Path, functions: Mapping[str, int]) -> None:
        self._loaded = ctypes.CDLL(str(path))
        self._functions = functions

    def call(self, name: str) -> CFunction:
        """Return a function; it gives a whole number, or nothing of use."""
        found = self._loaded[name]
        found.argtypes = [ctypes.c_void_p] * self._functions[name]
        found.restype = ctypes.c_int64
        return found

    def address(self, name: str) -> int:
        """Return where a function begins."""
        return ctypes.cast(self._loaded[name], ctypes.c_void_p).value or 0

    def layout(self, struct: Struct) -> tuple[int, ...]:
        """Return a struct's size and where its fields begin, as the compiler laid it out, in bytes."""
        count = len(struct.layout)
        return tuple((ctypes.c_int64 * count).in_dll(self._loaded, struct.layout_name))
