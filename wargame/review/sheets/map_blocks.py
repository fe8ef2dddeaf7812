"""The map of a sheet as a drawing with a table, from what a reader knows.

Must not know: who the reader is.
"""

from __future__ import annotations

from collections.abc import Iterator

from wargame.model.scenario.scenario import Scenario
from wargame.model.telling.view import View
from wargame.review.figures.tiles import MapTile, tile_map
from wargame.review.page.blocks import Block, Drawing, Gallery, Legend, LegendItem, PageTable, TableCell


def map_blocks(scenario: Scenario, view: View) -> Iterator[Block]:
    """Return the map with a legend and a table. Shares that the reader only estimates are left out."""
    places = [code for code in scenario.map.tiles if code in scenario.entities]
    metric = scenario.looks.tile.share
    numbers = {code: number for number, code in enumerate(scenario.players)}
    shares: dict[str, dict[str, float]] = {place: {} for place in places}
    for cell, value in view.metrics.get(metric, {}).items():
        known = len(cell) == 2 and cell[0] in shares and cell[1] in numbers and view.estimate(metric, *cell) is None
        if known and value > 0:
            shares[cell[0]][cell[1]] = value
    if not places:
        return
    tiles = []
    for place in places:
        column, row = scenario.map.tiles[place]
        whole = max(sum(shares[place].values()), 1.0)
        parts = {numbers[code]: share / whole for code, share in shares[place].items()}
        tiles.append(MapTile(place, column, row, parts, _most(parts)))
    labels = {number: scenario.label(code) for code, number in numbers.items()}
    yield Gallery((Drawing(tile_map("Map", tiles, labels)),), 2 if len(places) > 12 else 3)
    holding = dict.fromkeys(code for here in shares.values() for code in here)
    items = [LegendItem(scenario.label(code), team=code) for code in scenario.players if code in holding]
    yield Legend((*items, LegendItem("○ nobody over half, or not known to you")))
    rows = tuple(
        (TableCell(scenario.label(place)), TableCell(place), *_held(scenario, shares[place])) for place in places
    )
    yield PageTable(("place", "code", "authority"), rows, left=3)


def _most(parts: dict[int, float]) -> int | None:
    return next((number for number, share in parts.items() if share > 0.5), None)


def _held(scenario: Scenario, shares: dict[str, float]) -> tuple[TableCell]:
    told = ", ".join(f"{scenario.label(code)} {share:.0%}" for code, share in shares.items() if share >= 0.005)
    return (TableCell(told or "not known to you"),)
