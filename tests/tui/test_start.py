"""The first screen: right from its first frame, and no key that is typed meanwhile is lost."""

from __future__ import annotations

import threading
from pathlib import Path
from typing import Any

import pytest
from textual import events

import wargame.tui.reading
from tests.tui.theatre import Theatre, convoy, theatre
from wargame.tui.app import WargameApp
from wargame.tui.base_app import AMBIGUOUS, WIDTH_QUESTION
from wargame.tui.catalogue import Catalogue

LONGEST = 60.0  # s


async def _a_game_to_go_on_with() -> None:
    async with theatre(convoy()) as person:
        await person.to_map()
        await person.press("o", "e", "enter")


@pytest.fixture
def slow_reading(monkeypatch: pytest.MonkeyPatch) -> threading.Event:
    """The scenarios are not read before this event is set."""
    gate, read = threading.Event(), wargame.tui.reading.read_catalogue

    def later() -> Catalogue:
        gate.wait(LONGEST)  # without a limit, a test that fails before it opens the gate would never end
        return read()

    monkeypatch.setattr(wargame.tui.reading, "read_catalogue", later)
    return gate


@pytest.mark.parametrize("played", [False, True])
async def test_the_menu_stands_in_its_first_frame_and_stays_as_it_is(
    played: bool, slow_reading: threading.Event
) -> None:
    if played:
        await _a_game_to_go_on_with()
    app = WargameApp(None)
    async with app.run_test(size=(80, 24)) as pilot:
        person = Theatre(app, pilot)
        await pilot.pause()
        before = person.text
        assert ("› 2  Continue" in before) == played
        slow_reading.set()
        await person.settle()
        assert app.catalogue is not None
        assert person.text == before


async def test_keys_typed_while_scenarios_are_read_count(slow_reading: threading.Event) -> None:
    app = WargameApp(None)
    async with app.run_test(size=(80, 24)) as pilot:
        person = Theatre(app, pilot)
        for key in ("2", "down", "down", "down", "enter"):
            await pilot.press(key)
        assert person.name == "WaitScreen"
        slow_reading.set()
        await person.settle()
        await person.settle()
        assert "Harbour winter │ who plays what?" in person.text


async def test_keys_typed_in_one_breath_reach_the_screens_that_they_are_meant_for(saves: Path) -> None:
    app = WargameApp(None)
    async with app.run_test(size=(80, 24)) as pilot:
        person = Theatre(app, pilot)
        await person.settle()
        for key in ("enter", "space", "o", "e", "enter", "b", "enter"):
            app.post_message(events.Key(key, None))
        await person.until(lambda: person.name == "TurnScreen" and len(person.orders) == 2)
        assert person.orders == ["escort ABJ 1", "buy_fuel 1"]
        app.let_go()


async def test_enter_pressed_before_the_terminal_is_ours_is_enter() -> None:
    async with theatre(None) as person:
        person.app.post_message(events.Key("ctrl+j", "\n"))
        await person.settle()
        assert person.name in ("WaitScreen", "BriefingScreen")


async def test_keys_typed_while_a_game_opens_open_no_curtain() -> None:
    app = WargameApp(convoy("junta", "jnim"))
    async with app.run_test(size=(80, 24)) as pilot:
        person = Theatre(app, pilot)
        for key in ("j", "u", "enter"):
            await pilot.press(key)
        await person.settle()
        assert person.name == "CurtainScreen"
        app.let_go()


def test_the_question_for_widths_wipes_what_it_writes() -> None:
    signs, _, after = WIDTH_QUESTION.partition(AMBIGUOUS)
    assert signs.endswith("\x1b[8m")  # unseen
    assert after.startswith("\x1b[6n")
    assert "\x1b[2K" in after  # the line is cleared in the same breath


async def test_widths_are_asked_before_anything_is_drawn(monkeypatch: pytest.MonkeyPatch) -> None:
    drawn: list[str] = []
    monkeypatch.setattr(WargameApp, "ask_width", lambda _: drawn.append("question"))
    displayed = WargameApp._display

    def display(app: WargameApp, *parts: Any) -> None:
        drawn.append("frame")
        displayed(app, *parts)

    monkeypatch.setattr(WargameApp, "_display", display)
    async with theatre(None):
        assert drawn[0] == "question"
        assert "frame" in drawn
