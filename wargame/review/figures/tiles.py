"""Draws the map as tiles at one moment: the share of each team at each place, and the team with more than half.

Must not know: the game. The figure gets shares by the number of a team.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

import attrs
import svg

from wargame.review.figures.drawing import circle, fitting, picture, rect, sign, text

_SIDE = 34.0


@attrs.frozen
class MapTile:
    """A place: its code, its column and row, and the share of each team that is not 0.

    `holder`: the team with more than half, or None.
    `changed`: whether the holder differs from the holder on the previous map.
    """

    code: str
    column: int
    row: int
    shares: Mapping[int, float]
    holder: int | None
    changed: bool = False


def tile_map(name: str, tiles: Sequence[MapTile], labels: Mapping[int, str]) -> str:
    """Draw the map. `labels`: the names of teams, for people who cannot see the figure."""
    columns = [tile.column for tile in tiles]
    rows = [tile.row for tile in tiles]
    width = (max(columns) - min(columns) + 1) * _SIDE
    height = (max(rows) - min(rows) + 1) * _SIDE + 22
    held = ", ".join(f"{tile.code} {labels[tile.holder] if tile.holder is not None else 'nobody'}" for tile in tiles)
    return picture(width, height, f"Map, {name}", held, _tiles(name, tiles, min(columns), min(rows)))


def _tiles(name: str, tiles: Sequence[MapTile], left: int, top: int) -> Iterator[svg.Element]:
    yield text(0, 13, name, "tb")
    for tile in sorted(tiles, key=lambda tile: tile.changed):
        x, y = (tile.column - left) * _SIDE, (tile.row - top) * _SIDE + 21
        yield rect(x, y, _SIDE, _SIDE, "tile")
        if tile.holder is not None:
            yield rect(x + 0.5, y + 0.5, _SIDE - 1, _SIDE - 1, f"w{tile.holder}")
            yield sign(x + _SIDE / 2, y + 19, tile.holder, 10)
        else:
            yield circle(x + _SIDE / 2, y + 19, 3.5, "open")
        yield text(x + _SIDE / 2, y + 10.5, fitting(tile.code, _SIDE, 10), "tm", "middle")
        at = x + 1
        for team, share in tile.shares.items():
            yield rect(at, y + _SIDE - 6, share * (_SIDE - 2), 5, f"f{team}")
            at += share * (_SIDE - 2)
        if tile.changed:
            yield rect(x, y, _SIDE, _SIDE, "changed")
