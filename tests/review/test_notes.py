"""Observers' notes on the page: beside what injects asked, and never on the page of a seat."""

from __future__ import annotations

from pathlib import Path

from tests.review.pages import visible_text
from tests.store.games import bot_game
from wargame.model.match.note import Grade, Note
from wargame.review.findings import Findings
from wargame.review.page.html import html
from wargame.review.review import review_page
from wargame.store.look_back import look_back
from wargame.store.session import Session


def page(save: Path, seat: str | None = None) -> str:
    return html(review_page(Findings(look_back(save), "game.jsonl", seat)))


def test_the_page_prints_notes_and_grades_and_a_seat_gets_the_same_bytes_as_without(tmp_path: Path) -> None:
    save = bot_game(tmp_path / "a.jsonl", turns=6)
    letter = Findings(look_back(save), "game.jsonl").letters[0]
    before = {seat: page(save, seat) for seat in ("junta", "jnim")}
    assert "P\u00a0S\u00a0M\u00a0U" in page(save)
    with Session.resume(save) as session:
        note = session.match.facilitator.note
        note(Note(letter.turn, "Awa", "Named the <price>.", Grade.MAJOR, "junta", letter.inject))
        note(Note(2, "Bo", "Quiet room."))
    text = visible_text(page(save))
    assert "M Junta (Awa)" in text
    assert "Named the <price>." in text and "Quiet room." in text and f"Junta, inject {letter.inject}" in text
    assert {seat: page(save, seat) for seat in before} == before
