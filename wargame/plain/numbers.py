"""Values of metrics as words that are read aloud: number, unit, change.

Must not know: which values a seat may see; it gets those it may.
"""

from __future__ import annotations

from wargame.game.wording import number as figures
from wargame.game.wording.number import MINUS, digits_of, plain, scaled
from wargame.model.metric import Form, Metric
from wargame.model.view import Estimate

_SPOKEN_UNITS = {
    "d": "days",
    "h": "hours",
    "wk": "weeks",
    "bn": "billion",
    "m": "million",
    "t": "tonnes",
    "kt": "thousand tonnes",
    "%": "percent",
    "/d": "a day",
    "/wk": "a week",
    "/turn": "a turn",
}


def spoken_unit(unit: str) -> str:
    """Say a unit in full where it is one of the common short ones."""
    return _SPOKEN_UNITS.get(unit, unit)


def amount(metric: Metric, value: float) -> str:
    """Write a number as the board shows it, without its unit; percent metrics in hundredths."""
    return plain(scaled(metric, value), digits_of(metric)).replace(MINUS, "-").replace(",", "")


def figure(metric: Metric, value: float, unit: str = "") -> str:
    """Say a value: `3.4 days`, `61 percent`, `yes`, or the name of an enum's value."""
    if metric.form is Form.FLAG:
        return "yes" if value else "no"
    if metric.form is Form.ENUM:
        return metric.values[int(value)].replace("_", " ")
    if metric.show == "percent":
        return f"{amount(metric, value)} percent"
    return f"{amount(metric, value)} {spoken_unit(unit or metric.unit)}".rstrip()


def change(metric: Metric, now: float, then: float | None) -> str:
    """Say a change as `up 9` or `down 2.9`; nothing where it is less than the last digit shown, or unknown."""
    if then is None or now == then:
        return ""
    if metric.form in (Form.FLAG, Form.ENUM):
        return f"was {figure(metric, then)}"
    moved = scaled(metric, now - then)
    size = f"{abs(moved):.{digits_of(metric)}f}"
    if not float(size):
        return ""
    return f"{'up' if moved > 0 else 'down'} {size}"


def known(metric: Metric, value: float | None, estimate: Estimate | None, unit: str = "") -> str:
    """Say a value with all that the team knows of it: `≈3.4 days ±1.5, 2 turns old`, or the word for its band."""
    if value is None or estimate is None:
        return figure(metric, value, unit) if value is not None else estimate.word if estimate else "unknown"
    number = figures.known(metric, value, estimate).replace(MINUS, "-").replace(",", "")
    named = "percent" if metric.show == "percent" else spoken_unit(unit or metric.unit)
    parts = (number, named, figures.spread(metric, estimate))
    return ", ".join(part for part in (" ".join(p for p in parts if p), figures.age(estimate)) if part)


def sentence_of(
    label: str, metric: Metric, now: float | None, then: float | None, unit: str = "", estimate: Estimate | None = None
) -> str:
    """Say one metric: `Fuel in Bamako: 3.4 days, down 2.9.`"""
    moved = "" if now is None else change(metric, now, then)
    return f"{label}: {known(metric, now, estimate, unit)}{', ' if moved else ''}{moved}."
