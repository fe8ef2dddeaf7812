"""Reads `injects`: news for teams, with their times, effects and choices.

Must not know: how an inject becomes rules.
"""

from __future__ import annotations

import datetime
from collections.abc import Mapping

import attrs

from wargame.content.context import ReadContext
from wargame.content.schema.intervals import LAST_TURN, read_turns, turns_schema
from wargame.content.schema.record import Each, Key, ParsedRecord, Record
from wargame.content.schema.references import ACTION, FACTION_CODE, READER
from wargame.content.schema.references import INJECT as INJECT_ID
from wargame.content.schema.shapes import Date, Entries, Expression, Id, Made, Many, Schema, Text, Whole
from wargame.content.sections.braces import check_no_braces, shown_values
from wargame.content.sections.steps import (
    ADD,
    AFTERS,
    BECAUSE,
    FOR,
    LET,
    MOVES,
    REPORTS,
    SET,
    WHEN,
    check_lets,
)
from wargame.content.yaml.nodes import MappingNode, ScalarNode, SequenceNode, YamlNode
from wargame.model.rules.action import EVERYONE
from wargame.model.rules.inject import Choice, Inject, Prerequisite
from wargame.model.rules.step import Step
from wargame.model.text.formula import Formula

FACILITATOR = "facilitator"
_EFFECTS = (FOR, WHEN, LET, SET, ADD, MOVES, AFTERS, REPORTS)
_WRITES = (SET, ADD, MOVES, AFTERS, REPORTS)


def _turns(node: YamlNode, context: ReadContext) -> tuple[int, int] | None:
    """Read the turns of an inject, such as `4` or `4..6`."""
    turns = None if isinstance(node, SequenceNode) else read_turns(node, context)
    if isinstance(node, SequenceNode):
        context.expected(node, "a turn or two, as in 4 or 4..6")
    return (min(turns), max(turns)) if turns else None


def _dates(node: YamlNode, context: ReadContext) -> tuple[datetime.date, datetime.date] | None:
    """Read the dates of an inject, such as `2025-11-12` or `2025-11-12..2026-01-04`."""
    parts = node.text.split("..", 1) if isinstance(node, ScalarNode) else [""]
    ends = [
        Date().read(attrs.evolve(node, text=part.strip()) if isinstance(node, ScalarNode) else node, context)
        for part in parts
    ]
    first, last = ends[0], ends[-1]
    if first is None or last is None:
        return None
    if last < first:
        context.wrong(node, f"the earlier day comes first: {last} is before {first}")
        return None
    return first, last


def _dates_schema() -> Schema:
    return {"type": "string", "pattern": r"^\d{4}-\d\d-\d\d( *\.\. *\d{4}-\d\d-\d\d)?$"}


def _follows(node: YamlNode, context: ReadContext) -> tuple[Prerequisite, ...] | None:
    """Read the injects that must come first: an id, a list of ids, or a mapping from ids to choices."""
    if isinstance(node, MappingNode):
        rows = [(key, body) for key, body in node.entries.values()]
        return tuple(
            Prerequisite(key.text, body.text, body.place)
            for key, body in rows
            if INJECT_ID.read(key, context) is not None and Id("a choice").read(body, context) is not None
            if isinstance(body, ScalarNode)
        )
    items = node.items if isinstance(node, SequenceNode) else (node,)
    return tuple(
        Prerequisite(item.text, "", item.place)
        for item in items
        if INJECT_ID.read(item, context) is not None and isinstance(item, ScalarNode)
    )


def _follows_schema() -> Schema:
    choice = {"type": "object", "additionalProperties": {"type": "string"}}
    return {"anyOf": [{"type": "string"}, {"type": "array", "items": {"type": "string"}}, choice]}


CHOICE_LABEL = Key("label", Text(longest=60), "", note="what a player reads; the word itself if missing")
CHOICE_TEXT = Key("text", Text(), "", note="one sentence on what it does; braces show values as in a letter")
AGAINST: Key[Mapping[str, str]] = Key(
    "against",
    Entries(Id("a target, or any"), ACTION, "orders that contradict it, as in {schools: close, raid: any}"),
    {},
    note="orders that contradict it in the same turn: action and target, or any",
)
CHOICE = Record("a choice", (CHOICE_LABEL, CHOICE_TEXT, AGAINST, *_EFFECTS))


