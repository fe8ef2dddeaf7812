"""Reads the section `bots`: named doctrines with rows for each seat.

A row contains weights of actions, targets and answers, and formulas for levels. A bot picks something with a large
weight more often. A role is the name of a target of an action.

Must not know: how a bot draws its orders.
"""

from __future__ import annotations

from collections.abc import Mapping

import attrs

from wargame.content.context import ReadContext
from wargame.content.schema.record import Each, Key, ParsedRecord, Record
from wargame.content.schema.references import ACTION, FACTION_CODE, INJECT
from wargame.content.schema.shapes import Entries, Expression, Id, Known, Made, Many, Number, Schema, Text
from wargame.content.spelling import shown
from wargame.content.yaml.nodes import MappingNode, ScalarNode, SequenceNode, YamlNode
from wargame.model.rules.action import Action
from wargame.model.scenario.seat import KEEP, TAKEN, BotRow, DealingStyle, Doctrine
from wargame.model.text.formula import Formula

_ACTION_OR_KEEP = Known(ACTION.find, "no action", also=(KEEP,))

WHEN: Key[Formula | None] = Key("when", Expression(), None)
WEIGHTS: Key[Mapping[str, Formula]] = Key(
    "weights",
    Entries(Expression(), _ACTION_OR_KEEP, "weights as in {action: 2, keep: 1}"),
    {},
    "say how likely each action is",
)
REASON = Key("reason", Text(), "", note="what the bot says of its choice")
ROW = Record("a row", (WHEN, WEIGHTS, REASON))


def _row(node: YamlNode, context: ReadContext) -> BotRow | None:
    row = ROW.read(node, context)
    return None if row is None else BotRow(row[WEIGHTS], row[WHEN], row[REASON])


def _target(node: YamlNode, context: ReadContext) -> dict[str, Formula] | None:
    """Read the weights of an action's targets: one formula, or one formula for each named target (role).

    The key of a single formula is an empty text, because the reader does not know the action's targets yet.
    """
    if isinstance(node, ScalarNode):
        formula = Expression().read(node, context)
        return None if formula is None else {"": formula}
    return Entries(Expression(), Id("a role"), "a weight, or one per role").read(node, context)


def _target_schema() -> Schema:
    return {"anyOf": [Expression().schema(), Entries(Expression()).schema()]}


PURPOSE = Key("purpose", Text(), "")
ROWS: Key[tuple[BotRow, ...]] = Key("rows", Many(Made(_row, ROW.schema), least=1), (), "write at least one row")
TARGETS: Key[dict[str, dict[str, Formula]]] = Key(
    "targets", Entries(Made(_target, _target_schema), ACTION, "weights of targets by action"), {}
)
LEVELS: Key[Mapping[str, Formula]] = Key("levels", Entries(Expression(), ACTION, "levels by action"), {})
ANSWERS: Key[dict[str, dict[str, Formula]]] = Key(
    "answers",
    Entries(Entries(Expression(), Id("a choice"), "weights by choice"), INJECT, "weights of choices by inject"),
    {},
)
_WORTH = Number(-100, 100)
SIGN = Key("sign", _WORTH, DealingStyle().sign, note="worth from which it signs, in points of its score")
OFFER = Key("offer", _WORTH, DealingStyle().offer, note="worth from which it offers")
CHANCE = Key("chance", Number(0, 1), DealingStyle().chance, note="how often a turn it makes such an offer")
RENOUNCE = Key("renounce", _WORTH, DealingStyle().renounce, note="worth of a turn of a deal below which it leaves it")
MANNER = Record("dealing", (SIGN, OFFER, CHANCE, RENOUNCE))


def _manner(node: YamlNode, context: ReadContext) -> DealingStyle | None:
    row = MANNER.read(node, context)
    return None if row is None else DealingStyle(row[SIGN], row[OFFER], row[CHANCE], row[RENOUNCE])


DEALING: Key[DealingStyle] = Key("dealing", Made(_manner, MANNER.schema), DealingStyle())
LIKE = Key("like", Id("a doctrine's name"), "", note="a doctrine of this seat above, whose keys are taken over")
_KEYS = (LIKE, PURPOSE, TARGETS, LEVELS, ANSWERS, DEALING)
DOCTRINE = Record("a doctrine", (ROWS, *_KEYS))
# A doctrine needs no rows if its `like` names another doctrine, or if its rows stand in another file.
_PART = Record("a doctrine", (attrs.evolve(ROWS, needed=""), *_KEYS))


def _doctrine(head: ScalarNode, node: YamlNode, context: ReadContext) -> ParsedRecord | None:
    alike = isinstance(node, MappingNode) and LIKE.name in node.entries
    return (_PART if alike else DOCTRINE).read(node, context, head)


