"""Writes odds as text. A reading is a number that the odds are about, such as a headline of the seat.

The text of a reading has its band and its probability to rise or fall. The text also has the draft's differences from
other plans. A plan is a list of orders.

Must not know: how odds are computed, or how a screen places the text.
"""

from __future__ import annotations

from collections.abc import Sequence

import attrs

from wargame.game.wording.chance import chance_text, percent_text
from wargame.game.wording.labels import capital, cell_label, words
from wargame.game.wording.margin import EXPECTED, IF_ENDED
from wargame.game.wording.number import NumberFormatter, fine_digits
from wargame.game.wording.par import par_mark, par_note
from wargame.model.rules.number_style import digits_of, scaled
from wargame.model.scenario.scenario import Scenario
from wargame.model.telling.odds import (
    MARGIN,
    Difference,
    ExpectedMargin,
    Fallen,
    FallenTurn,
    Forecast,
    OddsReading,
    OddsSheet,
)
from wargame.model.telling.view import View

RISES, FALLS, STAYS = "rises", "falls", "stays the same"
MARGIN_DIGITS = 2
HALF, NEAR_MIDDLE = 0.5, 0.1
NO_DIFFERENCE = "no difference"
UNREAD = "No report of that turn has come yet."


@attrs.frozen
class OddsText:
    """The odds of one reading as text.

    `now`: the value before the turn.
    `band`: the range that holds 8 of 10 trials.
    `chance`: the likeliest direction (rise or fall) with its probability.
    `against`: an item for each other plan: its name, the probability of the same direction, and the difference between
        the draft and the plan.
    """

    label: str
    now: str
    band: str
    direction: str
    chance: str
    against: tuple[tuple[str, str, str], ...]


def odds_texts(scenario: Scenario, view: View, sheet: OddsSheet, numbers: NumberFormatter) -> tuple[OddsText, ...]:
    """Return the text of each reading of an odds sheet, in the order of the sheet.

    An odds sheet is one answer of the odds: a forecast for each reading, and the compared plans.
    """
    return tuple(odds_text(scenario, view, sheet, at, numbers) for at in range(len(sheet.readings)))


def odds_text(scenario: Scenario, view: View, sheet: OddsSheet, at: int, numbers: NumberFormatter) -> OddsText:
    """Return the text of the reading at one place of the sheet."""
    reading, forecast = sheet.readings[at], sheet.draft.forecasts[at]
    direction, share = way(forecast)
    unit = unit_of_reading(scenario, sheet.seat, reading)
    against = tuple(
        (
            odds.plan.name,
            percent_text(_share(odds.forecasts[at], direction), numbers.spoken),
            difference_text(scenario, reading, odds.differences[at], numbers, unit),
        )
        for odds in sheet.plans[1:]
    )
    return OddsText(
        reading_label(scenario, sheet.seat, reading),
        "" if reading.metric == MARGIN else _now(scenario, view, reading, numbers, unit),
        band_text(scenario, reading, forecast, numbers, unit),
        direction,
        chance_text(share, numbers.spoken),
        against,
    )


def way(forecast: Forecast) -> tuple[str, float]:
    """Return the likeliest direction of a number, and the share of trials with this direction."""
    stays = max(0.0, 1.0 - forecast.rises - forecast.falls)
    return max(((RISES, forecast.rises), (FALLS, forecast.falls), (STAYS, stays)), key=lambda each: each[1])


def _share(forecast: Forecast, direction: str) -> float:
    stays = max(0.0, 1.0 - forecast.rises - forecast.falls)
    return {RISES: forecast.rises, FALLS: forecast.falls, STAYS: stays}[direction]


def reading_label(scenario: Scenario, seat: str, reading: OddsReading) -> str:
    """Return the name of a reading."""
    if reading.metric == MARGIN:
        return capital(IF_ENDED)
    return cell_label(scenario, reading.metric, reading.entities, seat)


def unit_of_reading(scenario: Scenario, seat: str, reading: OddsReading) -> str:
    """Return the unit that the seat's headline gives a reading."""
    shown = scenario.headlines_of(seat)
    return next((h.unit for h in shown if (h.metric, h.entity) == (reading.metric, reading.entities)), "")


def _now(scenario: Scenario, view: View, reading: OddsReading, numbers: NumberFormatter, unit: str) -> str:
    metric = scenario.rules.metrics[reading.metric]
    value, estimate = view.value(reading.metric, *reading.entities), view.estimate(reading.metric, *reading.entities)
    return numbers.in_full(metric, value, estimate, unit)


