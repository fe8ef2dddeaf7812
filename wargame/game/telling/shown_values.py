"""Puts the values of metrics into the text of a letter, as one seat sees them.

A letter is an inject as a seat reads it. A letter always shows the values of the turn in which it came.

Must not know: states, or how a screen shows the letter.
"""

from __future__ import annotations

import attrs

from wargame.game.wording.number import NumberFormatter
from wargame.model.scenario.scenario import Scenario
from wargame.model.telling.letter import Letter
from wargame.model.telling.view import Observation
from wargame.model.text.braces import ShownValue, filled


def shows_values(scenario: Scenario, inject: str) -> bool:
    """Return whether the text of an inject, or of one of its choices, contains braces.

    Braces can name a metric whose value is shown.
    """
    found = scenario.rules.injects[inject]
    return any("{" in text or "}" in text for text in (found.text, *(choice.text for choice in found.choices)))


def with_values(scenario: Scenario, letter: Letter, seen: Observation, numbers: NumberFormatter) -> Letter:
    """Return a letter with the values that its text shows.

    `seen`: what the reader saw when the letter came.
    """

    def value(name: str) -> str:
        shown = ShownValue(name, "", scenario.rules.injects[letter.inject].place)
        metric = scenario.rules.metrics[shown.metric]
        return numbers.in_unit(metric, seen.value(shown.metric, shown.entities))

    return attrs.evolve(
        letter,
        text=filled(letter.text, value),
        choices=tuple(attrs.evolve(choice, text=filled(choice.text, value)) for choice in letter.choices),
    )
