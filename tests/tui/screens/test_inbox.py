"""The inbox on the full screen: marks, letters, answers, and what the review and the report say of them."""

from __future__ import annotations

import pytest

from tests.tui.test_frames import compare
from tests.tui.theatre import LARGE, SMALL, game, theatre


@pytest.mark.parametrize(("size", "cells"), [("80x24", SMALL), ("120x40", LARGE)])
async def test_an_inbox_with_a_question(size: str, cells: tuple[int, int], regenerate: bool) -> None:
    async with theatre(game("bamako_siege", "junta"), cells) as person:
        await person.to_map()
        assert "i Inbox 2" in person.rows[-1]
        await person.press("i")
        assert all(len(row) <= cells[0] for row in person.rows)
        compare(f"bamako_siege-inbox-{size}", person.text, regenerate)


async def test_enter_on_a_choice_writes_the_answer_and_u_takes_it_back() -> None:
    async with theatre(game("bamako_siege", "junta")) as person:
        await person.to_map()
        await person.press("i", "down", "enter")
        assert person.orders == ["answer I01 talk"]
        assert "(x) talk" in person.text
        assert "I01 is answered: talk." in person.text
        await person.press("up", "enter")
        assert person.orders == ["answer I01 escort"]
        await person.press("escape")
        assert person.name == "TurnScreen"
        assert "answer I01 escort" in person.text
        assert "i Inbox  d Deals  c Commit" in person.rows[-1]
        await person.press("u", "u")
        assert person.orders == []


async def test_the_review_tells_what_is_not_answered() -> None:
    async with theatre(game("bamako_siege", "junta")) as person:
        await person.to_map()
        await person.press("c")
        assert "! Inject I01 is not answered, which means deny." in person.text


async def test_an_answer_is_typed_in_the_order_line_like_any_order() -> None:
    async with theatre(game("bamako_siege", "junta")) as person:
        await person.to_map()
        await person.press("o")
        await person.write("answer i01 e")
        await person.press("enter", "escape")
        assert person.orders == ["answer I01 escort"]


async def test_the_report_names_the_letters_that_came_then() -> None:
    async with theatre(game("bamako_siege", "junta"), LARGE) as person:
        await person.to_map()
        for key in ("c", "enter", "enter"):
            await person.press(key)
        assert person.name == "ReportScreen"
        assert "INJECTS THAT CAME THEN" in person.text
        assert "I03 Three foreigners are abducted south of Bamako" in person.text
