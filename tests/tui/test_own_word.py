"""A team is told before Enter, beside its order and before the commit that an order breaks its word."""

from __future__ import annotations

import pytest

from tests.contracts.shipped import scenario_of
from tests.tui.theatre import LARGE, Theatre, game, theatre
from wargame.game.deals.wording import with_alarms
from wargame.model.match.result import GameResult, HiddenParameter
from wargame.model.telling.log import LogLine
from wargame.model.telling.table_view import Said, TableView
from wargame.tui.drawing.board import Road
from wargame.tui.drawing.canvas import Canvas
from wargame.tui.drawing.pen import Pen
from wargame.tui.drawing.roads import draw_roads
from wargame.tui.screens.after.finish import FinishScreen


async def offered(person: Theatre) -> None:
    """The junta has opened talks, and JNIM has a truce on one road in its draft."""
    await person.open_curtain("jn")
    await person.to_map()
    await person.press("c", "enter")
    await person.open_curtain("ju")
    await person.to_map()
    await person.press("o")
    await person.write("channel in_secret peace")
    await person.press("enter", "escape", "c", "enter")
    await person.open_curtain("jn")
    await person.to_map()
    await person.press("o")
    await person.write("offer peace: truce DKR 0.5; 4 turns")
    await person.press("enter", "escape")
    assert person.orders == ["offer peace: truce DKR 0.5; 4 turns"]


@pytest.mark.slow
async def test_an_order_against_ones_word_is_told_before_it_is_given() -> None:
    async with theatre(game("bamako_siege", "junta", "jnim"), LARGE) as person:
        await offered(person)
        await person.press("o")
        await person.write("blockade dkr")
        assert "Breaks your word: Truce on the road (Own terms)." in person.text
        await person.press("enter")
        await person.write("blockade abj")
        assert "Breaks your word" not in person.text
        await person.press(*["backspace"] * 12, "escape", "c")
        assert "! blockade DKR 1: Breaks your word: Truce on the road (Own terms)." in person.text


@pytest.mark.slow
async def test_orders_that_contradict_each_other_are_told_before_the_commit() -> None:
    async with theatre(game("bamako_siege", "junta"), LARGE) as person:
        await person.to_map()
        for order in ("mil a bk", "mil d ky"):
            await person.press("o")
            await person.write(order)
            await person.press("enter", "escape")
        await person.press("c")
        assert "! militia arm BKO and militia disarm KYS contradict each other." in person.text


async def test_the_list_at_a_place_gives_way_to_what_is_typed() -> None:
    async with theatre(game("bamako_siege", "junta"), LARGE) as person:
        await person.to_map()
        await person.press("enter")
        assert "LEGAL NOW" in person.text
        await person.write("escort abj")
        assert "No order fits." not in person.text
        assert "escort ABJ 1" in person.text


async def test_a_place_where_nothing_can_be_ordered_says_so() -> None:
    async with theatre(game("bamako_siege", "coast"), LARGE) as person:
        await person.to_map()
        await person.press("enter")
        assert "There is nothing for you to order at Timbuktu." in person.text


async def test_help_names_the_sides_and_only_keys_that_do_something() -> None:
    async with theatre(game("bamako_siege", "junta"), (100, 120)) as person:
        await person.to_map()
        await person.press("question_mark")
        assert "■ Junta" in person.text
        assert "▲ JNIM" in person.text
        assert "Leave the tutorial" not in person.text


async def test_the_key_of_the_deals_says_so_where_there_are_none() -> None:
    async with theatre(game("harbour_winter", "cabinet"), LARGE) as person:
        await person.to_map()
        await person.press("d")
        assert person.name == "TurnScreen"
        assert "This scenario has no deals." in person.text


def test_what_is_heard_of_ones_own_tables_is_an_alarm() -> None:
    own = TableView("t", "Table", ("a", "b"), own=True, said=(Said(2, "A breaks its word."),))
    other = TableView("u", "Other", ("c", "d"), said=(Said(2, "C and D sign."),))
    lines = (LogLine(2, "A breaks its word."), LogLine(1, "A breaks its word."), LogLine(2, "C and D sign."))
    assert [line.alarm for line in with_alarms(lines, (own, other))] == [True, False, False]


def test_rather_the_scale_goes_than_a_road() -> None:
    codes = ("DKR", "ABJ", "NKC", "CKY", "TEM", "NIA", "ALG")
    roads = tuple(Road(code, code, "≈12", "=", "open", 0, "↑12", ()) for code in codes[:3])
    roads += tuple(Road(code, code, "≈5", "=", "open", 0, "", ()) for code in codes[3:])
    canvas = Canvas(80, 1)
    draw_roads(canvas, roads, "ROADS", "fear 0–100", "", "")
    assert all(code in canvas.rows()[0] for code in codes)
    assert "…" not in canvas.rows()[0]


def test_the_end_cuts_no_name_of_a_hidden_number_where_there_is_room() -> None:
    label = "What discontented officers want changed before anything else"
    result = GameResult("x", "Over", "", 2, (), (HiddenParameter("a", label, "over strategy", "[EST]"),), "")
    screen = FinishScreen(Pen(), scenario_of("first_convoy"), result, page=1)
    assert any(label in "".join(text for text, _ in row.line) for row in screen._figures(120))
    narrow = ["".join(text for text, _ in row.line) for row in screen._figures(78)]
    assert all(len(text) <= 78 for text in narrow)
    assert any("over strategy" in text and "…" in text for text in narrow)
