"""Reads the section `steps`. A step is a rule. Each formula keeps its place in the file.

Must not know: the meaning of formulas. The compiler checks the axes, draws and names in formulas.
"""

from __future__ import annotations

from collections.abc import Mapping

from wargame.content.context import ReadContext
from wargame.content.schema.record import Each, Key, ParsedRecord, Record
from wargame.content.schema.references import AXIS, FACTION_CODE, PHASE, READER
from wargame.content.schema.shapes import Entries, Expression, Id, Made, Many, Schema, Text, Whole
from wargame.content.sections.braces import UNCLOSED, placed
from wargame.content.yaml.formula_text import formula_of
from wargame.content.yaml.nodes import BrokenNode, MappingNode, ScalarNode, YamlNode
from wargame.model.rules.step import Add, After, Cause, Let, Move, Report, Set, Step
from wargame.model.text.braces import braces_in
from wargame.model.text.formula import Formula

_ANYTHING: Schema = {"type": ["string", "number", "boolean"]}


def _lets(node: YamlNode, context: ReadContext) -> tuple[Let, ...] | None:
    values = Entries(Expression(), Id("a name"), "named values: `name: expression`").read(node, context)
    return None if values is None else tuple(Let(name, value) for name, value in values.items())


def _sets(node: YamlNode, context: ReadContext) -> tuple[Set, ...] | None:
    if not isinstance(node, MappingNode):
        context.expected(node, "new values: `metric: expression`")
        return None
    sets = []
    for key, body in node.entries.values():
        value = Expression().read(body, context)
        if value is not None:
            sets.append(Set(formula_of(key), value))
    return tuple(sets)


def _adds(node: YamlNode, context: ReadContext) -> tuple[Add, ...] | None:
    """Read `target: {cause: amount}`, or `target: amount` for an amount without a named cause."""
    if not isinstance(node, MappingNode):
        context.expected(node, "contributions: `metric: {cause: expression}`")
        return None
    adds = []
    for key, body in node.entries.values():
        if isinstance(body, MappingNode):
            causes = Entries(Expression()).read(body, context) or {}
            if not body.entries:
                context.wrong(body, "no cause stands here: write `cause: expression`")
        else:
            amount = Expression().read(body, context)
            causes = {} if amount is None else {"": amount}
        if causes:
            adds.append(Add(formula_of(key), tuple(Cause(name, amount) for name, amount in causes.items())))
    return tuple(adds)


def _contributions_schema() -> Schema:
    causes = {"type": "object", "additionalProperties": _ANYTHING}
    return {"type": "object", "additionalProperties": {"anyOf": [_ANYTHING, causes]}}


def _values_schema() -> Schema:
    return {"type": "object", "additionalProperties": _ANYTHING}


AMOUNT: Key[Formula | None] = Key("amount", Expression(), None, "say how much moves")
FROM: Key[Formula | None] = Key("from", Expression(), None, "say where it comes from")
TO: Key[Formula | None] = Key("to", Expression(), None, "say where it goes")
SPREAD: Key[Formula | None] = Key("spread", Expression(), None)
MOVE_NAME = Key("name", Text(), "")
MOVE = Record("a move", (AMOUNT, FROM, TO, SPREAD, MOVE_NAME))


def _move(node: YamlNode, context: ReadContext) -> Move | None:
    row = MOVE.read(node, context)
    if row is None:
        return None
    amount, origin, goal = row[AMOUNT], row[FROM], row[TO]
    if amount is None or origin is None or goal is None:
        return None
    return Move(amount, origin, goal, row[SPREAD], row[MOVE_NAME])


TURNS = Key("turns", Whole(1, 8), 1, "say after how many turns it arrives (1 to 8)")
AFTER_ADD: Key[tuple[Add, ...]] = Key("add", Made(_adds, _contributions_schema), (), "say what arrives")
AFTER = Record("a delay", (TURNS, AFTER_ADD))


def _after(node: YamlNode, context: ReadContext) -> After | None:
    row = AFTER.read(node, context)
    return None if row is None else After(row[TURNS], row[AFTER_ADD])


REPORT_WHEN: Key[Formula | None] = Key("when", Expression(), None)
REPORT_TEXT = Key("text", Text("a sentence", empty=False), "", "write the sentence")
REPORT_SEEN_BY: Key[tuple[str, ...]] = Key("seen_by", Many(READER, single=True, least=1, unique=True), ("everyone",))
REPORT = Record("a report", (REPORT_WHEN, REPORT_TEXT, REPORT_SEEN_BY))


