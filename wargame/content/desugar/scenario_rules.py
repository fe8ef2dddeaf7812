"""Adds the rules for deals and injects to a scenario.

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
from wargame.model.rules.kinds import Entity
from wargame.model.scenario.scenario import Scenario
from wargame.model.scenario.seat import Seat


def with_engine_rules(scenario: Scenario, context: ReadContext) -> Scenario:
    """Return the scenario with the rules for its deals and injects.

    Reports injects that can never come or that no seat can answer.
    """
    injects = with_turns(scenario.rules.injects, scenario.calendar, context)
    check_injects(injects, scenario.rules, scenario.seats, scenario.lengths, context)
    rules = with_deals(scenario.rules, _called(scenario.entities, scenario.seats))
    return attrs.evolve(
        scenario, rules=with_injects(rules, injects), entities=asked_at_start(scenario.entities, injects)
    )


def _called(entities: Mapping[str, Entity], seats: Mapping[str, Seat]) -> dict[str, str]:
    """Return the name of each faction in reports, by code. A faction with a seat has the name of the seat."""
    on_the_map = {code: entity.label for code, entity in entities.items() if entity.label}
    return {**on_the_map, **{code: seat.label for code, seat in seats.items() if seat.label}}
