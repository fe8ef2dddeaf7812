"""Numbers for people: signs and words, steps, and rounding that adds up."""

import ast
import math
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

import wargame
from wargame.errors import Place
from wargame.game.wording.number import SPOKEN, WRITTEN, largest_remainder
from wargame.model.rules.metric import Metric, MetricType
from wargame.model.rules.number_style import signed, unit_of

HERE = Place("test.yaml", 1, 1)
FUEL = Metric("fuel", (), 0, 16, HERE, unit="d", digits=1)
SHARE = Metric("share", (), 0, 1, HERE, show="percent")


def metric(**said: object) -> Metric:
    return Metric(**{"name": "m", "of": (), "low": 0.0, "high": 100.0, "place": HERE, **said})  # type: ignore[arg-type]


REGIME = Metric("regime", (), 0, 2, HERE, type=MetricType.ENUM, values=("in_office", "fallen"))


@given(st.lists(st.floats(-1e6, 1e6), min_size=1, max_size=30))
def test_printed_parts_add_up_to_the_printed_sum(values: list[float]) -> None:
    total = round(math.fsum(values))
    rounded = largest_remainder(values, total)
    assert sum(rounded) == total
    assert all(abs(whole - value) <= 1.01 for whole, value in zip(rounded, values, strict=True))


@given(st.lists(st.floats(-100, 100), min_size=1, max_size=9), st.integers(-2, 2))
def test_the_sum_may_differ_by_the_rounding_of_both_ends(values: list[float], off: int) -> None:
    total = round(math.fsum(values)) + off
    assert sum(largest_remainder(values, total)) == total


@pytest.mark.parametrize(
    ("value", "digits", "text"),
    [(0.0, 1, "0.0"), (-0.04, 1, "0.0"), (-2.34, 1, "−2.3"), (1234.5, 0, "1,234"), (61.0, 0, "61")],
)
def test_numbers_have_a_true_minus_and_no_minus_zero(value: float, digits: int, text: str) -> None:
    assert WRITTEN.plain(value, digits) == text
    assert SPOKEN.plain(value, digits) == text.replace("−", "-")


def test_changes_carry_sign_or_arrow_and_vanish_below_the_printed_step() -> None:
    assert [WRITTEN.signed(value, 1) for value in (0.8, -0.8, 0.01)] == ["+0.8", "−0.8", "0.0"]
    assert [WRITTEN.signed(value, 2) for value in (0.305, -0.07, 0.0)] == ["+0.30", "−0.07", "0.00"]
    assert [WRITTEN.change(FUEL, value) for value in (2.9, -2.9, 0.04, None)] == ["↑2.9", "↓2.9", "", ""]
    assert [SPOKEN.change(FUEL, value) for value in (2.9, -2.9, 0.04)] == ["up 2.9", "down 2.9", ""]
    assert WRITTEN.change(REGIME, 1) == SPOKEN.change(REGIME, 1) == ""


def test_values_are_written_as_their_metric_says() -> None:
    assert (WRITTEN.in_unit(FUEL, 3.44), SPOKEN.in_unit(FUEL, 3.44)) == ("3.4 d", "3.4 days")
    assert (WRITTEN.in_unit(SHARE, 0.615), SPOKEN.in_unit(SHARE, 0.615)) == ("62 %", "62 percent")
    assert (WRITTEN.in_unit(FUEL, 3.44, "/wk"), SPOKEN.in_unit(FUEL, 3.44, "/wk")) == ("3.4/wk", "3.4 a week")
    assert WRITTEN.value(REGIME, 0.0) == "in office"
    assert WRITTEN.value(Metric("open", (), 0, 1, HERE, type=MetricType.FLAG), 1.0) == "yes"
    assert unit_of(Metric("ban", (), 0, 4, HERE, type=MetricType.TIMER, unit="d")) == "turns"
    assert unit_of(REGIME) == ""


@pytest.mark.parametrize(
    ("metric", "value", "told"),
    [
        (metric(high=1, show="percent"), 0.614, "61"),
        (metric(show="percent"), 50.6, "51"),
        (metric(high=2, show="percent"), 1.5, "150"),
        (metric(digits=1), 45.04, "45.0"),
        (metric(high=2000), 1234.4, "1,234"),
        (metric(show="points", high=4), 3.4, "3"),
        (metric(low=-10, high=10), -0.04, "0.0"),
        (metric(low=-10, high=10), -3.21, "−3.2"),
        (metric(type=MetricType.ENUM, values=("calm",)), 7.0, "?"),
        (metric(type=MetricType.TIMER), 3.0, "3"),
        (metric(), None, "?"),
        (metric(), float("nan"), "?"),
    ],
)
def test_values(metric: Metric, value: float | None, told: str) -> None:
    assert WRITTEN.value(metric, value) == told
    assert SPOKEN.value(metric, value) == told.replace("−", "-").replace("?", "unknown")


def test_sums_and_numbers_of_rules_have_no_needless_decimals() -> None:
    assert [WRITTEN.amount(value) for value in (2, 1.5, 2.04, 0, 20, -1.25)] == ["2", "1.5", "2.04", "0", "20", "−1.25"]
    assert [WRITTEN.free(value) for value in (2, 0.38249, 0.00012345, 0, -0.3)] == [
        "2",
        "0.382",
        "0.000123",
        "0",
        "−0.3",
    ]
    assert [WRITTEN.worth(value) for value in (12.3, 0.41, -3.14, 0.001)] == ["+12", "+0.41", "−3.1", "0"]


def test_only_one_file_writes_signs() -> None:
    """A sign that a format writes would also stand before 0, as in `-0.00`."""
    found = []
    for path in Path(wargame.__file__).parent.rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.FormattedValue) and node.format_spec is not None:
                spec = "".join(part.value for part in node.format_spec.values if isinstance(part, ast.Constant))  # type: ignore[attr-defined]
                found += [f"{path.name}:{node.lineno}"] if "+" in spec else []
    assert found == []
    assert [signed(value, 2, "-") for value in (0.004, -0.004, -0.0, 0.006)] == ["0.00", "0.00", "0.00", "+0.01"]
    assert WRITTEN.signed(math.nan, 2) == "?" and SPOKEN.signed(math.inf, 2) == "unknown"
