"""Carries out rulings in a turn of one game: replaces values of dice, and sets cells after the last step.

Must not know: who ruled, or who reads a ruling.
"""

from __future__ import annotations

from collections.abc import Iterable

from wargame.adjudicator.state import State
from wargame.errors import UsageError
from wargame.model.match.outcome import Entry, ReportLine
from wargame.model.match.ruling import RULED, RULING, AllowedRange, Ruling, Target
from wargame.model.rules.metric import Metric, MetricType
from wargame.model.rules.number_style import scaled
from wargame.model.scenario.scenario import Scenario
from wargame.numeric.exact import to_grid
from wargame.rulebook import Rulebook


def ruled_faces(rulebook: Rulebook, rulings: Iterable[Ruling]) -> dict[int, float | bool]:
    """Return the ruled value of each ruled die, by the place of the die in the turn."""
    dice = rulebook.recorded_turn.dice.by_name
    return {
        place: bool(ruling.ruled) if node.truth else ruling.ruled
        for ruling in rulings
        if ruling.target.die
        for place, node in dice[ruling.target.die]
    }


def rule_cells(rulebook: Rulebook, state: State, rulings: Iterable[Ruling]) -> list[Entry]:
    """Set the ruled cells of the state. Return one entry of the ledger for each cell that changes."""
    entries = []
    for ruling in rulings:
        target = ruling.target
        if target.die:
            continue
        values = state.array(target.metric).reshape(-1)
        place = rulebook.layout[target.metric].cells.index(target.entities)
        change = ruling.ruled - float(values[place])
        values[place] = ruling.ruled
        if change:
            entries.append(Entry(RULING, RULING, target.metric, target.entities, RULED, change))
    return entries


def check_target(rulebook: Rulebook, target: Target) -> None:
    """Raise UsageError for a die or cell on which a facilitator cannot rule."""
    if target.die:
        if target.die not in rulebook.recorded_turn.dice.by_name:
            raise UsageError(f'There is no die "{target.die}" in these rules.')
        return
    metric = rulebook.scenario.rules.metrics.get(target.metric)
    if metric is None or metric.inner or metric.template is not None:
        raise UsageError(f'There is no metric "{target.metric}" on which a facilitator can rule.')
    if target.entities not in rulebook.layout[target.metric].cells:
        raise UsageError(f"{target.metric} has no number for {', '.join(target.entities) or 'the whole map'}.")


def allowed_value(rulebook: Rulebook, target: Target, value: float) -> float:
    """Return a value as the state holds it.

    A number of a metric becomes a multiple of 2^-30. Some targets have only whole numbers or truths, such as timers and
    dice for chances. Such a target accepts only whole numbers.

    Raises UsageError for an unknown target, or for a value outside its range.
    """
    check_target(rulebook, target)
    if target.die:
        return _allowed_face(rulebook, target.die, value)
    metric = rulebook.scenario.rules.metrics[target.metric]
    low, high = _bounds(metric)
    _must_lie_within(target.metric, *(scaled(metric, each) for each in (value, low, high)))
    if metric.type is MetricType.NUMBER:
        return float(min(max(to_grid(value), metric.low), metric.high))
    return _whole(target.metric, value)


def allowed_range(rulebook: Rulebook, target: Target) -> AllowedRange:
    """Return the range of the values that a facilitator may give to a target.

    Raises UsageError for an unknown target.
    """
    check_target(rulebook, target)
    if target.die:
        nodes = [node for _, node in rulebook.recorded_turn.dice.by_name[target.die]]
        low, high = max(node.low for node in nodes), min(node.high for node in nodes)
        return AllowedRange(low, high, any(node.truth for node in nodes))
    metric = rulebook.scenario.rules.metrics[target.metric]
    return AllowedRange(*_bounds(metric), metric.type is MetricType.FLAG)


def ruling_report(scenario: Scenario, ruling: Ruling) -> ReportLine:
    """Return the sentence that the readers of a ruling get. The sentence does not say the rolled value."""
    target = ruling.target
    name, _, codes = target.die.partition("|")
    metric = scenario.rules.metrics.get(target.metric)
    label = f"the die {name}" if metric is None else metric.label or target.metric
    places = codes.split(",") if codes else target.entities
    names = (scenario.label(place) for place in places)
    what = ", ".join((label, *(name for name in names if name not in label)))
    reason = f": {ruling.why}" if ruling.reason_seen else ""
    text = f"The facilitator ruled on {what}{reason}".rstrip(".")
    return ReportLine(RULING, RULING, target.entities, f"{text}.", ruling.seen_by)


def _bounds(metric: Metric) -> tuple[float, float]:
    return (0.0, len(metric.values) - 1.0) if metric.type is MetricType.ENUM else (metric.low, metric.high)


def _allowed_face(rulebook: Rulebook, die: str, value: float) -> float:
    for _, node in rulebook.recorded_turn.dice.by_name[die]:
        _must_lie_within(die, value, node.low, node.high)
        if node.truth:
            _whole(die, value)
    return float(value)


def _must_lie_within(name: str, value: float, low: float, high: float) -> None:
    if not low <= value <= high:
        raise UsageError(f"{name} has values from {low:g} to {high:g}, and {value:g} is none of them.")


def _whole(name: str, value: float) -> float:
    if value != int(value):
        raise UsageError(f"{name} has only whole values, and {value:g} is none.")
    return float(value)
