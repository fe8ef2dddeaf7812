from __future__ import annotations

import pytest

from tests.tui.theatre import convoy, game, theatre


async def test_an_order_takes_three_keys() -> None:
    async with theatre(convoy()) as person:
        await person.to_map()
        await person.press("o", "e", "enter")
        assert person.orders == ["escort ABJ 1"]


async def test_list_and_text_write_the_same_draft() -> None:
    async with theatre(convoy()) as person:
        await person.to_map()
        rows = [row.text for row in person.seat_session.complete("").rows]
        for index, text in enumerate(rows[:4]):
            await person.press("o", *["down"] * (index + 1), "enter", "escape")
            by_list = person.orders
            await person.press("escape", "shift+tab", "x", "o")
            await person.write(text)
            await person.press("enter", "escape")
            assert person.orders == by_list == [text]
            await person.press("escape", "shift+tab", "x", "escape")


async def test_a_digit_picks_a_row_unless_the_order_goes_on_with_it() -> None:
    async with theatre(convoy()) as person:
        await person.to_map()
        second = person.seat_session.complete("se").rows[1].text
        await person.press("o", "s", "e", "2")
        assert person.orders == [second]
        await person.write("escort ABJ 2")
        assert person.orders == [second]
        await person.press("enter")
        assert person.orders == [second, "escort ABJ 2"]


async def test_the_rest_stands_behind_the_cursor_and_is_taken_by_arrow_or_tab() -> None:
    for key in ("right", "tab"):
        async with theatre(convoy()) as person:
            await person.to_map()
            await person.press("o", "b", key)
            assert person.app.screen.query_one("#line").value.startswith("buy_fuel")  # type: ignore[attr-defined]


async def test_question_mark_in_the_line_lists_everything_that_is_legal() -> None:
    async with theatre(convoy()) as person:
        await person.to_map()
        await person.press("o", "e", "question_mark")
        assert "LEGAL NOW ─" in person.text
        assert "offensive BGN" in person.text
        assert person.app.screen.query_one("#line").value == "e"  # type: ignore[attr-defined]


async def test_a_refusal_is_told_and_the_text_stays() -> None:
    async with theatre(convoy()) as person:
        await person.to_map()
        await person.press("o")
        await person.write("escrot")
        await person.press("enter")
        assert 'No order starts with "escrot"' in person.text
        assert "Nearest" in person.text
        assert " › escrot" in person.text
        assert person.orders == []


async def test_enter_on_a_road_lists_what_can_be_done_there() -> None:
    async with theatre(convoy()) as person:
        await person.to_map()
        await person.press("tab", "enter")
        assert "escort ABJ 1" in person.text
        assert "services" not in person.text
        await person.press("1")
        assert person.orders == ["escort ABJ 1"]


async def test_keys_of_the_draft() -> None:
    async with theatre(convoy()) as person:
        await person.to_map()
        await person.press("o", "e", "enter", "b", "enter", "escape")
        await person.press("tab", "tab", "plus")
        assert person.orders == ["escort ABJ 2", "buy_fuel 1"]
        await person.press("minus", "asterisk")
        assert person.orders == ["escort ABJ 1 main", "buy_fuel 1"]
        assert "★" in person.text
        await person.press("down", "x")
        assert person.orders == ["escort ABJ 1 main"]
        await person.press("u", "down")
        assert person.orders == ["escort ABJ 1 main", "buy_fuel 1"]
        await person.press("e", "backspace", "2", "enter")
        assert person.orders == ["escort ABJ 1 main", "buy_fuel 2"]


async def test_repeat_last_turn() -> None:
    async with theatre(convoy()) as person:
        await person.to_map()
        await person.press("o", "e", "enter", "escape", "c", "enter")
        await person.to_map()
        assert person.orders == []
        await person.press("r")
        assert person.orders == ["escort ABJ 1"]
        assert "Last turn's order again. u takes it back." in person.text
        await person.press("u", "o", "b", "enter", "escape", "r")
        assert person.orders == ["escort ABJ 1"]
        assert "in place of buy_fuel 1. u takes it back." in person.text
        await person.press("u")
        assert person.orders == ["buy_fuel 1"]


@pytest.mark.parametrize("key", ["x", "e", "plus", "minus", "asterisk"])
async def test_keys_of_an_order_act_on_the_marked_one_only(key: str) -> None:
    async with theatre(convoy()) as person:
        await person.to_map()
        await person.press(key)
        assert "The draft is empty." in person.text
        await person.press("o", "e", "enter", "b", "enter", "escape")
        for _ in ("the map", "the roads"):
            await person.press(key)
            assert person.orders == ["escort ABJ 1", "buy_fuel 1"]
            assert "No order is marked: Tab goes on to your orders." in person.text
            await person.press("tab")
        assert "› 1   escort ABJ 1" in person.text.replace("›1", "› 1")
        await person.press(key)
        assert "No order is marked" not in person.text


async def test_repeating_keeps_answers() -> None:
    async with theatre(convoy()) as person:
        for _ in range(3):
            await person.to_map()
            await person.press("o", "e", "enter", "escape", "c", "enter")
        await person.to_map()
        await person.press("i", "enter", "escape", "r")
        assert person.orders == ["answer I3 accept", "escort ABJ 1"]


@pytest.mark.parametrize(
    "keys",
    [("o", "s", "e"), ("v",), ("l",), ("question_mark",), ("slash",), ("g",), ("c",), ("slash", "h"), ("tab", "enter")],
)
async def test_escape_ten_times_ends_at_the_turn_and_loses_nothing(keys: tuple[str, ...]) -> None:
    async with theatre(convoy()) as person:
        await person.to_map()
        await person.press("o", "b", "enter", "e", "s", "escape")
        await person.press(*keys)
        await person.press(*["escape"] * 10)
        assert person.name == "TurnScreen"
        assert person.orders == ["buy_fuel 1"]
        typed = "esse" if keys[0] == "o" else "es"
        assert person.seat_session.match.kept_text("junta") == typed
        assert f" › {typed}" in person.text


async def test_over_budget_is_written_and_stops_the_commit() -> None:
    async with theatre(convoy()) as person:
        await person.to_map()
        await person.press("o")
        for text in ("offensive BGN", "offensive KKR", "offensive BKO"):
            await person.write(text)
            await person.press("enter")
        assert len(person.orders) == 3
        await person.press("escape", "c", "enter")
        assert person.name == "ReviewScreen"
        assert "Not committed" in person.text
        await person.press("escape", "shift+tab", "x")
        assert len(person.orders) == 2


async def test_the_mark_goes_to_the_nearest_neighbour() -> None:
    async with theatre(game("bamako_siege", "junta")) as person:
        await person.to_map()
        await person.press("g")
        await person.write("bko")
        await person.press("enter", "right")
        assert "─ KTL" in person.text
        await person.press("up")
        assert "─ BDG" in person.text
        await person.press("g")
        await person.write("nia")
        await person.press("enter")
        assert "─ NIA" in person.text


async def test_palette_is_ours() -> None:
    async with theatre(convoy()) as person:
        await person.to_map()
        for key in ("slash", "ctrl+p"):
            await person.press(key)
            assert person.name == "PickScreen"
            for stock in ("Screenshot", "Theme", "Maximize", "Keys", "Quit"):
                assert stock not in person.text
            await person.press("escape")
        await person.press("slash")
        await person.write("whole log")
        await person.press("enter")
        assert person.name == "LogScreen"
