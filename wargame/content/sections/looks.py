"""Reads `looks`: the signs (characters) and colours of factions, and the metrics that a tile and a road show.

Must not know: any screen.
"""

from __future__ import annotations

import re
from collections.abc import Mapping

from wargame.content.context import ReadContext
from wargame.content.schema.record import Each, Key, ParsedRecord, Record
from wargame.content.schema.references import FACTION_CODE, METRIC
from wargame.content.schema.shapes import Made, Many, Number, Schema, Text
from wargame.content.yaml.nodes import MappingNode, ScalarNode, YamlNode
from wargame.model.scenario.looks import FactionLook, Looks, RoadLook, TileLook


def _colour(node: YamlNode, context: ReadContext) -> str | None:
    if isinstance(node, ScalarNode) and re.fullmatch(r"#[0-9A-Fa-f]{6}", node.text):
        return node.text
    context.expected(node, 'a colour as in "#0072B2"')
    return None


def _colour_schema() -> Schema:
    return {"type": "string", "pattern": "^#[0-9A-Fa-f]{6}$"}


def _ascii(node: YamlNode, context: ReadContext) -> str | None:
    if isinstance(node, ScalarNode) and len(node.text) == 1 and node.text.isascii() and node.text.isprintable():
        return node.text
    context.expected(node, "one letter of ASCII")
    return None


def _ascii_schema() -> Schema:
    return {"type": ["string", "integer"]}


GLYPH = Key("glyph", Text("a sign", longest=2), "?")
ASCII = Key("ascii", Made(_ascii, _ascii_schema), "?")
FILL = Key("fill", Made(_colour, _colour_schema), "")
TEXT = Key("text", Made(_colour, _colour_schema), "")
SHORT = Key("short", Text(longest=12), "")
FACTION_LOOK = Record("a faction's look", (GLYPH, ASCII, FILL, TEXT, SHORT))


def _faction(head: ScalarNode, node: YamlNode, context: ReadContext) -> FactionLook | None:
    row = FACTION_LOOK.read(node, context, head)
    return None if row is None else FactionLook(row[GLYPH], row[ASCII], row[FILL], row[TEXT], row[SHORT])


SHARE = Key("share", METRIC, "")
POINTS = Key("points", METRIC, "")
FIGURES: Key[tuple[str, ...]] = Key("figures", Many(METRIC, single=True, most=2), ())
TILE_RECORD = Record("a tile's look", (SHARE, POINTS, FIGURES))


def _tile(node: YamlNode, context: ReadContext) -> TileLook | None:
    row = TILE_RECORD.read(node, context)
    return None if row is None else TileLook(row[SHARE], row[POINTS], row[FIGURES])


ROAD_METRIC = Key("metric", METRIC, "", "say which metric tells a road's state")
ROAD_LABEL = Key("label", Text(), "")
SCALE = Key("scale", Number(1e-6, 1e6), 100.0)
BANDS: Key[tuple[float, ...]] = Key("bands", Many(Number(), least=1, most=8), RoadLook().bands)
WORDS: Key[tuple[str, ...]] = Key("words", Many(Text(empty=False), least=2, most=9), RoadLook().words)
ROAD_RECORD = Record("a road's look", (ROAD_METRIC, ROAD_LABEL, SCALE, BANDS, WORDS))


def _road(node: YamlNode, context: ReadContext) -> RoadLook | None:
    row = ROAD_RECORD.read(node, context)
    if row is None:
        return None
    bands, words = row[BANDS], row[WORDS]
    if list(bands) != sorted(set(bands)):
        context.wrong(row.node(BANDS), "bands ascend")
    if len(words) != len(bands) + 1:
        at = row.node(WORDS) if WORDS in row else node
        context.wrong(at, f"{len(bands)} bands need {len(bands) + 1} words, found {len(words)}")
    return RoadLook(row[ROAD_METRIC], row[ROAD_LABEL], row[SCALE], bands, words)


FACTIONS: Key[Mapping[str, FactionLook]] = Key("factions", Each("looks", _faction, FACTION_LOOK, FACTION_CODE), {})
TILE = Key("tile", Made(_tile, TILE_RECORD.schema), TileLook())
ROAD = Key("road", Made(_road, ROAD_RECORD.schema), RoadLook())
LOOKS = Record("looks", (FACTIONS, TILE, ROAD))


def _check_signs(row: ParsedRecord, context: ReadContext) -> None:
    """Warn of two factions with the same signs."""
    nodes = row.node(FACTIONS)
    for key, name in ((GLYPH, "glyph"), (ASCII, "letter")):
        first: dict[str, str] = {}
        for faction, (_, body) in nodes.entries.items() if isinstance(nodes, MappingNode) else ():
            node = body.entries[key.name][1] if isinstance(body, MappingNode) and key.name in body.entries else None
            other = first.setdefault(node.text, faction) if isinstance(node, ScalarNode) else faction
            if node is not None and other != faction:
                message = f"{other} has the same {name} `{getattr(node, 'text', '')}`: nobody can tell them apart"
                context.problems.add(node.place, message, warning=True)


def _looks(node: YamlNode, context: ReadContext) -> Looks | None:
    row = LOOKS.read(node, context)
    if row is not None and FACTIONS in row:
        _check_signs(row, context)
    return None if row is None else Looks(row[FACTIONS], row[TILE], row[ROAD])


LOOKS_SHAPE = Made(_looks, LOOKS.schema)
