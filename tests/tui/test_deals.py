"""The deals sheet: what it shows, offers and replies with a look before, terms in the order line."""

from __future__ import annotations

import pytest

from tests.tui.test_frames import compare
from tests.tui.theatre import LARGE, SMALL, Theatre, game, theatre

OWN = "offer moscow: fuel_supply 3, no_other_guards; 4 turns, secret"
SIZES = {"80x24": SMALL, "120x40": LARGE}


async def to_russia(buffer: Theatre) -> None:
    """Commit the junta's draft and open Russia's seat."""
    await buffer.press("c", "enter")
    assert buffer.name == "CurtainScreen"
    await buffer.open_curtain("ru")
    await buffer.to_map()


async def write_offer(buffer: Theatre, text: str = OWN) -> None:
    await buffer.press("o")
    await buffer.write(text)
    await buffer.press("enter", "escape")


@pytest.mark.parametrize("size", SIZES)
async def test_the_tables_of_a_team(size: str, regenerate: bool) -> None:
    async with theatre(game("bamako_siege", "junta"), SIZES[size]) as buffer:
        await buffer.to_map()
        assert "d Deals  " in buffer.rows[-1]
        await buffer.press("d")
        assert all(len(row) <= SIZES[size][0] for row in buffer.rows)
        compare(f"bamako_siege-deals-{size}", buffer.text, regenerate)


@pytest.mark.parametrize("colour", ["colour", pytest.param("no-colour", marks=pytest.mark.slow)])
@pytest.mark.parametrize("size", SIZES)
async def test_an_offer_that_waits(size: str, colour: str, regenerate: bool, monkeypatch: pytest.MonkeyPatch) -> None:
    if colour == "no-colour":
        monkeypatch.setenv("NO_COLOR", "1")
    async with theatre(game("bamako_siege", "junta", "russia"), SIZES[size]) as buffer:
        await buffer.open_curtain("ju")
        await buffer.to_map()
        await write_offer(buffer)
        await to_russia(buffer)
        assert "d Deals 1" in buffer.rows[-1]
        assert "Deal offer from Junta: Own terms" in buffer.text
        await buffer.press("d")
        again = regenerate and colour == "colour"
        compare(f"bamako_siege-deals-offer-{size}", buffer.text, again)
        await buffer.press("S")
        assert buffer.name == "PreviewScreen"
        compare(f"bamako_siege-deals-sign-{size}", buffer.text, again)


async def test_a_signature_is_shown_first_then_written_and_undone() -> None:
    async with theatre(game("bamako_siege", "junta", "russia")) as buffer:
        await buffer.open_curtain("ju")
        await buffer.to_map()
        await write_offer(buffer)
        await to_russia(buffer)
        await buffer.press("d", "S", "escape")
        assert buffer.orders == []
        await buffer.press("S", "enter")
        assert buffer.orders == [OWN.replace("offer", "sign")]
        assert "In your draft: sign moscow" in buffer.text
        await buffer.press("N", "enter")
        assert buffer.orders == ["refuse moscow"]
        assert "Your draft answers: refuse moscow." in buffer.text
        await buffer.press("escape", "u", "u")
        assert buffer.orders == []
        await buffer.press("c")
        assert "! Junta's offer is not answered: Own terms" in buffer.text


async def test_what_stands_can_be_renounced() -> None:
    async with theatre(game("bamako_siege", "junta", "russia")) as buffer:
        await buffer.open_curtain("ju")
        await buffer.to_map()
        await write_offer(buffer, "offer moscow: fuel_supply 3; 4 turns")
        await to_russia(buffer)
        await buffer.press("d", "S", "enter", "escape", "c", "enter")
        await buffer.open_curtain("ju")
        await buffer.to_map()
        await buffer.press("d")
        assert "IN FORCE  Own terms, public, 3 turns left, since T1" in buffer.text
        while not buffer.app.screen.query_one("#list").marked.startswith("stands"):  # type: ignore[attr-defined]
            await buffer.press("down")
        await buffer.press("enter")
        assert "RENOUNCE" in buffer.text
        assert "Leaving openly counts as 40 % of a breach." in buffer.text
        await buffer.press("enter")
        assert buffer.orders == ["renounce moscow"]


async def test_a_ready_deal_is_offered_after_a_look() -> None:
    async with theatre(game("bamako_siege", "junta")) as buffer:
        await buffer.to_map()
        await buffer.press("d", "enter")
        assert "OFFER" in buffer.rows[0]
        assert "writes:  offer fuel_for_mines" in buffer.rows[1]
        await buffer.press("enter")
        assert buffer.orders == ["offer fuel_for_mines"]
        assert "YOU OFFER Fuel for mines" in buffer.text


async def test_terms_are_written_step_by_step_in_the_order_line() -> None:
    async with theatre(game("bamako_siege", "junta")) as buffer:
        await buffer.to_map()
        await buffer.press("o", "s", "e", "escape", "d", "o")
        assert buffer.name == "TurnScreen"
        assert " › se; offer moscow:" in buffer.text
        await buffer.press("down", "enter")
        assert " › se; offer moscow: no_other_guards" in buffer.text
        await buffer.write(", fu 3")
        assert "ther_guards, fuel_supply 3; 3 turns " in buffer.text
        await buffer.write("; 2, s")
        await buffer.press("home", *["delete"] * 4, "enter", "escape")
        assert buffer.orders == ["offer moscow: no_other_guards, fuel_supply 3; 2 turns, secret"]


async def test_help_tells_the_keys_and_what_a_deal_is() -> None:
    async with theatre(game("bamako_siege", "junta"), LARGE) as buffer:
        await buffer.to_map()
        await buffer.press("d", "question_mark")
        assert "sign the offer that lies before you" in buffer.text
        assert "one offers, the other signs" in buffer.text


async def test_replies_say_where_there_is_nothing_to_reply_to() -> None:
    async with theatre(game("bamako_siege", "junta")) as buffer:
        await buffer.to_map()
        await buffer.press("d", "S")
        assert "Nothing lies before you." in buffer.text
        await buffer.press("d")
        assert buffer.name == "TurnScreen"


async def test_there_is_no_key_where_nobody_deals() -> None:
    async with theatre(game("first_convoy", "junta")) as buffer:
        await buffer.to_map()
        await buffer.press("d")
        assert "Deals" not in buffer.rows[-1]
