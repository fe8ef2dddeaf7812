"""Small words on screens that have to be true: which turn, what Enter does, what is new, where an order stands."""

from __future__ import annotations

from tests.tui.theatre import convoy, game, theatre
from wargame.store.setup import PlaySetup


async def test_what_is_overspent_is_said_once() -> None:
    async with theatre(convoy(), (120, 40)) as person:
        await person.to_map()
        for _ in range(3):
            await person.press("o", "o", "enter", "escape")
        assert "over by 2 AP" in person.rows[0]
        assert "over by over by" not in person.text


async def test_looking_back_is_headed_with_the_turn_it_shows() -> None:
    async with theatre(game("first_convoy")) as person:
        await person.press("t")
        assert "T1/6" in person.rows[0]
        await person.press("w")
        assert person.name == "WhyScreen"
        assert "T1/6" in person.rows[0]
        await person.press("escape", "right_square_bracket", "w")
        assert "T2/6" in person.rows[0]


async def test_enter_is_told_by_what_is_marked_in_a_new_game() -> None:
    async with theatre(None) as person:
        await person.press("2", "enter")
        assert "⏎ Start" in person.rows[-1]
        await person.press("down")
        assert "⏎ Change" in person.rows[-1]
        await person.press("up")
        assert "⏎ Start" in person.rows[-1]


async def test_what_came_in_earlier_turns_is_not_new_in_a_game_taken_up_again() -> None:
    async with theatre(game("bamako_siege", "junta")) as person:
        await person.to_map()
        assert "i Inbox 2" in person.rows[-1]
        await person.press("c", "enter")
        await person.to_map()
        new = sum(letter.turn == 2 for letter in person.seat_session.letters)
        save = person.app.controller.session.path  # type: ignore[union-attr]
    async with theatre(PlaySetup(save=save)) as person:
        await person.to_map()
        assert sum(letter.unread for letter in person.seat_session.letters) == new
        assert f"i Inbox {new}" in person.rows[-1] if new else "i Inbox  " in person.rows[-1]
