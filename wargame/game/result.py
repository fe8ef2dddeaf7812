"""The end of a game: scores, margins, components, and the hidden parameters.

Must not know: how a score is computed.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from wargame.game.engine import Engine
from wargame.game.wording.labels import seat_label
from wargame.game.wording.number import WRITTEN, NumberFormatter
from wargame.model.match.result import ComponentScore, GameResult, HiddenParameter, SeatResult
from wargame.model.rules.action import EVERYONE
from wargame.model.rules.parameter import Parameter, Status
from wargame.model.scenario.scenario import Scenario
from wargame.model.scenario.seat import Component

TURN_LIMIT = "turn_limit"


def game_result(engine: Engine, state: Any, seats: Mapping[str, str], ending: str, turn: int) -> GameResult:
    """Return the result of a game that has ended. `seats`: the player of each seat."""
    scenario = engine.scenario
    scores, margins = engine.scores(state), engine.margins(state)
    named = scenario.scores or scenario.rules.scores
    results = []
    for seat, player in seats.items():
        parts = {component.name: component for component in named.get(seat, ())}
        components = tuple(
            _component(name, weight, value, parts.get(name))
            for name, (weight, value) in engine.components(state, seat).items()
        )
        label = scenario.seats[seat].label or scenario.label(seat)
        results.append(SeatResult(seat, label, player, scores.get(seat, 0.0), margins.get(seat), components))
    known = scenario.endings.get(ending) or scenario.rules.endings.get(ending)
    return GameResult(
        ending=ending,
        label=(known.label or ending) if known else "Turn limit" if ending == TURN_LIMIT else ending,
        text=known.text if known else "The last turn has been played.",
        turn=turn,
        seats=tuple(results),
        hidden=tuple(
            _hidden(scenario, scenario.rules.parameters[name], value)
            for name, value in engine.adjudicator.hidden(state).items()
            if name in scenario.rules.parameters and scenario.rules.parameters[name].known_to != EVERYONE
        ),
        digest=engine.adjudicator.digest(state),
    )


def _component(name: str, weight: float, value: float, part: Component | None) -> ComponentScore:
    return ComponentScore(name, (part.label if part else "") or name, weight, value)


def _hidden(scenario: Scenario, parameter: Parameter, value: float | str) -> HiddenParameter:
    label = parameter.label or parameter.name
    known_to = seat_label(scenario, parameter.known_to) if parameter.known_to else ""
    number = None if isinstance(value, str) else value
    return HiddenParameter(parameter.name, label, parameter_value(value), parameter_note(parameter), known_to, number)


def parameter_value(value: float | str, numbers: NumberFormatter = WRITTEN) -> str:
    """Return a parameter's value as text. A word gets spaces. A number has as few decimals as possible."""
    return value.replace("_", " ") if isinstance(value, str) else numbers.free(value)


def parameter_note(parameter: Parameter) -> str:
    """Return the unit, status and source of a parameter as text.

    Invented and estimated numbers have the mark [EST].
    """
    mark = "" if parameter.status is Status.FACT else "[EST]"
    parts = (parameter.unit, mark, parameter.source)
    return " · ".join(part for part in parts if part)
