"""A key draws what it changes and nothing else: no new layout of the window, no row left as it was before."""

from __future__ import annotations

import random

import pytest

from tests.tui.theatre import LARGE, SMALL, Theatre, game, theatre
from wargame.tui.screens.turn.turn import TurnScreen
from wargame.tui.widgets.picture import Picture

TYPED = ("e", "s", "backspace", "backspace", "t", "tab", "down", "down", "up", "question_mark")
MOVED = ("right", "down", "left", "up", "m", "tab", "right", "end", "tab", "tab", "u", "x", "y")


async def layouts(person: Theatre, keys: tuple[str, ...]) -> list[str]:
    """The keys among these after which the window was laid out anew."""
    laid_out: list[str] = []
    pressed = ""
    screen = person.app.screen
    screen.screen_layout_refresh_signal.subscribe(screen, lambda _: laid_out.append(pressed), immediate=True)
    for key in keys:
        pressed = key
        await person.press(key)
    return laid_out


@pytest.mark.parametrize("scenario", ["first_convoy", "bamako_siege"])
async def test_only_opening_and_closing_the_line_lay_the_window_out_anew(scenario: str) -> None:
    async with theatre(game(scenario, "junta")) as person:
        await person.to_map()
        assert isinstance(person.app.screen, TurnScreen)
        person.app.screen.action_leave_tutorial()  # a new step of the tutorial may need more rows
        await person.settle()
        assert await layouts(person, MOVED) == []
        assert set(await layouts(person, ("o",))) == {"o"}
        assert await layouts(person, TYPED) == []
        assert set(await layouts(person, ("escape",))) == {"escape"}


@pytest.mark.parametrize("size", [SMALL, pytest.param(LARGE, marks=pytest.mark.slow)])
async def test_rows_are_painted_as_they_are_drawn(size: tuple[int, int]) -> None:
    chance = random.Random(size[0])
    keys = [*TYPED, *MOVED, "o", "enter", "escape", "plus", "asterisk", "v", "l", "1", "c"]
    async with theatre(game("first_convoy", "junta"), size) as person:
        await person.to_map()
        for _ in range(12):
            await person.press(*chance.choices(keys, k=8))
            if not isinstance(person.app.screen, TurnScreen):
                await person.press("escape")
            painted = person.rows
            for picture in person.app.screen.query(Picture):
                picture.repaint()
            await person.settle()
            assert person.rows == painted
