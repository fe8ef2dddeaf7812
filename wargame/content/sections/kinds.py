"""Reads the section `kinds`, and the section `needs` with the entities that rules use.

An attribute is a fixed number of an entity. A relation links entities, such as roads with areas. A second axis is
another name of a kind. A metric of pairs within one kind needs this name. Members are a fixed list of choices.

Must not know: any particular kind except `faction`.
"""

from __future__ import annotations

import attrs

from wargame.content.context import ReadContext
from wargame.content.names import SEASONS, NameKind
from wargame.content.schema.record import Each, Key, Record
from wargame.content.schema.references import KIND
from wargame.content.schema.shapes import Entries, Flag, Id, Made, Many, OneOf, Schema, Text
from wargame.content.yaml.nodes import MappingNode, ScalarNode, SequenceNode, YamlNode
from wargame.model.rules.kinds import AttributeLabel, Kind, Relation


def _members(node: YamlNode, context: ReadContext) -> dict[str, str] | None:
    """Read the members of a kind: a list of codes, or a mapping from codes to labels."""
    if isinstance(node, SequenceNode):
        codes = Many(Id("a member")).read(node, context) or ()
        return dict.fromkeys(codes, "")
    return Entries(Text("a label"), Id("a member"), "members: a list, or a mapping with labels").read(node, context)


def _members_schema() -> Schema:
    return {"anyOf": [Many(Id()).schema(), Entries(Text()).schema()]}


TO = Key("to", KIND, "", "say which kind it leads to")
MUTUAL = Key("mutual", Flag(), False)
INVERSE = Key("inverse", Id("a name"), "")
RELATION = Record("a relation", (TO, MUTUAL, INVERSE))


def _relation(node: YamlNode, context: ReadContext) -> Relation | None:
    row = RELATION.read(node, context)
    if row is None:
        return None
    return Relation("", "", row[TO], row[MUTUAL], row[INVERSE], row.place)


TYPES = OneOf(("number", "flag"))
TYPE: Key[str] = Key("type", TYPES, "", "say whether it is a number or a flag")
LABEL = Key("label", Text(empty=False), "", "write how people call it; without a label write the type alone")
UNIT = Key("unit", Text(), "")
ATTRIBUTE = Record("an attribute", (TYPE, LABEL, UNIT))


def _attribute(node: YamlNode, context: ReadContext) -> tuple[str, AttributeLabel | None] | None:
    """Read the type of an attribute and, if present, its label for people."""
    if not isinstance(node, MappingNode):
        kind = TYPES.read(node, context)
        return None if kind is None else (kind, None)
    row = ATTRIBUTE.read(node, context)
    return None if row is None else (row[TYPE], AttributeLabel(row[LABEL], row[UNIT]))


ATTRIBUTES: Key[dict[str, tuple[str, AttributeLabel | None]]] = Key(
    "attributes",
    Entries(Made(_attribute, lambda: {"anyOf": [TYPES.schema(), ATTRIBUTE.schema()]}), what="attributes"),
    {},
)
RELATIONS: Key[dict[str, Relation]] = Key("relations", Entries(Made(_relation, RELATION.schema)), {})
AGAIN = Key("again", Id("a name"), "", note="name of a second axis of this kind, for pairs")
MEMBERS: Key[dict[str, str]] = Key("members", Made(_members, _members_schema), {})
WAS: Key[dict[str, str]] = Key(
    "was", Entries(Id("the old name"), Id("a member"), "old names as in {new: old}"), {}, note="old names of members"
)
PLAYS = Key("plays", Flag(), False, note="true: its entities may take seats, as factions may")
KIND_RECORD = Record("a kind", (ATTRIBUTES, RELATIONS, AGAIN, MEMBERS, WAS, PLAYS))


def read_kind(head: ScalarNode, node: YamlNode, context: ReadContext) -> Kind | None:
    """Read one kind. A kind may be an empty mapping."""
    row = KIND_RECORD.read(node, context, head)
    if row is None:
        return None
    relations = []
    node_of_relations = row.node(RELATIONS) if RELATIONS in row else None
    for name, relation in row[RELATIONS].items():
        assert isinstance(node_of_relations, MappingNode)
        key, body = node_of_relations.entries[name]
        if relation.mutual and relation.goal and relation.goal != head.text:
            context.wrong(body, f"`{name}` cannot be mutual: it leads from {head.text} to {relation.goal}")
        if relation.goal:
            relations.append(Relation(name, head.text, relation.goal, relation.mutual, relation.inverse, key.place))
    if WAS in row:
        strangers = [name for name in row[WAS] if name not in row[MEMBERS]]
        if strangers:
            context.wrong(row.node(WAS), f"`{strangers[0]}` is no member of `{head.text}`: write {{new: old}}")
    return Kind(
        head.text,
        head.place,
        {name: kind for name, (kind, _) in row[ATTRIBUTES].items()},
        tuple(relations),
        row[AGAIN],
        row[MEMBERS],
        row[WAS],
        playing=row[PLAYS],
        labels={name: label for name, (_, label) in row[ATTRIBUTES].items() if label is not None},
    )


KINDS = Each("kinds", read_kind, KIND_RECORD, keep=True)


NEEDS = Entries(
    Many(Id("a code"), unique=True),
    attrs.evolve(KIND, also=(SEASONS,)),
    "needs: a mapping from kinds to codes, or seasons to names",
)


def check_needs(context: ReadContext) -> None:
    """Check that the scenario has every entity of `needs`, with the right kind."""
    if context.torn:
        return
    for kind, codes in context.names.promised.items():
        for code, place in codes.items():
            given = context.names.given.get(code)
            if code in context.names.refused:
                continue
            if kind == SEASONS:
                if given is None or given.sort is not NameKind.SEASON:
                    context.problems.add(
                        place,
                        f"the rules need the season `{code}`, which the scenario does not give: add it to `seasons`",
                        unknown=code,
                    )
                continue
            if given is None or given.sort not in (NameKind.ENTITY, NameKind.MEMBER):
                context.problems.add(
                    place,
                    f"the rules need the {kind} `{code}`, which the scenario does not give: add it to `entities`",
                    unknown=code,
                )
            elif given.of != kind:
                context.problems.add(given.place, f"`{code}` is of kind {given.of} here, but the rules need a {kind}")
