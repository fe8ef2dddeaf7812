from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from wargame.model.scenario.looks import FactionLook, Looks
from wargame.tui.drawing.canvas import ALARM, Canvas
from wargame.tui.drawing.pen import Pen, ascii_row, ascii_text

LOOKS = Looks(
    {"a": FactionLook("■", "A", "#0072B2", "#56B4E9", "Alpha"), "b": FactionLook("▲", "B", "#E69F00", "", "Beta")}
)


def test_signs_with_and_without_unicode() -> None:
    assert [Pen(LOOKS).sign(faction) for faction in ("a", "b", "")] == ["■", "▲", "○"]
    assert [Pen(LOOKS, plain=True).sign(faction) for faction in ("a", "b", "")] == ["A", "B", "o"]


def test_nobody_never_has_the_sign_of_a_faction() -> None:
    taken = Looks({"a": FactionLook("○", "o")})
    assert Pen(taken).sign("") != Pen(taken).sign("a")
    assert Pen(taken, plain=True).sign("") != Pen(taken, plain=True).sign("a")


def test_a_faction_without_a_look_still_has_a_sign() -> None:
    assert len(Pen().sign("someone")) == 1
    assert Pen(plain=True).sign("someone").isascii()


def test_a_colour_that_is_none_is_no_error() -> None:
    pen = Pen(Looks({"a": FactionLook("■", "A", "not a colour", "neither")}))
    assert pen.style(pen.ink("a"), pen.ground("a")).color is None


def test_grounds_are_dark_enough_for_text() -> None:
    pen = Pen(LOOKS)
    for faction in ("a", "b", ""):
        colour = pen.style("", pen.ground(faction)).bgcolor
        assert colour is not None
        assert colour.triplet is not None
        assert max(colour.triplet) < 96


def test_alarms_are_reversed_so_that_they_need_no_colour() -> None:
    assert Pen().style(ALARM, "").reverse


@given(st.text(max_size=30))
def test_plain_text_is_ascii(text: str) -> None:
    assert ascii_text(text).isascii()


@pytest.mark.parametrize(
    ("row", "shown"),
    [("buy_fu…3", "buy_...3"), ("sent │ …   ", "sent | ... "), ("…", "."), ("to…  be", "to...be"), ("abcd…", "ab...")],
)
def test_an_ellipsis_is_three_dots_and_the_row_keeps_its_width(row: str, shown: str) -> None:
    assert ascii_row(row) == shown
    canvas = Canvas(len(row), 1)
    canvas.put(0, 0, row)
    assert "".join(segment.text for segment in Pen(plain=True).segments(canvas, 0)) == shown


@given(st.text(alphabet="─│╭╮≈±×↑→…ÉßŁ中é■", max_size=20))
def test_plain_rows_keep_their_width(text: str) -> None:
    canvas = Canvas(20, 1)
    canvas.put(0, 0, text)
    shown = "".join(segment.text for segment in Pen(plain=True).segments(canvas, 0))
    assert shown.isascii()
    assert len(shown) == 20
