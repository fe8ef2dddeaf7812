"""Reads `bots`: doctrine rows by seat, with weights of targets and levels.

Must not know: how a bot draws its orders.
"""

from __future__ import annotations

from collections.abc import Mapping

import attrs

from wargame.content.desk import Desk
from wargame.content.nodes import Listing, Node, Scalar, Table
from wargame.content.record import Each, Key, Record, Row
from wargame.content.references import ACTION, FACTION_CODE, INJECT
from wargame.content.shapes import Entries, Expression, Id, Known, Made, Many, Schema, Text
from wargame.model.action import EVERYONE, Action
from wargame.model.formula import Formula
from wargame.model.seat import BotRow, Doctrine

KEEP = "keep"  # the word with which a bot gives no further order
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


def _row(node: Node, desk: Desk) -> BotRow | None:
    row = ROW.read(node, desk)
    return None if row is None else BotRow(row[WEIGHTS], row[WHEN], row[REASON])


def _target(node: Node, desk: Desk) -> dict[str, Formula] | None:
    """Read one weight, or one per role; one weight alone stands under an empty role until the action is known."""
    if isinstance(node, Scalar):
        formula = Expression().read(node, desk)
        return None if formula is None else {"": formula}
    return Entries(Expression(), Id("a role"), "a weight, or one per role").read(node, desk)


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
DOCTRINE = Record("a doctrine", (PURPOSE, ROWS, TARGETS, LEVELS, ANSWERS))
# What one file may hold of a doctrine: its answers may stand beside the injects, without the rows.
_PART = Record("a doctrine", (PURPOSE, attrs.evolve(ROWS, needed=""), TARGETS, LEVELS, ANSWERS))


def _doctrine(head: Scalar, node: Node, desk: Desk) -> tuple[Doctrine, Row] | None:
    row = DOCTRINE.read(node, desk, head)
    if row is None:
        return None
    return Doctrine(head.text, head.place, row[ROWS], row[PURPOSE], row[TARGETS], row[LEVELS], row[ANSWERS]), row


DOCTRINE_KEY: Key[dict[str, tuple[Doctrine, Row]]] = Key(
    "doctrine", Each("doctrines", _doctrine, _PART, FACTION_CODE), {}
)
BOTS = Record("bots", (DOCTRINE_KEY,))


def doctrines_of(bots: Row | None, actions: Mapping[str, Action], desk: Desk) -> dict[str, Doctrine]:
    """Give the doctrines by faction, every target weight under its role."""
    if bots is None:
        return {}
    doctrines = {}
    for faction, (doctrine, row) in bots[DOCTRINE_KEY].items():
        _check_own_actions(faction, row, actions, desk)
        doctrines[faction] = attrs.evolve(doctrine, targets=_by_role(row, actions, desk))
    return doctrines


def _check_own_actions(faction: str, row: Row, actions: Mapping[str, Action], desk: Desk) -> None:
    """Note actions that the faction may not order."""
    tables = [row.node(key) for key in (TARGETS, LEVELS) if key in row]
    rows = row.node(ROWS) if ROWS in row else None
    for item in rows.items if isinstance(rows, Listing) else ():
        if isinstance(item, Table) and WEIGHTS.name in item.entries:
            tables.append(item.entries[WEIGHTS.name][1])
    for table in tables:
        for name, (key, _) in table.entries.items() if isinstance(table, Table) else ():
            action = actions.get(name)
            if action is not None and action.by and faction not in action.by and EVERYONE not in action.by:
                desk.wrong(key, f"{faction} cannot order `{name}`: it is for {', '.join(action.by)}")


def _by_role(row: Row, actions: Mapping[str, Action], desk: Desk) -> dict[str, Mapping[str, Formula]]:
    """Put each weight under the role of its action; note roles that the action does not have."""
    by_role: dict[str, Mapping[str, Formula]] = {}
    node = row.node(TARGETS) if TARGETS in row else None
    for name, weights in row[TARGETS].items():
        action = actions.get(name)
        if action is None or not isinstance(node, Table):
            continue
        key, body = node.entries[name]
        roles = [target.role for target in action.targets]
        if not roles and desk.torn:
            continue
        if not roles:
            desk.wrong(key, f"`{name}` has no target: delete this line")
        elif "" in weights and len(roles) > 1:
            desk.wrong(body, f"`{name}` has two targets: write {{{roles[0]}: ..., {roles[1]}: ...}}")
        elif "" in weights:
            by_role[name] = {roles[0]: weights[""]}
        else:
            entries = body.entries if isinstance(body, Table) else {}
            known = [desk.knows(role, roles, "no role here") for role, _ in entries.values()]
            if all(known):
                by_role[name] = weights
    return by_role
