"""The nodes of a YAML file: scalars, sequences and mappings, each with its place.

Must not know: what a node means.
"""

from __future__ import annotations

from typing import TypeAlias

import attrs

from wargame.content.spelling import shown
from wargame.errors import Place


@attrs.frozen
class Page:
    """The text of one file, and the name of the file in messages."""

    file: str
    text: str = attrs.field(repr=False)


@attrs.define(eq=False)  # reading a large file with a frozen class would take a third longer
class ScalarNode:
    """A piece of text.

    `style`: one of ' " | >, or empty for plain text.
    `start`, `end`: the positions of the text in the file, counted in characters.
    """

    page: Page
    text: str
    line: int
    column: int
    style: str
    start: int
    end: int

    @property
    def place(self) -> Place:
        """Return the place of the first character. The first character of a quoted scalar is its quotation mark."""
        return Place(self.page.file, self.line, self.column)

    @property
    def blank(self) -> bool:
        """Return whether the text is empty."""
        return not self.text and not self.style


@attrs.define(eq=False)
class SequenceNode:
    """A YAML sequence."""

    page: Page
    line: int
    column: int
    items: list[YamlNode]

    @property
    def place(self) -> Place:
        """Return the place of the first item or bracket."""
        return Place(self.page.file, self.line, self.column)


@attrs.define(eq=False)
class MappingNode:
    """A YAML mapping without double keys, in the order of the file.

    `torn`: whether a part of the mapping could not be read.
    """

    page: Page
    line: int
    column: int
    entries: dict[str, tuple[ScalarNode, YamlNode]]
    torn: bool = False

    @property
    def place(self) -> Place:
        """Return the place of the first key or brace."""
        return Place(self.page.file, self.line, self.column)

    def rename(self, key: str, meant: str) -> None:
        """Move an entry from the wrong key `key` to `meant`, the key that its author probably meant."""
        self.entries[key][0].text = meant
        self.entries = {meant if name == key else name: entry for name, entry in self.entries.items()}


@attrs.define(eq=False)
class BrokenNode:
    """A value that was already refused. Later checks report nothing about this value."""

    page: Page
    line: int
    column: int

    @property
    def place(self) -> Place:
        """Return the place of the value."""
        return Place(self.page.file, self.line, self.column)


YamlNode: TypeAlias = ScalarNode | SequenceNode | MappingNode | BrokenNode


def describe(node: YamlNode) -> str:
    """Return the form of a node in words for the message `expected ..., found ...`."""
    match node:
        case ScalarNode():
            return "nothing" if node.blank else shown(node.text) if node.text else "empty text"
        case SequenceNode():
            return "a list"
        case MappingNode():
            return "a mapping"
        case BrokenNode():
            return "something else"
