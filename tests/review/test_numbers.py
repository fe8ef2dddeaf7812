"""Every number of the page can be found again: the commands that a page names print what the page shows."""

from __future__ import annotations

import re
import shlex
from pathlib import Path

import pytest

from tests.review.pages import measured_findings, visible_text
from tests.store.games import bot_game, team_game
from wargame.analysis import rollout_store
from wargame.cli.main import run
from wargame.review.page.blocks import ReviewPage
from wargame.review.page.html import html
from wargame.review.review import review_page

Said = pytest.CaptureFixture[str]


@pytest.fixture(autouse=True)
def own_cache(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setattr(rollout_store, "user_cache_dir", lambda name: str(tmp_path / "cache" / name))


def found_again(page: ReviewPage, capsys: Said) -> int:
    """Run every command of a page and return how many numbers they printed."""
    checked = 0
    for part in (page.head, *page.parts):
        for command in part.commands:
            program, *words = shlex.split(command.text)
            assert program == "wargame"
            if words[0] == "account":
                words += ["--compile", "no"]
            assert run(words) == 0, command.text
            said = capsys.readouterr().out.replace("\n  ", " ")
            for text in command.prints:
                assert text in said or text.replace("−", "-") in said, (command.text, text)
                checked += 1
    return checked


def people_game(path: Path) -> Path:
    """A finished game: a person plays the junta for two turns, and then its doctrine."""
    with team_game(path, turns=3) as session:
        session.match.change_seats({"junta": "doctrine"})
        session.match.adjudicate()
    return path


def test_each_part_names_a_command_that_prints_its_numbers(tmp_path: Path, capsys: Said) -> None:
    page = review_page(measured_findings(people_game(tmp_path / "a.jsonl")))
    assert found_again(page, capsys) > 8
    named = {number for number, part in enumerate((page.head, *page.parts)) if part.commands}
    assert named >= {0, 2, 3, 4, 5, 6, 7, 12}


@pytest.mark.slow
def test_the_numbers_of_the_sample_game(capsys: Said) -> None:
    save = Path(__file__).parents[2] / "saves" / "sample_bamako_siege.jsonl"
    page = review_page(measured_findings(save, 2))
    assert found_again(page, capsys) > 20


def test_the_terms_on_the_page_add_up_to_the_margin(tmp_path: Path) -> None:
    findings = measured_findings(bot_game(tmp_path / "a.jsonl"))
    text = visible_text(html(review_page(findings)))
    assert findings.account is not None
    for row in findings.account.seats.values():
        assert row.margin == pytest.approx(sum(total.mean for total in row.totals.values()), abs=1e-9)
        printed = f"{row.margin:+.2f}".replace("-", "−")
        assert re.search(re.escape(printed), text)
