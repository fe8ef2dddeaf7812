"""The presentation of a scenario: headlines, map tiles, signs, briefing and tutorial texts.

Must not know: any screen.
"""

from __future__ import annotations

from collections.abc import Mapping

import attrs

from wargame.model.formula import Formula


@attrs.frozen
class Headline:
    """A metric (perhaps of one entity, as in `legitimacy[BKO]`) that a seat always sees."""

    metric: str
    entity: tuple[str, ...]
    formula: Formula
    label: str = ""
    short: str = ""
    unit: str = ""


@attrs.frozen
class MapLayout:
    """The kind drawn as tiles, the kind drawn as roads, and their positions: place code -> (column, row)."""

    place: str = ""
    road: str = ""
    tiles: Mapping[str, tuple[int, int]] = attrs.field(factory=dict)
    off_map: tuple[str, ...] = ()


@attrs.frozen
class FactionLook:
    """Sign, ASCII letter and colours of a faction."""

    glyph: str = "?"
    ascii: str = "?"
    fill: str = ""
    text: str = ""
    short: str = ""


@attrs.frozen
class TileLook:
    """The metrics on a tile: shares by faction, points by faction, and up to two figures."""

    share: str = ""
    points: str = ""
    figures: tuple[str, ...] = ()


@attrs.frozen
class RoadLook:
    """The metric of a road's state, its scale on screen, the bands and their words."""

    metric: str = ""
    label: str = ""
    scale: float = 100.0
    bands: tuple[float, ...] = (0.25, 0.5, 0.75)
    words: tuple[str, ...] = ("open", "harassed", "choked", "closed")


@attrs.frozen
class Looks:
    """Everything that screens need to draw a scenario."""

    factions: Mapping[str, FactionLook] = attrs.field(factory=dict)
    tile: TileLook = attrs.field(factory=TileLook)
    road: RoadLook = attrs.field(factory=RoadLook)


@attrs.frozen
class SeatBriefing:
    """What a team reads before its first turn."""

    who: str = ""
    counts: str = ""
    knows: str = ""
    first: tuple[str, ...] = ()


@attrs.frozen
class Briefing:
    """Content note, common situation, and a page per seat."""

    note: str = ""
    situation: str = ""
    seats: Mapping[str, SeatBriefing] = attrs.field(factory=dict)


@attrs.frozen
class TutorialStep:
    """A few sentences of the tutorial, the action that completes them, and the first turn in which they are shown."""

    say: str
    until: str
    turn: int = 1