def _choice(head: ScalarNode, node: YamlNode, context: ReadContext) -> Choice | None:
    row = CHOICE.read(node, context, head)
    if row is None:
        return None
    _check_plain(row, (CHOICE_LABEL,), context)
    shown = shown_values(row.node(CHOICE_TEXT), context) if CHOICE_TEXT in row else ()
    return Choice(
        head.text, head.place, _effects(row, context), row[CHOICE_LABEL], row[CHOICE_TEXT], row[AGAINST], shown
    )


def _check_plain(row: ParsedRecord, keys: tuple[Key[str], ...], context: ReadContext) -> None:
    """Report braces in texts that are the same in every game."""
    for key in keys:
        if key in row:
            check_no_braces(row.node(key), context)


TITLE = Key("title", Text("a title", longest=80, empty=False), "", "write a line of at most 80 letters")
FROM = Key("from", Text(longest=80), "", note="who sends it")
TO: Key[tuple[str, ...]] = Key("to", Many(READER, single=True, least=1, unique=True), (EVERYONE,))
SEEN_BY: Key[tuple[str, ...]] = Key(
    "seen_by", Many(READER, single=True, least=1, unique=True), (), note="who reads it; those in `to` if missing"
)
BY: Key[tuple[str, ...]] = Key("by", Many(FACTION_CODE, single=True, least=1, unique=True), (), note="who chooses")
TURN: Key[tuple[int, int] | None] = Key("turn", Made(_turns, turns_schema), None, note="4, or 4..6 for one of them")
DATE: Key[tuple[datetime.date, datetime.date] | None] = Key(
    "date",
    Made(_dates, _dates_schema),
    None,
    note="the same by the calendar: a day, or two as in 2025-11-10..2025-12-07",
)
ON: Key[Formula | None] = Key("on", Expression(), None, note="a condition asked when a turn is over, or facilitator")
DECK: Key[Formula | None] = Key("deck", Expression(), None, note="the chance to come, each turn until it came")
FOLLOWS: Key[tuple[Prerequisite, ...]] = Key("follows", Made(_follows, _follows_schema), ())
LATER = Key("later", Whole(1, 100), 1, note="how many turns after what it follows")
TEXT = Key(
    "text",
    Text("the letter", empty=False),
    "",
    "write what the teams read",
    note="what the teams read; {fuel} or {fear.ABJ} shows the value of a metric when the letter comes",
)
EXPECT = Key("expect", Text(), "", note="for the facilitator: what a team should do")
NOTE = Key("note", Text(), "", note="for the evaluator; no team ever reads it")
CONTENT = Key("content", Text(), "", note="a content note, where the letter needs one")
SOURCE = Key("source", Text(), "")
WAS = Key("was", Id("the old id"), "")
CHOICES: Key[dict[str, Choice]] = Key(
    "choices", Each("choices", _choice, CHOICE, Id("the word of a choice"), keep=True), {}
)
OTHERWISE = Key("otherwise", Id("the choice that silence means"), "")
INJECT = Record(
    "an inject",
    (
        TITLE, FROM, TO, SEEN_BY, BY, TURN, DATE, ON, DECK, FOLLOWS, LATER, TEXT, EXPECT, NOTE, CONTENT, BECAUSE,
        SOURCE, WAS, *_EFFECTS, CHOICES, OTHERWISE,
    ),
)  # fmt: skip


