from __future__ import annotations

import random
from pathlib import Path

import pytest
from textual import events

from tests.tui.theatre import convoy, theatre
from wargame.store.setup import PlaySetup
from wargame.tui.widgets.order_line import OrderLine


async def test_resizing_while_typing_loses_no_letter() -> None:
    sizes = random.Random(3)
    async with theatre(convoy()) as person:
        await person.to_map()
        await person.press("o")
        for letter in "services BGN":
            await person.pilot.press("space" if letter == " " else letter)
            for _ in range(2):
                await person.pilot.resize_terminal(sizes.randrange(80, 160), sizes.randrange(24, 60))
        await person.settle()
        assert person.app.screen.query_one(OrderLine).value == "services BGN"
        await person.press("enter")
        assert person.orders == ["services BGN"]


async def test_too_small_says_so_and_gives_everything_back() -> None:
    async with theatre(convoy()) as person:
        await person.to_map()
        await person.press("o", "e", "enter", "b", "u", "y")
        await person.pilot.resize_terminal(79, 24)
        await person.settle()
        assert "This window is 79×24; the game needs 80×24." in person.text
        assert "your draft of 1 order is saved" in person.text
        await person.pilot.resize_terminal(80, 24)
        await person.settle()
        assert " › buy" in person.text
        assert isinstance(person.app.focused, OrderLine)
        await person.press("enter")
        assert person.orders == ["escort ABJ 1", "buy_fuel 1"]


async def test_a_pasted_sheet_goes_in_line_by_line_and_bad_lines_stay() -> None:
    async with theatre(convoy()) as person:
        await person.to_map()
        await person.press("o")
        person.app.screen.query_one(OrderLine).post_message(events.Paste("escort ABJ 1\nnonsense\n  services BGN  \n"))
        await person.settle()
        await person.press("enter")
        assert person.orders == ["escort ABJ 1", "services BGN"]
        assert " › nonsense" in person.text
        assert "No order starts with" in person.text


@pytest.mark.parametrize(
    ("pasted", "said"),
    [
        (f"escort {'a' * 200_000}", "An order has at most 200 letters, and a pasted line has 200,007."),
        ("escort ABJ 1\n" * 10_000, "The line holds 2,000 letters, and with the pasted text it would have"),
    ],
)
async def test_a_pasted_text_that_is_too_long_is_refused_in_words(pasted: str, said: str) -> None:
    async with theatre(convoy()) as person:
        await person.to_map()
        await person.press("o", "b", "u")
        person.app.screen.query_one(OrderLine).post_message(events.Paste(pasted))
        await person.settle()
        assert said in " ".join(person.text.split())
        assert " › bu" in person.text
        await person.press("enter")
        assert person.orders == ["buy_fuel 1"]


async def test_a_half_typed_line_is_back_after_the_program_ended(tmp_path: Path) -> None:
    save = tmp_path / "game.jsonl"
    async with theatre(convoy(save=save)) as person:
        await person.to_map()
        await person.press("o", "e", "enter", "b", "enter", "s", "e")
        await person.until(lambda: person.seat_session.match.kept_text("junta") == "se")
        person.app.let_go()
    async with theatre(PlaySetup(save=save)) as person:
        assert person.name == "TurnScreen"
        assert person.orders == ["escort ABJ 1", "buy_fuel 1"]
        assert " › se" in person.text


async def test_what_is_half_typed_does_not_filter_the_orders_at_a_place_and_comes_back() -> None:
    async with theatre(convoy()) as person:
        await person.to_map()
        await person.press("o", "e", "s", "escape", "right", "enter")
        assert "LEGAL NOW ─" in person.text
        assert "services" in person.text
        assert person.app.screen.query_one(OrderLine).value == ""
        await person.press("escape")
        assert " › es" in person.text
        await person.press("enter")
        await person.press("s", "e", "escape")
        assert " › es; se" in person.text
        assert person.seat_session.match.kept_text("junta") == "es; se"


async def test_a_half_typed_line_ends_with_its_turn_and_the_review_says_so() -> None:
    async with theatre(convoy()) as person:
        await person.to_map()
        await person.press("o", "e", "s", "escape", "c")
        assert "! Half-typed, not yet an order: es. It is lost when the turn ends." in person.text
        await person.press("enter")
        await person.to_map()
        assert person.seat_session.match.kept_text("junta") == ""
        assert " › o writes an order" in person.text


async def test_leaving_keeps_the_last_letters(tmp_path: Path) -> None:
    save = tmp_path / "game.jsonl"
    async with theatre(convoy(save=save)) as person:
        await person.to_map()
        await person.press("o", "s", "e")
        person.app.action_leave()
        await person.pilot.pause()
    async with theatre(PlaySetup(save=save)) as person:
        assert " › se" in person.text
