"""The look back: a saved game by turn and moment, its pages, and the work in the background. The save never changes."""

from __future__ import annotations

import threading
from collections.abc import AsyncIterator, Callable, Iterator
from contextlib import asynccontextmanager
from pathlib import Path

import pytest

from tests.tui.test_frames import SIZES, compare
from tests.tui.theatre import LARGE, SMALL, Theatre, theatre
from wargame.analysis.account.measuring import Measured, MeasuringStep, Wanted
from wargame.analysis.comparison import compare as compare_games
from wargame.cli.main import run
from wargame.model.match.note import Note
from wargame.model.match.ruling import Target
from wargame.review.look_back_reader import LookBackPage, LookBackReader, PageWanted, findings_of
from wargame.review.page.html import html
from wargame.review.review import review_page
from wargame.store.branch import BranchWanted, branch
from wargame.store.family import family
from wargame.store.journal import read
from wargame.store.look_back import look_back
from wargame.store.provenance import provenance_line, save_provenance
from wargame.store.saved_game import saved_game
from wargame.store.session import Session
from wargame.store.setup import PlaySetup
from wargame.tui.app import WargameApp
from wargame.tui.drawing.pen import Pen
from wargame.tui.rows.part_rows import ReviewRows
from wargame.tui.screens.after.look_back import LookBackScreen
from wargame.tui.screens.common.side_by_side import SideBySideScreen

TURNS = 3


