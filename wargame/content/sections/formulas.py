"""Reads `formulas`: named expressions. Some formulas have arguments, such as `odds(force, quality)`.

Must not know: how formulas are parsed.
"""

from __future__ import annotations

import re

import attrs

from wargame.content.context import ReadContext
from wargame.content.schema.shapes import Expression, Made, Schema, is_id
from wargame.content.spelling import shown
from wargame.content.yaml.nodes import MappingNode, ScalarNode, YamlNode
from wargame.model.text.formula import NamedFormula

_HEAD = re.compile(r"\s*([A-Za-z][A-Za-z0-9_]*)\s*(?:\(([^()]*)\))?\s*")


@attrs.frozen
class Head:
    """The head of a formula, such as `odds(force, quality)`: its name as a node, and the names of its arguments."""

    name: ScalarNode
    takes: tuple[str, ...]


def head_of(key: ScalarNode) -> Head | None:
    """Return the name and the arguments of a formula. Return None if the text has another form."""
    found = _HEAD.fullmatch(key.text) if len(key.text) <= 200 else None
    takes = tuple(part.strip() for part in found[2].split(",")) if found and found[2] is not None else ()
    if found is None or not all(is_id(name) for name in takes) or len(set(takes)) < len(takes):
        return None
    name = attrs.evolve(key, text=found[1], column=key.column + (1 if key.style else 0) + found.start(1))
    return Head(name, takes)


def read_formulas(node: YamlNode, context: ReadContext) -> dict[str, NamedFormula]:
    """Return the formulas in the order of the file."""
    if not isinstance(node, MappingNode):
        context.expected(node, "formulas: a mapping of `name: expression`")
        return {}
    formulas: dict[str, NamedFormula] = {}
    for key, body in node.entries.values():
        head = head_of(key)
        formula = Expression().read(body, context)
        if head is None:
            context.wrong(key, f"{shown(key.text)} is no head of a formula: write `name` or `name(a, b)`")
        elif formula is not None:
            _check_values(key, head, context)
            formulas[head.name.text] = NamedFormula(head.name.text, head.takes, formula)
    return formulas


def _check_values(key: ScalarNode, head: Head, context: ReadContext) -> None:
    """Report arguments with the name of another thing, because the formula could not use that thing."""
    for name in head.takes:
        given = context.names.given.get(name)
        if given is not None:
            bracket = key.text.index("(")
            offset = re.compile(rf"\b{name}\b").search(key.text, bracket)
            column = key.column + (1 if key.style else 0) + (offset.start() if offset else bracket)
            context.wrong(
                attrs.evolve(key, column=column),
                f"`{name}` is also a {given.sort.value} ({given.place}): rename this value",
            )


def formulas_schema() -> Schema:
    """Return the schema of a mapping from names, with or without arguments, to formulas."""
    return {"type": "object", "additionalProperties": {"type": ["string", "number"]}}


FORMULAS = Made(read_formulas, formulas_schema)
