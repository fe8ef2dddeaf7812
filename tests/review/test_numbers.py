"""Every number of the page can be found again: the commands that a page names print what the page shows."""

from __future__ import annotations

import re
import shlex
from contextlib import suppress
from pathlib import Path

import pytest

from tests.contracts.shipped import adjudicator_for
from tests.review.pages import measured_findings, visible_text
from tests.store.games import bot_game, team_game
from wargame.analysis.account import better_orders, known, term_causes
from wargame.analysis.account.better_orders import FINAL, SCREENING, PlanSearch
from wargame.bots import Policy, orders_of
from wargame.cli.main import run
from wargame.errors import OrderError
from wargame.review.page.blocks import ReviewPage
from wargame.review.page.html import html
from wargame.review.review import review_page
from wargame.store.session import Session
from wargame.store.setup import PlaySetup

Said = pytest.CaptureFixture[str]


@pytest.fixture(autouse=True)
def few_rollouts(monkeypatch: pytest.MonkeyPatch, rollout_folder: Path) -> None:
    monkeypatch.setattr(better_orders, "THOROUGH", PlanSearch(SCREENING[:6], 2, FINAL[:12]))
    monkeypatch.setattr(term_causes, "DRAWS_AGAIN", range(4, 10))
    monkeypatch.setattr(term_causes, "LUCK_AGAIN", range(8_000_000, 8_000_008))


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


def siege_of_people(path: Path, turns: int) -> Path:
    """A whole siege in which people play two seats. They give what another draw of the doctrine would give, and offer
    a truce as soon as they may.
    """
    seats = {"jnim": "human", "junta": "human", "russia": "doctrine", "aes": "doctrine"}
    with Session.begin(PlaySetup("bamako_siege", seats, seed=7, turns=turns, save=path)) as session:
        match = session.match
        adjudicator = adjudicator_for(match.scenario)
        bots = [Policy(adjudicator, seat, "doctrine").with_other_dice(17) for seat in match.human_seats]
        while not match.ending:
            state = match.played_game().now if match.played else adjudicator.open(7, length=turns, seats=tuple(seats))
            for bot in bots:
                wanted = [each.order.text for each in orders_of(bot, state)]
                for order in (*wanted, "offer fuel_truce" if bot.seat == "jnim" else "channel in_secret peace"):
                    with suppress(OrderError):
                        match.add(bot.seat, order)
                while match.draft(bot.seat).over:
                    match.remove(bot.seat, len(match.draft(bot.seat).lines))
                match.commit(bot.seat)
            match.adjudicate()
    return path


@pytest.mark.slow
@pytest.mark.parametrize("turns", [12])  # 26 turns passed too, in four minutes: too long for every run
def test_the_numbers_of_a_siege_with_two_people(
    turns: int, tmp_path: Path, capsys: Said, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(known, "STATES", 8)
    monkeypatch.setattr(better_orders, "BRIEF", PlanSearch(SCREENING[:4], 1, FINAL[:6]))
    save = siege_of_people(tmp_path / "siege.jsonl", turns)
    page = review_page(measured_findings(save, 2, every_turn=turns == 12))  # the search takes long for 26 turns
    assert found_again(page, capsys) > 60
    named = {number for number, part in enumerate((page.head, *page.parts)) if part.commands}
    assert named >= {0, 2, 3, 4, 5, 6, 7, 12}


def test_the_terms_on_the_page_add_up_to_the_margin(tmp_path: Path) -> None:
    findings = measured_findings(bot_game(tmp_path / "a.jsonl"))
    text = visible_text(html(review_page(findings)))
    assert findings.account is not None
    for row in findings.account.seats.values():
        assert row.margin == pytest.approx(sum(total.mean for total in row.totals.values()), abs=1e-9)
        printed = f"{row.margin:+.2f}".replace("-", "−")
        assert re.search(re.escape(printed), text)
