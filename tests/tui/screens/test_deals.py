"""The deals sheet: what it shows, offers and replies with a look before, terms in the order line."""

from __future__ import annotations

import pytest

from tests.tui.test_frames import compare
from tests.tui.theatre import LARGE, SMALL, Theatre, game, theatre

OWN = "offer moscow: fuel_supply 3, no_other_guards; 4 turns, secret"
SIZES = {"80x24": SMALL, "120x40": LARGE}


async def to_russia(person: Theatre) -> None:
    """Commit the junta's draft and open Russia's seat."""
    await person.press("c", "enter")
    assert person.name == "CurtainScreen"
    await person.open_curtain("ru")
    await person.to_map()


async def write_offer(person: Theatre, text: str = OWN) -> None:
    await person.press("o")
    await person.write(text)
    await person.press("enter", "escape")


@pytest.mark.parametrize("size", ["80x24", pytest.param("120x40", marks=pytest.mark.slow)])
async def test_the_tables_of_a_team(size: str, regenerate: bool) -> None:
    async with theatre(game("bamako_siege", "junta"), SIZES[size]) as person:
        await person.to_map()
        assert "d Deals  " in person.rows[-1]
        await person.press("d")
        assert all(len(row) <= SIZES[size][0] for row in person.rows)
        compare(f"bamako_siege-deals-{size}", person.text, regenerate)


@pytest.mark.parametrize("colour", ["colour", pytest.param("no-colour", marks=pytest.mark.slow)])
@pytest.mark.parametrize("size", ["80x24", pytest.param("120x40", marks=pytest.mark.slow)])
async def test_an_offer_that_waits(size: str, colour: str, regenerate: bool, monkeypatch: pytest.MonkeyPatch) -> None:
    if colour == "no-colour":
        monkeypatch.setenv("NO_COLOR", "1")
    async with theatre(game("bamako_siege", "junta", "russia"), SIZES[size]) as person:
        await person.open_curtain("ju")
        await person.to_map()
        await write_offer(person)
        await to_russia(person)
        assert "d Deals 1" in person.rows[-1]
        assert "Deal offer from Junta: Own terms" in person.text
        await person.press("d")
        again = regenerate and colour == "colour"
        compare(f"bamako_siege-deals-offer-{size}", person.text, again)
        await person.press("S")
        assert person.name == "PreviewScreen"
        compare(f"bamako_siege-deals-sign-{size}", person.text, again)


@pytest.mark.slow
async def test_a_signature_is_shown_first_then_written_and_undone() -> None:
    async with theatre(game("bamako_siege", "junta", "russia")) as person:
        await person.open_curtain("ju")
        await person.to_map()
        await write_offer(person)
        await to_russia(person)
        await person.press("d", "S", "escape")
        assert person.orders == []
        await person.press("S", "enter")
        assert person.orders == [OWN.replace("offer", "sign")]
        assert "In your draft: sign moscow" in person.text
        await person.press("N", "enter")
        assert person.orders == ["refuse moscow"]
        assert "Your draft answers: refuse moscow." in person.text
        await person.press("escape", "u", "u")
        assert person.orders == []
        await person.press("c")
        assert "! Junta's offer is not answered: Own terms" in person.text


@pytest.mark.slow
async def test_what_stands_can_be_renounced() -> None:
    async with theatre(game("bamako_siege", "junta", "russia")) as person:
        await person.open_curtain("ju")
        await person.to_map()
        await write_offer(person, "offer moscow: fuel_supply 3; 4 turns")
        await to_russia(person)
        await person.press("d", "S", "enter", "escape", "c", "enter")
        await person.open_curtain("ju")
        await person.to_map()
        await person.press("d")
        assert "IN FORCE  Own terms, public, 3 turns left, since T1" in person.text
        for _ in range(40):
            if person.app.screen.query_one("#list").marked.startswith("stands"):  # type: ignore[attr-defined]
                break
            await person.press("down")
        await person.press("enter")
        assert "RENOUNCE" in person.text
        assert "Leaving openly counts as 40 % of a breach." in person.text
        await person.press("enter")
        assert person.orders == ["renounce moscow"]


async def test_a_ready_deal_is_offered_after_a_look() -> None:
    async with theatre(game("bamako_siege", "junta")) as person:
        await person.to_map()
        await person.press("d", "enter")
        assert "OFFER" in person.rows[0]
        assert "writes:  offer fuel_for_mines" in person.rows[1]
        await person.press("enter")
        assert person.orders == ["offer fuel_for_mines"]
        assert "YOU OFFER Fuel for mines" in person.text


async def test_terms_are_written_step_by_step_in_the_order_line() -> None:
    async with theatre(game("bamako_siege", "junta")) as person:
        await person.to_map()
        await person.press("o", "s", "e", "escape", "d", "o")
        assert person.name == "TurnScreen"
        assert " › se; offer moscow:" in person.text
        await person.press("down", "enter")
        assert " › se; offer moscow: no_other_guards" in person.text
        await person.write(", fu 3")
        assert "ther_guards, fuel_supply 3; 3 turns " in person.text
        await person.write("; 2, s")
        await person.press("home", *["delete"] * 4, "enter", "escape")
        assert person.orders == ["offer moscow: no_other_guards, fuel_supply 3; 2 turns, secret"]


async def test_help_tells_the_keys_and_what_a_deal_is() -> None:
    async with theatre(game("bamako_siege", "junta"), LARGE) as person:
        await person.to_map()
        await person.press("d", "question_mark")
        assert "sign the other party's offer" in person.text
        assert "made at a table between two parties" in person.text


async def test_replies_say_where_there_is_nothing_to_reply_to() -> None:
    async with theatre(game("bamako_siege", "junta")) as person:
        await person.to_map()
        await person.press("d", "S")
        assert "No offer waits for you." in person.text
        await person.press("d")
        assert person.name == "TurnScreen"


async def test_there_is_no_key_where_nobody_deals() -> None:
    async with theatre(game("first_convoy", "junta")) as person:
        await person.to_map()
        await person.press("d")
        assert "Deals" not in person.rows[-1]