_OF_SEATS: Each[ParsedRecord] = Each("doctrines", _doctrine, _PART, FACTION_CODE)


@attrs.frozen
class _Name:
    """The name of a bot. Words that already mean a player, such as `human`, are refused."""

    def read(self, node: YamlNode, context: ReadContext) -> str | None:
        name = Id("a bot's name").read(node, context)
        if name in TAKEN and isinstance(node, ScalarNode):
            context.wrong(node, f"{shown(name)} is what something else is called: give the doctrine another name")
            return None
        return name

    def schema(self) -> Schema:
        return {**Id().schema(), "not": {"enum": list(TAKEN)}}


BOTS: Entries[dict[str, ParsedRecord]] = Entries(_OF_SEATS, _Name(), "doctrines by bot: {doctrine: {...}}")
DoctrineRows = Mapping[str, Mapping[str, ParsedRecord]]


def doctrines_of(
    bots: DoctrineRows, actions: Mapping[str, Action], context: ReadContext
) -> dict[str, dict[str, Doctrine]]:
    """Return the doctrines by bot and faction. The key of each weight of a target is the target's name."""
    found: dict[str, dict[str, Doctrine]] = {}
    for bot, of_seats in bots.items():
        found[bot] = {}
        for faction, row in of_seats.items():
            _check_own_actions(faction, row, actions, context)
            above = {name: seats[faction] for name, seats in found.items() if faction in seats}
            doctrine = _made(faction, row, _by_role(row, actions, context), above, context)
            if doctrine is not None:
                found[bot][faction] = doctrine
    return found


def _made(
    faction: str,
    row: ParsedRecord,
    targets: Mapping[str, Mapping[str, Formula]],
    above: Mapping[str, Doctrine],
    context: ReadContext,
) -> Doctrine | None:
    """Return a doctrine. Parts that the record lacks come from the doctrine that its key `like` names.

    `above`: the faction's doctrines that stand above this doctrine in the file, by bot.
    """
    base = above.get(row[LIKE])
    if row[LIKE] and base is None:
        if not context.torn:
            meant = context.did_you_mean(row[LIKE], above)
            context.wrong(row.node(LIKE), f"no bot of {faction} above is called {shown(row[LIKE])}{meant}")
        return None
    if base is None:
        return Doctrine(faction, row.place, row[ROWS], row[PURPOSE], targets, row[LEVELS], row[ANSWERS], row[DEALING])
    return Doctrine(
        faction,
        row.place,
        row[ROWS] or base.rows,
        row[PURPOSE] or base.purpose,
        {**base.targets, **targets},
        {**base.levels, **row[LEVELS]},
        {**base.answers, **row[ANSWERS]},
        row[DEALING] if DEALING in row else base.dealing,  # noqa: SIM401 - a row has no `get`
    )


def _check_own_actions(faction: str, row: ParsedRecord, actions: Mapping[str, Action], context: ReadContext) -> None:
    """Report actions that the faction may not order."""
    tables = [row.node(key) for key in (TARGETS, LEVELS) if key in row]
    rows = row.node(ROWS) if ROWS in row else None
    for item in rows.items if isinstance(rows, SequenceNode) else ():
        if isinstance(item, MappingNode) and WEIGHTS.name in item.entries:
            tables.append(item.entries[WEIGHTS.name][1])
    for table in tables:
        for name, (key, _) in table.entries.items() if isinstance(table, MappingNode) else ():
            action = actions.get(name)
            if action is not None and action.by and not context.names.may_order(faction, action.by):
                context.wrong(key, f"{faction} cannot order `{name}`: it is for {', '.join(action.by)}")


def _by_role(
    row: ParsedRecord, actions: Mapping[str, Action], context: ReadContext
) -> dict[str, Mapping[str, Formula]]:
    """Return the weights of targets by action and role. A role is the name of a target.

    Report roles that the action does not have.
    """
    by_role: dict[str, Mapping[str, Formula]] = {}
    node = row.node(TARGETS) if TARGETS in row else None
    for name, weights in row[TARGETS].items():
        action = actions.get(name)
        if action is None or not isinstance(node, MappingNode):
            continue
        key, body = node.entries[name]
        roles = [target.role for target in action.targets]
        if not roles and context.torn:
            continue
        if not roles:
            context.wrong(key, f"`{name}` has no target: delete this line")
        elif "" in weights and len(roles) > 1:
            context.wrong(body, f"`{name}` has two targets: write {{{roles[0]}: ..., {roles[1]}: ...}}")
        elif "" in weights:
            by_role[name] = {roles[0]: weights[""]}
        else:
            entries = body.entries if isinstance(body, MappingNode) else {}
            known = [context.knows(role, roles, "no role here") for role, _ in entries.values()]
            if all(known):
                by_role[name] = weights
    return by_role
