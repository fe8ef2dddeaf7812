"""Dates, seasons, labels and map styles as screens write them.

Must not know: where screens draw these texts.
"""

from __future__ import annotations

import datetime

from wargame.model.scenario.scenario import Calendar, Scenario


def span_text(calendar: Calendar | None, turn: int, year: bool = False) -> str:
    """Return the dates of a turn as text: `13–26 Oct`, `29 Sep–12 Oct`. The text is empty without a calendar."""
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
    """Return the names of the seasons to which a turn belongs. The text is empty outside all seasons."""
    return ", ".join(name.replace("_", " ") for name, turns in scenario.seasons.items() if turn in turns)


def label_text(scenario: Scenario, metric: str, entities: tuple[str, ...] = ()) -> str:
    """Return the full name of a metric with the names of its entities."""
    known = scenario.rules.metrics.get(metric)
    name = (known.label if known else "") or metric.replace("_", " ").capitalize()
    return name if not entities else f"{name}, {', '.join(scenario.label(code) for code in entities)}"


def kind_word(kind: str) -> str:
    """Return the word on screens for a kind of places or roads: `road` for a corridor, or the kind's name."""
    return "road" if kind == "corridor" else kind.replace("_", " ")


def style_word(scenario: Scenario, style: str) -> str:
    """Return the name of a map style: the name of the metric that tiles show in this style."""
    look, metrics = scenario.looks.tile, scenario.rules.metrics
    names = {"control": (look.share,), "points": (look.points,), "figures": look.figures}.get(style, ())
    known = [metrics[name] for name in names if name in metrics]
    told = " and ".join((metric.short or metric.label or metric.name).lower() for metric in known)
    return told or (f"{kind_word(scenario.map.road)}s" if style == "roads" else style)