def band_text(scenario: Scenario, reading: OddsReading, forecast: Forecast, numbers: NumberFormatter, unit: str) -> str:
    """Return the range that holds 8 of 10 trials."""
    if reading.metric == MARGIN:
        low, high = (numbers.signed(value, MARGIN_DIGITS) for value in (forecast.low, forecast.high))
        return low if low == high else f"{low} to {high}"
    metric = scenario.rules.metrics[reading.metric]
    low, high = (numbers.plain(scaled(metric, value), digits_of(metric)) for value in (forecast.low, forecast.high))
    return numbers.with_unit(low if low == high else f"{low} to {high}", metric, unit)


def difference_text(
    scenario: Scenario,
    reading: OddsReading,
    difference: Difference,
    numbers: NumberFormatter,
    unit: str = "",
    bare: bool = False,
) -> str:
    """Return the difference between the draft and another plan as text with its error, such as `+0.4 ±0.1 d`.

    `bare`: whether the unit is left out.
    """
    metric = None if reading.metric == MARGIN else scenario.rules.metrics[reading.metric]
    digits = MARGIN_DIGITS if metric is None else fine_digits(metric)
    mean, error = (value if metric is None else scaled(metric, value) for value in (difference.mean, difference.error))
    size, apart = numbers.plain(error, digits), numbers.signed(mean, digits)
    if not any(digit in "123456789" for digit in size):
        if apart == numbers.plain(0.0, digits):
            return NO_DIFFERENCE
        size = f"{'under ' if numbers.spoken else '<'}{numbers.plain(10.0**-digits, digits)}"
    told = f"{apart} {'plus or minus ' if numbers.spoken else '±'}{size}"
    written = told if metric is None or bare else numbers.with_unit(told, metric, unit)
    return written if difference.clear else f"{written}, not clear"


def rests_on(scenario: Scenario, sheet: OddsSheet, numbers: NumberFormatter) -> tuple[str, ...]:
    """Return sentences about the method of the odds.

    The sentences state the number of trials, the bots that play, and the events that are left out.
    """
    sign = "plus or minus " if numbers.spoken else "±"
    error = numbers.plain(100.0 * sheet.error, 1 if sheet.error < 0.02 else 0)
    return (
        f"{sheet.trials:,} trials from what you see; a chance near even is exact to {sign}{error} points (9 of 10).",
        "The other teams, and you after this turn, act as the usual bots. Not a forecast.",
        "Not in it: offers that are not signed, and injects that a facilitator sends.",
    )


def turns_ahead(turns: int) -> str:
    """Return the time of the odds as text: the number of turns from now."""
    return "after this turn" if turns == 1 else f"after {turns} turns"


def bound_text(sheet: OddsSheet, asked: int) -> str:
    """Write that the game ends before the odds have looked `asked` turns ahead. The text is empty if the game ends
    later.
    """
    last = sheet.turn + sheet.turns - 1
    return f"Turn {last} is the last of the game: the odds cannot look further." if sheet.turns < asked else ""


def odds_lines(scenario: Scenario, view: View, sheet: OddsSheet, numbers: NumberFormatter) -> tuple[str, ...]:
    """Return an odds sheet as lines of text for a prompt and for commands."""
    orders = "; ".join(order.text for order in sheet.draft.plan.orders) or "no orders"
    lines = [f"Odds {turns_ahead(sheet.turns)}: {orders}."]
    for text in odds_texts(scenario, view, sheet, numbers):
        now = f", now {text.now}" if text.now else ""
        lines.append(f"{text.label}{now}: {text.band} in 8 of 10 trials; {text.direction}: {text.chance}.")
        lines += [f"  Against {name}: {apart} ({text.direction}: {share})." for name, share, apart in text.against]
    return (*lines, *rests_on(scenario, sheet, numbers), *filter(None, [_par_note(scenario, view, sheet)]))


def _par_note(scenario: Scenario, view: View, sheet: OddsSheet) -> str:
    return par_note(scenario, view.length) if any(each.metric == MARGIN for each in sheet.readings) else ""


def fallen_texts(
    scenario: Scenario, seat: str, view: View, turn: FallenTurn, numbers: NumberFormatter
) -> tuple[str, ...]:
    """Return a text for each reading: its band in the odds of a turn, and how its real value compares with the trials.

    `view`: what the seat saw after this turn.
    """
    fell, texts = {each.reading: each for each in turn.readings}, []
    for reading, forecast in zip(turn.sheet.readings, turn.sheet.draft.forecasts, strict=True):
        if reading.metric != MARGIN:
            unit = unit_of_reading(scenario, seat, reading)
            band = band_text(scenario, reading, forecast, numbers, unit)
            said = f"{reading_label(scenario, seat, reading)}: the odds had said {band}, 8 times in 10."
            now = _now(scenario, view, reading, numbers, unit)
            texts.append(f"{said} It is {now}: {fate_text(fell[reading])}." if reading in fell else f"{said} {UNREAD}")
    return tuple(texts)


