from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from rich.cells import cell_len

from wargame.tui.drawing.canvas import BOLD, DIM, PLAIN, Canvas, cut, cut_name, fold, one_cell, width_of


def test_text_is_cut_with_an_ellipsis_and_never_leaves_the_canvas() -> None:
    canvas = Canvas(10, 2)
    assert canvas.put(6, 0, "escort ABJ") == 10
    assert canvas.rows() == ("      esc…", " " * 10)
    canvas.put(-2, 1, "escort")
    assert canvas.rows()[1].startswith("cort")
    canvas.put(0, 5, "outside")


def test_spans_are_cut_as_one_line() -> None:
    canvas = Canvas(8, 1)
    canvas.put_line(0, 0, (("Fuel ", DIM), ("12.0 d", BOLD)))
    assert canvas.rows() == ("Fuel 12…",)


def test_runs_share_ink_and_ground() -> None:
    canvas = Canvas(6, 1)
    canvas.put(0, 0, "ab", BOLD)
    canvas.put(2, 0, "cd", DIM)
    canvas.fill(3, 0, 3, 1, "bar")
    assert list(canvas.runs(0)) == [("ab", BOLD, ""), ("c", DIM, ""), ("d", DIM, "bar"), ("  ", PLAIN, "bar")]


@pytest.mark.parametrize(
    ("text", "width", "shown"),
    [("Fear", 4, "Fear"), ("Fears", 4, "Fea…"), ("Fear", 1, "…"), ("Fear", 0, ""), ("", 0, "")],
)
def test_cut(text: str, width: int, shown: str) -> None:
    assert cut(text, width) == shown


def test_a_name_is_cut_before_its_place() -> None:
    assert cut_name("Share that stands still, North Port", 24) == "Share that …, North Port"
    assert cut_name("Legitimacy", 5) == "Legi…"


@given(st.text(max_size=40))
def test_every_character_takes_one_cell(text: str) -> None:
    shown = one_cell(text)
    assert cell_len(shown) == len(shown)


@given(st.text(alphabet="abc déß \n", max_size=120), st.integers(1, 30))
def test_folding_loses_no_word_and_keeps_the_width(text: str, width: int) -> None:
    lines = fold(text, width)
    assert all(len(line) <= width for line in lines)
    assert "".join("".join(lines).split()) == "".join(text.split())


@given(st.lists(st.text(max_size=8), max_size=5), st.integers(0, 20))
def test_a_line_never_grows_beyond_its_width(texts: list[str], width: int) -> None:
    canvas = Canvas(30, 1)
    canvas.put_line(0, 0, [(text, PLAIN) for text in texts], width)
    assert not canvas.rows()[0][width:].strip()
    assert width_of([(text, PLAIN) for text in texts]) > width or "…" not in canvas.rows()[0] or "…" in "".join(texts)


def test_rows_that_differ_in_text_ink_or_ground_are_found() -> None:
    before, after = Canvas(6, 5), Canvas(6, 5)
    after.put(0, 1, "a")
    before.put(0, 2, "same", BOLD)
    after.put(0, 2, "same", DIM)
    after.fill(5, 4, 1, 1, "bar")
    assert after.rows_unlike(before) == (1, 2, 4)
    assert after.rows_unlike(after) == ()


def test_text_folds_even_where_there_is_no_room() -> None:
    assert fold("ab c", 0) == fold("ab c", 1) == ["a", "b", "c"]
