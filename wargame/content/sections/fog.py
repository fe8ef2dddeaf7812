"""Reads `fog`: rows that say how well seats see metrics.

A seat sees a metric exactly, as an estimate, in words, late, or not at all.

Must not know: how an estimate is drawn.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from wargame.content.context import ReadContext
from wargame.content.schema.record import Key, Record
from wargame.content.schema.references import FACTION_CODE
from wargame.content.schema.shapes import Expression, Flag, Known, Made, Many, Number, Schema, Text, Whole
from wargame.content.sections.headlines import NamedCell, read_cell
from wargame.content.sections.screens import kinds_of
from wargame.content.spelling import one_of
from wargame.content.yaml.nodes import MappingNode, YamlNode
from wargame.model.rules.action import EVERYONE
from wargame.model.rules.fog import FoggedCells, FogRow, Sharpness
from wargame.model.rules.metric import Metric, MetricType
from wargame.model.text.formula import Formula

LONGEST_LAG = 8
EstimateWords = tuple[tuple[float, str], ...]


def _words(node: YamlNode, context: ReadContext) -> EstimateWords | None:
    """Read bands with words, such as `{0: none, 2: few, 9: many}`. Each band begins at its number."""
    if not isinstance(node, MappingNode) or not node.entries:
        context.expected(node, "bands as in {0: low, 10: high}")
        return None
    bands: list[tuple[float, str]] = []
    for key, body in node.entries.values():
        start, word = (
            Number(what="the number at which this band starts").read(key, context),
            Text("a word").read(body, context),
        )
        if start is None or word is None:
            return None
        if bands and start <= bands[-1][0]:
            context.wrong(key, f"bands go upwards: {key.text} does not lie above {bands[-1][0]:g}")
            return None
        bands.append((start, word))
    return tuple(bands)


def _only_true(node: YamlNode, context: ReadContext) -> bool | None:
    flag = Flag().read(node, context)
    if flag is False:
        context.wrong(node, "a row says how well something is seen: delete this, or write true")
    return flag or None


def _words_schema() -> Schema:
    return {"type": "object", "additionalProperties": Text().schema()}


TO_WHOM = Known(FACTION_CODE.find, FACTION_CODE.what, also=(EVERYONE,), remedy=FACTION_CODE.remedy)

METRICS: Key[tuple[NamedCell, ...]] = Key(
    "metric", Many(Made(read_cell, lambda: {"type": "string"}), single=True, least=1), (), "say what is seen so"
)
TO: Key[tuple[str, ...]] = Key("to", Many(TO_WHOM, single=True, least=1, unique=True), (), "say who sees it so")
EXACT = Key("exact", Made(_only_true, Flag().schema), False, note="the number itself, whoever owns it")
TIMES: Key[Formula | None] = Key("times", Expression(), None, note="the truth times this: lognormal(0, size)")
PLUS: Key[Formula | None] = Key("plus", Expression(), None, note="the truth plus this: normal(0, size)")
WITHIN: Key[Formula | None] = Key("within", Expression(), None, note="the truth ± this in 8 cases of 10")
UNSEEN = Key("unseen", Made(_only_true, Flag().schema), False, note="nothing, though nobody owns it")
WORDS: Key[EstimateWords] = Key(
    "words", Made(_words, _words_schema), (), note="told in words, by the number where each begins"
)
LAG = Key("lag", Whole(0, LONGEST_LAG), 0, note="turns before it is heard of")
EVERY = Key("every", Whole(1, LONGEST_LAG), 1, note="turns between two surveys; the last one holds until the next")
SOURCE = Key("source", Text(), "")
ROW = Record("a row of the fog table", (METRICS, TO, EXACT, TIMES, PLUS, WITHIN, UNSEEN, WORDS, LAG, EVERY, SOURCE))
_HOW = (EXACT, TIMES, PLUS, WITHIN, UNSEEN)


def _row(node: YamlNode, context: ReadContext) -> FogRow | None:
    row = ROW.read(node, context)
    if row is None or not row[METRICS] or not row[TO]:
        return None
    given: list[Key[object]] = [key for key in _HOW if key in row]
    if len(given) > 1:
        context.wrong(row.node(given[1]), f"a row says one thing: `{given[0].name}` or `{given[1].name}`, not both")
        return None
    if not given and WORDS not in row:
        context.wrong(
            node, f"this row does not say how well it is seen: write {one_of([k.name for k in (*_HOW, WORDS)], 9)}"
        )
        return None
    sharpness = Sharpness(given[0].name) if given else Sharpness.EXACT
    if sharpness is Sharpness.UNSEEN:
        for key in (WORDS, LAG, EVERY):
            if key in row:
                context.wrong(row.node(key), f"what is unseen has no {key.name}: delete this")
    cells = tuple(FoggedCells(cell.metric, cell.entities, cell.formula.place) for cell in row[METRICS])
    noise = next((row[key] for key in (TIMES, PLUS, WITHIN) if key in row), None)
    if sharpness not in (Sharpness.EXACT, Sharpness.UNSEEN) and noise is None:
        return None
    return FogRow(cells, row[TO], row.place, sharpness, noise, row[WORDS], row[LAG], row[EVERY], row[SOURCE])


FOG = Many(Made(_row, ROW.schema), what="rows of the fog table")


def check_fog(rows: Iterable[FogRow], metrics: Mapping[str, Metric], context: ReadContext) -> None:
    """Check that the entities of a row fit its metric, and that only metrics with numbers have noise.

    Report rows that have no effect because of an earlier row.
    """
    taken: set[tuple[str, str]] = set()
    for row in rows:
        for cell in row.cells:
            metric = metrics.get(cell.metric)
            if metric is None:
                continue
            _check_entities(cell, metric, context)
            noisy = row.sharpness in (Sharpness.TIMES, Sharpness.PLUS, Sharpness.WITHIN)
            if (noisy or row.words) and metric.type not in (MetricType.NUMBER, MetricType.WHOLE):
                context.problems.add(
                    cell.place, f"`{metric.name}` is no plain number: it can be seen exactly, late or not at all"
                )
            late = [to for to in row.to if (cell.metric, to) in taken or (cell.metric, EVERYONE) in taken]
            if late and context.problems.error_count == 0:
                message = f"rows above say how {late[0]} sees `{cell.metric}` already: the first row counts"
                context.problems.add(cell.place, message, warning=True)
            if not cell.entities:
                taken |= {(cell.metric, to) for to in row.to}


def _check_entities(cell: FoggedCells, metric: Metric, context: ReadContext) -> None:
    free = list(kinds_of(metric, context))
    for code in cell.entities:
        kind = context.names.kind_of(code)
        if kind is None:
            continue
        if kind not in free:
            per = f"per {' and '.join(metric.of)}" if metric.of else "of the nation"
            context.problems.add(cell.place, f"`{code}` is of kind {kind}, but `{metric.name}` is {per}")
            return
        free.remove(kind)