@pytest.fixture(autouse=True)
def few_rollouts(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    monkeypatch.setattr("wargame.review.look_back_reader.Wanted", lambda: Wanted(0.0, 4, 1, True))


@pytest.fixture
def save(saves: Path) -> Path:
    """Return a finished game in which a person played the junta."""
    path = saves / "game.jsonl"
    with Session.begin(PlaySetup("first_convoy", {"jnim": "doctrine"}, 7, TURNS, path)) as session:
        for turn in range(TURNS):
            session.match.add("junta", "escort ABJ 1")
            if turn == 1:
                session.match.add("junta", "buy_fuel 1")
            session.match.commit("junta")
            session.match.adjudicate()
    return path


@asynccontextmanager
async def looking(save: Path, size: tuple[int, int] = SMALL) -> AsyncIterator[tuple[Theatre, LookBackScreen]]:
    raw = save.read_bytes()
    async with theatre(PlaySetup(save=save), size) as person:
        await person.press("t")
        screen = person.app.screen
        assert isinstance(screen, LookBackScreen)
        yield person, screen
    assert save.read_bytes() == raw


async def measured(person: Theatre, screen: LookBackScreen) -> None:
    """Wait until the measurement has ended and its pages are read."""
    while screen.measuring:
        await person.pilot.pause(0.02)
    await person.settle()


async def test_moments_follow_each_other_through_all_turns(save: Path) -> None:
    async with looking(save) as (person, screen):
        assert "[1]" in person.text and "PUBLISHED" in person.text
        await person.press("full_stop")
        assert "[2]" in person.text and "BRIEF" in person.rows[3]
        seen = []
        while screen.turn == 2:
            seen.append(screen.moments[screen.at].label)
            await person.press("full_stop")
        assert seen[0] == "brief" and seen[-1] == "published" and len(seen) == len(set(seen))
        assert {"brief", "orders given", "Road", "published"} <= set(seen)
        await person.press("comma")
        assert screen.turn == 2 and "PUBLISHED" in person.text
        await person.press(*["full_stop"] * 20)
        assert screen.turn == TURNS and "PUBLISHED" in person.text


async def test_orders_of_everybody_stand_before_the_dice_and_a_seat_sees_its_own(save: Path) -> None:
    async with looking(save) as (person, screen):
        await person.press("right_square_bracket", *["comma"] * 20)
        while screen.moments[screen.at].label != "orders given":
            await person.press("full_stop")
        assert "JNIM" in person.text and "Junta" in person.text
        await person.press("s", "j", "n", "enter")
        assert screen.eye == "jnim" and "eye: JNIM" in person.rows[0]
        assert "escort ABJ" not in person.text
        await person.press("s", "t", "r", "enter")
        assert "escort ABJ" in person.text


@pytest.mark.parametrize("number", range(1, 8))
async def test_a_page_says_what_the_review_says(save: Path, number: int) -> None:
    async with looking(save) as (person, screen):
        screen.measured = Measured(step=MeasuringStep.DONE)
        await person.press(str(number))
        page = list(LookBackPage)[number - 1]
        part = LookBackReader(save).read(PageWanted(None, page, 0), Measured())
        shown = " ".join("".join(text for text, _ in row.line) for row in screen.rows(78))
        for sentence in part.answer:  # type: ignore[union-attr]
            assert sentence in " ".join(shown.split())
        await person.press("escape")
        assert screen.page is None


async def test_measuring_goes_stage_by_stage_and_marks_the_line_of_turns(save: Path) -> None:
    async with looking(save) as (person, screen):
        await person.press("5")
        await measured(person, screen)
        assert screen.measured.step is MeasuringStep.DONE
        assert "own decisions" in person.text
        assert screen.status == ""
        await person.press("3")
        assert "All decisions as known and in truth" in "".join(t for row in screen.rows(78) for t, _ in row.line)
        assert (save.parent.parent / "cache").exists(), "finished rollouts are kept"


async def test_esc_stops_a_measurement_and_keys_stay_alive(save: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    begun, ended = threading.Event(), threading.Event()

    def endless(_: Path, progress: Callable[[int, int], None], __: Callable[[str], None]) -> Iterator[Measured]:
        try:
            while True:
                begun.set()
                progress(1, 2)
                ended.wait(0.01)
        finally:
            ended.set()
        yield Measured()

    monkeypatch.setattr("wargame.tui.screens.after.look_back_work.measured_in_steps", endless)
    async with looking(save) as (person, screen):
        await person.press("5")
        assert begun.wait(10)
        await person.press("right_square_bracket")
        assert screen.turn == 2
        assert "Esc stops" in person.text
        await person.press("escape")
        assert ended.wait(10)
        assert "Stopped" in person.text
        assert not screen.measuring
        await person.press("escape", "escape")
        assert person.name == "FinishScreen"


async def test_a_number_of_a_page_is_explained_over_a_span_of_turns(save: Path) -> None:
    async with looking(save) as (person, screen):
        await person.press("g", "3", "enter", "4")
        assert screen.turn == 3
        await person.press("w")
        assert person.name == "WhyScreen"
        assert "in turns 1 to 3" in person.text
        await person.press("greater_than_sign")
        assert "in turns 2 to 3" in person.text
        await person.press("left_square_bracket")
        assert "in turn 2" in person.text
        await person.press("less_than_sign", "escape")
        assert screen.page is LookBackPage.WHY
        await person.press("1", "enter")
        assert screen.page is None and screen.turn == 3


async def test_the_review_is_written_under_a_new_name(save: Path) -> None:
    async with looking(save) as (person, screen):
        await person.press("h")
        first = save.with_name("game-review.html")
        assert str(first) in " ".join(screen.status.split())
        findings = findings_of(look_back(save), save, None, Measured())
        assert first.read_text(encoding="utf-8") == html(review_page(findings, provenance_line(save_provenance(save))))
        await person.press("s", "j", "n", "enter", "h", "h")
        names = sorted(path.name for path in save.parent.glob("*.html"))
        assert names == ["game-review-jnim-2.html", "game-review-jnim.html", "game-review.html"]


async def test_sheets_of_the_moment_lie_over_the_look_back(save: Path) -> None:
    async with looking(save) as (person, screen):
        for key, name in (("v", "ValuesScreen"), ("l", "LogScreen"), ("question_mark", "HelpScreen")):
            await person.press(key)
            assert person.name == name
            await person.press("escape")
        await person.press("m")
        assert "╔" in person.text and not screen.list.display
        await person.press("escape")
        assert screen.list.display


async def test_an_unfinished_game_is_looked_at_from_the_list_of_saves_and_branched(saves: Path) -> None:
    path = saves / "running.jsonl"
    with Session.begin(PlaySetup("first_convoy", {"jnim": "doctrine"}, 7, TURNS, path)) as session:
        session.match.commit("junta")
        session.match.adjudicate()
    raw = path.read_bytes()
    async with theatre(None) as person:
        await person.press("4", "t")
        assert person.name == "LookBackScreen", person.text
        await person.press("full_stop")
        assert "BRIEF" in person.text and "[2]" in person.text
        await person.press("b")
        assert "makes a new save; this game stays" in person.text
        await person.press("escape")
        assert person.name == "LookBackScreen" and not family(path).branches
        await person.press("b", "enter")
        await person.to_map()
        assert person.seat_session.match.turn == 2
    assert path.read_bytes() == raw
    assert len(family(path).branches) == 1


async def test_a_command_opens_the_look_back_at_a_turn(save: Path) -> None:
    app = WargameApp()
    app.first_look = look_back(save), save, 2
    async with app.run_test(size=SMALL) as pilot:
        person = Theatre(app, pilot)
        await person.settle()
        assert "[2]" in person.text and "WHAT CHANGED" in person.text
        await person.press("escape")
        assert person.name == "MenuScreen"


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("--screen",), "--screen needs a terminal"),
        (("--screen", "--verify"), "name one of them"),
    ],
)
def test_a_screen_that_cannot_be_shown_is_refused(
    save: Path, words: tuple[str, ...], said: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(["replay", str(save), *words]) == 2
    assert said in capsys.readouterr().err


async def test_a_ruling_and_a_note_are_told_to_readers_of_the_truth_alone(saves: Path) -> None:
    path = saves / "ruled.jsonl"
    with Session.begin(PlaySetup("first_convoy", {"jnim": "doctrine"}, 7, 1, path)) as session:
        session.match.commit("junta")
        rulings = session.match.facilitator.rulings
        rulings.rule(
            rulings.ruling(Target(metric="legitimacy", entities=("BKO",)), 45.0, "the umpire saw it", (), False)
        )
        session.match.adjudicate()
        session.match.facilitator.note(Note(1, "Awa", "the convoy argued for an hour"))
    async with looking(path, (100, 60)) as (person, _):
        assert "o ruling" in person.text
        assert "the umpire saw it" in person.text and "argued for an hour" in person.text
        await person.press("s", *"junta", "enter")
        assert "o ruling" not in person.text
        assert "the umpire saw it" not in person.text and "argued for an hour" not in person.text


async def test_a_game_without_a_resolved_turn_has_only_its_brief(saves: Path) -> None:
    path = saves / "new.jsonl"
    Session.begin(PlaySetup("first_convoy", {"jnim": "doctrine"}, 7, TURNS, path)).close()
    async with theatre(None) as person:
        await person.press("4", "t")
        assert "BRIEF" in person.text
        for key in ("1", "5", "h", "w", "full_stop", "comma", "v"):
            await person.press(key)
        assert person.name == "ValuesScreen"
        await person.press("escape")
        assert person.name == "LookBackScreen"
    assert [each.name for each in saves.iterdir()] == ["new.jsonl"]


async def test_a_save_that_cannot_be_read_leaves_the_person_where_they_were(save: Path) -> None:
    async with theatre(PlaySetup(save=save)) as person:
        save.write_bytes(b"{}\n")
        await person.press("t")
        assert person.name == "FinishScreen"


@pytest.mark.parametrize("width", [78, 67])
def test_no_row_of_a_page_is_wider_than_the_list(save: Path, width: int) -> None:
    reader = LookBackReader(save)
    for page in LookBackPage:
        part = reader.read(PageWanted(None, page, 0), Measured())
        for row in ReviewRows(part, Pen(), width, {}).rows:  # type: ignore[arg-type]
            assert sum(len(text) for text, _ in row.line) < width, (page, row)


async def test_a_branch_stands_beside_its_parent_and_rows_that_differ_have_a_star(save: Path) -> None:
    other = save.with_name("other.jsonl")
    branch(BranchWanted(save, 2, other, seats={"junta": "doctrine"}))
    with Session.open(PlaySetup(save=other)) as session:
        session.match.adjudicate()
    async with looking(save, LARGE) as (person, _):
        await person.press("g", "2", "enter", "equals_sign")
        assert "branch of game.jsonl from turn 2" in person.text
        await person.press(*"other", "enter")
        assert person.name == "SideBySideScreen"
        assert "The same up to turn 1, with the same dice." in person.rows[0]
        found = compare_games(*(saved_game(read(path)) for path in (save, other)))
        for course, half in ((found.one, slice(0, 60)), (found.other, slice(60, None))):
            side = [row[half] for row in person.rows]
            assert any("Junta" in row and course.orders(2, "junta")[0] in row for row in side)
            assert any("Fuel" in row and f"{course.cells['fuel_days', ()][2]:.1f}" in row for row in side)
        assert any(row.lstrip(" ›").startswith("* Junta") for row in person.rows)
        await person.press("right_square_bracket")
        assert "not played" in person.text
        await person.press("left_square_bracket", "left_square_bracket", "f")
        assert not any("*" in row for row in person.rows[1:])


@pytest.mark.parametrize("size", SIZES)
async def test_knew_v_true_is_side_by_side_or_one_above_the_other(save: Path, size: str, regenerate: bool) -> None:
    async with looking(save, SIZES[size]) as (person, screen):
        await person.press("right_square_bracket", "equals_sign", *"junta", "enter")
        assert isinstance(person.app.screen, SideBySideScreen)
        match, sides = screen.seen.match, person.app.screen.sides
        row = next(row for row in sides.rows if row.name == "Money, JNIM" or "JNIM" in row.name)
        assert row.one != row.other or not row.apart
        assert any(row.apart for row in sides.rows), "the junta does not see everything"
        assert match.view_at("junta", 3) != match.view_at(None, 3)
        compare(f"first_convoy-knew-true-{size}", person.text, regenerate)
        await person.press("down", "down")
        assert person.app.screen.one.marked == person.app.screen.other.marked != ""
        await person.press("equals_sign")
        assert person.name == "LookBackScreen"


@pytest.mark.parametrize("size", SIZES)
async def test_frames(save: Path, size: str, regenerate: bool) -> None:
    async with looking(save, SIZES[size]) as (person, screen):
        await person.press("right_square_bracket")
        compare(f"first_convoy-look-back-{size}", person.text, regenerate)
        await person.press("5")
        await measured(person, screen)
        compare(f"first_convoy-look-back-luck-{size}", person.text, regenerate)


async def test_plain_glyphs_are_ascii_in_the_look_back(save: Path) -> None:
    async with theatre(PlaySetup(save=save), plain_glyphs=True) as person:
        await person.press("t")
        screen = person.app.screen
        assert isinstance(screen, LookBackScreen)
        for keys in (("full_stop",), ("1",), ("4",), ("7",), ("equals_sign",), (*"junta", "enter"), ("escape", "m")):
            await person.press(*keys)
            assert person.text.isascii(), [c for c in person.text if not c.isascii()]
        await person.press("escape", "5")
        await measured(person, screen)
        assert person.text.isascii() and " V " in person.rows[3]
