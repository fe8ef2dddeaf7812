"""The deals sheet: what it shows, offers and replies with a look before, terms in the order line."""

from __future__ import annotations

import pytest

from tests.tui.test_frames import compare
from tests.tui.theatre import LARGE, SMALL, Theatre, game, theatre

OWN = "offer moscow: fuel_supply 3, no_other_guards; 4 turns, secret"
SIZES = {"80x24": SMALL, "120x40": LARGE}


async def to_russia(hand: Theatre) -> None:
    """Commit the junta's draft and open Russia's seat."""
    await hand.press("c", "enter")
    assert hand.name == "CurtainScreen"
    await hand.open_curtain("ru")
    await hand.to_map()


async def write_offer(hand: Theatre, text: str = OWN) -> None:
    await hand.press("o")
    await hand.write(text)
    await hand.press("enter", "escape")


@pytest.mark.parametrize("size", SIZES)
async def test_the_tables_of_a_team(size: str, regenerate: bool) -> None:
    async with theatre(game("bamako_siege", "junta"), SIZES[size]) as hand:
        await hand.to_map()
        assert "d Deals  " in hand.rows[-1]
        await hand.press("d")
        assert all(len(row) <= SIZES[size][0] for row in hand.rows)
        compare(f"bamako_siege-deals-{size}", hand.text, regenerate)


@pytest.mark.parametrize("colour", ["colour", pytest.param("no-colour", marks=pytest.mark.slow)])
@pytest.mark.parametrize("size", SIZES)
async def test_an_offer_that_waits(size: str, colour: str, regenerate: bool, monkeypatch: pytest.MonkeyPatch) -> None:
    if colour == "no-colour":
        monkeypatch.setenv("NO_COLOR", "1")
    async with theatre(game("bamako_siege", "junta", "russia"), SIZES[size]) as hand:
        await hand.open_curtain("ju")
        await hand.to_map()
        await write_offer(hand)
        await to_russia(hand)
        assert "d Deals 1" in hand.rows[-1]
        assert "Deal offer from Junta: Own terms" in hand.text
        await hand.press("d")
        again = regenerate and colour == "colour"
        compare(f"bamako_siege-deals-offer-{size}", hand.text, again)
        await hand.press("S")
        assert hand.name == "PreviewScreen"
        compare(f"bamako_siege-deals-sign-{size}", hand.text, again)


async def test_a_signature_is_shown_first_then_written_and_undone() -> None:
    async with theatre(game("bamako_siege", "junta", "russia")) as hand:
        await hand.open_curtain("ju")
        await hand.to_map()
        await write_offer(hand)
        await to_russia(hand)
        await hand.press("d", "S", "escape")
        assert hand.orders == []
        await hand.press("S", "enter")
        assert hand.orders == [OWN.replace("offer", "sign")]
        assert "In your draft: sign moscow" in hand.text
        await hand.press("N", "enter")
        assert hand.orders == ["refuse moscow"]
        assert "Your draft answers: refuse moscow." in hand.text
        await hand.press("escape", "u", "u")
        assert hand.orders == []
        await hand.press("c")
        assert "! Junta's offer is not answered: Own terms" in hand.text


async def test_what_stands_can_be_renounced() -> None:
    async with theatre(game("bamako_siege", "junta", "russia")) as hand:
        await hand.open_curtain("ju")
        await hand.to_map()
        await write_offer(hand, "offer moscow: fuel_supply 3; 4 turns")
        await to_russia(hand)
        await hand.press("d", "S", "enter", "escape", "c", "enter")
        await hand.open_curtain("ju")
        await hand.to_map()
        await hand.press("d")
        assert "IN FORCE  Own terms, public, 3 turns left, since T1" in hand.text
        while not hand.app.screen.query_one("#list").marked.startswith("stands"):  # type: ignore[attr-defined]
            await hand.press("down")
        await hand.press("enter")
        assert "RENOUNCE" in hand.text
        assert "Leaving openly counts as 40 % of a breach." in hand.text
        await hand.press("enter")
        assert hand.orders == ["renounce moscow"]


async def test_a_ready_deal_is_offered_after_a_look() -> None:
    async with theatre(game("bamako_siege", "junta")) as hand:
        await hand.to_map()
        await hand.press("d", "enter")
        assert "OFFER" in hand.rows[0]
        assert "writes:  offer fuel_for_mines" in hand.rows[1]
        await hand.press("enter")
        assert hand.orders == ["offer fuel_for_mines"]
        assert "YOU OFFER Fuel for mines" in hand.text


async def test_terms_are_written_step_by_step_in_the_order_line() -> None:
    async with theatre(game("bamako_siege", "junta")) as hand:
        await hand.to_map()
        await hand.press("o", "s", "e", "escape", "d", "o")
        assert hand.name == "TurnScreen"
        assert " › se; offer moscow:" in hand.text
        await hand.press("down", "enter")
        assert " › se; offer moscow: no_other_guards" in hand.text
        await hand.write(", fu 3")
        assert "ther_guards, fuel_supply 3; 3 turns " in hand.text
        await hand.write("; 2, s")
        await hand.press("home", *["delete"] * 4, "enter", "escape")
        assert hand.orders == ["offer moscow: no_other_guards, fuel_supply 3; 2 turns, secret"]


async def test_help_tells_the_keys_and_what_a_deal_is() -> None:
    async with theatre(game("bamako_siege", "junta"), LARGE) as hand:
        await hand.to_map()
        await hand.press("d", "question_mark")
        assert "sign the offer that lies before you" in hand.text
        assert "one offers, the other signs" in hand.text


async def test_replies_say_where_there_is_nothing_to_reply_to() -> None:
    async with theatre(game("bamako_siege", "junta")) as hand:
        await hand.to_map()
        await hand.press("d", "S")
        assert "Nothing lies before you." in hand.text
        await hand.press("d")
        assert hand.name == "TurnScreen"


async def test_there_is_no_key_where_nobody_deals() -> None:
    async with theatre(game("first_convoy", "junta")) as hand:
        await hand.to_map()
        await hand.press("d")
        assert "Deals" not in hand.rows[-1]
