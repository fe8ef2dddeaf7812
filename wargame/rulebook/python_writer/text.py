"""Python text being written: nested scopes, fresh names, and the objects that the text refers to.

Must not know: nodes or rules. Names are ours alone; nothing from a rule file ever becomes code.
"""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterator
from contextlib import contextmanager
from typing import Any

import attrs


@attrs.define(eq=False)
class PythonScope:
    """Lines of one block; `known` holds the variables that stand for values here."""

    depth: int
    lines: list[str] = attrs.field(factory=list)
    known: dict[Any, str] = attrs.field(factory=dict)


@attrs.define(eq=False)
class NamedObjects:
    """What all functions refer to by name: tables, ranges, words of rules that are keys."""

    space: dict[str, Any]
    _names: dict[Hashable, str] = attrs.field(factory=dict)

    def name(self, thing: Hashable, held: Any = None) -> str:
        """Return the name of a thing, or of what is held in its place; equal things have one name."""
        key = (type(thing), repr(thing))
        name = self._names.get(key)
        if name is None:
            name = self._names[key] = f"t{len(self._names)}"
            self.space[name] = thing if held is None else held
        return name


class PythonText:
    """The body of one function being written, scope in scope. `loads`: what it takes from its arguments, by name."""

    def __init__(self) -> None:
        self.scopes = [PythonScope(1)]
        self.loads: dict[str, str] = {}
        self.count = 0

    @property
    def scope(self) -> PythonScope:
        """The innermost scope."""
        return self.scopes[-1]

    def fresh(self, letter: str = "x") -> str:
        """Return a name that nothing has."""
        self.count += 1
        return f"{letter}{self.count}"

    def line(self, text: str) -> None:
        """Write a line at the end of the innermost scope."""
        self.scope.lines.append("    " * self.scope.depth + text)

    def let(self, text: str, letter: str = "x") -> str:
        """Write a variable. Return its name."""
        name = self.fresh(letter)
        self.line(f"{name} = {text}")
        return name

    def load(self, name: str, source: str) -> str:
        """Return the name of a variable that is set where the function begins."""
        self.loads[name] = source
        return name

    @contextmanager
    def block(self, head: str) -> Iterator[PythonScope]:
        """Write a compound statement, what is written inside in a scope of its own; an empty one is left out."""
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
        """Write at the end of an outer scope, before what is open inside it."""
        kept, self.scopes = self.scopes, self.scopes[: depth + 1]
        yield
        self.scopes = kept

    def build(self, name: str, arguments: str, space: dict[str, Any]) -> Callable[..., None]:
        """Return the text, compiled as the body of a function."""
        loads = [f"    {variable} = {source}" for variable, source in self.loads.items()]
        lines = [*loads, *self.scopes[0].lines] or ["    pass"]
        source = f"def {name}({arguments}):\n" + "\n".join(lines) + "\n"
        exec(compile(source, f"<turn: {name}>", "exec"), space)
        function: Callable[..., None] = space[name]
        return function
