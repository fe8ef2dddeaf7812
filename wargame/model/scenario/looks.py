"""The presentation of a scenario: headlines, map tiles, signs, briefing and tutorial texts.

Must not know: any screen.
"""

from __future__ import annotations

from collections.abc import Mapping

import attrs

from wargame.model.text.formula import Formula


@attrs.frozen
class Headline:
    """A metric that a seat always sees.

    The headline shows a metric of the whole map, or the value of one entity, as in `legitimacy[BKO]`.
    """

    metric: str
    entity: tuple[str, ...]
    formula: Formula
    label: str = ""
    short: str = ""
    unit: str = ""


@attrs.frozen
class MapLayout:
    """The layout of the map.

    `place`: the kind that the map draws as tiles.
    `road`: the kind that the map draws as roads.
    `tiles`: maps the code of each place to its column and row.
    """

    place: str = ""
    road: str = ""
    tiles: Mapping[str, tuple[int, int]] = attrs.field(factory=dict)
    off_map: tuple[str, ...] = ()


@attrs.frozen
class FactionLook:
    """The sign (a character), the ASCII letter and the colours of a faction."""

    glyph: str = "?"
    ascii: str = "?"
    fill: str = ""
    text: str = ""
    short: str = ""


@attrs.frozen
class TileLook:
    """The metrics that a tile shows: shares by faction, points by faction, and up to two other numbers."""

    share: str = ""
    points: str = ""
    figures: tuple[str, ...] = ()


@attrs.frozen
class RoadLook:
    """How a road is drawn.

    `metric`: the metric that gives the state of the road.
    `scale`: the factor by which the screen multiplies the metric.
    `bands`, `words`: the bounds between the bands, and the word for each band.
    """

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
    """The text that a team reads before its first turn."""

    who: str = ""
    counts: str = ""
    knows: str = ""
    first: tuple[str, ...] = ()


@attrs.frozen
class Briefing:
    """The content note, the description of the situation for all teams, and one page for each seat."""

    note: str = ""
    situation: str = ""
    seats: Mapping[str, SeatBriefing] = attrs.field(factory=dict)


@attrs.frozen
class TutorialStep:
    """One step of the tutorial.

    `say`: a few sentences.
    `until`: the input that completes the step.
    `turn`: the first turn that shows the step.
    """

    say: str
    until: str
    turn: int = 1
