"""Chances in words: the word fits the number beside it, and trials never make anything certain."""

import pytest

from wargame.game.wording.chance import LADDER, chance_text, chance_word, percent_text


@pytest.mark.parametrize(
    ("share", "text"),
    [
        (0.0, "almost no chance, <1 %"),
        (0.004, "almost no chance, <1 %"),
        (0.01, "almost no chance, 1 %"),
        (0.044, "almost no chance, 4 %"),
        (0.05, "very unlikely, 5 %"),
        (0.2, "unlikely, 20 %"),
        (0.45, "about even, 45 %"),
        (0.55, "likely, 55 %"),
        (0.68, "likely, 68 %"),
        (0.8, "very likely, 80 %"),
        (0.95, "almost certain, 95 %"),
        (0.996, "almost certain, >99 %"),
        (1.0, "almost certain, >99 %"),
    ],
)
def test_a_chance_is_told_in_words_and_as_a_number(share: float, text: str) -> None:
    assert chance_text(share) == text


def test_the_word_is_that_of_the_number_beside_it_at_every_boundary() -> None:
    for least, word in LADDER:
        if least:
            assert chance_word(least / 100) == word
            assert chance_word((least - 0.4) / 100) == word  # it is printed as the boundary
            assert chance_word((least - 0.6) / 100) != word


def test_a_number_that_is_spoken_has_no_signs() -> None:
    assert [percent_text(share, True) for share in (0.0, 0.31, 1.0)] == [
        "under 1 percent",
        "31 percent",
        "over 99 percent",
    ]
