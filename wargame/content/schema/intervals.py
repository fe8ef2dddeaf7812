"""Reads intervals such as `a..b`: ranges of metrics, levels of actions, turns of seasons.

Must not know: what the numbers mean.
"""

from __future__ import annotations

import re

from wargame.content.context import ReadContext
from wargame.content.schema.shapes import Number, Schema, number_of
from wargame.content.spelling import shown
from wargame.content.yaml.nodes import BrokenNode, ScalarNode, SequenceNode, YamlNode

WIDEST = 2_000_000.0  # sums of multiples of 2^-30 stay exact below 2^21
MOST_LEVELS = 100
LAST_TURN = 1_000

_SIGNED = r"([+-]?[0-9.eE+-]*?[0-9])"
_INTERVAL = re.compile(rf"{_SIGNED}\s*\.\.\s*([+-]?[0-9.][0-9.eE+-]*)(?:\s+by\s+([0-9.]+))?")


def _parts(text: str) -> tuple[float, float, float | None] | None:
    """Return the first number, the last number and the step of `a..b by c`. Return None for a text of another form."""
    found = _INTERVAL.fullmatch(text.strip()) if len(text) <= 80 and "..." not in text else None
    if found is None:
        return None
    first, last = number_of(found[1]), number_of(found[2])
    step = number_of(found[3]) if found[3] is not None else None
    if first is None or last is None or (found[3] is not None and step is None):
        return None
    return first, last, step


def read_range(node: YamlNode, context: ReadContext) -> tuple[float, float] | None:
    """Read the bounds of a metric, such as `0..100` or `[0, 100]`. The lower bound comes first."""
    ends: tuple[float | None, float | None] = (None, None)
    if isinstance(node, SequenceNode) and len(node.items) == 2:
        shape = Number(-WIDEST, WIDEST)
        ends = (shape.read(node.items[0], context), shape.read(node.items[1], context))
        if None in ends:
            return None
    elif isinstance(node, ScalarNode) and (parts := _parts(node.text)) is not None and parts[2] is None:
        ends = parts[:2]
    low, high = ends
    if low is None or high is None:
        context.expected(node, "a range as in 0..100 or [0, 100]")
        return None
    if low >= high:
        context.wrong(node, f"the range is empty: {low:g} is not below {high:g}")
        return None
    if low < -WIDEST or high > WIDEST:
        context.wrong(node, f"the range is too wide: at most -{WIDEST:,.0f} to {WIDEST:,.0f}, where sums stay exact")
        return None
    return low, high


def range_schema() -> Schema:
    """Return the schema of a range, which is text or a pair of numbers."""
    pair = {"type": "array", "items": {"type": "number"}, "minItems": 2, "maxItems": 2}
    return {"anyOf": [{"type": "string", "pattern": r"\.\."}, pair]}


def read_levels(node: YamlNode, context: ReadContext) -> tuple[float, ...] | None:
    """Read the levels of an action, such as `2`, `1..4` or `0.6..1.6 by 0.2`. The result is in ascending order."""
    text = node.text if isinstance(node, ScalarNode) else ""
    single = number_of(text)
    parts = (single, single, None) if single is not None else _parts(text)
    if parts is None:
        context.expected(node, "levels as in 1, 1..4 or 0.6..1.6 by 0.2")
        return None
    first, last, step = parts[0], parts[1], parts[2] if parts[2] is not None else 1.0
    if not 0 < first <= last <= 10_000:
        context.wrong(node, f"levels go upwards from more than 0 to at most 10,000, found {shown(text)}")
        return None
    if step <= 0:
        context.wrong(node, "`by` a step of more than 0: leave it out for whole levels")
        return None
    if (last - first) / step >= MOST_LEVELS:
        context.wrong(node, f"these are more than {MOST_LEVELS} levels: take a larger step")
        return None
    count = round((last - first) / step)
    if abs(first + count * step - last) > 1e-9:
        context.wrong(node, f"steps of {step:g} from {first:g} do not meet {last:g}")
        return None
    return tuple(round(first + index * step, 9) for index in range(count + 1))


def levels_schema() -> Schema:
    """Return the schema of levels, which are a number or text."""
    return {"anyOf": [{"type": "number"}, {"type": "string", "pattern": r"\.\."}]}


def read_turns(node: YamlNode, context: ReadContext) -> frozenset[int] | None:
    """Read the turns of a season, such as `3..7`, `5`, or a list of numbers and ranges."""
    if isinstance(node, BrokenNode):
        return None
    turns: set[int] = set()
    for item in node.items if isinstance(node, SequenceNode) else [node]:
        text = item.text if isinstance(item, ScalarNode) else ""
        single = number_of(text)
        parts = (single, single, None) if single is not None else _parts(text)
        if parts is None or parts[2] is not None or parts[0] != int(parts[0]) or parts[1] != int(parts[1]):
            context.expected(item, "turns as in 3..7 or [20..26, 1..2]")
        elif not 1 <= parts[0] <= parts[1] <= LAST_TURN:
            context.wrong(item, f"turns count from 1 to {LAST_TURN:,}, the earlier first; found {shown(text)}")
        else:
            turns.update(range(int(parts[0]), int(parts[1]) + 1))
    return frozenset(turns)


def turns_schema() -> Schema:
    """Return the schema of turns, which are a number, text, or a list of numbers and texts."""
    one = {"type": ["integer", "string"]}
    return {"anyOf": [one, {"type": "array", "items": one}]}
