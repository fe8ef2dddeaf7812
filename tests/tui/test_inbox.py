"""The inbox on the full screen: marks, letters, answers, and what the review and the report say of them."""

from __future__ import annotations

import pytest

from tests.tui.test_frames import compare
from tests.tui.theatre import LARGE, SMALL, game, theatre


@pytest.mark.parametrize(("size", "cells"), [("80x24", SMALL), ("120x40", LARGE)])
async def test_an_inbox_with_a_question(size: str, cells: tuple[int, int], regenerate: bool) -> None:
    async with theatre(game("bamako_siege", "junta"), cells) as buffer:
        await buffer.to_map()
        assert "i Inbox 2" in buffer.rows[-1]
        await buffer.press("i")
        assert all(len(row) <= cells[0] for row in buffer.rows)
        compare(f"bamako_siege-inbox-{size}", buffer.text, regenerate)


async def test_enter_on_a_choice_writes_the_answer_and_u_takes_it_back() -> None:
    async with theatre(game("bamako_siege", "junta")) as buffer:
        await buffer.to_map()
        await buffer.press("i", "down", "enter")
        assert buffer.orders == ["answer I01 talk"]
        assert "(x) talk" in buffer.text
        assert "I01 is answered: talk." in buffer.text
        await buffer.press("up", "enter")
        assert buffer.orders == ["answer I01 escort"]
        await buffer.press("escape")
        assert buffer.name == "TurnScreen"
        assert "answer I01 escort" in buffer.text
        assert "i Inbox  d Deals  w Why" in buffer.rows[-1]
        await buffer.press("u", "u")
        assert buffer.orders == []


async def test_the_review_tells_what_is_not_answered() -> None:
    async with theatre(game("bamako_siege", "junta")) as buffer:
        await buffer.to_map()
        await buffer.press("c")
        assert "! Inject I01 is not answered, which means deny." in buffer.text


async def test_an_answer_is_typed_in_the_order_line_like_any_order() -> None:
    async with theatre(game("bamako_siege", "junta")) as buffer:
        await buffer.to_map()
        await buffer.press("o")
        await buffer.write("answer i01 e")
        await buffer.press("enter", "escape")
        assert buffer.orders == ["answer I01 escort"]


async def test_the_report_names_the_letters_that_came_then() -> None:
    async with theatre(game("bamako_siege", "junta"), LARGE) as buffer:
        await buffer.to_map()
        for key in ("c", "enter", "enter"):
            await buffer.press(key)
        assert buffer.name == "ReportScreen"
        assert "INJECTS THAT CAME THEN" in buffer.text
        assert "I03 Three foreigners are abducted south of Bamako" in buffer.text
