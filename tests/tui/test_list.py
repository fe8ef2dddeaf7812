"""The list of legal orders, and what the narrow turn keeps in sight."""

from __future__ import annotations

import pytest

from tests.tui.theatre import game, theatre
from wargame.tui.drawing.footer import footer_line


async def test_many_orders_are_listed_by_action_and_reached_by_list_keys_alone() -> None:
    async with theatre(game("bamako_siege", "junta")) as person:
        await person.to_map()
        legal = person.seat_session.match.lookup("junta").completion("").rows
        assert len(legal) > 100
        await person.press("o", "down")
        rows = person.app.screen.line.found.rows  # type: ignore[attr-defined]
        assert [row.order.action for row in rows] == list(dict.fromkeys(row.order.action for row in legal))
        at = [row.order.action for row in rows].index("escort")
        await person.press(*["down"] * at, "enter", "down", "enter")
        assert person.orders == ["escort ALG 1"]


async def test_enter_takes_what_is_marked_whatever_else_the_text_would_be() -> None:
    async with theatre(game("bamako_siege", "junta")) as person:
        await person.to_map()
        await person.press("o", "s")  # statement has no more words to write; schools is marked
        assert "› 1 schools …" in person.text
        await person.press("enter")
        assert person.orders == []
        assert "schools close" in person.text


async def test_rows_of_one_action_name_their_places_and_say_what_it_does_once() -> None:
    async with theatre(game("bamako_siege", "junta"), (120, 40)) as person:
        await person.to_map()
        await person.press("o", "s", "e", "r")
        told = [row for row in person.rows if "services" in row and "not now" not in row]
        places = [row for row in told if "›" not in row]
        assert any("Kayes" in row for row in told)
        assert len({row.split()[-2] for row in places}) > 3
        assert sum(": Gov" in row for row in told) == 1


@pytest.mark.parametrize(("text", "action"), [("fuel", "emergency_buy"), ("emergency", "emergency_buy")])
async def test_an_order_is_found_by_any_word_of_its_name(text: str, action: str) -> None:
    async with theatre(game("harbour_winter", "cabinet")) as person:
        await person.to_map()
        await person.press("o")
        await person.write(text)
        assert action in person.text


@pytest.mark.parametrize("width", range(60, 100))
async def test_the_commit_never_leaves_the_footer(width: int) -> None:
    hints = [("o", "Order"), ("i", "Inbox 12"), ("d", "Deals 3"), ("w", "Why"), ("c", "Commit"), ("t", "Report")]
    line = "".join(text for text, _ in footer_line([*hints, ("?", "Help"), ("/", "All")], width - 20))
    assert "c Commit" in line
    assert line.endswith("/ All")


async def test_help_begins_with_what_the_signs_mean() -> None:
    async with theatre(game("bamako_siege", "junta")) as person:
        await person.to_map()
        await person.press("question_mark")
        for sign in ("■ Junta", "▲ JNIM", "◆ ISGS", "● FLA", "✚ AES", "○ where nobody"):
            assert sign in " ".join(person.text.split())


async def test_orders_of_others_are_told_by_name_and_place() -> None:
    async with theatre(game("first_convoy", "junta")) as person:
        await person.to_map()
        await person.press("c", "enter")
        await person.to_map()
        await person.press("l")
        assert "JNIM: Threaten the road, Abidjan road (blockade ABJ" in person.text


async def test_the_inspector_tells_labels_with_units_and_nothing_that_is_the_rules_own() -> None:
    async with theatre(game("bamako_siege", "junta"), (120, 40)) as person:
        await person.to_map()
        assert "People                4.23 million" in person.text
        assert "Usual legitimacy      56 of 100" in person.text
        for raw in ("Pop ", "Capital ", "Home ", "Fortification"):
            assert raw not in person.text
