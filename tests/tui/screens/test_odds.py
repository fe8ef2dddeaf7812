"""The sheet of odds and the review: the first answer comes early, finer answers follow, and keys work meanwhile."""

from __future__ import annotations

import pytest

from tests.tui.theatre import game, theatre
from wargame.model.telling.odds import OddsSheet
from wargame.tui.screens.turn.odds import OddsScreen

ORDERS = ("o", "e", "enter", "b", "enter", "escape")


async def test_the_odds_of_the_draft_and_of_a_marked_order() -> None:
    async with theatre(game("first_convoy", "junta")) as person:
        await person.to_map()
        await person.press(*ORDERS, "percent_sign")
        assert person.name == "OddsScreen"
        for part in (
            "ODDS after this turn: all orders",
            "Fuel in Bamako  now 9.0 d",
            "8 of 10",
            "falls: almost certain",
        ):
            assert part in person.text
        assert "against no orders" in person.text and "4,000 trials from what you see" in person.text
        await person.press("right_square_bracket", "right_square_bracket")
        assert "ODDS after 3 turns: all orders" in person.text
        screen = person.app.screen
        assert isinstance(screen, OddsScreen) and screen.sheet is not None and screen.sheet.turns == 3
        await person.press("percent_sign", "shift+tab", "percent_sign")
        assert "ODDS after this turn: escort ABJ 1" in person.text
        assert "against no escort" in person.text and "against escort ABJ 2" in person.text
        await person.press("right")
        assert "ODDS after this turn: escort ABJ 2" in person.text and "against escort ABJ 1" in person.text
        await person.press("enter")
        assert person.name == "TurnScreen" and person.orders == ["escort ABJ 2", "buy_fuel 1"]


async def test_the_review_says_what_each_order_brings() -> None:
    async with theatre(game("first_convoy", "junta"), (120, 40)) as person:
        await person.to_map()
        await person.press(*ORDERS, "c")
        first, second = [row for row in person.rows if "AP" in row and "bn" in row and "left" not in row][-2:]
        assert "±" in first and "Fuel in Bamako +" in second


async def test_the_review_of_a_narrow_window_keeps_the_number_of_each_order() -> None:
    async with theatre(game("first_convoy", "junta")) as person:
        await person.to_map()
        await person.press("o", "e", "enter", "escape", "c")
        (line,) = [row for row in person.rows if "escort ABJ 1" in row and " AP " in row and "▸" not in row][-1:]
        assert "±" in line and "…" not in line


async def test_an_answer_to_an_older_question_is_not_shown() -> None:
    async with theatre(game("first_convoy", "junta")) as person:
        await person.to_map()
        await person.press("percent_sign")
        screen = person.app.screen
        assert isinstance(screen, OddsScreen) and screen.sheet is not None
        shown: OddsSheet = screen.sheet
        screen.post_message(screen.Answered(shown, 2))
        screen.sheet = None
        await person.settle()
        assert screen.sheet is None


@pytest.mark.parametrize("keys", [("percent_sign", "escape"), ("percent_sign", "right_square_bracket", "escape")])
async def test_who_does_not_wait_goes_back_at_once(keys: tuple[str, ...]) -> None:
    async with theatre(game("first_convoy", "junta")) as person:
        await person.to_map()
        for key in keys:
            await person.pilot.press(key)  # no answer is waited for
        assert person.name == "TurnScreen"
        await person.press("percent_sign")  # the next question is not blocked by the one that was left
        assert "4,000 trials from what you see" in person.text
