"""Reads a dated record, which says what really happened in each turn.

The record has these keys:

`effort`: the effort in each turn, in place of orders.
`none`: the orders that nobody gave.
`metrics`: the known values of metrics.

Must not know: how rules use the effort.
"""

from __future__ import annotations

import attrs

from wargame.content.context import ReadContext
from wargame.content.schema.record import Each, Key, Record
from wargame.content.schema.references import ACTION, METRIC
from wargame.content.schema.shapes import Entries, Expression, Made, Many, Number, Schema
from wargame.content.spelling import shown
from wargame.content.yaml.nodes import BrokenNode, MappingNode, ScalarNode, SequenceNode, YamlNode
from wargame.model.scenario.dated_record import ByTurn, DatedRecord, EntityCodes, GivenEffort, GivenMetric
from wargame.model.scenario.scenario import Scenario
from wargame.model.text.formula import Formula

LARGEST = 1e6
LONGEST = 1_000  # number of turns

_NUMBERS = Many(Number(-LARGEST, LARGEST), what="a list of numbers, one a turn", least=1, most=LONGEST)


def _series(node: YamlNode, context: ReadContext) -> ByTurn | None:
    """Read a list with one number for each turn, such as `[1, 2]`, or a list for each entity, such as `{DKR: [1, 2]}`.

    A key with several entities separates their codes by commas.
    """
    if not isinstance(node, MappingNode):
        values = _NUMBERS.read(node, context)
        return None if values is None else {(): values}
    found: dict[EntityCodes, tuple[float, ...]] = {}
    for key, inner in node.entries.values():
        values = _NUMBERS.read(inner, context)
        if values is not None:
            found[_cell(key)] = values
    return found


def _series_schema() -> Schema:
    return {"anyOf": [_NUMBERS.schema(), Entries(_NUMBERS).schema()]}


def _cell(key: ScalarNode) -> EntityCodes:
    return tuple(part.strip() for part in key.text.split(","))


_SERIES = Made(_series, _series_schema)
BY_TURN: Key[ByTurn] = Key("by_turn", _SERIES, {}, "give a list of numbers, one a turn, or such lists by entity")
TIMES: Key[Formula | None] = Key("times", Expression(), None, note="a constant by which all numbers are multiplied")
EFFORT_ROW = Record("an action's record", (BY_TURN, TIMES))
ADD: Key[ByTurn] = Key("add", _SERIES, {}, note="numbers added as each turn begins")
SET: Key[ByTurn] = Key("set", _SERIES, {}, note="numbers put in place of what is there as each turn begins")
METRIC_ROW = Record("a metric's record", (ADD, SET))


def _effort(head: ScalarNode, node: YamlNode, context: ReadContext) -> GivenEffort | None:
    row = EFFORT_ROW.read(node, context, head)
    return None if row is None else GivenEffort(head.text, head.place, row[BY_TURN], row[TIMES])


def _metric(head: ScalarNode, node: YamlNode, context: ReadContext) -> GivenMetric | None:
    row = METRIC_ROW.read(node, context, head)
    if row is None:
        return None
    if (ADD in row) == (SET in row):
        context.wrong(head, f"the record of `{head.text}` either adds or sets: write one of `add` and `set`")
        return None
    return GivenMetric(head.text, head.place, row[ADD] or row[SET], ADD in row)


EFFORT = Key("effort", Each("effort", _effort, EFFORT_ROW, ACTION), {})
METRICS = Key("metrics", Each("metrics", _metric, METRIC_ROW, METRIC), {})
NONE: Key[tuple[str, ...]] = Key("none", Many(ACTION, single=True), (), note="actions that nobody ordered")
DATED_RECORD = Record("a dated record", (EFFORT, METRICS, NONE))


@attrs.frozen
class RecordReader:
    """Reads the dated records of one scenario."""

    scenario: Scenario

    def read(self, node: YamlNode, context: ReadContext) -> DatedRecord | None:
        """Return the record. Report entities that do not fit its actions and metrics."""
        row = DATED_RECORD.read(node, context)
        if row is None:
            return None
        given = dict(row[EFFORT])
        for name in row[NONE]:
            if name in given:
                context.wrong(row.node(NONE), f"`{name}` has effort and stands under `none` as well: keep one")
            given.setdefault(name, GivenEffort(name, row.node(NONE).place, {}))
        for effort in row[EFFORT].values():
            self._check_action(effort, row.node(EFFORT), context)
        for metric in row[METRICS].values():
            of = self.scenario.rules.metrics[metric.metric].of
            self._check_cells(metric.metric, metric.by_turn, tuple(of), row.node(METRICS), context)
        return DatedRecord(tuple(given.values()), tuple(row[METRICS].values()))

    def _check_action(self, effort: GivenEffort, section: YamlNode, context: ReadContext) -> None:
        action = self.scenario.rules.actions[effort.action]
        if len(action.targets) > 1:
            context.problems.add(
                effort.place, f"`{effort.action}` has two targets: a record can feed actions of one target, or none"
            )
            return
        giver = self.scenario.giver_kind(action)
        kinds = (*((giver,) if giver else ()), *(target.kind for target in action.targets))
        self._check_cells(effort.action, effort.by_turn, kinds, section, context)

    def _check_cells(
        self, name: str, by_turn: ByTurn, kinds: tuple[str, ...], section: YamlNode, context: ReadContext
    ) -> None:
        for cell in by_turn:
            place = _find(section, name, cell)
            if len(cell) != len(kinds):
                found = ", ".join(cell)
                at = f"found [{', '.join(cell)}]" if found else "found numbers at once"
                wanted = f"lists by {' and '.join(kinds)}" if kinds else "one list of numbers"
                context.wrong(place, f"`{name}` takes {wanted}, {at}")
                continue
            for code, kind in zip(cell, kinds, strict=True):
                known = self.scenario.of_kind(kind)
                if code not in known:
                    context.wrong(place, f"no {kind} is called {shown(code)}{context.did_you_mean(code, known)}")


def _find(section: YamlNode, name: str, cell: EntityCodes) -> YamlNode:
    """Return the node at which a message about a cell points. A cell is one number of an action or metric.

    The node is the key of the cell if there is one. Otherwise the node is the whole value.
    """
    node = section
    for key in (name, BY_TURN.name, ADD.name, SET.name):
        if isinstance(node, MappingNode) and key in node.entries:
            node = node.entries[key][1]
    if isinstance(node, MappingNode):
        return next((key for key, _ in node.entries.values() if _cell(key) == cell), node)
    assert isinstance(node, SequenceNode | ScalarNode | BrokenNode)
    return node
