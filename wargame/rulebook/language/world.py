"""The world of a scenario: the meaning of every name in formulas, with tables for links and attributes.

Must not know: the text of formulas, or how values are computed.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any, Literal

import attrs
import numpy as np

from wargame.model.rules.metric import Metric, MetricType
from wargame.model.scenario.scenario import Scenario
from wargame.rulebook.ir.axes import Axes, AxisBook
from wargame.rulebook.ir.fog_map import EXACT, FogMap

SymbolKind = Literal[
    "metric",
    "parameter",
    "attribute",
    "formula",
    "season",
    "entity",
    "relation",
    "value",
    "kind",
    "action",
    "axis",
    "lost",
]


@attrs.frozen
class Links:
    """A relation of the scenario. Each origin (by position) has the positions of its goals, in order."""

    name: str
    origin: str
    goal: str
    rows: tuple[tuple[int, ...], ...]

    @property
    def most(self) -> int:
        """Return the largest number of links from one origin."""
        return max((len(row) for row in self.rows), default=0)


@attrs.frozen
class Symbol:
    """A name and its meaning.

    `owner`: the metric or parameter of an enum value, or the kind of an entity.
    """

    name: str
    kind: SymbolKind
    owner: str = ""


@attrs.frozen
class World:
    """The names, tables and settings of a scenario, as formulas need them."""

    scenario: Scenario
    book: AxisBook
    symbols: Mapping[str, Symbol]
    attributes: Mapping[str, tuple[str, Any]]  # name -> (kind, array [n, 1])
    links: Mapping[str, Links]
    settings: Mapping[str, float | str]
    fog: FogMap
    _places: dict[str, int] = attrs.field(factory=dict, init=False, eq=False, repr=False)  # positions of players

    def axes_of(self, metric: Metric) -> Axes:
        """Return the storage axes of a metric, in canonical order."""
        return self.book.sort(tuple(metric.of))

    def enum_values(self, owner: str) -> tuple[str, ...]:
        """Return the values of an enum metric or parameter."""
        rules = self.scenario.rules
        if owner in rules.metrics:
            return rules.metrics[owner].values
        return tuple(rules.parameters[owner].pick)

    def place_of(self, player: str) -> int:
        """Return the position of a player on the axis of the player's kind."""
        place = self._places.get(player)
        if place is None:
            place = self._places[player] = self.book.index(self.scenario.player_kind(player), player)
        return place

    def cell_of(self, metric: str, codes: Mapping[str, str]) -> tuple[int, ...]:
        """Return the storage position of a cell of a metric. Each axis of the metric must have a different kind.

        `codes`: for each kind, the code of an entity.
        """
        axes = self.axes_of(self.scenario.rules.metrics[metric])
        return tuple(self.book.index(axis, codes[self.book.kind_of[axis]]) for axis in axes)

    def sees(self, seat: str, metric: str, cells: tuple[int | str, ...], giver_axis: str = "") -> bool:
        """Return whether a seat sees all these cells of a metric exactly. Owners and the fog table decide this.

        `cells`: for each storage axis, a position or an axis name.
        `giver_axis`: the axis that stands for the seat.
        """
        places = self.places(seat, cells, giver_axis)
        return bool((self.fog.rows(seat, metric)[places] == EXACT).all())

    def places(self, seat: str, cells: tuple[int | str, ...], giver_axis: str = "") -> tuple[int | slice, ...]:
        """Return the index that selects cells in the array of a metric.

        `giver_axis`: an axis that means the seat. The index has the position of the seat for this axis.
        """
        return tuple(
            cell if isinstance(cell, int) else self.place_of(seat) if giver_axis and cell == giver_axis else slice(None)
            for cell in cells
        )


def _links(scenario: Scenario, book: AxisBook) -> dict[str, Links]:
    found: dict[str, Links] = {}
    for kind in scenario.rules.kinds.values():
        for relation in kind.relations:
            origins, goals = book.codes[relation.origin], book.codes[relation.goal]
            places = {code: j for j, code in enumerate(goals)}
            rows: list[list[int]] = []
            for code in origins:
                if code in scenario.entities:
                    linked = scenario.entities[code].links.get(relation.name, ())
                else:
                    linked = kind.links.get(relation.name, {}).get(code, ())
                rows.append([places[goal] for goal in linked if goal in places])
            if relation.mutual and relation.origin == relation.goal:
                rows = [sorted({*row, *way}) for row, way in zip(rows, _ways_back(rows, len(goals)), strict=True)]
            found[relation.name] = Links(relation.name, relation.origin, relation.goal, tuple(map(tuple, rows)))
            if relation.inverse:
                back = tuple(map(tuple, _ways_back(rows, len(goals))))
                found[relation.inverse] = Links(relation.inverse, relation.goal, relation.origin, back)
    return found


def _ways_back(rows: list[list[int]], goals: int) -> list[list[int]]:
    """Return, for each goal, the origins that link to the goal, in order."""
    back: list[list[int]] = [[] for _ in range(goals)]
    for i, row in enumerate(rows):
        for j in dict.fromkeys(row):
            back[j].append(i)
    return back


def _attributes(scenario: Scenario, book: AxisBook) -> dict[str, tuple[str, Any]]:
    tables: dict[str, tuple[str, Any]] = {}
    for kind in scenario.rules.kinds.values():
        for name in kind.attributes:
            values = [
                scenario.entities[code].attributes.get(name, 0.0) if code in scenario.entities else 0.0
                for code in book.codes[kind.name]
            ]
            tables[name] = (kind.name, np.array(values, dtype=np.float64).reshape(-1, 1))
    return tables


def _symbols(scenario: Scenario, book: AxisBook, links: Mapping[str, Links]) -> dict[str, Symbol]:
    rules = scenario.rules
    symbols: dict[str, Symbol] = {}

    def put(name: str, kind: SymbolKind, owner: str = "") -> None:
        symbols.setdefault(name, Symbol(name, kind, owner))

    for name, metric in rules.metrics.items():
        put(name, "metric")
        if metric.type is MetricType.ENUM:
            for value in metric.values:
                put(value, "value", name)
    for name, parameter in rules.parameters.items():
        put(name, "parameter")
        for value in parameter.pick:
            put(value, "value", name)
    for name in rules.formulas:
        put(name, "formula")
    for kind in rules.kinds.values():
        for name in kind.attributes:
            put(name, "attribute", kind.name)
        for code in book.codes[kind.name]:
            put(code, "entity", kind.name)
    for name in links:
        put(name, "relation")
    for name in scenario.seasons:
        put(name, "season")
    for name in rules.actions:
        put(name, "action")
    for axis in book.kind_of:
        put(axis, "axis")
    return symbols


def survey(scenario: Scenario, settings: Mapping[str, float | str], lost: Iterable[str] = ()) -> World:
    """Return the world of a scenario: the names that formulas may use, and their tables.

    `settings`: new values for parameters. A value is a number or the name of a choice.
    `lost`: the names of entries that could not be read.
    """
    book = AxisBook.of(scenario)
    links = _links(scenario, book)
    symbols = _symbols(scenario, book, links)
    symbols = {**{name: Symbol(name, "lost") for name in lost}, **symbols}
    return World(scenario, book, symbols, _attributes(scenario, book), links, settings, FogMap(scenario, book))
