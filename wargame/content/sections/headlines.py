"""Reads `headlines`: up to five metrics, such as `legitimacy[BKO]`, that the screen of a seat always shows.

Must not know: how a screen shows the metrics.
"""

from __future__ import annotations

import re

import attrs

from wargame.content.context import ReadContext
from wargame.content.schema.record import Key, Record
from wargame.content.schema.references import CODE, FACTION_CODE, METRIC
from wargame.content.schema.shapes import Entries, Made, Many, Schema, Text
from wargame.content.yaml.formula_text import formula_of
from wargame.content.yaml.nodes import ScalarNode, YamlNode
from wargame.model.scenario.looks import Headline
from wargame.model.text.formula import Formula

_CELL = re.compile(r"\s*([A-Za-z]\w*)\s*(?:\[\s*([\w\s,]*?)\s*\])?\s*", re.ASCII)


@attrs.frozen
class NamedCell:
    """A metric with entities, such as `control[KKR, jnim]`. The object means the whole metric if it has no entities."""

    metric: str
    entities: tuple[str, ...]
    formula: Formula


def read_cell(node: YamlNode, context: ReadContext) -> NamedCell | None:
    """Read a cell such as `fuel_days` or `control[KKR, jnim]`. Report unknown names."""
    found = _CELL.fullmatch(node.text) if isinstance(node, ScalarNode) and len(node.text) <= 200 else None
    if found is None or not isinstance(node, ScalarNode):
        context.expected(node, "a metric as in fuel or fuel[PLACE]")
        return None
    formula = formula_of(node)
    offset = len(node.text) - len(node.text.lstrip())

    def part(start: int, text: str) -> ScalarNode:
        place = formula.place_at(start - offset)
        return attrs.evolve(node, text=text, line=place.line, column=place.column)

    metric = METRIC.read(part(found.start(1), found[1]), context)
    codes: list[str | None] = []
    for piece in re.finditer(r"\w+", found[2] or ""):
        code = part(found.start(2) + piece.start(), piece.group())
        codes.append(CODE.read(code, context))
    known = tuple(code for code in codes if code is not None)
    return NamedCell(metric, known, formula) if metric is not None and len(known) == len(codes) else None


def _cell_schema() -> Schema:
    return {"type": "string"}


CELL: Key[NamedCell | None] = Key("metric", Made(read_cell, _cell_schema), None, "say which metric")
LABEL = Key("label", Text(), "")
SHORT = Key("short", Text(longest=12), "")
UNIT = Key("unit", Text(), "")
HEADLINE = Record("a headline", (CELL, LABEL, SHORT, UNIT))


def _headline(node: YamlNode, context: ReadContext) -> Headline | None:
    row = HEADLINE.read(node, context)
    cell = row[CELL] if row is not None else None
    if row is None or cell is None:
        return None
    return Headline(cell.metric, cell.entities, cell.formula, row[LABEL], row[SHORT], row[UNIT])


HEADLINES = Entries(Many(Made(_headline, HEADLINE.schema), least=1, most=5), FACTION_CODE, "headlines by faction")