def read_inject(head: ScalarNode, node: YamlNode, context: ReadContext) -> Inject | None:
    """Read one inject."""
    row = INJECT.read(node, context, head)
    if row is None:
        return None
    on = row[ON]
    given = on is not None and on.text == FACILITATOR
    choices = row[CHOICES]
    by = row[BY] or (tuple(name for name in row[TO] if name not in (EVERYONE, "nobody")) if choices else ())
    inject = Inject(
        id=head.text,
        place=head.place,
        places={name: key.place for name, (key, _) in row.nodes.items()},
        title=row[TITLE],
        sender=row[FROM],
        to=row[TO],
        seen_by=row[SEEN_BY] or row[TO],
        by=by,
        turns=row[TURN],
        dates=row[DATE],
        on=None if given else on,
        deck=row[DECK],
        follows=row[FOLLOWS],
        later=row[LATER],
        facilitator=given,
        text=row[TEXT],
        expect=row[EXPECT],
        note=row[NOTE],
        content=row[CONTENT],
        source=row[SOURCE],
        was=row[WAS],
        effects=_effects(row, context) if any(key in row for key in _WRITES) else None,
        choices=tuple(choices.values()),
        otherwise=row[OTHERWISE],
        shown=shown_values(row.node(TEXT), context) if TEXT in row else (),
    )
    _check_plain(row, (TITLE, FROM, CONTENT), context)
    _check(head, row, inject, context)
    return inject


def _effects(row: ParsedRecord, context: ReadContext) -> Step:
    """Return the effects of an inject or of a choice as a step. The step has no condition, no phase and no title."""
    check_lets(row, context)
    return Step(
        "", "", row.place, "", row[FOR], row[WHEN], row[LET], row[SET], row[ADD], row[MOVES], row[AFTERS],
        row[REPORTS], because=row[BECAUSE],
    )  # fmt: skip


def _check(head: ScalarNode, row: ParsedRecord, inject: Inject, context: ReadContext) -> None:
    """Check that an inject can come, that a seat can answer its question, and that each part has a use."""
    comes = (TURN, DATE, ON, DECK, FOLLOWS)
    misspelt = any(name not in {key.name for key in INJECT.keys} for name in row.nodes)
    if not any(key in row for key in comes) and not misspelt and not row.torn:
        context.wrong(head, f"inject `{inject.id}` never comes: give turn, on, deck or follows, or `on: facilitator`")
    if inject.facilitator and any(key in row for key in (TURN, DATE, DECK, FOLLOWS)):
        context.wrong(
            row.node(ON), "the facilitator gives it: delete turn, deck and follows, or write a condition here"
        )
    if TURN in row and DATE in row:
        context.wrong(row.node(DATE), "`turn` says when it comes already: keep one of the two")
    first = inject.turns[0] if inject.turns else LAST_TURN
    if first == 1 and not inject.dated:
        context.wrong(
            row.node(TURN),
            "before turn 1 nothing is asked or drawn: let it come in `turn: 1` alone, or from turn 2 on",
        )
    if LATER in row and FOLLOWS not in row:
        context.wrong(row.node(LATER), "`later` counts from what it follows: write `follows`, or delete it")
    if FOLLOWS in row and any(follow.inject == inject.id for follow in inject.follows):
        context.wrong(row.node(FOLLOWS), f"`{inject.id}` cannot follow itself")
    _check_choices(head, row, inject, context)
    if WHEN in row and not any(key in row for key in _WRITES):
        context.wrong(row.node(WHEN), "`when` says where effects apply, and there are none: `on` says when it comes")


def _check_choices(head: ScalarNode, row: ParsedRecord, inject: Inject, context: ReadContext) -> None:
    if CHOICES not in row:
        for key in (BY, OTHERWISE):
            if key in row:
                context.wrong(row.node(key), f"`{key.name}` belongs to choices, and there are none: write `choices`")
        return
    written = row.node(CHOICES)
    if not isinstance(written, MappingNode):
        return
    if len(written.entries) < 2:
        context.wrong(written, "a choice is one of two or more")
    unread = TO in row and TO.name not in row.values
    if not inject.by and BY not in row and not unread:
        context.wrong(head, f"inject `{inject.id}` asks nobody: say in `by` who chooses")
    if OTHERWISE not in row and not row.torn:
        context.wrong(head, f"inject `{inject.id}` has no otherwise: say which choice silence means")
    elif inject.otherwise and inject.choices:
        node = row.node(OTHERWISE)
        assert isinstance(node, ScalarNode)
        context.knows(node, inject.words, "no choice here")


INJECTS = Each("injects", read_inject, INJECT, Id("an inject's id"))
