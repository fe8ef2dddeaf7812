"""The board: tiles and roads as a seat sees them. The board is computed from a view, and other modules draw it.

Must not know: how tiles and roads are drawn, or anything that is not in the view.
"""

from __future__ import annotations

import attrs

from wargame.game.wording.number import UNKNOWN, WRITTEN
from wargame.game.wording.road_state import road_state
from wargame.model.rules.kinds import FACTION
from wargame.model.rules.metric import Metric
from wargame.model.rules.number_style import scaled
from wargame.model.rules.parameter import Status
from wargame.model.scenario.looks import RoadLook
from wargame.model.scenario.scenario import Scenario
from wargame.model.telling.view import View

ROAD_SIGNS = "=~!×"
# The mark of invented and estimated numbers of the rules. The mark ≈ is a different mark, for a team's own estimates.
EST = "[EST]: see ?"
HALF = 50.0  # a faction with a larger share holds the place


@attrs.frozen
class Figure:
    """A number on a tile.

    `short`: the short name of the number.
    `text`: the number as written.
    `brief`: the number without decimals.
    `trend`: the arrow for the number's change. The text is empty if there is no change.
    """

    short: str
    text: str
    brief: str
    trend: str = ""


@attrs.frozen
class Tile:
    """A place of the map.

    `holder`: the faction that holds the place.
    `shares`: how much of the place each faction holds, from 0 to 100. The largest number comes first.
    `points`: the value of each faction in the metric that tiles show as points. The viewer's own value comes first.
    `figures`: the numbers on the tile.
    `roads`: the roads at the place.
    """

    code: str
    label: str
    holder: str
    shares: tuple[tuple[str, float], ...]
    trend: str
    points: tuple[tuple[str, str], ...]
    figures: tuple[Figure, ...]
    roads: tuple[tuple[str, str], ...]
    off_map: bool


@attrs.frozen
class Road:
    """A road.

    `text`: the value of the road as written.
    `sign`, `word`: the sign and the word for the state of the road.
    `level`: the number of this state, counted from 0.
    `change`: the change of the value.
    `crosses`: the places that the road crosses.
    """

    code: str
    label: str
    text: str
    sign: str
    word: str
    level: int
    change: str
    crosses: tuple[str, ...]


@attrs.frozen
class Board:
    """Tiles and roads at one moment, and the position of each tile.

    A position is (column, row), counted from 0. Empty columns and rows at the edges do not count.
    `note`: the legend's text about invented numbers. The text is empty if there are no invented numbers.
    """

    tiles: tuple[Tile, ...]
    roads: tuple[Road, ...]
    at: dict[str, tuple[int, int]]
    note: str = ""

    def tile(self, code: str) -> Tile | None:
        """Return the tile of a place."""
        return next((tile for tile in self.tiles if tile.code == code), None)

    def road(self, code: str) -> Road | None:
        """Return a road by code."""
        return next((road for road in self.roads if road.code == code), None)

    def worst_between(self, one: str, other: str) -> Road | None:
        """Return the road in the worst state among the roads that cross both places.

        The result is a road without a report if no state is known.
        """
        both = [road for road in self.roads if one in road.crosses and other in road.crosses]
        return max(both, key=lambda road: road.level, default=None)

    def neighbour(self, code: str, right: int, down: int) -> str:
        """Return the nearest place in a direction. Return the place itself if no other place lies there."""
        column, row = self.at[code]
        found: list[tuple[int, int, str]] = []
        for other, (x, y) in self.at.items():
            ahead = (x - column) * right + (y - row) * down
            aside = abs((x - column) * down) + abs((y - row) * right)
            if ahead > 0:
                found.append((ahead + 2 * aside, ahead, other))
        return min(found)[2] if found else code


def places(scenario: Scenario) -> dict[str, tuple[int, int]]:
    """Return the column and the row of each place, counted from 0.

    Places without a tile position take free positions, beginning at the lower right.
    """
    tiles = scenario.map.tiles
    left = min((x for x, _ in tiles.values()), default=0)
    top = min((y for _, y in tiles.values()), default=0)
    at = {code: (x - left, y - top) for code, (x, y) in tiles.items()}
    columns = max((x for x, _ in at.values()), default=0) + 1
    rows = max((y for _, y in at.values()), default=0) + 1
    free = [(x, y) for x in reversed(range(columns)) for y in reversed(range(rows)) if (x, y) not in at.values()]
    for code in scenario.map.off_map:
        if code not in at:
            at[code] = free.pop(0) if free else (0, rows)
            rows = max(rows, at[code][1] + 1)
    return at


def read_board(scenario: Scenario, view: View) -> Board:
    """Make the board of a view."""
    roads = tuple(_road(scenario, view, code) for code in road_codes(scenario))
    at = places(scenario)
    ordered = sorted(at, key=lambda code: (at[code][1], at[code][0]))
    return Board(
        tuple(_tile(scenario, view, code, roads) for code in ordered), roads, at, EST if invented(scenario) else ""
    )


def invented(scenario: Scenario) -> bool:
    """Return whether any number of the rules is invented or estimated."""
    return any(parameter.status is not Status.FACT for parameter in scenario.rules.parameters.values())


