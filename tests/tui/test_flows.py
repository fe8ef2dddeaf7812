from __future__ import annotations

from pathlib import Path

from tests.tui.theatre import convoy, game, theatre
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

        def read() -> None:
            nonlocal words
            words += len([word for word in person.text.split() if sum(c.isalpha() for c in word) > 1])

        await press("enter")
        assert person.name == "BriefingScreen"
        read()
        await press("enter", "right", "o", "down", "enter", "down", "enter", "escape", "c", "enter")
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
        assert step() == ""


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
        assert "You have left the roles" in person.text
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
        await person.press("escape", "p")
        assert person.name == "PlaybackScreen"
        await person.press("enter", "enter")
        assert person.name == "FinishScreen"


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
