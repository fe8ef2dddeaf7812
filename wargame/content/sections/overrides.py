"""Reads `without` and `parameters` of a scenario. Parameters replace numbers of the rules or add new numbers.

Must not know: what a parameter is for.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping

import attrs

from wargame.content.context import ReadContext
from wargame.content.names import NameKind
from wargame.content.schema.record import Key, ParsedRecord
from wargame.content.schema.shapes import Known, Number, OneOf, Schema, number_of
from wargame.content.sections.parameters import PARAMETER, read_parameter
from wargame.content.yaml.nodes import MappingNode, ScalarNode, SequenceNode, YamlNode
from wargame.model.rules.parameter import Parameter

# Sections of a rule set. A scenario can leave out their entries by id.
_LEAVABLE = ("metrics", "parameters", "formulas", "actions", "steps", "endings", "injects")


def _value(head: ScalarNode, node: YamlNode, context: ReadContext) -> float | str | Parameter | None:
    """Read a number, the word of a parameter with a `pick`, or a new parameter that only this scenario has."""
    if isinstance(node, MappingNode):
        return read_parameter(head, node, context)
    if not _PARAMETER.read(head, context):
        return None
    if isinstance(node, ScalarNode) and node.text and number_of(node.text) is None:
        return node.text
    return Number(-2e6, 2e6).read(node, context)


class _Overrides:
    """The shape of a mapping from names to values or parameters."""

    def read(self, node: YamlNode, context: ReadContext) -> dict[str, float | str | Parameter] | None:
        """Return the readable values, in the order of the file."""
        if not isinstance(node, MappingNode):
            context.expected(node, "parameters: `name: value`")
            return None
        read = {name: _value(head, body, context) for name, (head, body) in node.entries.items()}
        return {name: value for name, value in read.items() if value is not None}

    def schema(self) -> Schema:
        """Return the schema of a mapping to values or parameters."""
        return {
            "type": "object",
            "additionalProperties": {"anyOf": [{"type": ["number", "string"]}, PARAMETER.schema()]},
        }


_PARAMETER = Known(lambda context: context.names.of_sort(NameKind.PARAMETER), "no parameter")
OVERRIDES = _Overrides()


def overridden(
    parameters: Mapping[str, Parameter],
    row: ParsedRecord,
    key: Key[Mapping[str, float | str | Parameter]],
    context: ReadContext,
) -> dict[str, Parameter]:
    """Return the parameters of the rules, changed by the values and parameters that the scenario states.

    A parameter is no longer hidden if the scenario states its value.
    """
    changed = dict(parameters)
    node = row.node(key) if key in row else None
    for name, value in row[key].items():
        if isinstance(value, Parameter):
            changed.setdefault(name, value)
            continue
        parameter = parameters.get(name)
        if parameter is None or not isinstance(node, MappingNode):
            continue
        body = node.entries[name][1]
        if parameter.pick:
            if OneOf(tuple(parameter.pick)).read(body, context) is not None:
                # The other choices get the probability 0. Their names stay, because rules may use these names.
                changed[name] = attrs.evolve(parameter, pick={c: float(c == value) for c in parameter.pick})
        elif isinstance(value, str):
            context.expected(body, "a number")
        else:
            changed[name] = attrs.evolve(parameter, value=value, prior=None, known_to="")
    return changed


def leave_out(rules: MappingNode, node: YamlNode | None, context: ReadContext) -> None:
    """Remove the entries that a scenario's `without` lists.

    Later uses of a removed name are reported as unknown names.
    """
    for item in _words(node):
        known = [name for section in _LEAVABLE for name in _entries(rules, section)]
        found = [section for section in _LEAVABLE if item.text in _entries(rules, section)]
        if not found and not context.torn:
            context.wrong(
                item, f"the rules have nothing called `{item.text[:60]}`{context.did_you_mean(item.text, known)}"
            )
        for section in found:
            del _entries(rules, section)[item.text]


def _words(node: YamlNode | None) -> Iterable[ScalarNode]:
    items = node.items if isinstance(node, SequenceNode) else [node]
    return [item for item in items if isinstance(item, ScalarNode) and not item.blank]


def _entries(rules: MappingNode, section: str) -> dict[str, tuple[ScalarNode, YamlNode]]:
    node = rules.entries[section][1] if section in rules.entries else None
    return node.entries if isinstance(node, MappingNode) else {}
