"""Observers' notes on the page: beside what injects asked, and never on the page of a seat."""

from __future__ import annotations

from pathlib import Path

from tests.review.pages import visible_text
from tests.store.games import BOTS, bot_game
from wargame.model.match.note import Grade, Note
from wargame.model.match.ruling import Target
from wargame.review.findings import Findings
from wargame.review.page.html import html
from wargame.review.review import review_page
from wargame.store.look_back import look_back
from wargame.store.session import Session
from wargame.store.setup import PlaySetup


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


def test_the_page_names_rulings_and_a_seat_reads_only_those_it_is_told(tmp_path: Path) -> None:
    save = tmp_path / "a.jsonl"
    with Session.begin(PlaySetup("first_convoy", BOTS, seed=5, turns=3, save=save)) as session:
        match, rulings = session.match, session.match.facilitator.rulings
        for metric, value, seen_by in (("legitimacy", 45.0, ()), ("fear", 0.9, ("jnim",))):
            target = Target(metric=metric, entities=("BKO",) if metric == "legitimacy" else ("ABJ",))
            rulings.rule(rulings.ruling(target, value, f"umpire on {metric}", seen_by, reason_seen=True))
        while not match.ending:
            match.adjudicate()
    whole, junta, jnim = (visible_text(page(save, seat)).lower() for seat in (None, "junta", "jnim"))
    assert whole.count("reason: umpire on legitimacy.") == 2  # in the story and in the record
    assert "umpire" not in junta and "ruling" not in junta
    assert "umpire on legitimacy" not in jnim