def _report(node: YamlNode, context: ReadContext) -> Report | None:
    row = REPORT.read(node, context)
    if row is None or REPORT_TEXT not in row:
        return None
    text = row.node(REPORT_TEXT)
    if not isinstance(text, ScalarNode):  # this part was unreadable, and the problem was already reported
        return None
    if braces_in(row[REPORT_TEXT]) is None:
        context.wrong(text, UNCLOSED)
    words = placed(text)
    return Report(row[REPORT_TEXT], words.place, row[REPORT_WHEN], row[REPORT_SEEN_BY], words.starts)


def _was(node: YamlNode, context: ReadContext) -> dict[str, str] | None:
    """Read the old id of a step. A mapping can hold the old names of the step and of its `let` lines."""
    if isinstance(node, ScalarNode):
        old = Id("the old id").read(node, context)
        return None if old is None else {"step": old}
    return Entries(Id("the old name"), Id("`step` or the name of a let")).read(node, context)


def _was_schema() -> Schema:
    return {"anyOf": [{"type": "string"}, {"type": "object", "additionalProperties": {"type": "string"}}]}


NAME = Key("name", Text(), "", note="what a player would call it")
STEP_PHASE = Key("phase", PHASE, "", "say in which phase it happens")
FOR: Key[tuple[str, ...]] = Key("for", Many(AXIS, single=True, most=2), (), note="over what draws and reports are made")
WHEN: Key[Formula | None] = Key("when", Expression(), None)
LET: Key[tuple[Let, ...]] = Key("let", Made(_lets, _values_schema), ())
SET: Key[tuple[Set, ...]] = Key("set", Made(_sets, _values_schema), ())
ADD: Key[tuple[Add, ...]] = Key("add", Made(_adds, _contributions_schema), ())
MOVES: Key[tuple[Move, ...]] = Key("move", Many(Made(_move, MOVE.schema)), ())
AFTERS: Key[tuple[After, ...]] = Key("after", Many(Made(_after, AFTER.schema)), ())
REPORTS: Key[tuple[Report, ...]] = Key("report", Many(Made(_report, REPORT.schema)), ())
PLAYS = Key("plays", FACTION_CODE, "", note="skipped when a seat plays that faction")
BECAUSE = Key("because", Text(), "", note="one plain sentence, shown in playback")
SOURCE = Key("source", Text(), "")
WAS: Key[Mapping[str, str]] = Key("was", Made(_was, _was_schema), {})
STEP = Record(
    "a step",
    (NAME, STEP_PHASE, FOR, WHEN, LET, SET, ADD, MOVES, AFTERS, REPORTS, PLAYS, BECAUSE, SOURCE, WAS),
)


def read_step(head: ScalarNode, node: YamlNode, context: ReadContext) -> Step | None:
    """Read one step."""
    row = STEP.read(node, context, head)
    if row is None:
        return None
    _check(head, row, context)
    return Step(
        head.text, row[STEP_PHASE], head.place, row[NAME], row[FOR], row[WHEN], row[LET], row[SET], row[ADD],
        row[MOVES], row[AFTERS], row[REPORTS], row[PLAYS], row[BECAUSE], row[SOURCE], row[WAS],
    )  # fmt: skip


def _check(head: ScalarNode, row: ParsedRecord, context: ReadContext) -> None:
    """Check that a step has an effect, and that its two axes have different names.

    Also report `let` lines with the name of another thing.
    """
    axes = row[FOR]
    if len(axes) == 2 and axes[0] == axes[1]:
        context.wrong(row.node(FOR), f"both axes are called `{axes[0]}`: write the kind's second axis for one of them")
    if not any(key in row for key in (SET, ADD, MOVES, AFTERS, REPORTS)) and not row.torn:
        context.wrong(head, f"step `{head.text}` does nothing: write set, add, move, after or report")
    check_lets(row, context)


def check_lets(row: ParsedRecord, context: ReadContext) -> None:
    """Report `let` lines with the name of another thing."""
    lets = row.node(LET) if LET in row else None
    if isinstance(lets, MappingNode):
        for key, body in lets.entries.values():
            given = context.names.given.get(key.text)
            if given is not None and not isinstance(body, BrokenNode):
                context.wrong(key, f"`{key.text}` is also a {given.sort.value} ({given.place}): rename this value")


STEPS = Each("steps", read_step, STEP, Id("a step's id"))
