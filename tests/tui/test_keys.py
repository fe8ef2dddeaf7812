from __future__ import annotations

import pytest

from tests.tui.theatre import convoy, game, theatre


async def test_an_order_takes_three_keys() -> None:
    async with theatre(convoy()) as buffer:
        await buffer.to_map()
        await buffer.press("o", "e", "enter")
        assert buffer.orders == ["escort ABJ 1"]


async def test_list_and_text_write_the_same_draft() -> None:
    async with theatre(convoy()) as buffer:
        await buffer.to_map()
        rows = [row.text for row in buffer.seat_session.complete("").rows]
        for index, text in enumerate(rows[:4]):
            await buffer.press("o", *["down"] * (index + 1), "enter", "escape")
            by_list = buffer.orders
            await buffer.press("x", "o")
            await buffer.write(text)
            await buffer.press("enter", "escape")
            assert buffer.orders == by_list == [text]
            await buffer.press("x")


async def test_a_digit_picks_a_row_unless_the_order_goes_on_with_it() -> None:
    async with theatre(convoy()) as buffer:
        await buffer.to_map()
        second = buffer.seat_session.complete("se").rows[1].text
        await buffer.press("o", "s", "e", "2")
        assert buffer.orders == [second]
        await buffer.write("escort ABJ 2")
        assert buffer.orders == [second]
        await buffer.press("enter")
        assert buffer.orders == [second, "escort ABJ 2"]


async def test_the_rest_stands_behind_the_cursor_and_is_taken_by_arrow_or_tab() -> None:
    for key in ("right", "tab"):
        async with theatre(convoy()) as buffer:
            await buffer.to_map()
            await buffer.press("o", "b", key)
            assert buffer.app.screen.query_one("#line").value.startswith("buy_fuel")  # type: ignore[attr-defined]


async def test_question_mark_in_the_line_lists_everything_that_is_legal() -> None:
    async with theatre(convoy()) as buffer:
        await buffer.to_map()
        await buffer.press("o", "e", "question_mark")
        assert "LEGAL NOW ─" in buffer.text
        assert "offensive BGN" in buffer.text
        assert buffer.app.screen.query_one("#line").value == "e"  # type: ignore[attr-defined]


async def test_a_refusal_is_told_and_the_text_stays() -> None:
    async with theatre(convoy()) as buffer:
        await buffer.to_map()
        await buffer.press("o")
        await buffer.write("xyz")
        await buffer.press("enter")
        assert 'No order starts with "xyz"' in buffer.text
        assert "Nearest" in buffer.text
        assert " › xyz" in buffer.text
        assert buffer.orders == []


async def test_enter_on_a_road_lists_what_can_be_done_there() -> None:
    async with theatre(convoy()) as buffer:
        await buffer.to_map()
        await buffer.press("tab", "enter")
        assert "escort ABJ 1" in buffer.text
        assert "services" not in buffer.text
        await buffer.press("1")
        assert buffer.orders == ["escort ABJ 1"]


async def test_keys_of_the_draft() -> None:
    async with theatre(convoy()) as buffer:
        await buffer.to_map()
        await buffer.press("o", "e", "enter", "b", "enter", "escape")
        await buffer.press("tab", "tab", "plus")
        assert buffer.orders == ["escort ABJ 2", "buy_fuel 1"]
        await buffer.press("minus", "asterisk")
        assert buffer.orders == ["escort ABJ 1 main", "buy_fuel 1"]
        assert "★" in buffer.text
        await buffer.press("down", "x")
        assert buffer.orders == ["escort ABJ 1 main"]
        await buffer.press("u", "down")
        assert buffer.orders == ["escort ABJ 1 main", "buy_fuel 1"]
        await buffer.press("e", "backspace", "2", "enter")
        assert buffer.orders == ["escort ABJ 1 main", "buy_fuel 2"]


async def test_repeat_last_turn() -> None:
    async with theatre(convoy()) as buffer:
        await buffer.to_map()
        await buffer.press("o", "e", "enter", "escape", "c", "enter")
        await buffer.to_map()
        assert buffer.orders == []
        await buffer.press("r")
        assert buffer.orders == ["escort ABJ 1"]


@pytest.mark.parametrize(
    "keys",
    [("o", "s", "e"), ("v",), ("l",), ("question_mark",), ("slash",), ("g",), ("c",), ("slash", "h"), ("tab", "enter")],
)
async def test_escape_ten_times_ends_at_the_turn_and_loses_nothing(keys: tuple[str, ...]) -> None:
    async with theatre(convoy()) as buffer:
        await buffer.to_map()
        await buffer.press("o", "b", "enter", "e", "s", "escape")
        await buffer.press(*keys)
        await buffer.press(*["escape"] * 10)
        assert buffer.name == "TurnScreen"
        assert buffer.orders == ["buy_fuel 1"]
        typed = "esse" if keys[0] == "o" else "es"
        assert buffer.seat_session.match.kept_text("junta") == typed
        assert f" › {typed}" in buffer.text


async def test_over_budget_is_written_and_stops_the_commit() -> None:
    async with theatre(convoy()) as buffer:
        await buffer.to_map()
        await buffer.press("o")
        for text in ("offensive BGN", "offensive KKR", "offensive BKO"):
            await buffer.write(text)
            await buffer.press("enter")
        assert len(buffer.orders) == 3
        await buffer.press("escape", "c", "enter")
        assert buffer.name == "ReviewScreen"
        assert "Not committed" in buffer.text
        await buffer.press("escape", "x")
        assert len(buffer.orders) == 2


async def test_the_mark_goes_to_the_nearest_neighbour() -> None:
    async with theatre(game("bamako_siege", "junta")) as buffer:
        await buffer.to_map()
        await buffer.press("g")
        await buffer.write("bko")
        await buffer.press("enter", "right")
        assert "─ KTL" in buffer.text
        await buffer.press("up")
        assert "─ BDG" in buffer.text
        await buffer.press("g")
        await buffer.write("nia")
        await buffer.press("enter")
        assert "─ NIA" in buffer.text


async def test_palette_is_ours() -> None:
    async with theatre(convoy()) as buffer:
        await buffer.to_map()
        for key in ("slash", "ctrl+p"):
            await buffer.press(key)
            assert buffer.name == "PickScreen"
            for stock in ("Screenshot", "Theme", "Maximize", "Keys", "Quit"):
                assert stock not in buffer.text
            await buffer.press("escape")
        await buffer.press("slash")
        await buffer.write("whole log")
        await buffer.press("enter")
        assert buffer.name == "LogScreen"
