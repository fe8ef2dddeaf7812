"""Compares what each team believes about a headline with the truth. Only the look back and the facilitator use this.

Must not know: what a team may see before the end.
"""

from __future__ import annotations

from collections.abc import Mapping

from wargame.game.wording.labels import cell_label, seat_label
from wargame.game.wording.number import WRITTEN, NumberFormatter
from wargame.model.scenario.scenario import Scenario
from wargame.model.telling.turn_report import TruthAndBeliefs
from wargame.model.telling.view import Observation


def beliefs(
    scenario: Scenario, truth: Observation, known: Mapping[str, Observation], numbers: NumberFormatter = WRITTEN
) -> tuple[TruthAndBeliefs, ...]:
    """Return each headline that at least one team estimates, with the truth and the estimate of each team.

    `known`: what each seat knows.
    """
    found = []
    for headline in scenario.headlines_of(None):
        cell = headline.metric, headline.entity
        metric = scenario.rules.metrics[headline.metric]
        told = tuple(
            (seat_label(scenario, seat), numbers.in_full(metric, observation.value(*cell), estimate, headline.unit))
            for seat, observation in known.items()
            if (estimate := observation.estimate(*cell)) is not None
        )
        if told:
            found.append(
                TruthAndBeliefs(
                    *cell,
                    cell_label(scenario, *cell),
                    numbers.in_unit(metric, truth.value(*cell), headline.unit),
                    told,
                )
            )
    return tuple(found)
