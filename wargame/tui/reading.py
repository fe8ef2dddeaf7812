"""Reads the catalogue: every scenario that the program finds by name.

Must not know: screens. A worker calls this module, because reading files is slow.
"""

from __future__ import annotations

from wargame.bots import bots_of
from wargame.content import Problems, load
from wargame.content.lookup import ContentKind, names
from wargame.tui.catalogue import Catalogue, ScenarioSummary
from wargame.tui.drawing.headline import seat_name


def read_catalogue() -> Catalogue:
    """Read every scenario that the program finds by name."""
    scenarios: list[ScenarioSummary] = []
    broken: list[str] = []
    for name in names(ContentKind.SCENARIO):
        problems = Problems()
        scenario = load(name, problems)
        if scenario is None or problems.errors:
            broken.append(name)
            continue
        scenarios.append(
            ScenarioSummary(
                name,
                scenario.title or name,
                scenario.briefing.situation,
                scenario.briefing.note,
                tuple((code, seat_name(scenario, code), seat.npc) for code, seat in scenario.seats.items()),
                tuple((length.turns, length.name) for length in scenario.lengths),
                bool(scenario.tutorial),
                {seat: bots_of(scenario, seat) for seat in scenario.seats},
            )
        )
    return Catalogue(tuple(scenarios), tuple(broken))
