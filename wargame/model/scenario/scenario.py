"""A scenario: a rule set with entities, seats, lengths, endings, scores and texts.

Must not know: how the scenario was read, or how people play the scenario.
"""

from __future__ import annotations

import datetime
from collections.abc import Mapping

import attrs

from wargame.errors import Place
from wargame.model.rules.action import EVERYONE, Action
from wargame.model.rules.fog import FogRow
from wargame.model.rules.kinds import FACTION, Entity, playing_kinds
from wargame.model.rules.metric import MetricCell
from wargame.model.scenario.looks import Briefing, Headline, Looks, MapLayout, TutorialStep
from wargame.model.scenario.ruleset import RuleSet
from wargame.model.scenario.seat import Component, Doctrine, Ending, Length, Seat
from wargame.model.text.formula import Formula


@attrs.frozen
class Calendar:
    """The first day of turn 1, and the number of days in a turn."""

    start: datetime.date
    days: int = 14

    def span(self, turn: int) -> tuple[datetime.date, datetime.date]:
        """Return the first and the last day of a turn. Turns have numbers from 1."""
        first = self.start + datetime.timedelta(days=self.days * (turn - 1))
        return first, first + datetime.timedelta(days=self.days - 1)

    def turn_of(self, day: datetime.date) -> int:
        """Return the number of the turn that contains a day.

        The number is 0 or less for a day before the first turn.
        """
        return (day - self.start).days // self.days + 1


@attrs.frozen
class Scenario:
    """All the data of a game, as written in files.

    `sources`: maps the name of every file that was read to its text.
    """

    name: str
    place: Place
    rules: RuleSet
    title: str = ""
    short: str = ""
    calendar: Calendar | None = None
    seasons: Mapping[str, frozenset[int]] = attrs.field(factory=dict)
    entities: Mapping[str, Entity] = attrs.field(factory=dict)  # the entities of all kinds, in file order
    start: Mapping[str, Formula] = attrs.field(factory=dict)
    seats: Mapping[str, Seat] = attrs.field(factory=dict)
    lengths: tuple[Length, ...] = ()
    scores: Mapping[str, tuple[Component, ...]] = attrs.field(factory=dict)
    endings: Mapping[str, Ending] = attrs.field(factory=dict)
    doctrines: Mapping[str, Mapping[str, Doctrine]] = attrs.field(factory=dict)  # bot -> seat
    headlines: Mapping[str, tuple[Headline, ...]] = attrs.field(factory=dict)
    fog: tuple[FogRow, ...] = ()  # the scenario's rows, then the rows of its rules; the first row that fits counts
    map: MapLayout = attrs.field(factory=MapLayout)
    looks: Looks = attrs.field(factory=Looks)
    briefing: Briefing = attrs.field(factory=Briefing)
    tutorial: tuple[TutorialStep, ...] = ()
    glossary: Mapping[str, str] = attrs.field(factory=dict)
    without: tuple[str, ...] = ()
    calibration: str = ""  # the file of targets, which only `wargame calibrate` reads
    balance: str = ""  # the file of outcomes that bots should reach, which only `wargame balance` reads
    sources: Mapping[str, str] = attrs.field(factory=dict)

    def of_kind(self, kind: str) -> tuple[str, ...]:
        """Return the codes of all entities or members of a kind, in file order."""
        members = self.rules.kinds[kind].members
        if members:
            return tuple(members)
        return tuple(code for code, entity in self.entities.items() if entity.kind == kind)

    @property
    def factions(self) -> tuple[str, ...]:
        """Return the codes of all factions, with seats or without."""
        return self.of_kind(FACTION)

    @property
    def players(self) -> tuple[str, ...]:
        """Return the codes of all possible players.

        The players are the factions, and the entities of other kinds with `plays`.
        """
        return tuple(code for kind in playing_kinds(self.rules.kinds) for code in self.of_kind(kind))

    def may_order(self, player: str, action: Action) -> bool:
        """Return whether a seat or faction may give orders of an action. The giver `everyone` means every faction."""
        return player in action.by or (EVERYONE in action.by and player in self.factions)

    def givers(self, action: Action) -> tuple[str, ...]:
        """Return the seats that may give orders of an action."""
        return tuple(seat for seat in self.seats if self.may_order(seat, action))

    def player_kind(self, code: str) -> str:
        """Return the kind to which a player belongs."""
        return next((k for k in playing_kinds(self.rules.kinds) if code in self.of_kind(k)), FACTION)

    def giver_kind(self, action: Action) -> str:
        """Return the kind of the seats that may give orders of an action.

        The text is empty if only one seat may give these orders.
        """
        several = len(action.by) > 1 or EVERYONE in action.by
        return self.player_kind(action.by[0]) if several else ""

    def headlines_of(self, seat: str | None) -> tuple[Headline, ...]:
        """Return the headline metrics of a seat. Return the headlines of all seats, each cell once, if there is no
        seat.
        """
        if seat:
            return self.headlines.get(seat, ())
        cells: dict[MetricCell, Headline] = {}
        for headline in (each for shown in self.headlines.values() for each in shown):
            cells.setdefault((headline.metric, headline.entity), headline)
        return tuple(cells.values())

    def purses(self, seat: str) -> Mapping[str, MetricCell]:
        """Return, for each currency of a seat, the cell from which the seat pays. A cell is one number of a metric.

        The number describes the whole map or the seat.
        """
        metrics = self.rules.metrics
        return {
            currency: (name, (seat,) if metrics[name].of else ())
            for currency, name in self.seats[seat].pays.items()
            if name in metrics  # a missing metric had an error, which the program has already reported
        }

    def label(self, code: str) -> str:
        """Return the display name of an entity, member, seat or metric.

        A code without a name is its own display name.
        """
        if code in self.entities:
            return self.entities[code].label or code
        for kind in self.rules.kinds.values():
            if code in kind.members:
                return kind.members[code] or code
        return code
