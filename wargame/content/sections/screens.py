"""Checks the content of screens. A headline must be one number of a metric.

Tiles must show metrics of areas. Roads must show metrics of roads.

Must not know: how a screen draws anything.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from wargame.content.context import ReadContext
from wargame.content.names import NameKind
from wargame.content.yaml.nodes import BrokenNode, MappingNode, SequenceNode, YamlNode
from wargame.model.rules.kinds import FACTION
from wargame.model.rules.metric import Metric
from wargame.model.scenario.looks import Headline, MapLayout


def check_headlines(headlines: Iterable[Headline], metrics: Mapping[str, Metric], context: ReadContext) -> None:
    """Check that each headline is one number of its metric. The headline names one entity for each axis."""
    for headline in headlines:
        metric = metrics.get(headline.metric)
        if metric is None:
            continue
        wanted = kinds_of(metric, context)
        found = tuple(context.names.kind_of(code) or "" for code in headline.entity)
        if found == wanted:
            continue
        if not wanted:
            message = f"`{metric.name}` is of the nation: write it without [ ]"
        else:
            codes = [next(iter(context.names.of_kind(kind)), kind.upper()) for kind in wanted]
            example = f"{metric.name}[{', '.join(codes)}]"
            message = f"`{metric.name}` is per {' and '.join(metric.of)}: pick one cell, as in {example}"
        context.problems.add(headline.formula.place, message)


def check_looks(
    looks: YamlNode | None,
    sheet: MapLayout,
    map_node: YamlNode | None,
    metrics: Mapping[str, Metric],
    context: ReadContext,
) -> None:
    """Check that tiles show metrics of the kind drawn as tiles. Also check the kind of the metric that roads show."""
    if isinstance(map_node, BrokenNode) or (isinstance(map_node, MappingNode) and map_node.torn):
        return
    drawn = map_node.entries if isinstance(map_node, MappingNode) else None
    place, road = (sheet.place,), (sheet.road,)
    for path, kinds in {
        ("tile", "share"): (*place, FACTION),
        ("tile", "points"): (*place, FACTION),
        ("tile", "figures"): place,
        ("road", "metric"): road,
    }.items():
        node = _at(looks, path)
        for item in node.items if isinstance(node, SequenceNode) else [node]:
            metric = metrics.get(getattr(item, "text", ""))
            if item is None or metric is None:
                continue
            if not kinds[0] and drawn is not None and _DRAWN[path[0]] in drawn:
                continue
            if not kinds[0]:
                context.wrong(
                    item, f"the map draws no {path[0]}s: say `{_DRAWN[path[0]]}: KIND` in `map`, or delete this"
                )
            elif kinds_of(metric, context) != kinds:
                found = " and ".join(metric.of) or "the nation"
                context.wrong(item, f"`{metric.name}` is of {found}; what stands here is of {' and '.join(kinds)}")


_DRAWN = {"tile": "place", "road": "road"}


def kinds_of(metric: Metric, context: ReadContext) -> tuple[str, ...]:
    """Return the kind of each axis of a metric.

    A kind may define a second axis, for metrics of pairs within the kind. The second axis belongs to the same kind.
    """
    again = context.names.of_sort(NameKind.AXIS)
    return tuple(again[axis].of if axis in again else axis for axis in metric.of)


def _at(node: YamlNode | None, path: tuple[str, ...]) -> YamlNode | None:
    for name in path:
        if not isinstance(node, MappingNode) or name not in node.entries:
            return None
        node = node.entries[name][1]
    return node
