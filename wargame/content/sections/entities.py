"""Reads the section `entities`, and the section `start` with starting values of national metrics.

Each row of `entities` describes one entity: its attributes (fixed numbers), its links and its starting values.

Must not know: any particular kind, or what starting formulas say.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from wargame.content.context import ReadContext
from wargame.content.names import NameKind
from wargame.content.schema.references import METRIC, code_of
from wargame.content.schema.shapes import Entries, Expression, Flag, Id, Many, Number, Schema, Text
from wargame.content.sections.metrics import check_within
from wargame.content.spelling import one_of, shown
from wargame.content.yaml.nodes import BrokenNode, MappingNode, ScalarNode, SequenceNode, YamlNode
from wargame.model.rules.kinds import Entity, Kind, Relation
from wargame.model.rules.metric import Metric
from wargame.model.text.formula import Formula

_OWN_KEYS = ("name", "start", "was")
StartValue = Formula | Mapping[str, Formula]


class EntityRows:
    """Reads all rows of `entities`. Kinds and metrics must already be known."""

    def __init__(self, kinds: Mapping[str, Kind], metrics: Mapping[str, Metric], context: ReadContext) -> None:
        self.kinds = kinds
        self.metrics = metrics
        self.context = context

    def read(self, node: YamlNode | None) -> dict[str, Entity]:
        """Return the entities of all kinds.

        Kinds are in the order of the rule set. Codes are in the order of the file.
        """
        entities: dict[str, Entity] = {}
        if not isinstance(node, MappingNode):
            if node is not None and not isinstance(node, BrokenNode):
                self.context.expected(node, "entities: a mapping from kinds to their rows")
            return entities
        for name, kind in self.kinds.items():
            if name not in node.entries:
                continue
            key, rows = node.entries[name]
            if kind.members:
                self.context.wrong(key, f"the members of `{name}` are fixed by the rules: delete these rows")
            elif not isinstance(rows, MappingNode):
                if not isinstance(rows, BrokenNode):
                    self.context.expected(rows, f"rows of {name}: a mapping from codes to their values")
            else:
                for head, body in rows.entries.values():
                    entity = self.row(head, body, kind)
                    if entity is not None:
                        entities[head.text] = entity
        return entities

    def row(self, head: ScalarNode, node: YamlNode, kind: Kind) -> Entity | None:
        """Read the row of one entity. A row may be an empty mapping."""
        if not isinstance(node, MappingNode):
            if not isinstance(node, BrokenNode):
                self.context.expected(node, f"a row of {kind.name}: a mapping, as in {{name: ...}}")
            return None
        label, was = "", ""
        attributes: dict[str, float] = {}
        links: dict[str, tuple[str, ...]] = {}
        start: dict[str, StartValue] = {}
        relations = {relation.name: relation for relation in kind.relations}
        for name, (key, value) in node.entries.items():
            if name == "name":
                label = Text().read(value, self.context) or ""
            elif name == "was":
                was = Id("the old code").read(value, self.context) or ""
            elif name == "start":
                start = self.starts(value, kind)
            elif name in kind.attributes:
                number = self.attribute(value, kind.attributes[name])
                if number is not None:
                    attributes[name] = number
            elif name in relations:
                if relations[name].goal:  # an unknown kind was already reported
                    links[name] = self.links(value, relations[name].goal, head)
            else:
                self.unknown(key, kind)
        return Entity(head.text, kind.name, head.place, label, attributes, links, start, was)

    def unknown(self, key: ScalarNode, kind: Kind) -> None:
        """Report a key that rows of this kind do not have."""
        known = [*_OWN_KEYS, *kind.attributes, *(relation.name for relation in kind.relations)]
        meant = self.context.did_you_mean(key.text, known)
        if not meant and key.text in self.context.names.of_sort(NameKind.METRIC):
            meant = f": it is a metric, write start: {{{key.text}: ...}}"
        given = self.context.names.given.get(key.text)
        if given is not None and given.sort in (NameKind.ATTRIBUTE, NameKind.RELATION) and given.of == kind.name:
            return  # the kind has this key, and the mistake in its definition was already reported
        if key.text in self.context.names.refused:
            return
        back = next((way for way in kinds_of_way(self.kinds, kind.name, key.text)), None)
        if back is not None:
            meant = f": it is the way back of `{back.name}`, which rows of {back.origin} have"
        if not self.context.torn or meant:
            self.context.wrong(
                key, f"a row of {kind.name} has no {shown(key.text)}{meant or f' (known: {one_of(known, 16)})'}"
            )

    def attribute(self, node: YamlNode, form: str) -> float | None:
        """Read an attribute: a number, or a flag as 0, 1, true or false."""
        if form == "flag":
            if isinstance(node, ScalarNode) and node.text in ("0", "1") and not node.style:
                return float(node.text)
            flag = Flag().read(node, self.context)
            return None if flag is None else float(flag)
        return Number().read(node, self.context)

    def links(self, node: YamlNode, goal: str, head: ScalarNode) -> tuple[str, ...]:
        """Read the codes of a relation. Report a code that appears twice."""
        codes = Many(code_of(goal), single=True, unique=True).read(node, self.context) or ()
        for item in node.items if isinstance(node, SequenceNode) else [node]:
            if (
                isinstance(item, ScalarNode)
                and item.text == head.text
                and self.context.names.kind_of(head.text) == goal
            ):
                self.context.wrong(item, f"`{item.text}` cannot be linked to itself; delete it")
        return tuple(dict.fromkeys(codes))

    def starts(self, node: YamlNode, kind: Kind) -> dict[str, StartValue]:
        """Read the starting values of one entity.

        A value is a formula. The value of a metric of pairs is a mapping from the other entity to a formula.
        """
        if not isinstance(node, MappingNode):
            if not isinstance(node, BrokenNode):
                self.context.expected(node, "starting values: `metric: value`")
            return {}
        starts: dict[str, StartValue] = {}
        for name, (key, value) in node.entries.items():
            metric = self.metrics.get(name)
            if metric is None:
                METRIC.read(key, self.context)
                continue
            kinds = self.kinds_of(metric)
            if kind.name not in kinds:
                of = " and ".join(metric.of) or "the nation"
                remedy = (
                    "write it in the scenario's own `start`" if not metric.of else f"write it in a row of {kinds[0]}"
                )
                self.context.wrong(key, f"`{name}` is of {of}, not of {kind.name}: {remedy}")
                continue
            start = self.start(value, metric, kinds, kind.name)
            if start is not None:
                starts[name] = start
        return starts

    def start(self, node: YamlNode, metric: Metric, kinds: tuple[str, ...], own: str) -> StartValue | None:
        """Read the starting value of one metric in a row."""
        for value in [value for _, value in node.entries.values()] if isinstance(node, MappingNode) else [node]:
            check_within(value, metric.low, metric.high, metric.name, self.context)
        if len(kinds) == 1:
            return Expression().read(node, self.context)
        other = kinds[1] if kinds[0] == own else kinds[0]
        if not isinstance(node, MappingNode):
            if not isinstance(node, BrokenNode):
                of = " and ".join(metric.of)
                self.context.expected(node, f"values by {other}, as in {{CODE: 1}}, since `{metric.name}` is of {of}")
            return None
        return Entries(Expression(), code_of(other)).read(node, self.context)

    def kinds_of(self, metric: Metric) -> tuple[str, ...]:
        """Return the kind of each axis of a metric.

        A kind may define a second axis, for metrics of pairs within the kind. The second axis belongs to the same kind.
        """
        again = self.context.names.of_sort(NameKind.AXIS)
        return tuple(again[axis].of if axis in again else axis for axis in metric.of)


def kinds_of_way(kinds: Mapping[str, Kind], goal: str, inverse: str) -> Iterator[Relation]:
    """Return the relations that link a kind with the kind `goal`.

    The relations have the name `inverse` in the opposite direction.
    """
    for kind in kinds.values():
        yield from (way for way in kind.relations if way.goal == goal and way.inverse == inverse)


def read_national_starts(
    node: YamlNode | None, metrics: Mapping[str, Metric], context: ReadContext
) -> dict[str, Formula]:
    """Read `start` of a scenario: the starting values of national metrics."""
    if node is None or isinstance(node, BrokenNode):
        return {}
    starts = Entries(Expression(), METRIC, "starting values: `metric: value`").read(node, context) or {}
    for name in starts:
        metric = metrics.get(name)
        if metric is not None and metric.of and isinstance(node, MappingNode):
            of = " and ".join(metric.of)
            context.wrong(node.entries[name][0], f"`{name}` is of {of}: write its start in rows of {metric.of[0]}")
        elif metric is not None and isinstance(node, MappingNode):
            check_within(node.entries[name][1], metric.low, metric.high, name, context)
    return starts


def entities_schema() -> Schema:
    """Return the schema of rows by kind.

    The schema allows any attribute, because the rule set defines the attributes.
    """
    row: Schema = {"type": "object", "properties": {"name": Text().schema(), "start": {"type": "object"}}}
    return {"type": "object", "additionalProperties": {"type": "object", "additionalProperties": row}}
