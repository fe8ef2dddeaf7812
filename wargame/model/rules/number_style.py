"""How the numbers of a metric are written: scale, decimals, sign and unit.

The metric's keys `show`, `digits` and `unit` decide.

Must not know: who knows the numbers, or how exactly.
"""

from __future__ import annotations

from wargame.model.rules.metric import Metric, MetricType

MINUS = "−"

# a metric shown in percent holds shares up to this range; a metric with a larger range holds percents
MOST_OF_SHARES = 10.0


def scaled(metric: Metric, value: float) -> float:
    """Return a value in its printed unit. Shares become percents. Other values stay unchanged."""
    shares = metric.show == "percent" and max(abs(metric.low), abs(metric.high)) <= MOST_OF_SHARES
    return value * 100.0 if shares else value


def digits_of(metric: Metric) -> int:
    """Return the number of decimals of a metric."""
    if metric.digits is not None:
        return metric.digits
    if metric.type is not MetricType.NUMBER or metric.show in ("percent", "points"):
        return 0
    span = metric.high - metric.low
    return 0 if span >= 50 else 1 if span >= 5 else 2


def unit_of(metric: Metric, unit: str = "") -> str:
    """Return the unit after a value: `unit`, the metric's unit, `%` or `turns`."""
    if metric.type in (MetricType.ENUM, MetricType.FLAG):
        return ""
    if metric.type is MetricType.TIMER:
        return "turns"
    return unit or metric.unit or ("%" if metric.show == "percent" else "")


def shows_digit(text: str) -> bool:
    """Return whether any digit of a written number is not zero."""
    return any(digit in "123456789" for digit in text)


def plain(value: float, digits: int, minus: str = MINUS) -> str:
    """Write a finite number with a minus sign, but never write `−0`."""
    text = f"{abs(value):,.{digits}f}"
    return f"{minus}{text}" if value < 0 and shows_digit(text) else text


def signed(value: float, digits: int, minus: str = MINUS) -> str:
    """Write a finite change with its sign, as in `+0.8`, `−2.3`, `0.0`. A change that prints as 0 has no sign."""
    text = plain(value, digits, minus)
    return f"+{text}" if value > 0 and shows_digit(text) else text


def joined(text: str, unit: str) -> str:
    """Join a written number and a written unit. The unit `/wk` follows the number without a space."""
    return f"{text}{unit}" if unit.startswith("/") else f"{text} {unit}".rstrip()


def written(metric: Metric, value: float) -> str:
    """Write an exact value of a metric with its unit: `61 %`, `3.4 d`, `yes`. All screens write values in this way."""
    if metric.type is MetricType.FLAG:
        return "yes" if value else "no"
    return joined(plain(scaled(metric, value), digits_of(metric)), unit_of(metric))
