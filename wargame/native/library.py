"""A built library. It is loaded once, and its functions are called with addresses and whole numbers.

Must not know: how the library was built, or what its functions compute.
"""

from __future__ import annotations

import ctypes
from collections.abc import Callable, Mapping
from pathlib import Path

from wargame.native.abi import Struct

CFunction = Callable[..., int]


class Library:
    """A loaded library. `functions`: the functions that are called, with their numbers of arguments.

    Arguments are addresses and whole numbers of 64 bits, which are passed in the same way. Raises OSError if the system
    does not allow the library.
    """

    def __init__(self, path: Path, functions: Mapping[str, int]) -> None:
        self._loaded = ctypes.CDLL(str(path))
        self._functions = functions

    def call(self, name: str) -> CFunction:
        """Return a function. The result of the function is a whole number, or has no meaning."""
        found = self._loaded[name]
        found.argtypes = [ctypes.c_void_p] * self._functions[name]
        found.restype = ctypes.c_int64
        return found

    def address(self, name: str) -> int:
        """Return the address of a function."""
        return ctypes.cast(self._loaded[name], ctypes.c_void_p).value or 0

    def layout(self, struct: Struct) -> tuple[int, ...]:
        """Return a struct's size and the offsets of its fields in the compiler's layout, in bytes."""
        count = len(struct.layout)
        return tuple((ctypes.c_int64 * count).in_dll(self._loaded, struct.layout_name))
