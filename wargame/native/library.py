"""Loads a built library once, and calls its functions with addresses and whole numbers.

Must not know: how the library was built, or the results of its functions.
"""

from __future__ import annotations

import ctypes
from collections.abc import Callable, Mapping
from pathlib import Path

from wargame.native.abi import Struct

CFunction = Callable[..., int]


class Library:
    """A loaded library.

    `functions`: the functions that Python calls, with their numbers of arguments. Each argument is an address or a
        whole number. Addresses and whole numbers are passed as 64-bit values.

    Raises OSError if the system does not allow the library.
    """

    def __init__(self, path: Path, functions: Mapping[str, int]) -> None:
        self._loaded = ctypes.CDLL(str(path))
        self._functions = functions

    def call(self, name: str) -> CFunction:
        """Return the function with this name. The function returns a whole number.

        This number has no meaning if the C function returns nothing.
        """
        found = self._loaded[name]
        found.argtypes = [ctypes.c_void_p] * self._functions[name]
        found.restype = ctypes.c_int64
        return found

    def address(self, name: str) -> int:
        """Return the address of the function with this name."""
        return ctypes.cast(self._loaded[name], ctypes.c_void_p).value or 0

    def layout(self, struct: Struct) -> tuple[int, ...]:
        """Return the size of a struct and the offsets of its fields, in bytes. The compiler computed these numbers."""
        count = len(struct.layout)
        return tuple((ctypes.c_int64 * count).in_dll(self._loaded, struct.layout_name))
