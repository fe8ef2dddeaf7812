"""Checks the names in the braces of a text, such as `{area}`, `{fell:.0f}` or `{fear.ABJ}`.

Must not know: what the names mean.
"""

from __future__ import annotations

from collections.abc import Collection

import attrs

from wargame.content.context import ReadContext
from wargame.content.yaml.formula_text import formula_of
from wargame.content.yaml.nodes import ScalarNode, YamlNode
from wargame.model.text.braces import ShownValue, braces_in
from wargame.model.text.formula import Formula

UNCLOSED = "a brace in this text is not closed: write {name}, or {{ for a brace itself"


def placed(node: ScalarNode) -> Formula:
    """Return a text whose characters keep their places in the file."""
    words = formula_of(node)
    lead = len(node.text) - len(node.text.lstrip())
    starts = tuple((offset + lead, place) for offset, place in words.starts)
    return Formula(node.text, attrs.evolve(words.place, column=max(words.place.column - lead, 1)), starts)


def shown_values(node: YamlNode | None, context: ReadContext) -> tuple[ShownValue, ...]:
    """Return the names in braces in the text of an inject or a choice, with their places."""
    if not isinstance(node, ScalarNode) or ("{" not in node.text and "}" not in node.text):
        return ()
    braces = braces_in(node.text)
    if braces is None:
        context.wrong(node, UNCLOSED)
        return ()
    text = placed(node)
    return tuple(ShownValue(brace.name, brace.form, text.place_at(brace.offset)) for brace in braces)


def check_no_braces(node: YamlNode, context: ReadContext) -> None:
    """Report braces in a text that shows no values."""
    if isinstance(node, ScalarNode) and "{" in node.text:
        context.wrong(node, "braces show a value in `text` alone: take them out of this line")


def check_braces(node: YamlNode, known: Collection[str], context: ReadContext) -> None:
    """Report names in braces that have no value."""
    if not isinstance(node, ScalarNode):
        return
    braces = braces_in(node.text)
    if braces is None:
        context.wrong(node, UNCLOSED)
        return
    for name in (brace.name for brace in braces):
        if name not in known:
            index = node.page.text.find("{" + name, node.start, node.end)
            same_line = index >= 0 and "\n" not in node.page.text[node.start : index]
            column = node.column + index - node.start + 1 if same_line else node.column
            context.knows(attrs.evolve(node, text=name, column=column), known, "nothing here")
