"""The screen of a team's orders: with them and without them, from the screen Why, in the game and after the end."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.tui.theatre import Theatre, game, theatre
from wargame.bots.seat_beliefs import SeatBeliefs
from wargame.store.look_back import look_back
from wargame.tui.app import WargameApp
from wargame.tui.screens.after.orders_changed import OrdersChangedScreen

SAMPLE = Path(__file__).parents[3] / "saves" / "sample_first_convoy.jsonl"


async def computed(person: Theatre) -> OrdersChangedScreen:
    screen = person.app.screen
    assert isinstance(screen, OrdersChangedScreen)
    await person.until(lambda: screen.effects is not None or bool(screen.refused))
    await person.settle()
    return screen


async def test_a_team_reads_what_its_orders_changed_as_far_as_it_can_know(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(SeatBeliefs.__init__, "__defaults__", (60, 40))
    async with theatre(game("first_convoy", "junta")) as person:
        await person.to_map()
        for _ in range(2):
            await person.press("o", "e", "enter", "escape", "c", "enter")
            await person.to_map()
        await person.press("w", "enter")
        assert person.name == "WhyScreen"
        await person.press("W")
        screen = await computed(person)
        assert screen.effects is not None and [each.turns for each in screen.effects] == [(2, 2)]
        assert screen.effects[0].trials > 0
        assert "escort ABJ 1, turn 2" in person.text and "difference" in person.text
        await person.press("z")
        await computed(person)
        assert "turns 1 to 2" in person.text and "imagined games" in person.text
        await person.press("left_square_bracket")
        screen = await computed(person)
        assert (screen.first, screen.last) == (1, 1) and "escort ABJ 1, turn 1" in person.text
        await person.press("y", "W")
        assert person.name == "WhyScreen"


async def test_the_look_back_shows_the_orders_of_all_teams_with_the_truth() -> None:
    app = WargameApp()
    app.first_look = look_back(SAMPLE), SAMPLE, 4
    async with app.run_test(size=(80, 24)) as pilot:
        person = Theatre(app, pilot)
        await person.settle()
        await person.press("w", "enter", "W")
        screen = await computed(person)
        assert screen.effects is not None
        assert [(each.seat, each.trials) for each in screen.effects] == [("junta", 0), ("jnim", 0)]
        assert "What the orders of Junta changed in turn 4" in person.text
        assert "All orders together, turn 4" in person.text and "+40.1/wk" in person.text
