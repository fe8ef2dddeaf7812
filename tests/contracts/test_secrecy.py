"""Every scenario and seat: what a seat may not know changes no byte that it receives, and no estimate is the truth."""

from __future__ import annotations

import pytest

from tests.contracts.shipped import SEATS_WITH_MOST_OF_LARGEST_SLOW
from tests.game.conftest import watched
from tests.game.tampering import other_truth, received

TURNS = 3


@pytest.mark.parametrize(("name", "seat"), SEATS_WITH_MOST_OF_LARGEST_SLOW)
def test_another_truth_behind_the_same_knowledge_changes_no_byte(name: str, seat: str) -> None:
    played = watched(name, TURNS)
    other = other_truth(played.rulebook, played.match, played.events, seat)
    assert received(other, seat) == received(played.match, seat)
    assert other.view(None) != played.match.view(None)


@pytest.mark.parametrize(("name", "seat"), SEATS_WITH_MOST_OF_LARGEST_SLOW)
def test_no_number_that_a_seat_estimates_leaves_the_match_as_it_is(name: str, seat: str) -> None:
    """The seat's view holds the truth only of what it sees exactly or late; an estimate strikes it by chance alone."""
    match = watched(name, TURNS).match
    struck = of = 0
    for moment in range(TURNS + 1):
        view, truth = match.view_at(seat, moment + 1), match.view_at(None, moment + 1)
        for metric, cells in view.estimates.items():
            for cell, estimate in cells.items():
                if estimate.half and truth.metrics[metric][cell] not in (0.0, 100.0):
                    of += 1
                    struck += view.metrics[metric][cell] == truth.metrics[metric][cell]
    assert struck <= 0.5 * of
