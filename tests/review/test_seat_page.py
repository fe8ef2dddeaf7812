"""The page of one seat: another truth behind the same knowledge changes no byte, and no secret of others is in it."""

from __future__ import annotations

import pytest

from tests.contracts.shipped import SEATS
from tests.game.conftest import watched
from tests.game.tampering import other_truth
from tests.review.pages import seen_game, visible_text
from wargame.review.findings import Findings
from wargame.review.page.html import html
from wargame.review.page.markdown import markdown
from wargame.review.review import review_page

TURNS = 3


def pages(name: str, seat: str, match: object = None) -> tuple[str, str]:
    page = review_page(Findings(seen_game(name, TURNS, match), "game.jsonl", seat))  # type: ignore[arg-type]
    return html(page), markdown(page)


@pytest.mark.parametrize(("name", "seat"), SEATS)
def test_another_truth_behind_the_same_knowledge_changes_no_byte(name: str, seat: str) -> None:
    played = watched(name, TURNS)
    other = other_truth(played.rulebook, played.match, played.events, seat)
    assert pages(name, seat, other) == pages(name, seat)
    assert other.view(None) != played.match.view(None)


@pytest.mark.parametrize(("name", "seat"), SEATS)
def test_no_order_of_others_and_no_text_for_the_facilitator_is_on_it(name: str, seat: str) -> None:
    match = watched(name, TURNS).match
    written, plain = pages(name, seat)
    text = visible_text(written)
    assert text.count("What the orders of") == 1 and "means over imagined games" in text
    own = {order.text for turn in range(1, TURNS + 1) for order in match.orders(seat, turn)[seat]}
    for turn in range(1, TURNS + 1):
        for orders in match.orders(None, turn).values():
            for order in orders:
                if order.text not in own and len(order.targets) == 2:
                    assert order.text not in text and order.text not in plain
    for inject in match.scenario.rules.injects.values():
        for secret in (inject.expect, inject.note):
            if len(secret) > 20:
                assert secret not in text
    assert "--keys" not in text and str(watched(name, TURNS).match.digest)[:12] not in written


@pytest.mark.parametrize("seat", ["junta", "jnim"])
def test_the_end_opens_nothing_on_the_page_of_a_seat(seat: str) -> None:
    """After the end every seat may read all causes on the screen, but not on this page."""
    turns = watched("first_convoy", 1).rulebook.scenario.lengths[0].turns
    played = watched("first_convoy", turns)
    assert played.match.ending
    other = other_truth(played.rulebook, played.match, played.events, seat)
    one, two = (
        html(review_page(Findings(seen_game("first_convoy", turns, match), "game.jsonl", seat)))
        for match in (played.match, other)
    )
    assert one == two
