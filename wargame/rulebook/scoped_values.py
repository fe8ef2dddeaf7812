"""Writes values into nested scopes of text. A scope is a block of code, such as the body of a loop.

A scope has each value once. A costly value is written once for all scopes. A node is one value of the graph, and a let
is a value with a name in a step.

Must not know: the language of the text.
"""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Iterator, Mapping, Sequence
from contextlib import AbstractContextManager, contextmanager
from typing import Any, Generic, Protocol, TypeVar

from wargame.rulebook.ir.nodes import ConstNode, Node

Indices = Mapping[str, str]  # axis -> index expression


class TextBlock(Protocol):
    """A block of text.

    `known`: the variables that contain values in this block.
    """

    known: dict[Any, str]


class ScopedText(Protocol):
    """Text with nested scopes, the outermost first."""

    @property
    def scopes(self) -> Sequence[TextBlock]:
        """Return the open scopes, the outermost first."""

    @property
    def scope(self) -> TextBlock:
        """Return the innermost scope."""

    def aside(self, depth: int) -> AbstractContextManager[None]:
        """Write the lines inside the `with` statement to the scope number `depth` (0: the outermost scope).

        The lines stand before the block that is still open in this scope.
        """


TextT = TypeVar("TextT", bound=ScopedText)
StoreT = TypeVar("StoreT")  # the type of the place where a writer stores a value


class ScopedValues(ABC, Generic[TextT, StoreT]):
    """Writes each node once in a scope.

    `base`: the depth of the scope in which values are stored.
    `kept`: the values that are computed once, by the id of their node.
    `levels`: the depth of the scope of each loop variable.
    `guards`: the ids of scopes that run only under a condition.
    """

    text: TextT
    base: int
    kept: dict[Any, tuple[StoreT, Node]]
    levels: dict[str, int]
    guards: set[int]

    def value(self, node: Node, at: Indices, row: bool = False) -> str:
        """Write a node (once in a scope) and return its variable.

        `row`: whether the value is read for the cell at which the step runs now. For any other cell, the lets of a step
        with conditions count as 0 where the step does not apply.
        """
        if isinstance(node, ConstNode) and node.is_number:
            return self._literal(node)
        own = row and (node.has_let or node.has_draw) and not self._is_spread(node)
        key = (id(node), own, tuple(at[a] for a in node.axes))
        for scope in reversed(self.text.scopes):
            if key in scope.known:
                return scope.known[key]
        depth = self._depth(node, at)
        found = self._kept(node, at, own, row)
        with self.text.aside(depth):
            if found is None:
                found = self._computed(node, at, row)
            self.text.scope.known[key] = found
        return found

    @contextmanager
    def keeping_inside(self) -> Iterator[None]:
        """Store values in the innermost scope while the `with` statement runs. Forget these values afterwards."""
        before, base = set(self.kept), self.base
        self.base = len(self.text.scopes) - 1
        yield
        self.base = base
        for key in [k for k in self.kept if k not in before]:
            self._drop(key)

    def forget(self, written: set[str]) -> None:
        """Drop the values that read anything in `written`."""
        for key in [k for k, (_, node) in self.kept.items() if node.reads & written]:
            self._drop(key)

    def _drop(self, key: Any) -> None:
        del self.kept[key]

    def _depth(self, node: Node, at: Indices) -> int:
        """Return the depth of the outermost scope in which the node can be written.

        The loop variables of `at` must exist in this scope. The result is the scope of a condition if the condition
        begins directly in this scope.
        """
        depth = max((self.levels.get(at[a], 0) for a in node.axes), default=0)
        while depth + 1 < len(self.text.scopes) and id(self.text.scopes[depth + 1]) in self.guards:
            depth += 1
        return max(depth, min(self.base, len(self.text.scopes) - 1))

    @abstractmethod
    def _literal(self, node: ConstNode) -> str:
        """Return a single number or truth as text."""

    @abstractmethod
    def _is_spread(self, node: Node) -> bool:
        """Return whether a let is 0 at cells where its step does not apply."""

    @abstractmethod
    def _kept(self, node: Node, at: Indices, own: bool, row: bool) -> str | None:
        """Return the expression of a stored value. Return None if the value is not stored."""

    @abstractmethod
    def _computed(self, node: Node, at: Indices, row: bool) -> str:
        """Write the computation of a node and return its variable."""
