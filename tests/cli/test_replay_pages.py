"""`wargame replay --page` and `--seat`: the look back line by line, from the reader of the full screen."""

from __future__ import annotations

from pathlib import Path

import pytest

from wargame.analysis.account.measuring import Measured
from wargame.cli.commands.replay import PAGES
from wargame.cli.main import run
from wargame.plain.plain_text import WIDTH
from wargame.review.look_back_reader import LookBackPage, LookBackReader, PageWanted
from wargame.review.page.blocks import ReviewPart
from wargame.store.look_back import NOT_OVER
from wargame.store.session import Session
from wargame.store.setup import PlaySetup

pytestmark = pytest.mark.usefixtures("rollout_folder")

Said = pytest.CaptureFixture[str]


@pytest.fixture
def save(tmp_path: Path) -> Path:
    path = tmp_path / "a.jsonl"
    with Session.begin(PlaySetup("first_convoy", {"jnim": "doctrine"}, 3, 2, path)) as session:
        for _ in range(2):
            session.match.add("junta", "escort ABJ 2 main")
            session.match.commit("junta", "keep the road open")
            session.match.adjudicate()
    return path


def told(capsys: Said) -> str:
    return " ".join(capsys.readouterr().out.split())


def test_the_pages_have_the_names_of_the_full_screen() -> None:
    assert tuple(page.name.lower().replace("_", "-") for page in LookBackPage) == PAGES


@pytest.mark.parametrize("page", PAGES)
def test_a_page_of_a_seat_prints_the_answer_and_the_tables_of_the_reader(page: str, save: Path, capsys: Said) -> None:
    assert run(["replay", str(save), "--page", page, "--seat", "junta", "--ascii"]) == 0
    out = capsys.readouterr().out
    assert all(len(line) <= WIDTH for line in out.splitlines()[:-1]) and out.isascii()
    part = LookBackReader(save).read(PageWanted("junta", LookBackPage[page.upper().replace("-", "_")], 0), Measured())
    assert isinstance(part, ReviewPart) and " ".join(out.split()).startswith(f"{part.name}. {part.question}")
    assert "seed" not in out.splitlines()[-1]


def test_a_measured_page_of_the_truth_holds_the_figures(
    save: Path, capsys: Said, monkeypatch: pytest.MonkeyPatch
) -> None:
    from wargame.analysis.account import measuring

    few = measuring.Wanted(0.0, 4, 1, False)
    monkeypatch.setattr(measuring, "Wanted", lambda: few)
    monkeypatch.setattr("wargame.cli.measuring.margin.compile_for", lambda *_: None)
    assert run(["replay", str(save), "--page", "luck"]) == 0
    out = told(capsys)
    assert out.startswith("Decision and luck. Were we good, or lucky?") and "own decisions: " in out


def test_a_seat_reads_the_moments_of_its_turns_and_no_secret(save: Path, capsys: Said) -> None:
    assert run(["replay", str(save), "--seat", "junta"]) == 0
    out = told(capsys)
    assert out.count("Moment: brief.") == 2 and out.count("Moment: published.") == 2
    assert out.count("Junta orders: escort ABJ 2 main.") == 2 and "Your reason: keep the road open." in out
    assert "JNIM orders:" not in out
    assert run(["replay", str(save), "--seat", "junta", "--turn", "2"]) == 0
    assert told(capsys).count("Moment: brief.") == 1


def test_the_moments_of_the_truth_hold_the_orders_of_all_seats(save: Path, capsys: Said) -> None:
    assert run(["replay", str(save), "--moments", "--turn", "2"]) == 0
    said = capsys.readouterr()
    assert "JNIM orders: " in said.out and "Moment: Road." in said.out and said.err.count(NOT_OVER) == 0
    assert "Marks: inject I1 came." in said.out


@pytest.mark.parametrize(
    ("options", "said"),
    [
        (["--page", "luck", "--turn", "1"], "A page is about the whole game"),
        (["--seat", "nobody"], "name one of junta, jnim"),
        (["--page", "story", "--seat", "nobody"], "name one of junta, jnim"),
        (["--seat", "junta", "--turn", "9"], "Turn 9 has not been played"),
        (["--seat", "junta", "--verify"], "leave out --verify and --screen"),
        (["--moments", "--page", "luck"], "A page is about the whole game"),
        (["--page", "nothing"], "'--page'"),
    ],
)
def test_wrong_calls_are_refused(options: list[str], said: str, save: Path, capsys: Said) -> None:
    assert run(["replay", str(save), *options]) == 2
    assert said in capsys.readouterr().err
