"""What stands for an amount that a seat may not know: three sizes by the share of the largest, and a sign."""

from __future__ import annotations

import pytest
from msgspec.structs import replace

from wargame.errors import Place
from wargame.game.disclosure.redaction import COARSE, redacted, rough, word_for
from wargame.model.match.outcome import Entry
from wargame.model.rules.metric import Metric

# The range does not begin at 0, so that its ends cannot stand for its length.
HOPE = Metric("hope", (), -20.0, 80.0, Place("test.yaml", 1, 1))
SIZES = {"much": 5.0, "some": 2.0, "little": 0.5}  # 1, 0.4 and 0.1 of a twentieth of the range


def booked(*amounts: tuple[str, str, float]) -> list[Entry]:
    return [Entry("early", step, "hope", (), cause, amount) for step, cause, amount in amounts]


@pytest.mark.parametrize(
    ("part", "word"),
    [(1.0, "much"), (0.5, "much"), (0.4999, "some"), (1 / 6, "some"), (0.1666, "little"), (0.0, "little")],
)
def test_a_share_has_one_of_three_words(part: float, word: str) -> None:
    assert word_for(part) == word


def test_bars_are_no_finer_than_the_words() -> None:
    assert COARSE == {"much": 1.0, "some": 0.5, "little": 0.2}


def test_amounts_of_a_cause_are_one_entry_of_one_of_three_sizes() -> None:
    entries = booked(
        ("rain", "mud", -3.0),
        ("sun", "light", 40.0),
        ("rain", "mud", -5.0),
        ("sun", "dust", -4.0),
        ("rain", "light", 20.0),
    )
    told = redacted(HOPE, entries)
    assert {position: round(entry.amount, 9) for position, entry in told.items()} == {0: -2.0, 1: 5.0, 3: -0.5, 4: 5.0}
    for position, entry in told.items():
        assert entry == replace(entries[position], amount=entry.amount)


def test_what_cancels_out_is_not_told_and_one_cause_alone_is_much() -> None:
    assert redacted(HOPE, []) == {}
    assert redacted(HOPE, booked(("rain", "mud", 2.0), ("rain", "mud", -2.0))) == {}
    told = redacted(HOPE, booked(("rain", "mud", 2.0), ("sun", "light", 0.001), ("rain", "mud", -2.0)))
    assert {position: entry.amount for position, entry in told.items()} == {1: 5.0}


@pytest.mark.parametrize("sign", [1, -1])
@pytest.mark.parametrize("word", SIZES)
def test_a_stand_in_reads_back_as_its_word(word: str, sign: int) -> None:
    assert rough(HOPE, sign * SIZES[word]) == word


def test_a_sum_of_stand_ins_is_a_word_again() -> None:
    assert rough(HOPE, 2.5) == "much"
    assert rough(HOPE, 2.4) == "some"
    assert rough(HOPE, 0.8) == "little"
