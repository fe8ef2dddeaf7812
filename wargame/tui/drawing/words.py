"""How numbers, changes and dates are written on screens.

Must not know: where a number stands, or any scenario.
"""

from __future__ import annotations

import datetime
import math

from wargame.game.wording import number as figures
from wargame.model.metric import Form, Metric
from wargame.model.scenario import Calendar, Scenario
from wargame.model.view import Estimate

UP, DOWN, MINUS, UNKNOWN = "↑", "↓", "−", "?"


def _scale(metric: Metric) -> float:
    """Shares of one are shown as 0 to 100."""
    return 100.0 if metric.show == "percent" and metric.high <= 1 else 1.0


def _digits(metric: Metric, value: float) -> int:
    if metric.digits is not None:
        return metric.digits
    if metric.form in (Form.WHOLE, Form.TIMER) or metric.show in ("percent", "points"):
        return 0
    return 0 if abs(value) >= 100 or metric.high - metric.low >= 50 else 1


def plain_number(value: float, digits: int) -> str:
    """Write a number with its digits and a true minus; never minus zero."""
    if not math.isfinite(value):
        return UNKNOWN
    text = f"{abs(value):,.{digits}f}"
    return MINUS + text if value < 0 and any(c in "123456789" for c in text) else text


def value_text(metric: Metric, value: float | None) -> str:
    """Write a metric's value without unit: a number, a word, yes or no; `?` where it is unknown."""
    if value is None:
        return UNKNOWN
    if metric.form is Form.ENUM:
        index = int(value)
        return metric.values[index] if 0 <= index < len(metric.values) else UNKNOWN
    if metric.form is Form.FLAG:
        return "yes" if value else "no"
    shown = value * _scale(metric)
    return plain_number(shown, _digits(metric, shown))


def known_text(metric: Metric, value: float | None, estimate: Estimate | None, wide: bool = False) -> str:
    """Write a value as well as the team knows it: `61`, `≈3.4`, a word; with `wide` also its ±, as in `≈3.4±1.5`."""
    if estimate is None:
        return value_text(metric, value)
    return figures.known(metric, value, estimate) + (figures.spread(metric, estimate) if wide else "")


def brief_text(metric: Metric, value: float) -> str:
    """Write a value where room is scarce: whole numbers from 10 up."""
    shown = value * _scale(metric)
    if metric.form in (Form.ENUM, Form.FLAG) or abs(shown) < 10:
        return value_text(metric, value)
    return plain_number(shown, 0)


def unit_text(metric: Metric, unit: str = "") -> str:
    """Give the unit to write after a value, with its space where one belongs."""
    if metric.form is Form.TIMER:
        return " turns"
    if metric.form in (Form.ENUM, Form.FLAG):
        return ""
    chosen = unit or metric.unit
    if not chosen:
        return " %" if metric.show == "percent" else ""
    return chosen if chosen.startswith("/") else f" {chosen}"


def change_text(metric: Metric, change: float | None, value: float | None = None) -> str:
    """Write a change as arrow and amount; nothing below the step in which the metric is shown."""
    if change is None or metric.form in (Form.ENUM, Form.FLAG):
        return ""
    shown = change * _scale(metric)
    digits = _digits(metric, shown if value is None else value * _scale(metric))
    amount = f"{abs(shown):,.{digits}f}"
    if not any(c in "123456789" for c in amount):
        return ""
    return (UP if change > 0 else DOWN) + amount


def signed(value: float, digits: int = 1) -> str:
    """Write a number with its sign always."""
    text = plain_number(value, digits)
    return text if text.startswith(MINUS) else f"+{text}"


def price(amount: float) -> str:
    """Write an amount of a currency or of action points, without needless decimals."""
    return f"{amount:.1f}".removesuffix(".0") if abs(amount - round(amount)) < 0.05 else f"{amount:.1f}"


def span_text(calendar: Calendar | None, turn: int, year: bool = False) -> str:
    """Write the dates of a turn: `13–26 Oct`, `29 Sep–12 Oct`; empty without a calendar."""
    if calendar is None:
        return ""
    first, last = calendar.span(turn)
    tail = f" {last.year}" if year else ""
    if first == last:
        return _day(first) + tail
    if first.month == last.month:
        return f"{first.day}–{_day(last)}{tail}"
    return f"{_day(first)}–{_day(last)}{tail}"


def _day(date: datetime.date) -> str:
    months = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")
    return f"{date.day} {months[date.month - 1]}"


def season_text(scenario: Scenario, turn: int) -> str:
    """Name the seasons of a turn; empty outside all of them."""
    return ", ".join(name.replace("_", " ") for name, turns in scenario.seasons.items() if turn in turns)


def label_text(scenario: Scenario, metric: str, entities: tuple[str, ...] = ()) -> str:
    """Name a metric and its entities in full words."""
    known = scenario.rules.metrics.get(metric)
    name = (known.label if known else "") or metric.replace("_", " ").capitalize()
    return name if not entities else f"{name}, {', '.join(scenario.label(code) for code in entities)}"


def kind_word(kind: str) -> str:
    """Give the word of screens for a kind of places or roads: `road` for a corridor, else the kind's own."""
    return "road" if kind == "corridor" else kind.replace("_", " ")


def style_word(scenario: Scenario, style: str) -> str:
    """Name a map style by what this scenario shows in it."""
    look, metrics = scenario.looks.tile, scenario.rules.metrics
    names = {"control": (look.share,), "points": (look.points,), "figures": look.figures}.get(style, ())
    known = [metrics[name] for name in names if name in metrics]
    told = " and ".join((metric.short or metric.label or metric.name).lower() for metric in known)
    return told or (f"{kind_word(scenario.map.road)}s" if style == "roads" else style)
