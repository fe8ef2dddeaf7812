from __future__ import annotations

from pathlib import Path

import pytest

from tests.tui.theatre import convoy, game, theatre
from wargame.store.family import family
from wargame.store.session import Session
from wargame.store.setup import PlaySetup


async def test_a_newcomer_reaches_turn_2_without_reading() -> None:
    """From the menu: 20 keys, of which none needs to be understood, and at most 350 words to read before the commit."""
    keys = 0
    words = 0
    async with theatre(None) as person:

        async def press(*pressed: str) -> None:
            nonlocal keys
            keys += len(pressed)
            await person.press(*pressed)

        told: list[str] = []

        def read() -> None:
            """Read prose: whole pages, the tutorial's box, what the list and the review say in sentences."""
            nonlocal words
            rows = person.rows[:-1]  # the footer is looked at, not read
            if person.name == "TurnScreen":
                box = next(i for i, row in enumerate(rows) if "─ STEP" in row)
                list_foot = next((i for i, row in enumerate(rows) if "├─" in row), box)
                rows = [*rows[list_foot + 1 : box], *rows[box:]]
            elif person.name == "ReviewScreen":
                rows = rows[next(i for i, row in enumerate(rows) if "left:" in row) :]
            new = [row for row in rows if row not in told]
            told.extend(new)
            words += len([word for row in new for word in row.split() if sum(c.isalpha() for c in word) > 1])

        read()
        await press("enter")
        assert person.name == "BriefingScreen"
        read()
        for key in ("enter", "right", "o", "down", "enter", "down", "enter", "escape", "c"):
            await press(key)
            read()
        await press("enter")
        assert person.name == "PlaybackScreen"
        await press("space", "space", "space", "enter", "w", "escape", "enter")
        assert person.name == "TurnScreen"
        assert "T2/6" in person.text
        assert keys <= 20
        assert words <= 350


async def test_the_tutorial_goes_on_with_each_deed() -> None:
    async with theatre(convoy()) as person:
        await person.to_map()
        steps = []

        def step() -> str:
            return next((row.split("STEP ")[1][:6] for row in person.rows if "STEP " in row), "")

        steps.append(step())
        for keys in (
            ("tab",),
            ("o", "e", "enter"),
            ("b", "enter"),
            ("escape", "c", "enter"),
            ("enter",),
            ("w",),
            ("escape",),
        ):
            await person.press(*keys)
            steps.append(step())
        assert steps == ["1 of 7", "2 of 7", "3 of 7", "4 of 7", "5 of 7", "6 of 7", "", "7 of 7"]
        await person.press("enter")
        steps = []
        for keys in (
            (),
            ("i", "escape"),
            ("o", "e", "enter", "escape", "shift+tab", "asterisk"),
            ("c", "enter", "enter", "enter"),
            ("o",),
            ("e", "enter", "escape", "c", "enter", "enter", "enter"),
            ("i", "down", "enter", "escape"),
            ("c", "enter", "enter", "enter"),
        ):
            await person.press(*keys)
            steps.append(next((row.split("─ ")[1].split(" ─")[0] for row in person.rows if "STEP " in row), ""))
        first, second = "TURN 2, STEP 1 of 2", "TURN 2, STEP 2 of 2"
        assert steps == [first, second, "", "TURN 3, STEP 1 of 1", "", "TURN 4, STEP 1 of 1", "", ""]


async def test_the_tutorial_tells_keys_that_work_where_the_person_is() -> None:
    async with theatre(convoy()) as person:
        await person.to_map()
        assert "Tab goes to the roads" in person.text
        await person.press("tab")
        assert "Press o, choose with ↓, take with Enter." in person.text
        await person.press("o")
        assert "│ Choose with ↓, take with Enter." in person.text
        await person.press("down", "enter", "down", "enter")
        assert "Esc closes the line. Press c, then Enter." in person.text
        await person.press("escape")
        assert "│ Press c, then Enter." in person.text


async def test_the_tutorial_names_the_first_row_of_the_list_as_it_is() -> None:
    async with theatre(convoy()) as person:
        await person.to_map()
        await person.press("tab")
        assert "Bought fuel, first in the list," in person.text
        await person.press("o", "down")
        assert "› 1 buy_fuel 1" in person.text


async def test_a_tutorial_taken_up_again_goes_on_in_its_turn(tmp_path: Path) -> None:
    save = tmp_path / "game.jsonl"
    async with theatre(convoy(save=save)) as person:
        await person.to_map()
        await person.press("c", "enter")
        await person.to_map()
        await person.press("o", "b", "enter")
    async with theatre(PlaySetup(save=save)) as person:
        assert person.name == "TurnScreen"
        assert "TURN 2, STEP 1 of 2" in person.text


async def test_menu_marks_the_tutorial_and_then_the_unfinished_game(saves: Path) -> None:
    async with theatre(None) as person:
        assert "› 1  Play the tutorial" in person.text
        await person.press("enter")
        await person.to_map()
        await person.press("o", "e", "enter", "escape")
    async with theatre(None) as person:
        assert "› 2  Continue" in person.text
        assert "First convoy, turn 1" in person.text
        await person.press("enter")
        assert person.orders == ["escort ABJ 1"]
    assert len(list(saves.glob("*.jsonl"))) == 1


