"""Reads `map`: the kind that is drawn as tiles, the kind that is drawn as roads, and the positions of the tiles.

Must not know: any screen.
"""

from __future__ import annotations

from collections.abc import Mapping

from wargame.content.context import ReadContext
from wargame.content.schema.record import Key, ParsedRecord, Record
from wargame.content.schema.references import CODE, KIND
from wargame.content.schema.shapes import Entries, Made, Many, Schema, Whole
from wargame.content.yaml.nodes import MappingNode, ScalarNode, SequenceNode, YamlNode
from wargame.model.scenario.looks import MapLayout

LAST_TILE = 4  # the last column and row, because five columns and five rows fit on 80x24 characters


def _tile(node: YamlNode, context: ReadContext) -> tuple[int, int] | None:
    if not isinstance(node, SequenceNode) or len(node.items) != 2:
        context.expected(node, "[column, row], counted from 0")
        return None
    column, row = (Whole(0, LAST_TILE).read(item, context) for item in node.items)
    return None if column is None or row is None else (column, row)


def _tile_schema() -> Schema:
    return {"type": "array", "items": Whole(0, LAST_TILE).schema(), "minItems": 2, "maxItems": 2}


PLACE = Key("place", KIND, "")
ROAD = Key("road", KIND, "")
TILES: Key[Mapping[str, tuple[int, int]]] = Key(
    "tiles", Entries(Made(_tile, _tile_schema), CODE, "tiles as in {CODE: [0, 2]}"), {}
)
OFF_MAP: Key[tuple[str, ...]] = Key("off_map", Many(CODE, unique=True), ())
MAP = Record("a map", (PLACE, ROAD, TILES, OFF_MAP))


def _map(node: YamlNode, context: ReadContext) -> MapLayout | None:
    row = MAP.read(node, context)
    if row is None:
        return None
    _check(row, context)
    return MapLayout(row[PLACE], row[ROAD], row[TILES], row[OFF_MAP])


def _check(row: ParsedRecord, context: ReadContext) -> None:
    """Check that every place has one tile, and that the kind of the place is the kind drawn as tiles.

    A place in the section's list of places off the map needs no tile.
    """
    tiles = row.node(TILES) if TILES in row else None
    heads = [key for key, _ in tiles.entries.values()] if isinstance(tiles, MappingNode) else []
    off = row.node(OFF_MAP) if OFF_MAP in row else None
    away = [item for item in off.items if isinstance(item, ScalarNode)] if isinstance(off, SequenceNode) else []
    taken: dict[tuple[int, int], str] = {}
    for head in [*heads, *away]:
        kind = context.names.kind_of(head.text)
        if row[PLACE] and kind is not None and kind != row[PLACE]:
            context.wrong(head, f"`{head.text}` is of kind {kind}, but the map shows {row[PLACE]}")
        tile = row[TILES].get(head.text)
        if tile is not None and head in heads:
            if tile in taken:
                context.wrong(head, f"`{head.text}` stands on the tile of `{taken[tile]}`: move one")
            taken.setdefault(tile, head.text)
    if row[PLACE] and isinstance(tiles, MappingNode):
        missing = [
            code
            for code in context.names.of_kind(row[PLACE])
            if code in context.names.given and code not in tiles.entries
        ]
        missing = [code for code in missing if code not in [item.text for item in away]]
        if missing and not context.torn:
            context.wrong(tiles, f"no tile for {', '.join(missing)}: give one, or list it under off_map")


MAP_SHAPE = Made(_map, MAP.schema)
