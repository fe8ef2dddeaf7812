"""The words of the review over numbers."""

from __future__ import annotations

import pytest

from wargame.analysis.rollouts.samples import MeanWithError
from wargame.review.figures.scale import around, shown_turns, ticks, turn_pieces
from wargame.review.words import counted, joined, margin_words, signed, some_road, sure, turn_names, verdict, with_error


@pytest.mark.parametrize(
    ("margin", "words"),
    [
        (0.24, "on par"),
        (-0.24, "on par"),
        (0.25, "a little above par"),
        (-0.74, "a little below par"),
        (0.75, "clearly above par"),
        (-1.5, "far below par"),
    ],
)
def test_each_margin_has_the_words_of_its_interval(margin: float, words: str) -> None:
    assert margin_words(margin) == words


def test_a_sign_within_the_error_is_not_told() -> None:
    assert [sure(MeanWithError(mean, 0.1)) for mean in (-0.2, -0.1, 0.05, 0.1, 0.11)] == [-1, 0, 0, 0, 1]
    lucky = verdict(MeanWithError(-0.4, 0.1), MeanWithError(0.9, 0.2), 0.8)
    assert lucky == "ended clearly above par and was lucky, not good"
    worse = verdict(MeanWithError(-2.89, 0.1), MeanWithError(0.33, 0.1), -2.0)
    assert worse == "ended far below par and decided worse than the reference; its luck did not make up for that"
    said = {verdict(MeanWithError(a, 0.5), MeanWithError(b, 0.5), 0.0) for a in (-1, 0, 1) for b in (-1, 0, 1)}
    assert len(said) == 9


@pytest.mark.parametrize("size", [0.1, 0.24])
def test_a_part_that_would_still_be_on_par_makes_nobody_good_or_lucky(size: float) -> None:
    small = MeanWithError(size, 0.01)
    said = "ended on par and decided about as well as the reference; luck changed little"
    assert verdict(small, small, size) == said
    assert "lucky" in verdict(small, MeanWithError(0.25, 0.01), 0.35)
    assert verdict(small, MeanWithError(-0.1, 0.01), 0.0) == said


def test_numbers_and_lists_are_written_as_people_write_them() -> None:
    assert [signed(value) for value in (0.8, -0.412, -0.001, 0.0)] == ["+0.80", "−0.41", "0.00", "0.00"]
    assert with_error(MeanWithError(-0.413, 0.146)) == "−0.41 ±0.15"
    assert [joined(parts) for parts in ([], ["a"], ["a", "b"], ["a", "b", "c"])] == ["", "a", "a and b", "a, b and c"]
    assert [turn_names(turns) for turns in ([3], [11, 3, 6])] == ["turn 3", "turns 3, 6 and 11"]
    assert [some_road(roads) for roads in (1, 3)] == ["the only road", "at least one of 3 roads"]
    assert [counted(number, "deal") for number in (0, 1, 1200)] == ["no deal", "1 deal", "1,200 deals"]


def test_a_scale_shows_every_value_and_its_ticks_are_round() -> None:
    scale = around([2.0, 8.0], 100.0, 0.0)
    assert 0.0 <= scale(8.0) < scale(2.0) <= 100.0
    assert around([5.0], 0.0, 10.0)(5.0) == 5.0
    assert around([], 0.0, 10.0)(0.0) == 5.0
    assert ticks(-1.3, 1.2, 4) == (-1.0, 0.0, 1.0)
    assert ticks(1.0, 1.0) == ()
    assert shown_turns(0, 12) == (0, 3, 6, 9, 12)
    assert shown_turns(1, 1) == (1,)
    for last in range(2, 60):
        turns = shown_turns(0, last)
        assert turns[0] == 0 and turns[-1] == last and sorted(set(turns)) == list(turns)


def test_many_turns_are_cut_into_pieces_that_fit_on_paper() -> None:
    pieces = [[(piece[0], piece[-1]) for piece in turn_pieces(last)] for last in (0, 1, 13, 14, 26, 40)]
    assert pieces == [
        [],
        [(1, 1)],
        [(1, 13)],
        [(1, 7), (8, 14)],
        [(1, 13), (14, 26)],
        [(1, 10), (11, 20), (21, 30), (31, 40)],
    ]
