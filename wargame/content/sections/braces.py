"""Checks the names in the braces of a text, such as `{area}` or `{fell:.0f}`.

Must not know: what the names mean.
"""

from __future__ import annotations

from collections.abc import Collection
from string import Formatter

import attrs

from wargame.content.context import ReadContext
from wargame.content.yaml.nodes import ScalarNode, YamlNode


def braced(text: str) -> tuple[str, ...] | None:
    """Return the names in braces, or None if a brace is not closed."""
    try:
        return tuple(name for _, name, _, _ in Formatter().parse(text) if name is not None)
    except ValueError:
        return None


def check_braces(node: YamlNode, known: Collection[str], context: ReadContext) -> None:
    """Report names in braces that have no value."""
    if not isinstance(node, ScalarNode):
        return
    names = braced(node.text)
    if names is None:
        context.wrong(node, "a brace in this text is not closed: write {name}, or {{ for a brace itself")
        return
    for name in names:
        if name not in known:
            index = node.page.text.find("{" + name, node.start, node.end)
            same_line = index >= 0 and "\n" not in node.page.text[node.start : index]
            column = node.column + index - node.start + 1 if same_line else node.column
            context.knows(attrs.evolve(node, text=name, column=column), known, "nothing here")
