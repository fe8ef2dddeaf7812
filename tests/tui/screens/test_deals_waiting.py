"""What waits for a team is said beside its orders, and the tables can be read wherever a turn is looked at."""

from __future__ import annotations

import pytest

from tests.tui.screens.test_deals import to_russia, write_offer
from tests.tui.theatre import LARGE, SMALL, Theatre, game, theatre
from wargame.model.match.order import Order
from wargame.model.telling.view import Draft, DraftLine
from wargame.tui.drawing.canvas import Canvas
from wargame.tui.drawing.orders import PendingItem, draw_orders, rows_wanted
from wargame.tui.widgets.order_list import OrderList

PUBLIC = "offer moscow: fuel_supply 3; 4 turns"
SIZES = {"80x24": SMALL, "120x40": LARGE}


def beside_the_orders(person: Theatre) -> str:
    """The text of the pane of orders."""
    pane = person.app.screen.query_one(OrderList).region
    rows = person.app.screen._compositor.render_strips()[pane.y : pane.bottom]
    return "\n".join("".join(segment.text for segment in row.crop(pane.x, pane.right)) for row in rows)


async def signed(person: Theatre) -> None:
    """Junta offers, Russia signs, and the junta sees what happened."""
    await person.open_curtain("ju")
    await person.to_map()
    await write_offer(person, PUBLIC)
    await to_russia(person)
    await person.press("d", "S", "enter", "escape", "c", "enter")
    await person.open_curtain("ju")


@pytest.mark.parametrize("size", ["80x24", pytest.param("120x40", marks=pytest.mark.slow)])
async def test_a_deal_that_waits_stands_beside_the_orders_until_it_is_answered(size: str) -> None:
    async with theatre(game("bamako_siege", "junta", "russia"), SIZES[size]) as person:
        await person.open_curtain("ju")
        await person.to_map()
        assert "offers a deal" not in beside_the_orders(person)
        assert "! I01 to be answered: i" in beside_the_orders(person)
        await write_offer(person, PUBLIC)
        await to_russia(person)
        assert "! Junta offers a deal: d" in beside_the_orders(person)
        await person.press("c")
        assert "! Junta's offer is not answered: Own terms (Esc, then d)" in person.text
        await person.press("escape", "d", "S", "enter", "escape")
        assert person.orders == ["sign moscow: fuel_supply 3; 4 turns"]
        assert "offers a deal" not in beside_the_orders(person)


def test_what_is_asked_keeps_its_line_however_many_orders_there_are() -> None:
    lines = tuple(DraftLine(Order("escort", ("DKR",), level), {"ap": 1}) for level in range(1, 13))
    draft = Draft(lines, {"ap": 12}, {"ap": -6}, over=("over by 6 AP",))
    canvas = Canvas(28, 8)
    draw_orders(canvas, draft, {}, 0, False, [PendingItem("Junta offers a deal:", "d")])
    assert [row.strip() for row in canvas.rows()[-2:]] == ["over by 6 AP", "! Junta offers a deal: d"]
    assert rows_wanted(draft, 1) == rows_wanted(draft) + 1
    narrow = Canvas(20, 5)
    draw_orders(narrow, Draft(), {}, 0, False, [PendingItem("A very long name of a team offers a deal:", "d")])
    assert narrow.rows()[4].rstrip().endswith("… d")


@pytest.mark.slow
async def test_the_tables_are_read_from_playback_and_report_and_nothing_is_written_there() -> None:
    async with theatre(game("bamako_siege", "junta", "russia"), LARGE) as person:
        await signed(person)
        for screen in ("PlaybackScreen", "ReportScreen"):
            assert person.name == screen
            await person.press("question_mark")
            assert "the tables as they stand now, to read" in person.text
            await person.press("escape", "d")
            assert person.name == "DealsReadScreen"
            assert "IN FORCE  Own terms, public, 3 turns left, since T1" in person.text
            assert "To offer, sign or leave: d on the map" in person.text
            await person.press("S", "N", "o", "down")
            assert person.name == "DealsReadScreen"
            await person.press("d")
            assert person.name == screen
            await person.press("enter")
        assert person.name == "TurnScreen"
        assert person.orders == []


@pytest.mark.slow
async def test_an_offer_is_read_without_the_keys_that_answer_it() -> None:
    async with theatre(game("bamako_siege", "junta", "russia"), LARGE) as person:
        await person.open_curtain("ju")
        await person.to_map()
        await person.press("c", "enter")
        await person.open_curtain("ru")
        await person.to_map()
        await write_offer(person, PUBLIC)
        await person.press("c", "enter")
        await person.open_curtain("ju")
        await person.press("d")
        assert "2 deals wait for you. To offer, sign or leave: d on the map" in person.text
        assert "Own terms from Russia" in person.text
        assert "S Sign" not in person.text


async def test_where_nobody_deals_there_is_no_such_key() -> None:
    async with theatre(game("first_convoy", "junta"), LARGE) as person:
        await person.to_map()
        await person.press("c", "enter")
        for screen in ("PlaybackScreen", "ReportScreen"):
            assert person.name == screen
            assert "Deals" not in person.rows[-1]
            await person.press("d")
            assert person.name == screen
            await person.press("enter")


async def ask_why(person: Theatre, text: str) -> None:
    """Play a turn without orders, then name a number to be explained."""
    await person.to_map()
    await person.press("c", "enter")
    await person.to_map()
    await person.press("w")
    await person.write(text)


async def test_why_is_asked_of_trust_by_its_own_name_first() -> None:
    async with theatre(game("bamako_siege", "junta"), LARGE) as person:
        await ask_why(person, "trust")
        assert person.app.screen.fitting[0].key == "trust|peace"  # type: ignore[attr-defined]
        await person.write(" moscow")
        await person.press("enter")
        assert person.name == "WhyScreen"
        assert "Trust between parties" in person.rows[1]


async def test_a_number_is_found_by_its_short_name() -> None:
    async with theatre(game("bamako_siege", "jnim"), LARGE) as person:
        await ask_why(person, "grieve")
        assert person.app.screen.fitting[0].key.startswith("grievance|")  # type: ignore[attr-defined]
