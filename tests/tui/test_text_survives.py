from __future__ import annotations

import random
from pathlib import Path

from textual import events

from tests.tui.theatre import convoy, theatre
from wargame.store.setup import PlaySetup
from wargame.tui.widgets.order_line import OrderLine


async def test_resizing_while_typing_loses_no_letter() -> None:
    sizes = random.Random(3)
    async with theatre(convoy()) as buffer:
        await buffer.to_map()
        await buffer.press("o")
        for letter in "services BGN":
            await buffer.pilot.press("space" if letter == " " else letter)
            for _ in range(2):
                await buffer.pilot.resize_terminal(sizes.randrange(80, 160), sizes.randrange(24, 60))
        await buffer.settle()
        assert buffer.app.screen.query_one(OrderLine).value == "services BGN"
        await buffer.press("enter")
        assert buffer.orders == ["services BGN"]


async def test_too_small_says_so_and_gives_everything_back() -> None:
    async with theatre(convoy()) as buffer:
        await buffer.to_map()
        await buffer.press("o", "e", "enter", "b", "u", "y")
        await buffer.pilot.resize_terminal(79, 24)
        await buffer.settle()
        assert "This window is 79×24; the game needs 80×24." in buffer.text
        assert "your draft of 1 order is saved" in buffer.text
        await buffer.pilot.resize_terminal(80, 24)
        await buffer.settle()
        assert " › buy" in buffer.text
        assert isinstance(buffer.app.focused, OrderLine)
        await buffer.press("enter")
        assert buffer.orders == ["escort ABJ 1", "buy_fuel 1"]


async def test_a_pasted_sheet_goes_in_line_by_line_and_bad_lines_stay() -> None:
    async with theatre(convoy()) as buffer:
        await buffer.to_map()
        await buffer.press("o")
        buffer.app.screen.query_one(OrderLine).post_message(events.Paste("escort ABJ 1\nnonsense\n  services BGN  \n"))
        await buffer.settle()
        await buffer.press("enter")
        assert buffer.orders == ["escort ABJ 1", "services BGN"]
        assert " › nonsense" in buffer.text
        assert "No order starts with" in buffer.text


async def test_a_half_typed_line_is_back_after_the_program_ended(tmp_path: Path) -> None:
    save = tmp_path / "game.jsonl"
    async with theatre(convoy(save=save)) as buffer:
        await buffer.to_map()
        await buffer.press("o", "e", "enter", "b", "enter", "s", "e")
        await buffer.pilot.pause(0.5)
        buffer.app.let_go()
    async with theatre(PlaySetup(save=save)) as buffer:
        assert buffer.name == "TurnScreen"
        assert buffer.orders == ["escort ABJ 1", "buy_fuel 1"]
        assert " › se" in buffer.text


async def test_leaving_keeps_the_last_letters(tmp_path: Path) -> None:
    save = tmp_path / "game.jsonl"
    async with theatre(convoy(save=save)) as buffer:
        await buffer.to_map()
        await buffer.press("o", "s", "e")
        buffer.app.action_leave()
        await buffer.pilot.pause()
    async with theatre(PlaySetup(save=save)) as buffer:
        assert " › se" in buffer.text
