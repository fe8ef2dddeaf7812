from __future__ import annotations

import datetime

import pytest

from wargame.errors import Place
from wargame.model.metric import Form, Metric
from wargame.model.scenario import Calendar
from wargame.tui.drawing import words

HERE = Place("rules.yaml", 1, 1)


def metric(**said: object) -> Metric:
    return Metric(**{"name": "m", "of": (), "low": 0.0, "high": 100.0, "place": HERE, **said})  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("kind", "value", "shown"),
    [
        (metric(high=1, show="percent"), 0.614, "61"),
        (metric(digits=1), 45.04, "45.0"),
        (metric(high=2000), 1234.4, "1,234"),
        (metric(low=-10, high=10), -0.04, "0.0"),
        (metric(low=-10, high=10), -3.21, "−3.2"),
        (metric(form=Form.ENUM, values=("calm", "angry")), 1.0, "angry"),
        (metric(form=Form.ENUM, values=("calm",)), 7.0, "?"),
        (metric(form=Form.FLAG), 1.0, "yes"),
        (metric(form=Form.TIMER), 3.0, "3"),
        (metric(), None, "?"),
        (metric(), float("nan"), "?"),
    ],
)
def test_values(kind: Metric, value: float | None, shown: str) -> None:
    assert words.value_text(kind, value) == shown


def test_a_change_below_the_printed_step_is_nothing() -> None:
    kind = metric(digits=1)
    assert words.change_text(kind, 0.04, 50) == ""
    assert words.change_text(kind, 0.06, 50) == "↑0.1"
    assert words.change_text(kind, -2.9, 50) == "↓2.9"
    assert words.change_text(kind, None, 50) == ""


def test_units() -> None:
    assert words.unit_text(metric(unit="bn")) == " bn"
    assert words.unit_text(metric(unit="d"), "/wk") == "/wk"
    assert words.unit_text(metric(show="percent")) == " %"
    assert words.unit_text(metric(form=Form.ENUM, values=("a",), unit="d")) == ""


def test_dates_of_a_turn() -> None:
    calendar = Calendar(datetime.date(2025, 9, 15), 14)
    assert words.span_text(calendar, 1) == "15–28 Sep"
    assert words.span_text(calendar, 2) == "29 Sep–12 Oct"
    assert words.span_text(calendar, 1, year=True) == "15–28 Sep 2025"
    assert words.span_text(Calendar(datetime.date(2025, 9, 15), 1), 1) == "15 Sep"
    assert words.span_text(None, 1) == ""


def test_signed() -> None:
    assert [words.signed(value, 2) for value in (0.305, -0.07, 0.0)] == ["+0.30", "−0.07", "+0.00"]


def test_prices() -> None:
    assert [words.price(amount) for amount in (2, 1.5, 2.04, 0)] == ["2", "1.5", "2", "0"]
