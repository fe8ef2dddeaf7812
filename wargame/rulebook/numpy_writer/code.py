"""A piece of a generated program: lines with indentation, fresh names, reused arrays, and the objects that lines use.

Must not know: rules or nodes.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

import attrs
import numpy as np

_VARIABLE = re.compile(r"\bv\d+\b")


@attrs.frozen
class CodeLine:
    """A statement with its depth of indentation.

    `target`: the variable that the statement sets, if there is one.
    """

    depth: int
    text: str
    target: str = ""


@attrs.frozen
class Call:
    """A call whose result is an array with the shape [sizes..., games].

    The result is a new array or goes to a free array.
    """

    depth: int
    target: str
    function: str
    arguments: tuple[str, ...]
    sizes: tuple[int, ...]
    truth: bool

    @property
    def text(self) -> str:
        """Return the text of a call that makes a new array."""
        return f"{self.target} = {self.function}({', '.join(self.arguments)})"

    def into(self, array: str) -> str:
        """Return the text of a call that writes its result to `array`."""
        return f"{self.target} = {self.function}({', '.join(self.arguments)}, out={array})"


@attrs.define
class Code:
    """Lines of Python that are being written.

    The writer invents all names. No text from a rule file ever becomes code.
    """

    lines: list[CodeLine | Call] = attrs.field(factory=list)
    objects: dict[str, Any] = attrs.field(factory=dict)
    depth: int = 1
    count: int = 0
    _named: dict[int, str] = attrs.field(factory=dict)

    def line(self, text: str) -> None:
        """Write a line at the present depth."""
        self.lines.append(CodeLine(self.depth, text))

    def let(self, text: str) -> str:
        """Write a statement that sets a new variable to an expression, and return the name of the variable.

        The value may be a view of variables in the expression.
        """
        self.count += 1
        name = f"v{self.count}"
        self.lines.append(CodeLine(self.depth, f"{name} = {text}", name))
        return name

    def fill(self, function: str, arguments: list[str], sizes: tuple[int, ...], truth: bool = False) -> str:
        """Write a call that takes `out=`, and return the name of a new variable for its result.

        The array [sizes..., games] of the result is reused later.
        """
        self.count += 1
        name = f"v{self.count}"
        self.lines.append(Call(self.depth, name, function, tuple(arguments), sizes, truth))
        return name

    def object(self, thing: Any, prefix: str = "k") -> str:
        """Return the name that an object has in the program."""
        name = self._named.get(id(thing))
        if name is None:
            name = f"{prefix}{len(self.objects)}"
            self._named[id(thing)] = name
            self.objects[name] = thing
        return name

    @contextmanager
    def block(self, head: str) -> Iterator[None]:
        """Write a compound statement. Lines that are written inside the `with` statement are indented."""
        self.line(head)
        before = len(self.lines)
        self.depth += 1
        yield
        if len(self.lines) == before:
            self.line("pass")
        self.depth -= 1

    def _last_uses(self) -> dict[str, int]:
        """Return the last use of each variable.

        A variable may be a view of the array of another variable. A use of the view then counts as a use of this array.
        """
        last: dict[str, int] = {}
        views: list[tuple[str, list[str]]] = []
        for number, line in enumerate(self.lines):
            names = _VARIABLE.findall(line.text)
            for name in names:
                last[name] = number
            if isinstance(line, CodeLine) and line.target:
                views.append((line.target, [n for n in names if n != line.target]))
        for target, seen in reversed(views):
            for name in seen:
                last[name] = max(last[name], last[target])
        return last

    def _with_arrays(self, arrays: Arrays) -> list[str]:
        """Return the lines, with calls that write to free arrays. New arrays are added if too few arrays are free."""
        last = self._last_uses()
        free: dict[ArraySpec, list[int]] = {}
        for number, spec in enumerate(arrays.specs):
            free.setdefault(spec, []).append(number)
        ends: dict[int, list[tuple[int, ArraySpec]]] = {}
        texts = []
        for number, line in enumerate(self.lines):
            text = line.text
            if isinstance(line, Call):
                spec = (line.sizes, line.truth)
                waiting = free.setdefault(spec, [])
                array = waiting.pop() if waiting else arrays.add(spec)
                text = line.into(f"B[{array}]")
                ends.setdefault(last[line.target], []).append((array, spec))
            texts.append("    " * line.depth + text)
            for array, spec in ends.pop(number, ()):
                free[spec].append(array)
        return texts

    def build(
        self, name: str, arguments: str, base: dict[str, Any], arrays: Arrays | None = None
    ) -> Callable[..., Any]:
        """Compile the lines as the body of a function, and return the function.

        `arrays`: arrays that the calls in the function reuse.
        """
        space = {**base, **self.objects}
        if arrays is not None:
            space["arrays"] = arrays
            texts = ["    B = arrays.of(state.games)", *self._with_arrays(arrays)]
        else:
            texts = ["    " * line.depth + line.text for line in self.lines]
        source = f"def {name}({arguments}):\n" + "\n".join(texts or ["    pass"]) + "\n"
        exec(compile(source, f"<rules: {name}>", "exec"), space)
        function: Callable[..., Any] = space[name]
        return function


ArraySpec = tuple[tuple[int, ...], bool]  # the sizes of all axes except games, and whether the array stores truths


class Arrays:
    """Arrays that programs use again and again. Their size fits the last number of games."""

    def __init__(self) -> None:
        self.specs: list[ArraySpec] = []
        self.games = -1
        self.held: list[np.ndarray[Any, Any]] = []

    def add(self, spec: ArraySpec) -> int:
        """Add one more array and return its number."""
        self.specs.append(spec)
        self.games = -1
        return len(self.specs) - 1

    def of(self, games: int) -> list[np.ndarray[Any, Any]]:
        """Return the arrays for a number of games."""
        if games != self.games:
            self.held = []  # drop the old arrays first: two sets never need memory at once
            self.held = [np.empty((*sizes, games), dtype=bool if truth else np.float64) for sizes, truth in self.specs]
            self.games = games
        return self.held
