"""Figures: signs, steps, and rounding that adds up."""

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from wargame.errors import Place
from wargame.game.wording.number import arrow, largest_remainder, plain, printed, signed, unit_of
from wargame.model.metric import Form, Metric

HERE = Place("test.yaml", 1, 1)
FUEL = Metric("fuel", (), 0, 16, HERE, unit="d", digits=1)
SHARE = Metric("share", (), 0, 1, HERE, show="percent")
REGIME = Metric("regime", (), 0, 2, HERE, form=Form.ENUM, values=("in_office", "fallen"))


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
    assert plain(value, digits) == text


def test_changes_carry_sign_or_arrow_and_vanish_below_the_printed_step() -> None:
    assert (signed(0.8, 1), signed(-0.8, 1), signed(0.01, 1)) == ("+0.8", "−0.8", "0.0")
    assert (arrow(FUEL, 2.9), arrow(FUEL, -2.9), arrow(FUEL, 0.04)) == ("↑2.9", "↓2.9", "")
    assert arrow(REGIME, 1) == ""


def test_values_are_written_as_their_metric_says() -> None:
    assert (printed(FUEL, 3.44), unit_of(FUEL)) == ("3.4", "d")
    assert (printed(SHARE, 0.615), unit_of(SHARE)) == ("62", "%")
    assert printed(REGIME, 0.0) == "in office"
    assert printed(Metric("open", (), 0, 1, HERE, form=Form.FLAG), 1.0) == "yes"
