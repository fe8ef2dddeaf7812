"""Kinds of things on the map, how they relate, and the entities that fill them.

Must not know: any particular kind. Factions are only the kind called `faction`, and other kinds may have seats too.
"""

from __future__ import annotations

from collections.abc import Mapping

import attrs

from wargame.errors import Place
from wargame.model.formula import Formula

FACTION = "faction"


@attrs.frozen
class Relation:
    """A named, ordered link from each entity of a kind to entities of a kind, which may be the same kind."""

    name: str
    origin: str
    goal: str
    mutual: bool = False
    inverse: str = ""
    place: Place | None = None


@attrs.frozen
class AttributeLabel:
    """The label and unit of an attribute for people."""

    label: str
    unit: str = ""


@attrs.frozen
class Kind:
    """A kind of entity.

    `attributes`: maps the name of each attribute to `number` or `flag`.
    `again`: the name of the second axis if a value has two axes of this kind.
    `members`: the fixed members of the kind.
    `playing`: whether the kind's entities may have seats, as factions may.
    `labels`: the attributes that people see.
    """

    name: str
    place: Place
    attributes: Mapping[str, str] = attrs.field(factory=dict)
    relations: tuple[Relation, ...] = ()
    again: str = ""
    members: Mapping[str, str] = attrs.field(factory=dict)  # code -> label
    was: Mapping[str, str] = attrs.field(factory=dict)  # member -> the old name that keys its dice
    links: Mapping[str, Mapping[str, tuple[str, ...]]] = attrs.field(factory=dict)  # relation -> member -> goals
    playing: bool = False
    labels: Mapping[str, AttributeLabel] = attrs.field(factory=dict)


@attrs.frozen
class Entity:
    """One row of a kind: attributes, links by relation, and starting values that override a metric's own."""

    code: str
    kind: str
    place: Place
    label: str = ""
    attributes: Mapping[str, float] = attrs.field(factory=dict)
    links: Mapping[str, tuple[str, ...]] = attrs.field(factory=dict)
    start: Mapping[str, Formula | Mapping[str, Formula]] = attrs.field(factory=dict)
    was: str = ""

    @property
    def die(self) -> str:
        """Return the code in the keys of this entity's dice. A renamed entity keeps its old code there."""
        return self.was or self.code


def playing_kinds(kinds: Mapping[str, Kind]) -> tuple[str, ...]:
    """Return the kinds whose entities may have seats: factions first, then the kinds with `plays`."""
    others = (kind.name for kind in kinds.values() if kind.playing and kind.name != FACTION)
    return (*((FACTION,) if FACTION in kinds else ()), *others)
