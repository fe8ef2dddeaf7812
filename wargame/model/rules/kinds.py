"""Kinds of things on the map, the relations between them, and the entities of each kind.

Must not know: any particular kind. Factions are only the kind called `faction`, and other kinds may have seats too.
"""

from __future__ import annotations

from collections.abc import Mapping

import attrs

from wargame.errors import Place
from wargame.model.text.formula import Formula

FACTION = "faction"


@attrs.frozen
class Relation:
    """A named link from each entity of one kind to an ordered list of entities.

    These entities may be of another kind.
    """

    name: str
    origin: str
    goal: str
    mutual: bool = False
    inverse: str = ""
    place: Place | None = None


@attrs.frozen
class AttributeLabel:
    """The label and the unit of an attribute, as people read them."""

    label: str
    unit: str = ""


@attrs.frozen
class Kind:
    """A kind of entity.

    `attributes`: maps the name of each attribute to `number` or `flag`.
    `again`: the name of the second axis of values that have two axes of this kind.
    `members`: the fixed members of the kind.
    `playing`: whether entities of the kind may have seats, as factions may.
    `labels`: the attributes that people see.
    """

    name: str
    place: Place
    attributes: Mapping[str, str] = attrs.field(factory=dict)
    relations: tuple[Relation, ...] = ()
    again: str = ""
    members: Mapping[str, str] = attrs.field(factory=dict)  # code -> label
    was: Mapping[str, str] = attrs.field(factory=dict)  # member -> its old name, which stays in the names of its dice
    links: Mapping[str, Mapping[str, tuple[str, ...]]] = attrs.field(factory=dict)  # relation -> member -> goals
    playing: bool = False
    labels: Mapping[str, AttributeLabel] = attrs.field(factory=dict)


@attrs.frozen
class Entity:
    """One row of a kind: attributes, links by relation, and starting values.

    A starting value in this row replaces the starting value that the rules define for the metric.
    """

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
        """Return the code of the entity in the names of its dice: the old code (`was`) if the entity was renamed."""
        return self.was or self.code


def playing_kinds(kinds: Mapping[str, Kind]) -> tuple[str, ...]:
    """Return the kinds whose entities may have seats. Factions come first.

    The other kinds with the key `plays` follow.
    """
    others = (kind.name for kind in kinds.values() if kind.playing and kind.name != FACTION)
    return (*((FACTION,) if FACTION in kinds else ()), *others)
