"""Keys in any order and faster than screens change: nothing breaks, nothing is skipped that was not meant."""

from __future__ import annotations

import random
from collections.abc import Sequence

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

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


TURN_OVER = ("escape", "escape", "escape", "c", "enter")
SIZES = st.tuples(st.integers(60, 170), st.integers(15, 60))
DEEDS = st.lists(st.sampled_from([*[(key,) for key in KEYS], *[TURN_OVER] * 5]) | SIZES, max_size=60)


async def test_any_keys_in_any_order() -> None:
    chosen = random.Random(0)
    await is_survived([TURN_OVER if chosen.random() < 0.1 else (chosen.choice(KEYS),) for _ in range(60)])


@pytest.mark.slow
@settings(max_examples=10)
@given(DEEDS)
async def test_any_keys_and_sizes(deeds: list[tuple[str, ...] | tuple[int, int]]) -> None:
    await is_survived(deeds)


async def is_survived(deeds: Sequence[tuple[str, ...] | tuple[int, int]]) -> None:
    """Play the tutorial by any keys, and in windows of any size; the screen is there to the end."""
    async with theatre(convoy()) as person:
        await person.to_map()
        for deed in deeds:
            match deed:
                case (int(width), int(height)):
                    await person.pilot.resize_terminal(width, height)
                case keys:
                    await person.press(*map(str, keys))
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
