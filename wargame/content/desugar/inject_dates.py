"""Finds the turns of injects that have dates. Scenarios with different first days can then share a list of injects.

Must not know: what an inject does.
"""

from __future__ import annotations

from collections.abc import Mapping

import attrs

from wargame.content.context import ReadContext
from wargame.model.rules.inject import Inject
from wargame.model.scenario.scenario import Calendar


def with_turns(injects: Mapping[str, Inject], calendar: Calendar | None, context: ReadContext) -> dict[str, Inject]:
    """Return the injects with turns in place of dates.

    Reports dates in a scenario without a calendar, and dates before turn 1.
    """
    return {name: _with_turns(inject, calendar, context) for name, inject in injects.items()}


def _with_turns(inject: Inject, calendar: Calendar | None, context: ReadContext) -> Inject:
    if inject.dates is None or inject.turns is not None:
        return inject
    if calendar is None:
        context.problems.add(
            inject.place, f"`{inject.id}` has a date, and there is no calendar: give one, or write `turn`"
        )
        return inject
    first, last = (calendar.turn_of(day) for day in inject.dates)
    if last < 1:
        message = f"`{inject.id}` comes on {inject.dates[1]}, before turn 1 begins ({calendar.start})"
        context.problems.add(inject.places.get("date", inject.place), f"{message}: leave it out")
        return inject
    there = attrs.evolve(inject, turns=(max(first, 1), last))
    # The program asks and draws nothing before turn 1. An inject with several possible days can therefore first come in
    # turn 2.
    return there if there.dated else attrs.evolve(there, turns=(max(first, 2), max(last, 2)))
