from __future__ import annotations

import pytest

from tests.tui.theatre import convoy, game, theatre


async def test_an_order_takes_three_keys() -> None:
    async with theatre(convoy()) as hand:
        await hand.to_map()
        await hand.press("o", "e", "enter")
        assert hand.orders == ["escort ABJ 1"]


async def test_list_and_text_write_the_same_draft() -> None:
    async with theatre(convoy()) as hand:
        await hand.to_map()
        rows = [row.text for row in hand.chair.complete("").rows]
        for index, text in enumerate(rows[:4]):
            await hand.press("o", *["down"] * (index + 1), "enter", "escape")
            by_list = hand.orders
            await hand.press("x", "o")
            await hand.write(text)
            await hand.press("enter", "escape")
            assert hand.orders == by_list == [text]
            await hand.press("x")


async def test_a_digit_picks_a_row_unless_the_order_goes_on_with_it() -> None:
    async with theatre(convoy()) as hand:
        await hand.to_map()
        second = hand.chair.complete("se").rows[1].text
        await hand.press("o", "s", "e", "2")
        assert hand.orders == [second]
        await hand.write("escort ABJ 2")
        assert hand.orders == [second]
        await hand.press("enter")
        assert hand.orders == [second, "escort ABJ 2"]


async def test_the_rest_stands_behind_the_cursor_and_is_taken_by_arrow_or_tab() -> None:
    for key in ("right", "tab"):
        async with theatre(convoy()) as hand:
            await hand.to_map()
            await hand.press("o", "b", key)
            assert hand.app.screen.query_one("#line").value.startswith("buy_fuel")  # type: ignore[attr-defined]


async def test_question_mark_in_the_line_lists_everything_that_is_legal() -> None:
    async with theatre(convoy()) as hand:
        await hand.to_map()
        await hand.press("o", "e", "question_mark")
        assert "LEGAL NOW ─" in hand.text
        assert "offensive BGN" in hand.text
        assert hand.app.screen.query_one("#line").value == "e"  # type: ignore[attr-defined]


async def test_a_refusal_is_told_and_the_text_stays() -> None:
    async with theatre(convoy()) as hand:
        await hand.to_map()
        await hand.press("o")
        await hand.write("xyz")
        await hand.press("enter")
        assert 'No order starts with "xyz"' in hand.text
        assert "Nearest" in hand.text
        assert " › xyz" in hand.text
        assert hand.orders == []


async def test_enter_on_a_road_lists_what_can_be_done_there() -> None:
    async with theatre(convoy()) as hand:
        await hand.to_map()
        await hand.press("tab", "enter")
        assert "escort ABJ 1" in hand.text
        assert "services" not in hand.text
        await hand.press("1")
        assert hand.orders == ["escort ABJ 1"]


async def test_keys_of_the_draft() -> None:
    async with theatre(convoy()) as hand:
        await hand.to_map()
        await hand.press("o", "e", "enter", "b", "enter", "escape")
        await hand.press("tab", "tab", "plus")
        assert hand.orders == ["escort ABJ 2", "buy_fuel 1"]
        await hand.press("minus", "asterisk")
        assert hand.orders == ["escort ABJ 1 main", "buy_fuel 1"]
        assert "★" in hand.text
        await hand.press("down", "x")
        assert hand.orders == ["escort ABJ 1 main"]
        await hand.press("u", "down")
        assert hand.orders == ["escort ABJ 1 main", "buy_fuel 1"]
        await hand.press("e", "backspace", "2", "enter")
        assert hand.orders == ["escort ABJ 1 main", "buy_fuel 2"]


async def test_repeat_last_turn() -> None:
    async with theatre(convoy()) as hand:
        await hand.to_map()
        await hand.press("o", "e", "enter", "escape", "c", "enter")
        await hand.to_map()
        assert hand.orders == []
        await hand.press("r")
        assert hand.orders == ["escort ABJ 1"]


@pytest.mark.parametrize(
    "keys",
    [("o", "s", "e"), ("v",), ("l",), ("question_mark",), ("slash",), ("g",), ("c",), ("slash", "h"), ("tab", "enter")],
)
async def test_escape_ten_times_ends_at_the_turn_and_loses_nothing(keys: tuple[str, ...]) -> None:
    async with theatre(convoy()) as hand:
        await hand.to_map()
        await hand.press("o", "b", "enter", "e", "s", "escape")
        await hand.press(*keys)
        await hand.press(*["escape"] * 10)
        assert hand.name == "TurnScreen"
        assert hand.orders == ["buy_fuel 1"]
        typed = "esse" if keys[0] == "o" else "es"
        assert hand.chair.match.kept_text("junta") == typed
        assert f" › {typed}" in hand.text


async def test_over_budget_is_written_and_stops_the_commit() -> None:
    async with theatre(convoy()) as hand:
        await hand.to_map()
        await hand.press("o")
        for text in ("offensive BGN", "offensive KKR", "offensive BKO"):
            await hand.write(text)
            await hand.press("enter")
        assert len(hand.orders) == 3
        await hand.press("escape", "c", "enter")
        assert hand.name == "ReviewScreen"
        assert "Not committed" in hand.text
        await hand.press("escape", "x")
        assert len(hand.orders) == 2


async def test_the_mark_goes_to_the_nearest_neighbour() -> None:
    async with theatre(game("bamako_siege", "junta")) as hand:
        await hand.to_map()
        await hand.press("g")
        await hand.write("bko")
        await hand.press("enter", "right")
        assert "─ KTL" in hand.text
        await hand.press("up")
        assert "─ BDG" in hand.text
        await hand.press("g")
        await hand.write("nia")
        await hand.press("enter")
        assert "─ NIA" in hand.text


async def test_palette_is_ours() -> None:
    async with theatre(convoy()) as hand:
        await hand.to_map()
        for key in ("slash", "ctrl+p"):
            await hand.press(key)
            assert hand.name == "PickScreen"
            for stock in ("Screenshot", "Theme", "Maximize", "Keys", "Quit"):
                assert stock not in hand.text
            await hand.press("escape")
        await hand.press("slash")
        await hand.write("whole log")
        await hand.press("enter")
        assert hand.name == "LogScreen"
