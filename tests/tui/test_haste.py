"""Keys in any order and faster than screens change: nothing breaks, nothing is skipped that was not meant."""

from __future__ import annotations

import random

import pytest

from tests.tui.theatre import convoy, theatre

KEYS = [
    "o",
    "enter",
    "escape",
    "tab",
    "shift+tab",
    "m",
    "v",
    "g",
    "x",
    "e",
    "plus",
    "minus",
    "asterisk",
    "u",
    "r",
    "y",
    "w",
    "t",
    "l",
    "c",
    "question_mark",
    "slash",
    "up",
    "down",
    "left",
    "right",
    "home",
    "end",
    "pageup",
    "pagedown",
    "1",
    "2",
    "9",
    "space",
    "left_square_bracket",
    "right_square_bracket",
    "p",
    "f",
    "a",
    "s",
    "b",
    "j",
    "k",
    "backspace",
    "colon",
    "ctrl+p",
    "ctrl+w",
    "ctrl+u",
    "delete",
    "comma",
]


@pytest.mark.parametrize("seed", [0, *(pytest.param(seed, marks=pytest.mark.slow) for seed in (1, 2))])
async def test_any_keys_in_any_order(seed: int) -> None:
    chosen = random.Random(seed)
    async with theatre(convoy()) as person:
        await person.to_map()
        for _ in range(60):
            if chosen.random() < 0.1:
                await person.press("escape", "escape", "escape", "c", "enter")
            elif chosen.random() < 0.03:
                await person.pilot.resize_terminal(chosen.randrange(60, 170), chosen.randrange(15, 60))
            else:
                await person.press(chosen.choice(KEYS))
            assert person.app._exception is None
            if person.app.controller is None:
                break
        assert person.text


async def test_a_key_pressed_twice_in_haste_takes_no_second_screen_along() -> None:
    async with theatre(convoy()) as person:
        await person.to_map()
        await person.press("c", "enter")
        assert person.name == "PlaybackScreen"
        person.app.screen.action_back()  # type: ignore[attr-defined]
        person.app.screen.action_back()  # type: ignore[attr-defined]
        await person.settle()
        assert person.name == "ReportScreen"
        report = person.app.screen
        for _ in range(3):
            report.action_back()  # type: ignore[attr-defined]
        await person.settle()
        assert person.name == "TurnScreen"
        await person.press("question_mark")
        sheet = person.app.screen
        for _ in range(3):
            sheet.action_back()  # type: ignore[attr-defined]
        await person.settle()
        assert person.name == "TurnScreen"


async def test_opening_twice_begins_one_game(saves: object) -> None:
    async with theatre(None) as person:
        menu = person.app.screen
        menu.list.action_act()  # type: ignore[attr-defined]
        menu.list.action_act()  # type: ignore[attr-defined]
        await person.settle()
        assert person.name == "BriefingScreen"
        assert len(list(saves.glob("*.jsonl"))) == 1  # type: ignore[attr-defined]
