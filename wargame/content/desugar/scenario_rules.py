"""Adds to a scenario the rules that come from its deals and injects.

Must not know: files, or how anything was read.
"""

from __future__ import annotations

from collections.abc import Mapping

import attrs

from wargame.content.context import ReadContext
from wargame.content.desugar.deal_rules import with_deals
from wargame.content.desugar.inject_checks import check_injects
from wargame.content.desugar.inject_dates import with_turns
from wargame.content.desugar.inject_rules import asked_at_start, with_injects
from wargame.model.kinds import Entity
from wargame.model.scenario import Scenario
from wargame.model.seat import Seat


def with_engine_rules(scenario: Scenario, context: ReadContext) -> Scenario:
    """Return the scenario with the rules of its deals and injects.

    Reports injects that cannot come or cannot be answered.
    """
    injects = with_turns(scenario.rules.injects, scenario.calendar, context)
    check_injects(injects, scenario.rules, scenario.seats, scenario.lengths, context)
    rules = with_deals(scenario.rules, _called(scenario.entities, scenario.seats))
    return attrs.evolve(
        scenario, rules=with_injects(rules, injects), entities=asked_at_start(scenario.entities, injects)
    )


def _called(entities: Mapping[str, Entity], seats: Mapping[str, Seat]) -> dict[str, str]:
    """Return the names of factions in reports: the names of their seats, or the names on the map."""
    on_the_map = {code: entity.label for code, entity in entities.items() if entity.label}
    return {**on_the_map, **{code: seat.label for code, seat in seats.items() if seat.label}}
