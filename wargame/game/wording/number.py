"""How numbers are written for people: by a metric's `show`, `digits` and `unit`, with typographic signs.

Must not know: whose numbers they are.
"""

from __future__ import annotations

import math
from collections.abc import Mapping

from wargame.model.metric import Form, Metric
from wargame.model.view import Estimate

MINUS = "−"
UP, DOWN = "↑", "↓"
ABOUT, PLUS_MINUS = "≈", "±"
UNKNOWN = "?"


def digits_of(metric: Metric) -> int:
    """Give the decimals with which a metric is written on the board."""
    if metric.digits is not None:
        return metric.digits
    if metric.form is not Form.NUMBER or metric.show == "percent":
        return 0
    span = metric.high - metric.low
    return 0 if span >= 50 else 1 if span >= 5 else 2


def scaled(metric: Metric, value: float) -> float:
    """Give a value in the unit in which it is written: percents for shares, else itself."""
    return value * 100 if metric.show == "percent" else value


def printed(metric: Metric, value: float, digits: int | None = None, labels: Mapping[str, str] | None = None) -> str:
    """Write a value without its unit: `61`, `3.4`, `in office`; flags as `yes` and `no`."""
    if metric.form is Form.ENUM:
        name = metric.values[round(value)]
        return (labels or {}).get(name, name).replace("_", " ")
    if metric.form is Form.FLAG:
        return "yes" if value else "no"
    return plain(scaled(metric, value), digits_of(metric) if digits is None else digits)


def plain(value: float, digits: int) -> str:
    """Write a number with a true minus sign and never as `−0`."""
    text = f"{abs(value):,.{digits}f}"
    negative = value < 0 and any(digit in "123456789" for digit in text)
    return MINUS + text if negative else text


def signed(value: float, digits: int) -> str:
    """Write a change with its sign: `+0.8`, `−2.3`, `0.0`."""
    text = plain(value, digits)
    return f"+{text}" if value > 0 and any(digit in "123456789" for digit in text) else text


def arrow(metric: Metric, change: float, digits: int | None = None) -> str:
    """Write a change with an arrow, `↓2.9`; below the printed step nothing, and nothing for flags and names."""
    if metric.form in (Form.ENUM, Form.FLAG):
        return ""
    size = plain(abs(scaled(metric, change)), digits_of(metric) if digits is None else digits)
    if not any(digit in "123456789" for digit in size):
        return ""
    return f"{UP if change > 0 else DOWN}{size}"


def digits_known(metric: Metric, estimate: Estimate | None) -> int:
    """Give the decimals with which a number is written that is known so well: no finer than its steps."""
    digits = digits_of(metric)
    if estimate is None or not estimate.step:
        return digits
    of_step = max(0, -math.floor(math.log10(scaled(metric, estimate.step)) + 1e-9))
    return min(of_step, digits) if round(scaled(metric, estimate.half), min(of_step, digits)) else of_step


def known(metric: Metric, value: float | None, estimate: Estimate | None) -> str:
    """Write a value as well as it is known, shortly: `61`, `≈3.4`, a word for a band, `?` where nothing is known."""
    if estimate is None:
        return UNKNOWN if value is None else printed(metric, value)
    if estimate.word:
        return estimate.word
    return UNKNOWN if value is None else ABOUT + printed(metric, value, digits_known(metric, estimate))


def spread(metric: Metric, estimate: Estimate | None) -> str:
    """Write how far off an estimate may be: `±1.5` covers the truth 8 times in 10; nothing where there is no such."""
    if estimate is None or not estimate.half:
        return ""
    return PLUS_MINUS + plain(scaled(metric, estimate.half), digits_known(metric, estimate))


def age(estimate: Estimate | None) -> str:
    """Say how old a number is: `last turn`, `3 turns old`; nothing where it is of now."""
    if estimate is None or not estimate.age:
        return ""
    return "last turn" if estimate.age == 1 else f"{estimate.age} turns old"


def in_full(metric: Metric, value: float | None, estimate: Estimate | None, unit: str = "") -> str:
    """Write a value with all that is known of it: `61 bn`, `≈3.4 ±1.5 d`, `≈45 ±6, 2 turns old`."""
    number = " ".join(part for part in (known(metric, value, estimate), spread(metric, estimate)) if part)
    worded = value is None or (estimate is not None and estimate.word)
    return ", ".join(part for part in (number if worded else f"{number} {unit}".rstrip(), age(estimate)) if part)


def unit_of(metric: Metric) -> str:
    """Give the unit to print behind a value: the metric's own, or `%`."""
    return metric.unit or ("%" if metric.show == "percent" else "")


def largest_remainder(values: list[float], total: int) -> list[int]:
    """Round values to whole numbers that add up to `total`, each as near to its value as that allows."""
    floors = [int(value // 1) for value in values]
    missing = total - sum(floors)
    if not values:
        return []
    order = sorted(range(len(values)), key=lambda i: (floors[i] - values[i], i))
    each, rest = divmod(missing, len(values))
    return [floor + each + (1 if i in order[:rest] else 0) for i, floor in enumerate(floors)]
