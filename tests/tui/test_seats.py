"""A seat changes hands in the full screen: by a key, from the list of all commands, and back."""

from __future__ import annotations

from pathlib import Path

from tests.tui.theatre import convoy, theatre
from wargame.store.journal import read
from wargame.store.setup import PlaySetup
from wargame.store.verify import verify


async def test_the_command_stands_in_help_and_in_the_list_of_all() -> None:
    async with theatre(convoy("junta")) as person:
        await person.to_map()
        await person.press("slash")
        await person.write("seat")
        assert "hand your seat to a bot" in person.text
        await person.press("enter")
        assert "SEATS: who plays from now on" in person.text
        assert "give to doctrine" in person.text
        assert "JNIM" in person.text
        await person.press("escape")
        assert person.name == "TurnScreen"


async def test_a_seat_is_given_to_a_bot_and_taken_back(tmp_path: Path) -> None:
    save = tmp_path / "a.jsonl"
    async with theatre(convoy("junta", save=save)) as person:
        await person.to_map()
        await person.press("o")
        await person.write("services BKO")
        await person.press("enter", "escape", "s")
        await person.write("doctrine")
        await person.press("enter")
        assert "BOTS PLAY EVERY SEAT" in person.text
        await person.press("enter")  # resolve turn 1
        match = person.app.controller.session.match  # type: ignore[union-attr]
        assert match.played == 1
        assert "BOTS PLAY EVERY SEAT" in person.text
        for secret in ("services", "escort", "blockade"):
            assert secret not in person.text
        await person.write("junta")
        await person.press("enter")
        await person.to_map()
        assert match.human_seats == ("junta",)
        assert person.orders == []
        await person.press("c", "enter")
        assert match.played == 2
    kinds = [(e["turn"], e["player"]) for e in read(save).events if e["kind"] == "seat_changed"]
    assert kinds == [(1, "doctrine"), (2, "human")]
    assert verify(save).sound


async def test_a_continued_game_waits_if_people_gave_all_seats_to_bots(tmp_path: Path) -> None:
    save = tmp_path / "a.jsonl"
    async with theatre(convoy("junta", save=save)) as person:
        await person.to_map()
        await person.press("s")
        assert "your draft is lost; the bot orders from this turn on" in person.text
        await person.write("doctrine")
        await person.press("enter")
    async with theatre(PlaySetup(save=save)) as person:
        assert "BOTS PLAY EVERY SEAT" in person.text
        assert person.app.controller.session.match.played == 0  # type: ignore[union-attr]


async def test_a_bots_seat_is_taken_and_the_curtain_stands_between() -> None:
    async with theatre(convoy("junta")) as person:
        await person.to_map()
        await person.press("s")
        await person.write("jnim")
        await person.press("enter")
        assert person.name == "TurnScreen"
        assert person.seat_session.seat == "junta"
        await person.press("c", "enter")
        assert person.name == "CurtainScreen"
        assert "J N I M" in person.text
        await person.open_curtain("jn")
        await person.to_map()
        assert person.seat_session.seat == "jnim"
        await person.press("s")
        await person.write("random")
        await person.press("enter")
        match = person.app.controller.session.match  # type: ignore[union-attr]
        assert match.played == 1
        assert match.seats["jnim"] == "random"
        assert person.name != "CurtainScreen"
        await person.to_map()
        assert person.seat_session.seat == "junta"


async def test_leaving_instead_keeps_the_game() -> None:
    async with theatre(convoy("junta")) as person:
        await person.to_map()
        await person.press("s")
        await person.write("random")
        await person.press("enter")
        await person.press("escape")
        assert person.name == "MenuScreen"