def road_codes(scenario: Scenario) -> tuple[str, ...]:
    """Return the codes of the roads, in the order of the file."""
    return scenario.of_kind(scenario.map.road) if scenario.map.road in scenario.rules.kinds else ()


def crossing(scenario: Scenario) -> str:
    """Return the name that the scenario gives the relation between roads and places, such as `crosses`."""
    rules, place, road = scenario.rules, scenario.map.place, scenario.map.road
    for kind, goal in ((road, place), (place, road)):
        for relation in rules.kinds[kind].relations if kind in rules.kinds else ():
            if relation.goal == goal:
                return relation.name.replace("_", " ")
    return ""


def crossed(scenario: Scenario, road: str) -> tuple[str, ...]:
    """Return the places that are linked to a road, in either direction of the relation."""
    entity = scenario.entities.get(road)
    place = scenario.map.place
    found: list[str] = []
    if entity is not None:
        for relation in scenario.rules.kinds[entity.kind].relations:
            if relation.goal == place:
                found.extend(entity.links.get(relation.name, ()))
    for relation in scenario.rules.kinds[place].relations if place in scenario.rules.kinds else ():
        if relation.goal == scenario.map.road:
            for code in scenario.of_kind(place):
                if road in scenario.entities[code].links.get(relation.name, ()):
                    found.append(code)
    return tuple(dict.fromkeys(found))


def cell_of(metric: Metric, place: str, faction: str) -> tuple[str, ...]:
    """Return a place and a faction in the order of the metric's axes."""
    return (faction, place) if metric.of and metric.of[0] == FACTION else (place, faction)


def _tile(scenario: Scenario, view: View, code: str, roads: tuple[Road, ...]) -> Tile:
    look = scenario.looks.tile
    metrics = scenario.rules.metrics
    shares: list[tuple[str, float]] = []
    trend = ""
    if look.share in metrics:
        metric = metrics[look.share]
        for faction in scenario.factions:
            value = view.value(look.share, *cell_of(metric, code, faction))
            if value is not None and scaled(metric, value) >= 0.5:
                shares.append((faction, scaled(metric, value)))
        shares.sort(key=lambda pair: -pair[1])
        if shares:
            key = cell_of(metric, code, shares[0][0])
            trend = WRITTEN.change(metric, view.change(look.share, *key), view.estimate(look.share, *key))[:1]
    holder = shares[0][0] if shares and shares[0][1] > HALF else ""
    return Tile(
        code,
        scenario.label(code),
        holder,
        tuple(shares),
        trend,
        _points(scenario, view, code),
        tuple(_figure(metrics[name], view, code) for name in look.figures if name in metrics),
        tuple((road.code, road.sign) for road in roads if code in road.crosses),
        code in scenario.map.off_map,
    )


def _points(scenario: Scenario, view: View, code: str) -> tuple[tuple[str, str], ...]:
    name = scenario.looks.tile.points
    if name not in scenario.rules.metrics:
        return ()
    metric = scenario.rules.metrics[name]
    seen: list[tuple[bool, float, str]] = []
    for faction in scenario.factions:
        value = view.value(name, *cell_of(metric, code, faction))
        if value is not None and (round(value) or faction == view.seat):
            seen.append((faction != view.seat, -value, faction))
    about = {faction for _, _, faction in seen if view.estimate(name, *cell_of(metric, code, faction)) is not None}
    told = ((faction, WRITTEN.plain(scaled(metric, -value), 0)) for _, value, faction in sorted(seen))
    return tuple((faction, WRITTEN.about(text) if faction in about else text) for faction, text in told)


def _figure(metric: Metric, view: View, code: str) -> Figure:
    value, estimate = view.value(metric.name, code), view.estimate(metric.name, code)
    change = WRITTEN.change(metric, view.change(metric.name, code), estimate)
    text = WRITTEN.known(metric, value, estimate)
    brief = text if value is None or estimate is not None else WRITTEN.brief(metric, value)
    return Figure(metric.short or metric.label or metric.name, text, brief, change[:1])


def _road(scenario: Scenario, view: View, code: str) -> Road:
    look = scenario.looks.road
    metric = scenario.rules.metrics.get(look.metric)
    value = view.value(look.metric, code) if metric else None
    label, crosses = scenario.label(code), crossed(scenario, code)
    estimate = view.estimate(look.metric, code)
    if estimate is not None and estimate.word:
        return Road(code, label, UNKNOWN, UNKNOWN, estimate.word, -1, "", crosses)
    if metric is None or value is None:
        return Road(code, label, UNKNOWN, UNKNOWN, "no report", -1, "", crosses)
    state = road_state(look, metric, value, view.change(look.metric, code), WRITTEN)
    figure = state.figure if estimate is None else WRITTEN.about(state.figure)
    return Road(code, label, figure, sign_of(look, state.level), state.word, state.level, state.change, crosses)


def sign_of(look: RoadLook, level: int) -> str:
    """Return the sign of a road's state. The last band always has the sign for the worst state."""
    steps = max(1, len(look.bands))
    return ROAD_SIGNS[round(level * (len(ROAD_SIGNS) - 1) / steps)]
