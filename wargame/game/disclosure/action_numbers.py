"""The parameters in the price and in the effects of an action, with the source of each parameter.

Must not know: the state of a game. A hidden parameter appears only for seats that know it.
"""

from __future__ import annotations

from collections.abc import Iterator

from wargame.game.disclosure.dependencies import RuleReader
from wargame.game.result import parameter_note, parameter_value
from wargame.game.wording.labels import words
from wargame.model.rules.action import EVERYONE
from wargame.model.scenario.scenario import Scenario
from wargame.model.telling.why import NamedValue


def action_numbers(scenario: Scenario, reader: RuleReader, action: str, seat: str | None) -> tuple[NamedValue, ...]:
    """Return the parameters in the prices of an action, and in formulas of steps that contain the action's effort.

    A parameter appears only once.
    """
    parameters = scenario.rules.parameters
    names = dict.fromkeys(name for text in _texts(scenario, reader, action) for name in _named(reader, text))
    found = []
    for name in names:
        if name not in parameters:
            continue
        parameter = parameters[name]
        known = seat is None or not parameter.hidden or parameter.known_to in (seat, EVERYONE)
        value = "" if parameter.hidden else parameter_value(parameter.value)
        note = parameter_note(parameter) if known else "hidden until the end"
        found.append(NamedValue(name, "parameter", parameter.label or words(name), value, note))
    return tuple(found)


def _texts(scenario: Scenario, reader: RuleReader, action: str) -> Iterator[str]:
    for price in scenario.rules.actions[action].cost.values():
        yield price.text
    for step in scenario.rules.steps.values():
        texts = [write.amount.text for write in reader.writes(step)] + [let.value.text for let in step.lets]
        for text in texts:
            if any(name.order and name.name == action for name in reader.names(text)):
                yield text


def _named(reader: RuleReader, text: str) -> Iterator[str]:
    return (name.name for name in reader.names(text) if not name.order)
