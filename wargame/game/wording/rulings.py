"""Words for rulings of the facilitator.

Must not know: who may read a ruling.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence

from wargame.errors import UsageError
from wargame.game.wording.labels import capital, cell_label, seat_label, words
from wargame.game.wording.margin import IF_ENDED
from wargame.game.wording.number import WRITTEN, NumberFormatter
from wargame.model.match.ruling import AllowedRange, Ruling, Target, VoidRuling
from wargame.model.rules.metric import MetricType
from wargame.model.rules.number_style import MINUS, scaled
from wargame.model.scenario.scenario import Scenario
from wargame.model.telling.ruling_trial import RulingTrial


def target_label(scenario: Scenario, target: Target) -> str:
    """Return the name of a die or cell, as in `Fear of the drivers, Abidjan road`, or `the die ambushes.hit, Segou`."""
    if not target.die:
        return cell_label(scenario, target.metric, target.entities)
    name, _, codes = target.die.partition("|")
    places = [scenario.label(code) for code in codes.split(",") if code]
    return ", ".join((f"the die {words(name)}", *places))


def value_text(scenario: Scenario, target: Target, value: float, numbers: NumberFormatter = WRITTEN) -> str:
    """Return a value of a die or cell as text with its unit."""
    if target.die:
        return numbers.free(value)
    metric = scenario.rules.metrics[target.metric]
    return numbers.joined(numbers.value(metric, value), numbers.unit(metric))


def ruling_line(scenario: Scenario, ruling: Ruling) -> str:
    """Return a ruling as the facilitator reads it: both values and the reason."""
    target = ruling.target
    ruled, rolled = (value_text(scenario, target, value) for value in (ruling.ruled, ruling.rolled))
    return f"Ruling on {target_label(scenario, target)}: {ruled}, rolled {rolled}. Reason: {ruling.why.rstrip('.')}."


def void_ruling_line(scenario: Scenario, void: VoidRuling) -> str:
    """Return a void ruling as the facilitator reads it, and why it is void."""
    cause = f"{void.inject} came" if void.inject else f"{capital(seat_label(scenario, void.seat))} got another player"
    return f"{ruling_line(scenario, void.ruling)} This ruling is void: {cause} after it."


def range_text(scenario: Scenario, target: Target, allowed: AllowedRange) -> str:
    """Return the values that a person may type for a die or a cell, in the unit that screens print.

    The text follows a noun such as `values`: `from 0 to 100 %`, `yes or no`.
    """
    metric = scenario.rules.metrics.get(target.metric)
    if metric is not None and metric.type is MetricType.ENUM:
        return " or ".join(words(value) for value in metric.values)
    if allowed.truth:
        return "yes or no"
    ends = [each if metric is None else scaled(metric, each) for each in (allowed.low, allowed.high)]
    low, high = (_end(end, rounded) for end, rounded in zip(ends, (math.ceil, math.floor), strict=True))
    unit = "" if metric is None else WRITTEN.unit(metric)
    if low and high:
        return WRITTEN.joined(f"from {low} to {high}", unit)
    if low or high:
        return WRITTEN.joined(f"from {low} up" if low else f"up to {high}", unit)
    return "any number"


def _end(end: float, rounded: Callable[[float], int]) -> str:
    """Return an end of a range, rounded into the range: a person may type every printed end. Infinity is left out."""
    return f"{rounded(end * 1000) / 1000:g}".replace("-", MINUS) if math.isfinite(end) else ""


def given_line(scenario: Scenario, inject: str, turn: int, void: bool, again: Sequence[str]) -> str:
    """Return what the facilitator reads after an inject by hand.

    `void`: whether there were rulings on the turn. `again`: the seats whose commit was withdrawn.
    """
    said = [f"{inject} comes in turn {turn}."]
    said += ["Rulings on this turn are void."] if void else []
    said += [f"{capital(seat_label(scenario, seat))} must commit again." for seat in again]
    return " ".join(said)


def typed_value(scenario: Scenario, target: Target, text: str) -> float:
    """Return the value that a person typed for a die or cell, in the unit that screens print.

    Raises UsageError for a text that is no such value.
    """
    said = text.strip().lower().removesuffix("%").strip().replace(MINUS, "-").replace(",", "")
    metric = scenario.rules.metrics.get(target.metric)
    if metric is not None and metric.type is MetricType.ENUM:
        names = [value.lower() for value in metric.values]
        if said.replace(" ", "_") not in names:
            raise UsageError(f"{target.metric} is one of: {', '.join(metric.values)}.")
        return float(names.index(said.replace(" ", "_")))
    if said in ("yes", "no"):
        return float(said == "yes")
    try:
        value = float(said)
    except ValueError as problem:
        raise UsageError(f'"{text}" is no number.') from problem
    if not math.isfinite(value):
        raise UsageError(f'"{text}" is no number.')
    return value if metric is None else value / scaled(metric, 1.0)


def trial_lines(scenario: Scenario, trial: RulingTrial, most: int) -> list[str]:
    """Return the effects of a ruling as lines: the numbers that differ, the margins, and the ending.

    `most`: the largest number of lines about numbers.
    """
    target = trial.ruling.target
    ruled, rolled = (value_text(scenario, target, value) for value in (trial.ruling.ruled, trial.ruling.rolled))
    lines = [f"{capital(target_label(scenario, target))}: {ruled} instead of the rolled {rolled}."]
    lines += [f"{row.label}: {row.with_it}, without the ruling {row.without}." for row in trial.rows[:most]]
    if len(trial.rows) > most:
        lines.append(f"And {len(trial.rows) - most} smaller changes.")
    if not trial.rows:
        lines.append("No printed number changes.")
    moved = [
        f"{seat_label(scenario, seat)} {WRITTEN.signed(now - before, 2)}"
        for seat, before, now in trial.margins
        if round(now - before, 2)
    ]
    lines.append(f"Change of the {IF_ENDED}: {', '.join(moved)}." if moved else "No margin changes.")
    before, now = (ending.replace("_", " ") or "no ending" for ending in trial.ending)
    lines.append(f"Ending: {now}." if before == now else f"Ending: {now}, without the ruling {before}.")
    return lines
