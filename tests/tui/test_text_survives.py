from __future__ import annotations

import random
from pathlib import Path

from textual import events

from tests.tui.theatre import convoy, theatre
from wargame.store.setup import PlaySetup
from wargame.tui.widgets.order_line import OrderLine


async def test_resizing_while_typing_loses_no_letter() -> None:
    sizes = random.Random(3)
    async with theatre(convoy()) as hand:
        await hand.to_map()
        await hand.press("o")
        for letter in "services BGN":
            await hand.pilot.press("space" if letter == " " else letter)
            for _ in range(2):
                await hand.pilot.resize_terminal(sizes.randrange(80, 160), sizes.randrange(24, 60))
        await hand.settle()
        assert hand.app.screen.query_one(OrderLine).value == "services BGN"
        await hand.press("enter")
        assert hand.orders == ["services BGN"]


async def test_too_small_says_so_and_gives_everything_back() -> None:
    async with theatre(convoy()) as hand:
        await hand.to_map()
        await hand.press("o", "e", "enter", "b", "u", "y")
        await hand.pilot.resize_terminal(79, 24)
        await hand.settle()
        assert "This window is 79×24; the game needs 80×24." in hand.text
        assert "your draft of 1 order is saved" in hand.text
        await hand.pilot.resize_terminal(80, 24)
        await hand.settle()
        assert " › buy" in hand.text
        assert isinstance(hand.app.focused, OrderLine)
        await hand.press("enter")
        assert hand.orders == ["escort ABJ 1", "buy_fuel 1"]


async def test_a_pasted_sheet_goes_in_line_by_line_and_bad_lines_stay() -> None:
    async with theatre(convoy()) as hand:
        await hand.to_map()
        await hand.press("o")
        hand.app.screen.query_one(OrderLine).post_message(events.Paste("escort ABJ 1\nnonsense\n  services BGN  \n"))
        await hand.settle()
        await hand.press("enter")
        assert hand.orders == ["escort ABJ 1", "services BGN"]
        assert " › nonsense" in hand.text
        assert "No order starts with" in hand.text


async def test_a_half_typed_line_is_back_after_the_program_ended(tmp_path: Path) -> None:
    save = tmp_path / "game.jsonl"
    async with theatre(convoy(save=save)) as hand:
        await hand.to_map()
        await hand.press("o", "e", "enter", "b", "enter", "s", "e")
        await hand.pilot.pause(0.5)
        hand.app.let_go()
    async with theatre(PlaySetup(save=save)) as hand:
        assert hand.name == "TurnScreen"
        assert hand.orders == ["escort ABJ 1", "buy_fuel 1"]
        assert " › se" in hand.text


async def test_leaving_keeps_the_last_letters(tmp_path: Path) -> None:
    save = tmp_path / "game.jsonl"
    async with theatre(convoy(save=save)) as hand:
        await hand.to_map()
        await hand.press("o", "s", "e")
        hand.app.action_leave()
        await hand.pilot.pause()
    async with theatre(PlaySetup(save=save)) as hand:
        assert " › se" in hand.text
