from __future__ import annotations

from pathlib import Path

from tests.tui.theatre import convoy, game, theatre
from wargame.store.setup import PlaySetup


async def test_a_newcomer_reaches_turn_2_without_reading() -> None:
    """From the menu: 20 keys, of which none needs to be understood, and at most 350 words to read before the commit."""
    keys = 0
    words = 0
    async with theatre(None) as buffer:

        async def press(*pressed: str) -> None:
            nonlocal keys
            keys += len(pressed)
            await buffer.press(*pressed)

        def read() -> None:
            nonlocal words
            words += len([word for word in buffer.text.split() if sum(c.isalpha() for c in word) > 1])

        await press("enter")
        assert buffer.name == "BriefingScreen"
        read()
        await press("enter", "right", "o", "down", "enter", "down", "enter", "escape", "c", "enter")
        assert buffer.name == "PlaybackScreen"
        await press("space", "space", "space", "enter", "w", "escape", "enter")
        assert buffer.name == "TurnScreen"
        assert "T2/6" in buffer.text
        assert keys <= 20
        assert words <= 350


async def test_the_tutorial_goes_on_with_each_deed() -> None:
    async with theatre(convoy()) as buffer:
        await buffer.to_map()
        steps = []

        def step() -> str:
            return next((row.split("STEP ")[1][:6] for row in buffer.rows if "STEP " in row), "")

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
            await buffer.press(*keys)
            steps.append(step())
        assert steps == ["1 of 7", "2 of 7", "3 of 7", "4 of 7", "5 of 7", "6 of 7", "", "7 of 7"]
        await buffer.press("enter")
        assert step() == ""


async def test_menu_marks_the_tutorial_and_then_the_unfinished_game(saves: Path) -> None:
    async with theatre(None) as buffer:
        assert "› 1  Play the tutorial" in buffer.text
        await buffer.press("enter")
        await buffer.to_map()
        await buffer.press("o", "e", "enter", "escape")
    async with theatre(None) as buffer:
        assert "› 2  Continue" in buffer.text
        assert "First convoy, turn 1" in buffer.text
        await buffer.press("enter")
        assert buffer.orders == ["escort ABJ 1"]
    assert len(list(saves.glob("*.jsonl"))) == 1


async def test_new_game_asks_for_scenario_length_and_seats() -> None:
    async with theatre(None) as buffer:
        await buffer.press("2")
        assert "which scenario?" in buffer.text
        while buffer.app.screen.list.marked != "harbour_winter":  # type: ignore[attr-defined]
            await buffer.press("down")
        await buffer.press("enter")
        assert "who plays what?" in buffer.text
        await buffer.press("enter")
        assert buffer.name == "BriefingScreen"
        assert "CABINET" in buffer.text


async def test_two_people_from_the_menu_get_a_curtain() -> None:
    async with theatre(None) as buffer:
        await buffer.press("2")
        while buffer.app.screen.list.marked != "first_convoy":  # type: ignore[attr-defined]
            await buffer.press("down")
        await buffer.press("enter", "down", "down", "down", "left")
        assert "2 people share this keyboard" in buffer.text
        await buffer.press("home", "enter")
        assert buffer.name == "CurtainScreen"


async def test_a_whole_game_ends_out_of_the_roles_and_back_at_the_menu() -> None:
    async with theatre(convoy()) as buffer:
        for _ in range(6):
            await buffer.to_map()
            await buffer.press("o", "e", "enter", "escape", "c", "enter")
            assert buffer.name == "PlaybackScreen"
            await buffer.press("enter")
            await buffer.press("enter")
        assert buffer.name == "FinishScreen"
        assert "You have left the roles" in buffer.text
        assert "MARGIN" not in buffer.text
        await buffer.press("enter")
        assert "MARGIN OVER PAR" in buffer.text
        await buffer.press("enter")
        assert buffer.name == "MenuScreen"


async def test_a_broken_scenario_is_told_with_its_place(tmp_path: Path) -> None:
    path = tmp_path / "bad.yaml"
    path.write_text("title: [\n", encoding="utf-8")
    async with theatre(game(str(path))) as buffer:
        assert buffer.name == "TroubleScreen"
        assert "bad.yaml:1:" in "".join(buffer.text.split())  # the path may fill more than a line
        await buffer.press("enter")
        assert buffer.name == "MenuScreen"


async def test_a_damaged_save_is_told_and_the_menu_stays(tmp_path: Path) -> None:
    save = tmp_path / "game.jsonl"
    async with theatre(convoy(save=save)) as buffer:
        await buffer.to_map()
        await buffer.press("o", "e", "enter", "b", "enter", "escape")
    lines = save.read_bytes().split(b"\n")
    lines[2] = lines[2].replace(b"escort", b"xscort")
    save.write_bytes(b"\n".join(lines))
    async with theatre(PlaySetup(save=save)) as buffer:
        assert buffer.name == "TroubleScreen"
        assert "ine 3" in buffer.text or "ine 4" in buffer.text


async def test_harbour_winter_plays_with_its_own_words() -> None:
    async with theatre(game("harbour_winter", "cabinet")) as buffer:
        await buffer.to_map()
        assert "ROUTES" in buffer.text
        await buffer.press("c", "enter")
        await buffer.to_map()
        assert "T2/12" in buffer.text
        for word in ("combat", "Bamako", "JNIM"):
            assert word not in buffer.text


async def test_looking_back_shows_the_truth_of_every_turn() -> None:
    async with theatre(game("first_convoy")) as buffer:
        assert buffer.name == "FinishScreen"
        await buffer.press("t")
        assert "TRUTH" in buffer.text
        assert "JNIM: " in buffer.text
        assert "Junta: " in buffer.text
        await buffer.press("w")
        assert buffer.name == "WhyScreen"
        assert "exact;" in buffer.text
        await buffer.press("escape", "p")
        assert buffer.name == "PlaybackScreen"
        await buffer.press("enter", "enter")
        assert buffer.name == "FinishScreen"


async def test_a_turn_without_an_answer_is_shown_again_when_taken_up(tmp_path: Path) -> None:
    save = tmp_path / "game.jsonl"
    async with theatre(convoy(save=save)) as buffer:
        await buffer.to_map()
        await buffer.press("c", "enter")
        assert buffer.name == "PlaybackScreen"
    async with theatre(PlaySetup(save=save)) as buffer:
        assert buffer.name == "PlaybackScreen"
        await buffer.to_map()
        await buffer.press("o", "e", "enter")
    async with theatre(PlaySetup(save=save)) as buffer:
        assert buffer.name == "TurnScreen"
