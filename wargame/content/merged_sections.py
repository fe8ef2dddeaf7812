"""Joins the sections of several files in reading order. A double entry is reported with its two places.

Must not know: what a section means.
"""

from __future__ import annotations

from collections.abc import Iterable

from wargame.content.context import ReadContext
from wargame.content.schema.record import Record
from wargame.content.spelling import shown
from wargame.content.yaml.nodes import BrokenNode, MappingNode, ScalarNode, YamlNode

Merged = dict[str, tuple[ScalarNode, YamlNode]]

# The depth to which the entries of a section are joined if several files have the section.
_DEPTH = {
    "kinds": 1, "metrics": 1, "parameters": 1, "formulas": 1, "actions": 1, "steps": 1, "needs": 1,
    "scores": 2, "endings": 1, "bots": 4, "headlines": 1, "entities": 3, "start": 1, "seats": 1, "seasons": 1,
    "looks": 2, "briefing": 2, "glossary": 1, "map": 1, "injects": 1,
    "tables": 1, "clauses": 1, "deals": 1,
}  # fmt: skip


def lay_together(trees: Iterable[MappingNode], document: Record, context: ReadContext) -> Merged:
    """Join the files of a rule set or scenario. `document` declares the possible sections."""
    known = {key.name: key for key in document.keys}
    merged: Merged = {}
    for tree in trees:
        document.mend(tree, known, context)
        for name, (key, node) in tree.entries.items():
            if name == "include":
                continue
            if name in known:
                _put(merged, key, node, _DEPTH.get(name, 0), context)
    return merged


def _put(merged: Merged, key: ScalarNode, node: YamlNode, depth: int, context: ReadContext) -> None:
    """Add an entry to the joined files. Join mappings that may stand in several files, down to `depth` levels."""
    if key.text not in merged:
        merged[key.text] = (key, _copy(node, depth))
        return
    first_key, first = merged[key.text]
    if depth > 0 and isinstance(first, MappingNode) and isinstance(node, MappingNode):
        first.torn = first.torn or node.torn
        for inner_key, inner in node.entries.values():
            _put(first.entries, inner_key, inner, depth - 1, context)
    elif not isinstance(node, BrokenNode) and first_key is not key:
        same = first_key.page.file == key.page.file
        where = f"{first_key.line}:{first_key.column}" if same else str(first_key.place)
        context.wrong(key, f"{shown(key.text)} stands twice (first at {where}); keep one")


def _copy(node: YamlNode, depth: int) -> YamlNode:
    """Copy a node down to `depth` levels, because later files may add entries to its mappings."""
    if depth == 0 or not isinstance(node, MappingNode):
        return node
    entries: Merged = {name: (key, _copy(inner, depth - 1)) for name, (key, inner) in node.entries.items()}
    return MappingNode(node.page, node.line, node.column, entries, node.torn)
