"""The nearest name is the one that an author most likely meant."""

import pytest

from wargame.content.spelling import nearest, one_of, shown

NAMES = ["pressure", "money", "fuel_days", "zone_full", "BKO", "escort"]


@pytest.mark.parametrize(
    ("word", "meant"),
    [
        ("presure", "pressure"),
        ("PRESSURE", "pressure"),
        ("BKA", "BKO"),
        ("zone", "zone_full"),
        ("escorts", "escort"),
        ("fuel", "fuel_days"),
        ("mony", "money"),
        ("xyz", None),
        ("", None),
        ("p" * 1_000, None),
    ],
)
def test_nearest(word: str, meant: str | None) -> None:
    assert nearest(word, NAMES) == meant


def test_lists_and_pieces_fit_a_message() -> None:
    assert one_of(["a"]) == "a"
    assert one_of(["a", "b", "c"]) == "a, b or c"
    assert one_of("abcdefghij", 3) == "a, b, c, …"
    assert shown("a\n  b") == "`a b`"
    assert len(shown("x" * 100)) == 42
