"""Writes numbers for people. Every screen uses this format. `show`, `digits` and `unit` of a metric decide the format.

The class `NumberFormatter` has two instances:

- `WRITTEN` uses signs, such as `≈3.4 ±1.5 d` and `↓2.9`.
- `SPOKEN` uses words for screen readers, such as `about 3.4 days plus or minus 1.5` and `down 2.9`.

Both instances use the same scale, digits and rounding.

Must not know: whose numbers they are.
"""

from __future__ import annotations

import math

import attrs

from wargame.model.rules.metric import Metric, MetricType
from wargame.model.rules.number_style import MINUS, digits_of, joined, plain, scaled, shows_digit, signed, unit_of
from wargame.model.telling.view import Estimate

UP, DOWN = "↑", "↓"
ABOUT, PLUS_MINUS = "≈", "±"
UNKNOWN = "?"

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


def fine_digits(metric: Metric) -> int:
    """Return the number of decimals of a cause.

    A cause has one decimal more than its metric. A cause of a metric with whole numbers has no decimals.
    """
    return digits_of(metric) + 1 if metric.type is MetricType.NUMBER else 0


def digits_known(metric: Metric, estimate: Estimate | None) -> int:
    """Return the number of decimals for a number that is known as exactly as `estimate` says.

    A decimal smaller than the rounding of the estimate is not shown.
    """
    digits = digits_of(metric)
    if estimate is None or not estimate.step:
        return digits
    of_step = max(0, -math.floor(math.log10(scaled(metric, estimate.step)) + 1e-9))
    return min(of_step, digits) if round(scaled(metric, estimate.half), min(of_step, digits)) else of_step


def fine_units(metric: Metric, value: float) -> int:
    """Return a value as a whole number of units. One unit is the last printed decimal of a cause."""
    digits = fine_digits(metric)
    return round(float(f"{scaled(metric, value):.{digits}f}") * 10.0**digits)


