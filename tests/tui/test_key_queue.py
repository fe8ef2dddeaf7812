"""The queue of keys: keys that another screen kept come before keys that were typed later."""

from __future__ import annotations

from collections.abc import Sequence

import pytest
from textual import events
from textual.screen import Screen

from tests.tui.theatre import Theatre
from wargame.tui.base_app import BaseApp


class Ear(Screen[None]):
    """A screen that remembers its keys."""

    def __init__(self) -> None:
        super().__init__()
        self.heard = ""

    def on_key(self, event: events.Key) -> None:
        self.heard += event.key


def keys(text: str) -> list[events.Key]:
    return [events.Key(letter, letter) for letter in text]


@pytest.mark.parametrize("waiting", ["", "c", "cde"])
async def test_kept_keys_come_before_keys_that_wait(waiting: str) -> None:
    app = BaseApp()
    async with app.run_test(size=(80, 24)) as pilot:
        person, ear = Theatre(app, pilot), Ear()  # type: ignore[arg-type]
        app.push_screen(ear)
        await pilot.pause()
        app._keys._waiting.extend(keys(waiting))
        app._keys.put_first(keys("ab"), ear)
        await app._keys.put(keys("z")[0])  # a key that is typed before the screen is drawn
        await person.until(lambda: "z" in ear.heard)
        assert ear.heard == f"ab{waiting}z"


@pytest.mark.parametrize("later", ["x", "xyz"])
async def test_a_screen_that_is_never_drawn_stops_no_key(later: Sequence[str]) -> None:
    app = BaseApp()
    async with app.run_test(size=(80, 24)) as pilot:
        person, ear = Theatre(app, pilot), Ear()  # type: ignore[arg-type]
        app.push_screen(ear)
        await pilot.pause()
        app._keys.put_first(keys("a"), Ear())
        for key in keys("".join(later)):
            await app._keys.put(key)
        await person.until(lambda: later[-1] in ear.heard)
        assert ear.heard == f"a{later}"
