"""Helps to write C text: nested scopes, fresh names, tables, and places in the workspace.

Must not know: formulas, rules or compilers.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

import attrs
import numpy as np


@attrs.define(eq=False)
class CBlock:
    """The lines of one block.

    `known`: the variables that contain values in this block.
    """

    depth: int
    lines: list[str] = attrs.field(factory=list)
    known: dict[Any, str] = attrs.field(factory=dict)


@attrs.define(eq=False)
class Room:
    """Manages free positions in the workspace: the array with all values of a block of games.

    Sizes are counted in vectors. A vector has one number for each game of the block.
    """

    size: int = 0
    _free: dict[int, list[int]] = attrs.field(factory=dict)

    def take(self, size: int) -> int:
        """Reserve `size` free positions side by side, and return the first position."""
        waiting = self._free.get(size)
        if waiting:
            return waiting.pop()
        return self.fresh(size)

    def fresh(self, size: int) -> int:
        """Reserve `size` positions side by side that were never used, and return the first position."""
        self.size += size
        return self.size - size

    def give(self, place: int, size: int) -> None:
        """Free `size` positions from `place` on."""
        self._free.setdefault(size, []).append(place)


@attrs.define(eq=False)
class ConstantTables:
    """The constant tables of a source file. A table that is needed twice is written once."""

    lines: list[str] = attrs.field(factory=list)
    _names: dict[tuple[str, bytes], str] = attrs.field(factory=dict)

    def name(self, values: Any) -> str:
        """Return the name of a table with these values in a flat list.

        Values are doubles, keys of dice, or positions.
        """
        flat = np.ascontiguousarray(values).reshape(-1)
        if flat.dtype == bool:
            flat = flat.astype(np.float64)
        kind = {"f": "double", "u": "u64", "i": "int"}[flat.dtype.kind]
        key = (kind, flat.tobytes())
        name = self._names.get(key)
        if name is None:
            name = self._names[key] = f"table_{len(self._names)}"
            listed = ", ".join(map(_WRITERS[kind], flat.tolist())) or "0"
            self.lines.append(f"static const {kind} {name}[{max(flat.size, 1)}] = {{{listed}}};")
        return name


def number(x: float) -> str:
    """Return a number as C text. C reads the same bits from the text."""
    if np.isinf(x):
        return "-__builtin_inf()" if x < 0 else "__builtin_inf()"
    text = float(x).hex()
    return f"({text})" if text.startswith("-") else text


_WRITERS: dict[str, Callable[[Any], str]] = {"double": number, "u64": lambda x: f"{x:#x}ULL", "int": str}


class FunctionText:
    """Writes the body of one function, scope by scope."""

    def __init__(self) -> None:
        self.scopes = [CBlock(1)]
        self.count = 0

    @property
    def scope(self) -> CBlock:
        """Return the innermost scope."""
        return self.scopes[-1]

    def fresh(self, letter: str = "x") -> str:
        """Return a name that is not used yet."""
        self.count += 1
        return f"{letter}{self.count}"

    def line(self, text: str, scope: CBlock | None = None) -> None:
        """Write a line at the end of a scope. The default is the innermost scope."""
        where = scope or self.scope
        where.lines.append("  " * where.depth + text)

    def let(self, kind: str, text: str, scope: CBlock | None = None) -> str:
        """Write a new variable with this value, and return its name."""
        name = self.fresh()
        self.line(f"{kind} {name} = {text};", scope)
        return name

    @contextmanager
    def block(self, head: str) -> Iterator[CBlock]:
        """Write a compound statement. Text that is written inside has a new scope."""
        outer = self.scope
        inner = CBlock(outer.depth + 1)
        self.scopes.append(inner)
        yield inner
        self.scopes.pop()
        outer.lines.append("  " * outer.depth + head + " {")
        outer.lines.extend(inner.lines)
        outer.lines.append("  " * outer.depth + "}")

    @contextmanager
    def aside(self, depth: int) -> Iterator[None]:
        """Write the lines inside the `with` statement to the scope number `depth` (0: the outermost scope).

        The lines stand before the block that is still open in this scope.
        """
        kept, self.scopes = self.scopes, self.scopes[: depth + 1]
        yield
        self.scopes = kept
