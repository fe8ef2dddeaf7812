"""A piece of generated program: lines with indentation, fresh names, and the objects that the lines refer to.

Must not know: rules or nodes.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

import attrs


@attrs.define
class Code:
    """Lines of Python being written. Names are ours alone; nothing from a rule file ever becomes code."""

    lines: list[str] = attrs.field(factory=list)
    objects: dict[str, Any] = attrs.field(factory=dict)
    depth: int = 1
    count: int = 0
    _named: dict[int, str] = attrs.field(factory=dict)

    def line(self, text: str) -> None:
        """Write a line at the present depth."""
        self.lines.append("    " * self.depth + text)

    def let(self, text: str) -> str:
        """Assign an expression to a fresh variable and give its name."""
        self.count += 1
        name = f"v{self.count}"
        self.line(f"{name} = {text}")
        return name

    def object(self, thing: Any, prefix: str = "k") -> str:
        """Give the name under which the program finds an object."""
        name = self._named.get(id(thing))
        if name is None:
            name = f"{prefix}{len(self.objects)}"
            self._named[id(thing)] = name
            self.objects[name] = thing
        return name

    @contextmanager
    def block(self, head: str) -> Iterator[None]:
        """Write a compound statement; what is written inside is indented."""
        self.line(head)
        before = len(self.lines)
        self.depth += 1
        yield
        if len(self.lines) == before:
            self.line("pass")
        self.depth -= 1

    def build(self, name: str, arguments: str, base: dict[str, Any]) -> Callable[..., Any]:
        """Compile the lines as the body of a function."""
        source = f"def {name}({arguments}):\n" + "\n".join(self.lines or ["    pass"]) + "\n"
        space = {**base, **self.objects}
        exec(compile(source, f"<rules: {name}>", "exec"), space)
        function: Callable[..., Any] = space[name]
        return function