async def test_new_game_asks_for_scenario_length_and_seats() -> None:
    async with theatre(None) as person:
        await person.press("2")
        assert "which scenario?" in person.text
        while person.app.screen.list.marked != "harbour_winter":  # type: ignore[attr-defined]
            await person.press("down")
        await person.press("enter")
        assert "who plays what?" in person.text
        await person.press("enter")
        assert person.name == "BriefingScreen"
        assert "CABINET" in person.text


async def test_two_people_from_the_menu_get_a_curtain() -> None:
    async with theatre(None) as person:
        await person.press("2")
        while person.app.screen.list.marked != "first_convoy":  # type: ignore[attr-defined]
            await person.press("down")
        await person.press("enter", "down", "down", "down", "left")
        assert "2 people share this keyboard" in person.text
        await person.press("home", "enter")
        assert person.name == "CurtainScreen"


async def test_a_whole_game_ends_out_of_the_roles_and_back_at_the_menu() -> None:
    async with theatre(convoy()) as person:
        for _ in range(6):
            await person.to_map()
            await person.press("o", "e", "enter", "escape", "c", "enter")
            assert person.name == "PlaybackScreen"
            await person.press("enter")
            await person.press("enter")
        assert person.name == "FinishScreen"
        assert "The roles are over" in person.text
        assert "MARGIN" not in person.text
        await person.press("enter")
        assert "MARGIN OVER PAR" in person.text
        await person.press("enter")
        assert person.name == "MenuScreen"


async def test_a_broken_scenario_is_told_with_its_place(tmp_path: Path) -> None:
    path = tmp_path / "bad.yaml"
    path.write_text("title: [\n", encoding="utf-8")
    async with theatre(game(str(path))) as person:
        assert person.name == "TroubleScreen"
        assert "bad.yaml:1:" in "".join(person.text.split())  # the path may fill more than a line
        await person.press("enter")
        assert person.name == "MenuScreen"


async def test_a_damaged_save_is_told_and_the_menu_stays(tmp_path: Path) -> None:
    save = tmp_path / "game.jsonl"
    async with theatre(convoy(save=save)) as person:
        await person.to_map()
        await person.press("o", "e", "enter", "b", "enter", "escape")
    lines = save.read_bytes().split(b"\n")
    lines[2] = lines[2].replace(b"escort", b"xscort")
    save.write_bytes(b"\n".join(lines))
    async with theatre(PlaySetup(save=save)) as person:
        assert person.name == "TroubleScreen"
        assert "ine 3" in person.text or "ine 4" in person.text


async def test_harbour_winter_plays_with_its_own_words() -> None:
    async with theatre(game("harbour_winter", "cabinet")) as person:
        await person.to_map()
        assert "ROUTES" in person.text
        await person.press("c", "enter")
        await person.to_map()
        assert "T2/12" in person.text
        for word in ("combat", "Bamako", "JNIM"):
            assert word not in person.text


async def test_looking_back_shows_the_truth_of_every_turn() -> None:
    async with theatre(game("first_convoy")) as person:
        assert person.name == "FinishScreen"
        await person.press("t")
        assert "TRUTH" in person.text
        assert "JNIM: " in person.text
        assert "Junta: " in person.text
        await person.press("w")
        assert person.name == "WhyScreen"
        assert "exact;" in person.text
        await person.press("right_square_bracket", "z")
        assert "in turns 1 to 2" in person.text
        assert "exact;" in person.text
        await person.press("z")
        assert "in turn 2" in person.text
        await person.press("escape", "escape")
        assert person.name == "FinishScreen"


async def test_a_finished_game_is_played_again_from_a_turn_with_its_orders(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("WARGAME_SAVES", str(tmp_path))
    save = tmp_path / "game.jsonl"
    with Session.begin(PlaySetup("first_convoy", {"jnim": "doctrine"}, 7, 2, save)) as session:
        for _ in range(2):
            session.match.add("junta", "escort ABJ 1")
            session.match.commit("junta")
            session.match.adjudicate()
    raw = save.read_bytes()
    async with theatre(PlaySetup(save=save)) as person:
        assert person.name == "FinishScreen"
        await person.press("b")
        assert "Turn 2" in person.text
        await person.press("2", "enter")
        await person.to_map()
        assert person.seat_session.match.turn == 2
        assert person.orders == ["escort ABJ 1"]
    async with theatre(PlaySetup(save=save)) as person:
        await person.press("t", "b", "enter")  # in the look back, the turn is the one that is shown
        await person.to_map()
        assert person.seat_session.match.turn == 1
    assert save.read_bytes() == raw
    assert len(family(save).branches) == 2


async def test_a_turn_without_an_answer_is_shown_again_when_taken_up(tmp_path: Path) -> None:
    save = tmp_path / "game.jsonl"
    async with theatre(convoy(save=save)) as person:
        await person.to_map()
        await person.press("c", "enter")
        assert person.name == "PlaybackScreen"
    async with theatre(PlaySetup(save=save)) as person:
        assert person.name == "PlaybackScreen"
        await person.to_map()
        await person.press("o", "e", "enter")
    async with theatre(PlaySetup(save=save)) as person:
        assert person.name == "TurnScreen"
