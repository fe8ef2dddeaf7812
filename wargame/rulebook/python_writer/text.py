"""Helps to write Python text: nested scopes, fresh names, and the objects that the text uses.

Must not know: formulas or rules. The writer invents all names. No text from a rule file ever becomes code.
"""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterator
from contextlib import contextmanager
from typing import Any

import attrs


@attrs.define(eq=False)
class PythonScope:
    """The lines of one block.

    `known`: the variables that contain values in this block.
    """

    depth: int
    lines: list[str] = attrs.field(factory=list)
    known: dict[Any, str] = attrs.field(factory=dict)


@attrs.define(eq=False)
class NamedObjects:
    """The objects that all functions use by name: tables, ranges, and words of rules that serve as keys."""

    space: dict[str, Any]
    _names: dict[Hashable, str] = attrs.field(factory=dict)

    def name(self, thing: Hashable, held: Any = None) -> str:
        """Return the name of an object in the text. Equal objects have one name.

        `held`: the object to which the name refers, in place of `thing`.
        """
        key = (type(thing), repr(thing))
        name = self._names.get(key)
        if name is None:
            name = self._names[key] = f"t{len(self._names)}"
            self.space[name] = thing if held is None else held
        return name


class PythonText:
    """Writes the body of one function, scope by scope.

    `loads`: by name, the values that the function reads from its arguments.
    """

    def __init__(self) -> None:
        self.scopes = [PythonScope(1)]
        self.loads: dict[str, str] = {}
        self.count = 0

    @property
    def scope(self) -> PythonScope:
        """Return the innermost scope."""
        return self.scopes[-1]

    def fresh(self, letter: str = "x") -> str:
        """Return a name that is not used yet."""
        self.count += 1
        return f"{letter}{self.count}"

    def line(self, text: str) -> None:
        """Write a line at the end of the innermost scope."""
        self.scope.lines.append("    " * self.scope.depth + text)

    def let(self, text: str, letter: str = "x") -> str:
        """Write a new variable with this value, and return its name."""
        name = self.fresh(letter)
        self.line(f"{name} = {text}")
        return name

    def load(self, name: str, source: str) -> str:
        """Return the name of a variable that the function sets to `source` at its beginning."""
        self.loads[name] = source
        return name

    @contextmanager
    def block(self, head: str) -> Iterator[PythonScope]:
        """Write a compound statement.

        Text inside the `with` statement has a new scope. A statement without text is left out.
        """
        outer = self.scope
        inner = PythonScope(outer.depth + 1)
        self.scopes.append(inner)
        yield inner
        self.scopes.pop()
        if inner.lines:
            outer.lines.append("    " * outer.depth + head)
            outer.lines.extend(inner.lines)

    @contextmanager
    def aside(self, depth: int) -> Iterator[None]:
        """Write the lines inside the `with` statement to the scope number `depth` (0: the outermost scope).

        A block of this scope is not finished yet. The lines come before this block.
        """
        kept, self.scopes = self.scopes, self.scopes[: depth + 1]
        yield
        self.scopes = kept

    def build(self, name: str, arguments: str, space: dict[str, Any]) -> Callable[..., None]:
        """Compile the text as the body of a function, and return the function."""
        loads = [f"    {variable} = {source}" for variable, source in self.loads.items()]
        lines = [*loads, *self.scopes[0].lines] or ["    pass"]
        source = f"def {name}({arguments}):\n" + "\n".join(lines) + "\n"
        exec(compile(source, f"<turn: {name}>", "exec"), space)
        function: Callable[..., None] = space[name]
        return function