def fate_text(each: Fallen) -> str:
    """Return the place of the real value among the trials, such as `worse than 71 of 100 trials`.

    The text says `lower` or `higher` if a higher number is neither good nor bad for the margin of the seat.
    """
    if abs(each.below - HALF) < NEAR_MIDDLE:
        return "near the middle of the trials"
    low = each.below < HALF
    whole = min(99, max(1, round(100.0 * (1.0 - each.below if low else each.below))))
    word = ("worse" if low == (each.good > 0) else "better") if each.good else "lower" if low else "higher"
    return f"{word} than {whole} of 100 trials"


def standing_line(
    scenario: Scenario, standing: ExpectedMargin, numbers: NumberFormatter, label: bool = True, length: int = 0
) -> str:
    """Return the seat's expected margin in few words: the margin, its trend, and the component of the score that
    changed most.

    `label`: whether the text begins with a full name of the margin.
    `length`: the number of turns of the game, or 0 to say nothing about its par.
    """
    margin = f"{numbers.signed(standing.margin, MARGIN_DIGITS)} ±{numbers.plain(standing.error, MARGIN_DIGITS)}"
    trend = ""
    if standing.change is not None:
        size = numbers.plain(abs(standing.change.mean), MARGIN_DIGITS)
        trend = f" {numbers.way(standing.change.mean)}{size}" if standing.change.clear else " ="
    mark = par_mark(scenario, length) if length else ""
    most = _component(scenario, standing)
    by = f", most by {most} {numbers.signed(standing.moved, 1)} points" if most else ""
    if not label:
        return f"Margin at the end ≈{margin}{mark}{trend}{by}"
    since = " since last turn" if trend.strip(" =") else " as last turn" if trend else ""
    return f"{capital(EXPECTED)} ≈{margin}{mark}{trend}{since}{by}"


def standing_text(scenario: Scenario, standing: ExpectedMargin, numbers: NumberFormatter, length: int) -> str:
    """Return one line about the seat's expected margin, its trend, and the component of the score that changed most.

    `length`: the number of turns of the game. The line says if this length has no par.
    """
    sign = "plus or minus " if numbers.spoken else "±"
    margin = f"{numbers.signed(standing.margin, MARGIN_DIGITS)} {sign}{numbers.plain(standing.error, MARGIN_DIGITS)}"
    span = f"{numbers.signed(standing.low, MARGIN_DIGITS)} to {numbers.signed(standing.high, MARGIN_DIGITS)}"
    trend = ""
    if standing.change is not None:
        size = numbers.plain(abs(standing.change.mean), MARGIN_DIGITS)
        steady = "about as last turn"
        trend = (
            f", {numbers.way(standing.change.mean)}{size} since last turn" if standing.change.clear else f", {steady}"
        )
    note = f" {note}" if (note := par_note(scenario, length)) else ""
    label = _component(scenario, standing)
    points = numbers.signed(standing.moved, 1)
    most = f" Most by: {label}, {points} points of the score since the start." if label else ""
    return f"{capital(EXPECTED)}: {margin} ({span} in 8 of 10 trials){trend}.{most}{note}"


def _component(scenario: Scenario, standing: ExpectedMargin) -> str:
    parts = (scenario.scores or scenario.rules.scores).get(standing.seat, ())
    return next((part.label or words(part.name) for part in parts if part.name == standing.component), "")


def sheet_values(sheet: OddsSheet) -> dict[str, object]:
    """Return an odds sheet as values that JSON can hold."""
    places = range(len(sheet.readings))
    return {
        "seat": sheet.seat,
        "turn": sheet.turn,
        "turns": sheet.turns,
        "trials": sheet.trials,
        "error": round(sheet.error, 6),
        "plans": [
            {
                "name": odds.plan.name,
                "orders": [order.text for order in odds.plan.orders],
                "readings": [_values(sheet, at, odds.forecasts[at], odds.differences) for at in places],
            }
            for odds in sheet.plans
        ],
    }


def _values(sheet: OddsSheet, at: int, forecast: Forecast, differences: Sequence[Difference]) -> dict[str, object]:
    reading = sheet.readings[at]
    found: dict[str, object] = {"metric": reading.metric or "margin", "entities": list(reading.entities)}
    found |= attrs.asdict(forecast)
    if differences:
        found["draft_more_by"] = attrs.asdict(differences[at])
    return found
