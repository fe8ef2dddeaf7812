"""Records: mappings in content files that may have only known keys.

Each key has a shape, which is the form of its value.

The message about an unknown key suggests the nearest key.

The message about a missing key contains a remedy.

Must not know: any section.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any, Generic, TypeVar, cast

import attrs

from wargame.content.context import ReadContext
from wargame.content.schema.shapes import Schema, Shape, read_keys
from wargame.content.spelling import one_of, shown
from wargame.content.yaml.nodes import BrokenNode, MappingNode, ScalarNode, YamlNode
from wargame.errors import Place

T = TypeVar("T")
T_co = TypeVar("T_co", covariant=True)


@attrs.frozen(eq=False)
class Key(Generic[T_co]):
    """A key of a record, with the shape of its value and its default.

    `needed`: the remedy at the end of the message about a missing key.
    """

    name: str
    shape: Shape[T_co]
    default: T_co
    needed: str = ""
    note: str = ""


@attrs.frozen
class ParsedRecord:
    """The result of reading a record: typed values by key, and the nodes for later checks."""

    place: Place
    values: Mapping[str, object]
    nodes: Mapping[str, tuple[ScalarNode, YamlNode]]
    torn: bool = False  # whether a part could not be read; this part may hold the missing keys

    def __getitem__(self, key: Key[T]) -> T:
        return cast(T, self.values[key.name]) if key.name in self.values else key.default

    def __contains__(self, key: Key[Any]) -> bool:
        return key.name in self.nodes

    def node(self, key: Key[Any]) -> YamlNode:
        """Return the node of a key that the record has."""
        return self.nodes[key.name][1]


@attrs.frozen(eq=False)
class Record:
    """A mapping that may have only these keys. `what`: the name of the mapping in messages, such as `a metric`."""

    what: str
    keys: tuple[Key[Any], ...]

    def read(self, node: YamlNode, context: ReadContext, head: ScalarNode | None = None) -> ParsedRecord | None:
        """Return the record, or None if the node is no mapping. Wrong values are reported and left out.

        `head`: the id of the record. Missing keys are reported at the place of the id.
        """
        if not isinstance(node, MappingNode):
            if not isinstance(node, BrokenNode):
                context.expected(node, f"{self.what}: a mapping with {one_of([key.name for key in self.keys], 5)}")
            return None
        known = {key.name: key for key in self.keys}
        values: dict[str, object] = {}
        self.mend(node, known, context)
        for text, (_, value_node) in node.entries.items():
            value = known[text].shape.read(value_node, context) if text in known else None
            if value is not None:
                values[text] = value
        for key in self.keys if not node.torn else ():
            if not key.needed or key.name in node.entries:
                continue
            if context.torn.isdisjoint((node.page.file, key.name)):
                called = f"{self.what.split(' ', 1)[-1]} {shown(head.text)}" if head else self.what
                context.wrong(head or node, f"{called} has no {key.name}: {key.needed}")
        return ParsedRecord((head or node).place, values, node.entries, node.torn)

    def mend(self, node: MappingNode, known: Mapping[str, Key[Any]], context: ReadContext) -> None:
        """Report keys that this record does not have.

        The value of a wrong key moves to the key that the author probably meant.
        """
        strange = [key for name, (key, _) in node.entries.items() if name not in known]
        if not strange:
            return
        missing = [key for key in self.keys if key.needed and key.name not in node.entries and not node.torn]
        for key in strange:
            meant = context.meant(key.text, known)
            if meant:
                hint = f"; did you mean `{meant}`?"
            elif len(strange) == len(missing) == 1:
                hint = f", and its {missing[0].name} is missing: {missing[0].needed}"
            else:
                hint = f" (known: {one_of(known, 16)})"
            context.wrong(key, f"{self.what} has no key {shown(key.text)}{hint}")
            if meant and meant not in node.entries:
                node.rename(key.text, meant)
            elif not meant and len(strange) == len(missing) == 1:
                node.entries[missing[0].name] = (key, BrokenNode(key.page, key.line, key.column))

    def schema(self) -> Schema:
        """Return the schema of an object with these properties and no others."""
        properties: dict[str, object] = {}
        for key in self.keys:
            described = dict(key.shape.schema())
            if key.note:
                described["description"] = key.note
            properties[key.name] = described
        needed = [key.name for key in self.keys if key.needed]
        schema: Schema = {"type": "object", "properties": properties, "additionalProperties": False}
        if needed:
            schema["required"] = needed
        return schema


def _is_torn(body: YamlNode) -> bool:
    """Return whether a part of an entry could not be read. Such a part was already reported."""
    return isinstance(body, MappingNode) and (
        body.torn or any(isinstance(v, BrokenNode) for _, v in body.entries.values())
    )


@attrs.frozen(eq=False)
class Each(Generic[T]):
    """A section: a mapping from ids to records.

    `what`: the name of the section in messages, such as `metrics`.
    `make`: the function that reads one record. Its first argument is the id of the record.
    `keep`: whether to return a record whose reader has reported an error. Otherwise such a record is left out, because
        later checks rely on records without errors.
    """

    what: str
    make: Callable[[ScalarNode, YamlNode, ReadContext], T | None]
    like: Record
    key: Shape[str] | None = None
    keep: bool = False

    def read(self, node: YamlNode, context: ReadContext) -> dict[str, T] | None:
        """Return the records that could be read, in file order."""
        if not isinstance(node, MappingNode):
            if not isinstance(node, BrokenNode):
                context.expected(node, f"{self.what}: a mapping from names to their entries")
            return None
        made: dict[str, T] = {}
        good = read_keys(node, self.key, context)
        for name, (head, body) in node.entries.items():
            before = context.problems.error_count
            value = None if isinstance(body, BrokenNode) else self.make(head, body, context)
            whole = context.problems.error_count == before and not _is_torn(body)
            if name in good and value is not None and (self.keep or whole):
                made[name] = value
        return made

    def schema(self) -> Schema:
        """Return the schema of an object whose values are records."""
        return {"type": "object", "additionalProperties": self.like.schema()}
