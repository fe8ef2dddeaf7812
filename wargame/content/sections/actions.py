"""Reads the section `actions`: who may give each order, its targets, levels, prices and conditions.

Must not know: any particular action, or whether an action is legal.
"""

from __future__ import annotations

from collections.abc import Mapping

from wargame.content.context import ReadContext
from wargame.content.names import ENGINE_WORDS, FUNCTIONS
from wargame.content.schema.intervals import levels_schema, read_levels
from wargame.content.schema.record import Each, Key, ParsedRecord, Record
from wargame.content.schema.references import GIVER, KIND, READER
from wargame.content.schema.shapes import Entries, Expression, Flag, Id, Made, Many, Schema, Text
from wargame.content.sections.braces import check_braces
from wargame.content.yaml.nodes import MappingNode, ScalarNode, YamlNode
from wargame.model.rules.action import EVERYONE, Action, ActionTarget, Requirement
from wargame.model.text.formula import Formula

THAT: Key[Formula | None] = Key("that", Expression(), None, "say what must hold")
ELSE = Key("else", Text("a sentence that says why not", empty=False), "", "say in a sentence why not")
REQUIREMENT = Record("a requirement", (THAT, ELSE))


def _requirement(node: YamlNode, context: ReadContext) -> Requirement | None:
    row = REQUIREMENT.read(node, context)
    that = row[THAT] if row is not None else None
    return Requirement(that, row[ELSE]) if row is not None and that is not None else None


def _targets(node: YamlNode, context: ReadContext) -> tuple[ActionTarget, ...] | None:
    """Read the targets of an action: `none`, a kind, or the names of two targets with their kinds."""
    if isinstance(node, ScalarNode):
        if node.text == "none":
            return ()
        kind = KIND.read(node, context)
        return (ActionTarget(kind, kind),) if kind is not None else None
    if not isinstance(node, MappingNode):
        context.expected(node, "none, a kind, or roles as in {origin: area, goal: area}")
        return None
    if len(node.entries) > 2:
        context.wrong(node, f"an action has at most two targets, found {len(node.entries)}")
    for name, (key, value) in node.entries.items():
        kind = value.text if isinstance(value, ScalarNode) else ""
        given = context.names.given.get(name)
        if name != kind and (given is not None or name in FUNCTIONS or name in ENGINE_WORDS):
            sort = given.sort.value if given is not None else "word of the rule language"
            context.wrong(key, f"the role `{name}` is also a {sort}: choose another name, as in origin and goal")
    roles = Entries(KIND, Id("a role")).read(node, context) or {}
    return tuple(ActionTarget(role, kind) for role, kind in roles.items())


def _targets_schema() -> Schema:
    roles = {"type": "object", "additionalProperties": {"type": "string"}, "minProperties": 1, "maxProperties": 2}
    return {"anyOf": [{"type": "string"}, roles]}


LABEL = Key("label", Text(), "")
BY: Key[tuple[str, ...]] = Key(
    "by", Many(GIVER, single=True, least=1, unique=True), (), "say which faction may order it"
)
TARGET: Key[tuple[ActionTarget, ...]] = Key("target", Made(_targets, _targets_schema), ())
LEVELS: Key[tuple[float, ...]] = Key("levels", Made(read_levels, levels_schema), (1.0,))
COST: Key[Mapping[str, Formula]] = Key(
    "cost", Entries(Expression(), Id("a currency"), "a cost as in {ap: 1, money: price}"), {}
)
REQUIRES: Key[tuple[Requirement, ...]] = Key("requires", Many(Made(_requirement, REQUIREMENT.schema)), ())
REPEAT = Key("repeat", Flag(), True, note="false: not at the same target two turns running")
STACK = Key("stack", Flag(), False, note="true: the same order may stand twice in a turn")
DESCRIBE = Key("describe", Text(), "", note="one sentence; {kind or role} and {level} are filled in")
EFFECT = Key("effect", Text(), "", note="one sentence for the list of orders")
SEEN_BY: Key[tuple[str, ...]] = Key("seen_by", Many(READER, single=True, least=1, unique=True), (EVERYONE,))
SOURCE = Key("source", Text(), "")
ONE_OF = Key("one_of", Id("a role"), "", note="the target of which all orders of a turn should name the same one")
WAS = Key("was", Id("the old name"), "")
ACTION = Record(
    "an action",
    (LABEL, BY, TARGET, LEVELS, COST, REQUIRES, REPEAT, STACK, DESCRIBE, EFFECT, SEEN_BY, SOURCE, WAS, ONE_OF),
)


def read_action(head: ScalarNode, node: YamlNode, context: ReadContext) -> Action | None:
    """Read one action."""
    row = ACTION.read(node, context, head)
    if row is None:
        return None
    _check_words(row, context)
    return Action(
        head.text, row[BY], head.place, row[TARGET], row[LEVELS], row[COST], row[REQUIRES], row[REPEAT], row[STACK],
        row[LABEL], row[DESCRIBE], row[EFFECT], row[SOURCE], row[SEEN_BY], row[WAS],
        one_of=row[ONE_OF],
    )  # fmt: skip


def _check_words(row: ParsedRecord, context: ReadContext) -> None:
    """Check that braces in `describe` hold only `level` or the name of a target.

    Also check that there is no other giver if `everyone` is a giver.
    """
    for key in (BY, SEEN_BY):
        names = row[key]
        if len(names) > 1 and any(name in (EVERYONE, "nobody") for name in names):
            context.wrong(
                row.node(key), f"{names[0]} and others cannot stand together: write one word or a list of factions"
            )
    if BY in row:
        _check_givers(row, context)
    roles = [target.role for target in row[TARGET]]
    single = row.node(ONE_OF) if row[ONE_OF] else None
    if isinstance(single, ScalarNode) and (roles or TARGET not in row):
        context.knows(single, roles, "no target here")
    if DESCRIBE in row:
        check_braces(row.node(DESCRIBE), ["level", *roles], context)


def _check_givers(row: ParsedRecord, context: ReadContext) -> None:
    """Check that all givers are of one kind, because all givers must share one axis."""
    kinds = {context.names.kind_of(name): name for name in row[BY] if name != EVERYONE}
    if len(kinds) > 1 and None not in kinds:
        told = " and ".join(f"`{name}` is a {kind}" for kind, name in kinds.items())
        context.wrong(row.node(BY), f"{told}: givers of one action are of one kind, write an action for each kind")


ACTIONS = Each("actions", read_action, ACTION)
