"""Sheets for teams: another truth behind the same knowledge gives the same bytes, and hostile names stay text."""

from __future__ import annotations

import pytest

from tests.contracts.shipped import LARGEST, SEATS
from tests.game.conftest import resumed, watched
from tests.game.tampering import other_truth
from tests.review.pages import renamed, seen_game, visible_text
from tests.review.test_page import HOSTILE, read
from wargame.review.page.html import html
from wargame.review.sheets.public_page import public_news, public_page, public_view
from wargame.review.sheets.run_sheet import run_sheet_page, run_sheet_rows
from wargame.review.sheets.seat_sheet import seat_sheet

TURNS = 3
_QUICK = [
    pytest.param(*case.values, marks=[pytest.mark.slow] if str(case.values[0]).startswith(LARGEST) else [])
    for case in SEATS
]


@pytest.mark.parametrize(("name", "seat"), _QUICK)
def test_what_a_seat_may_not_know_changes_no_byte_of_its_sheet(name: str, seat: str) -> None:
    played = watched(name, TURNS)
    other = other_truth(played.rulebook, played.match, played.events, seat)
    assert other.view(None) != played.match.view(None)
    for estimates in (True, False):
        assert html(seat_sheet(other, seat, "p", estimates)) == html(seat_sheet(played.match, seat, "p", estimates))


@pytest.mark.parametrize(("name", "seat"), _QUICK)
def test_a_public_page_holds_only_what_every_seat_read(name: str, seat: str) -> None:
    match = watched(name, TURNS).match
    told = 0
    for turn in range(1, TURNS + 1):
        log = {line.text for line in match.log(seat) if line.turn == turn}
        assert set(public_news(match, turn)) <= log
        view, public = match.view_at(seat, turn + 1), public_view(match, turn + 1)
        assert not public.estimates
        for metric, cells in public.metrics.items():
            for cell, value in cells.items():
                assert view.value(metric, *cell) == value
                assert view.estimate(metric, *cell) is None
                told += 1
    assert told


@pytest.mark.parametrize(("name", "seat"), _QUICK)
def test_a_sheet_holds_the_page_of_its_seat_and_of_no_other_and_no_text_for_evaluators(name: str, seat: str) -> None:
    match = watched(name, TURNS).match
    text = visible_text(html(seat_sheet(match, seat, "p", True)))
    pages = match.scenario.briefing.seats
    assert pages[seat].who.rstrip(".") in text
    for other, page in pages.items():
        if other != seat:
            assert not [line for line in (page.who, page.counts, page.knows, *page.first) if line and line in text]
    for inject in match.scenario.rules.injects.values():
        assert not [line for line in (inject.expect, inject.note) if line and line in text]


def test_hostile_names_stay_text_and_no_page_has_a_script() -> None:
    match = resumed(watched("first_convoy", TURNS).rulebook, watched("first_convoy", TURNS).events)
    seen = renamed(seen_game("first_convoy", TURNS, match), HOSTILE)
    rows = run_sheet_rows(seen.match, True, {"I1": {"observed": HOSTILE}})
    pages = [
        seat_sheet(seen.match, "junta", HOSTILE, True),
        public_page(seen.match, 2, HOSTILE),
        run_sheet_page(seen.match, rows, HOSTILE),
    ]
    for page in pages:
        found = read(html(page))
        assert "script" not in found.tags and "img" not in found.tags
        assert not any(name.startswith("on") or name == "style" for _, name, _ in found.attributes)
        assert any(HOSTILE in text for text in found.texts)
        policy = next(value for _, name, value in found.attributes if name == "content" and "default-src" in str(value))
        assert str(policy).startswith("default-src 'none'; style-src 'sha256-")