def largest_remainder(values: list[float], total: int) -> list[int]:
    """Round values to whole numbers that add up to `total`. Each rounded number is as near to its value as possible."""
    floors = [int(value // 1) for value in values]
    missing = total - sum(floors)
    if not values:
        return []
    order = sorted(range(len(values)), key=lambda i: (floors[i] - values[i], i))
    each, rest = divmod(missing, len(values))
    return [floor + each + (1 if i in order[:rest] else 0) for i, floor in enumerate(floors)]


@attrs.frozen
class NumberFormatter:
    """Writes numbers with signs. The numbers are in words if `spoken` is true."""

    spoken: bool = False

    # -- numbers without a metric -------------------------------------------------------------------------------------

    def plain(self, value: float, digits: int) -> str:
        """Return a number as text with a minus sign, but never `−0`. Return `?` for a value that is not a number."""
        if not math.isfinite(value):
            return self.unknown
        return plain(value, digits, self._minus)

    @property
    def _minus(self) -> str:
        return "-" if self.spoken else MINUS

    def signed(self, value: float, digits: int) -> str:
        """Return a change as text with its sign, such as `+0.8`, `−2.3`, `0.0`."""
        if not math.isfinite(value):
            return self.unknown
        return signed(value, digits, self._minus)

    def amount(self, value: float) -> str:
        """Return an amount of a currency, of points or of orders as text.

        The text has at most two decimals. A whole amount has no decimals.
        """
        return self._trimmed(value, 2)

    def free(self, value: float) -> str:
        """Return a number without a known unit as text.

        Only a small number has more than three decimals.
        """
        size = abs(value)
        return self._trimmed(value, 3 if size >= 0.1 or not size else min(12, 2 - math.floor(math.log10(size))))

    def worth(self, value: float) -> str:
        """Return a worth as text with its sign and two digits, such as `+12`, `+0.4`, `−3.1`, `0`."""
        size = abs(value)
        text = self.signed(value, 0 if size >= 9.95 else 1 if size >= 0.95 else 2)
        return text if shows_digit(text) else "0"

    def _trimmed(self, value: float, most: int) -> str:
        text = self.plain(value, most)
        return text.rstrip("0").rstrip(".") if "." in text else text

    # -- values of metrics --------------------------------------------------------------------------------------------

    @property
    def unknown(self) -> str:
        """Return the text for an unknown number."""
        return "unknown" if self.spoken else UNKNOWN

    def value(self, metric: Metric, value: float | None, digits: int | None = None) -> str:
        """Return a value as text without its unit, such as `61`, `3.4`, `in office`, `yes`."""
        if value is None or not math.isfinite(value):
            return self.unknown
        if metric.type is MetricType.ENUM:
            index = round(value)
            return metric.values[index].replace("_", " ") if 0 <= index < len(metric.values) else self.unknown
        if metric.type is MetricType.FLAG:
            return "yes" if value else "no"
        return self.plain(scaled(metric, value), digits_of(metric) if digits is None else digits)

    def shows(self, metric: Metric, value: float) -> bool:
        """Return whether the text of a value differs from the texts of zero, which are `0`, `0.0` and `no`."""
        if metric.type in (MetricType.ENUM, MetricType.FLAG):
            return value != 0.0
        return shows_digit(self.value(metric, value))

    def brief(self, metric: Metric, value: float | None) -> str:
        """Return a value as a short text. A value of 10 or more has no decimals."""
        number = metric.type not in (MetricType.ENUM, MetricType.FLAG)
        wide = value is not None and number and abs(scaled(metric, value)) >= 10
        return self.value(metric, value, 0 if wide else None)

    def unit(self, metric: Metric, unit: str = "") -> str:
        """Return a unit as text, such as `d`. The text is a word, such as `days`, if `spoken` is true."""
        chosen = unit_of(metric, unit)
        return _SPOKEN_UNITS.get(chosen, chosen) if self.spoken else chosen

    def with_unit(self, text: str, metric: Metric, unit: str = "") -> str:
        """Add the unit to a written number, such as `61 %`, `980/wk`, `61 percent`."""
        return self.joined(text, self.unit(metric, unit))

    def joined(self, text: str, unit: str) -> str:
        """Join a written number and a written unit. A unit such as `/wk` has no space before it."""
        return joined(text, unit)

    def in_unit(self, metric: Metric, value: float | None, unit: str = "", digits: int | None = None) -> str:
        """Return a value as text with its unit."""
        text = self.value(metric, value, digits)
        return text if text == self.unknown else self.with_unit(text, metric, unit)

    # -- changes ------------------------------------------------------------------------------------------------------

    def change(self, metric: Metric, change: float | None, estimate: Estimate | None = None) -> str:
        """Return a change as text, such as `↓2.9` or `down 2.9`.

        The text is empty for a change smaller than the last digit, and for values with names.
        `estimate`: how exactly the value is known after the change.
        """
        if change is None or metric.type in (MetricType.ENUM, MetricType.FLAG) or not math.isfinite(change):
            return ""
        size = self.plain(abs(scaled(metric, change)), digits_known(metric, estimate))
        return f"{self.way(change)}{size}" if shows_digit(size) else ""

    def contribution(self, metric: Metric, amount: float) -> str:
        """Return the amount of a cause as text with sign and unit, such as `−8.0 %`."""
        return self.with_unit(self.signed(scaled(metric, amount), fine_digits(metric)), metric)

    def way(self, change: float) -> str:
        """Return the direction of a change as text, such as `↑` or `up `, for a text that continues with the size."""
        return ("up " if change > 0 else "down ") if self.spoken else UP if change > 0 else DOWN

    # -- estimates ----------------------------------------------------------------------------------------------------

    def about(self, text: str) -> str:
        """Add the mark of an estimate to a written number."""
        return f"about {text}" if self.spoken else ABOUT + text

    def known(self, metric: Metric, value: float | None, estimate: Estimate | None) -> str:
        """Return a value as text, as exactly as the value is known: `61`, `≈3.4`, or a word for a band.

        The text `?` means that nothing is known.
        """
        if estimate is None:
            return self.value(metric, value)
        if estimate.word:
            return estimate.word
        return self.unknown if value is None else self.about(self.value(metric, value, digits_known(metric, estimate)))

    def spread(self, metric: Metric, estimate: Estimate | None) -> str:
        """Return the ± of an estimate as text, if the estimate has one.

        The truth lies within `±1.5` in 8 of 10 cases.
        """
        if estimate is None or not estimate.half:
            return ""
        size = self.plain(scaled(metric, estimate.half), digits_known(metric, estimate))
        return f"plus or minus {size}" if self.spoken else PLUS_MINUS + size

    def age(self, estimate: Estimate | None) -> str:
        """Return the age of a number as text, such as `last turn` or `3 turns old`.

        The text is empty for a number of this turn.
        """
        if estimate is None or not estimate.age:
            return ""
        return "last turn" if estimate.age == 1 else f"{estimate.age} turns old"

    def tight(self, metric: Metric, value: float | None, estimate: Estimate | None, unit: str = "") -> str:
        """Return a value with its ± and its unit as a short text, such as `≈3.4±1.5 d` or `≈980±126/wk`."""
        number = self.known(metric, value, estimate)
        if value is None or (estimate is not None and estimate.word):
            return number
        return self.with_unit(number + self.spread(metric, estimate), metric, unit)

    def in_full(self, metric: Metric, value: float | None, estimate: Estimate | None, unit: str = "") -> str:
        """Return a value as text with its unit, its ± and its age: `61 bn`, `≈3.4 ±1.5 d`, `≈45 ±6, 2 turns old`."""
        number, spread = self.known(metric, value, estimate), self.spread(metric, estimate)
        if value is None or (estimate is not None and estimate.word):
            told = number
        elif self.spoken:
            told = f"{self.with_unit(number, metric, unit)} {spread}".rstrip()
        else:
            told = self.with_unit(f"{number} {spread}".rstrip(), metric, unit)
        return ", ".join(part for part in (told, self.age(estimate)) if part)


WRITTEN = NumberFormatter()
SPOKEN = NumberFormatter(spoken=True)
