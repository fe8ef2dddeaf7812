"""Reads `metrics`: their kinds, types and bounds.

Must not know: any particular metric.
"""

from __future__ import annotations

import attrs

from wargame.content.context import ReadContext
from wargame.content.names import NameKind
from wargame.content.schema.intervals import range_schema, read_range
from wargame.content.schema.record import Each, Key, ParsedRecord, Record
from wargame.content.schema.references import AXIS, OWNER
from wargame.content.schema.shapes import Expression, Flag, Id, Made, Many, OneOf, Text, Whole, number_of
from wargame.content.spelling import one_of
from wargame.content.yaml.nodes import ScalarNode, SequenceNode, YamlNode
from wargame.model.rules.metric import AXIS as AXIS_OWNS
from wargame.model.rules.metric import GRID_STEP, NOBODY, Metric, MetricType
from wargame.model.text.formula import Formula

OF: Key[tuple[str, ...]] = Key("of", Many(AXIS, single=True, most=2), (), note="nothing, a kind, or two kinds")
RANGE: Key[tuple[float, float] | None] = Key("range", Made(read_range, range_schema), None)
START: Key[Formula | None] = Key("start", Expression(), None)
FLAG = Key("flag", Flag(), False)
VALUES: Key[tuple[str, ...]] = Key("values", Many(Id("a value"), least=2, most=100), ())
TIMER = Key("timer", Whole(1, 1_000), 0, note="the highest value; it counts down by one at the end of each turn")
WHOLE = Key("whole", Flag(), False)
FLOW = Key("flow", Flag(), False, note="zeroed when a turn opens")
METRIC_OWNER = Key("owner", OWNER, "")
LABEL = Key("label", Text(), "")
SHORT = Key("short", Text(longest=12), "")
UNIT = Key("unit", Text(), "")
SHOW = Key("show", OneOf(("number", "percent", "points")), "number")
DIGITS: Key[int | None] = Key("digits", Whole(0, 3), None)
WAS = Key("was", Id("the old id"), "", note="the name that keys the dice of its estimates")
HUMAN_COST = Key("human_cost", Flag(), False, note="the review counts it as human cost; no score needs it")
METRIC = Record(
    "a metric",
    (
        OF,
        RANGE,
        START,
        FLAG,
        VALUES,
        TIMER,
        WHOLE,
        FLOW,
        METRIC_OWNER,
        LABEL,
        SHORT,
        UNIT,
        SHOW,
        DIGITS,
        WAS,
        HUMAN_COST,
    ),
)


def read_metric(head: ScalarNode, node: YamlNode, context: ReadContext) -> Metric | None:
    """Return one metric. Return None if the type or the bounds of the metric are unknown."""
    row = METRIC.read(node, context, head)
    if row is None:
        return None
    type_, bounds = _type(head, row, context), row[RANGE]
    if type_ is MetricType.FLAG:
        bounds = (0.0, 1.0)
    elif type_ is MetricType.ENUM:
        bounds = (0.0, float(max(1, len(row[VALUES]) - 1)))
    elif type_ is MetricType.TIMER:
        bounds = (0.0, float(row[TIMER]))
    elif RANGE not in row and not row.torn:
        context.wrong(
            head, f"metric `{head.text}` has no range: say between which bounds it stays, as in range: 0..100"
        )
    axes = _axes(row, context)
    if axes is None:
        return None
    has_owners = any(axis in context.names.playing for axis in axes)
    owner = row[METRIC_OWNER] or (AXIS_OWNS if has_owners else NOBODY)
    if owner == AXIS_OWNS and not has_owners:
        context.wrong(row.node(METRIC_OWNER), f"`{head.text}` has no faction axis that could own it: write nobody")
    _check_start(row, context)
    low, high = map(_on_grid, bounds if bounds is not None else (0.0, 1.0))
    if type_ is MetricType.WHOLE and (low % 1.0 or high % 1.0):
        context.wrong(row.node(RANGE), "a whole metric needs whole bounds")
    if START in row and bounds is not None and not row[VALUES]:
        check_within(row.node(START), low, high, head.text, context)
    return Metric(
        head.text,
        axes,
        low,
        high,
        head.place,
        type_,
        row[VALUES],
        row[START],
        row[FLOW],
        owner,
        row[LABEL],
        row[SHORT],
        row[UNIT],
        row[SHOW],
        row[DIGITS],
        row[WAS],
        human_cost=row[HUMAN_COST],
    )


def _type(head: ScalarNode, row: ParsedRecord, context: ReadContext) -> MetricType:
    """Return the type of the metric. A metric may have only one type."""
    asked = {
        FLAG.name: (row[FLAG], MetricType.FLAG),
        VALUES.name: (VALUES in row, MetricType.ENUM),
        TIMER.name: (TIMER in row, MetricType.TIMER),
        WHOLE.name: (row[WHOLE], MetricType.WHOLE),
    }
    types = {name: type_ for name, (is_asked, type_) in asked.items() if is_asked}
    if len(types) > 1:
        context.wrong(
            head, f"metric `{head.text}` cannot be {one_of([*types]).replace(' or ', ' and ')} at once; keep one"
        )
    type_ = next(iter(types.values()), MetricType.NUMBER)
    if RANGE in row and type_ in (MetricType.FLAG, MetricType.ENUM, MetricType.TIMER):
        word = next(iter(types))
        context.wrong(row.node(RANGE), f"a metric with `{word}` needs no range: delete it")
    return type_


def _axes(row: ParsedRecord, context: ReadContext) -> tuple[str, ...] | None:
    """Return the axes of a metric. Return None if an axis is unknown, or if two axes of one kind have the same name."""
    axes = row[OF]
    asked = row.node(OF) if OF in row else None
    if len(axes) < (len(asked.items) if isinstance(asked, SequenceNode) else int(asked is not None)):
        return None
    if len(axes) == 2 and axes[0] == axes[1]:
        again = next(
            (name for name, given in context.names.of_sort(NameKind.AXIS).items() if given.of == axes[0]), None
        )
        remedy = (
            f"write [{axes[0]}, {again}]" if again else f"give the kind `again: other` and write [{axes[0]}, other]"
        )
        context.wrong(row.node(OF), f"both axes are called `{axes[0]}`: {remedy}")
        return None
    return axes


def _on_grid(bound: float) -> float:
    """Return the multiple of 2^-30 that is nearest to a bound.

    All values of a state are multiples of 2^-30, so sums are exact.
    """
    return round(bound / GRID_STEP) * GRID_STEP


def check_within(node: YamlNode, low: float, high: float, name: str, context: ReadContext) -> None:
    """Report a starting value outside the range of the metric. Only plain numbers are checked."""
    number = number_of(node.text) if isinstance(node, ScalarNode) else None
    if number is not None and not low <= _on_grid(number) <= high:
        context.wrong(node, f"`{name}` cannot start at {number:g}: its range is {low:g}..{high:g}")


def _check_start(row: ParsedRecord, context: ReadContext) -> None:
    """Check that the starting value of an enum metric is one of the enum's values."""
    start, values = row[START], row[VALUES]
    if start is None or not values or start.text in values:
        return
    if start.text.isidentifier() and start.text not in context.names.of_sort(NameKind.PARAMETER):
        node = row.node(START)
        if isinstance(node, ScalarNode):
            OneOf(values).read(attrs.evolve(node, text=start.text), context)


METRICS = Each("metrics", read_metric, METRIC)
