"""Runs the real app without a terminal: opens the app, presses keys, and reads the screen as text."""

from __future__ import annotations

from collections.abc import AsyncIterator, Callable, Iterable
from contextlib import asynccontextmanager
from pathlib import Path

from textual.pilot import Pilot

from wargame.model.telling.view import Draft
from wargame.store.setup import PlaySetup
from wargame.tui.app import WargameApp
from wargame.tui.screens.common.curtain import CurtainLine
from wargame.tui.screens.common.wait import WaitScreen
from wargame.tui.screens.turn.turn import TurnScreen
from wargame.tui.seat_session import SeatSession

SMALL, LARGE = (80, 24), (120, 40)
MOST_LOOKS = 1_000  # times that a test looks whether the app is at rest
MOST_SCREENS = 40  # times that a test presses Enter on its way to the map


def convoy(*people: str, save: Path | None = None, seed: int = 7) -> PlaySetup:
    """Return the tutorial with people in these seats, or in the junta's seat if none is named."""
    return game("first_convoy", *(people or ("junta",)), save=save, seed=seed)


def game(scenario: str, *people: str, save: Path | None = None, seed: int = 7) -> PlaySetup:
    """Return a game with people in these seats. Doctrine bots play all other seats."""
    seats = {"first_convoy": ("junta", "jnim"), "bamako_siege": ("jnim", "junta", "russia", "aes")}.get(scenario, ())
    others = {seat: "doctrine" for seat in seats if seat not in people}
    if scenario == "harbour_winter":
        others = {seat: "doctrine" for seat in ("cabinet", "dockers", "consortium", "councils") if seat not in people}
    return PlaySetup(scenario, {**dict.fromkeys(people, "human"), **others}, seed=seed, save=save)


class Theatre:
    """A running app, with functions that use its keyboard."""

    def __init__(self, app: WargameApp, pilot: Pilot[None]) -> None:
        self.app, self.pilot = app, pilot

    async def press(self, *keys: str) -> None:
        """Press keys and wait until the app is at rest."""
        for key in keys:
            await self.pilot.press(key)
        await self.settle()

    async def write(self, text: str) -> None:
        """Type text, letter by letter."""
        names = {" ": "space", "/": "slash", "?": "question_mark", ";": "semicolon"}
        await self.press(*(names.get(letter, letter) for letter in text))

    async def settle(self) -> None:
        """Wait until nothing is being opened, resolved or tried."""
        await self.pilot.pause()
        for _ in range(MOST_LOOKS):
            if self.app._exception is not None:
                raise self.app._exception  # a screen of an app that has failed waits for ever
            if not isinstance(self.app.screen, WaitScreen) and not any(
                worker.group in ("menu", "odds", "reading", "writing") for worker in self.app.workers
            ):
                return
            await self.app.workers.wait_for_complete()
            await self.pilot.pause()
        raise AssertionError(f"{self.name} never comes to rest")

    async def to_map(self) -> None:
        """Close briefing, playback and report."""
        for _ in range(MOST_SCREENS):
            if isinstance(self.app.screen, TurnScreen):
                return
            await self.press("enter")
        raise AssertionError(f"Enter does not lead from {self.name} to the map")

    async def open_curtain(self, letters: str) -> None:
        """Wait until the curtain accepts keys. Then open the curtain.

        The curtain decides when it accepts keys. A fixed time would be too short on a busy machine.
        """
        line = self.app.screen.query_one(CurtainLine)
        await self.until(lambda: not line.deaf)
        await self.press(*letters, "enter")

    async def until(self, condition: Callable[[], bool]) -> None:
        """Wait until something is true that comes by itself, such as the end of a timer of the program."""
        for _ in range(MOST_LOOKS):
            if condition():
                return
            await self.pilot.pause(0.05)
        raise AssertionError(f"{self.name} waits in vain: {self.text}")

    @property
    def seat_session(self) -> SeatSession:
        """Return the seat session of the person at the keyboard."""
        assert self.app.seat_session is not None, f"nobody sits at {self.name}"
        return self.app.seat_session

    @property
    def draft(self) -> Draft:
        """Return the draft of this person."""
        return self.seat_session.draft

    @property
    def orders(self) -> list[str]:
        """Return the texts of the orders in the draft."""
        return [line.order.text for line in self.draft.lines]

    @property
    def name(self) -> str:
        """Return the name of the top screen."""
        return type(self.app.screen).__name__

    @property
    def text(self) -> str:
        """Return the screen as text."""
        return "\n".join(self.rows)

    @property
    def rows(self) -> list[str]:
        """Return the rows of the screen without the blanks at their ends."""
        strips = self.app.screen._compositor.render_strips()
        return ["".join(segment.text for segment in strip).rstrip() for strip in strips]


@asynccontextmanager
async def theatre(
    setup: PlaySetup | None, size: tuple[int, int] = SMALL, *, plain_glyphs: bool = False, keys: Iterable[str] = ()
) -> AsyncIterator[Theatre]:
    """Run the app in a window of this size. `setup`: the game, or None for the menu."""
    app = WargameApp(setup, plain_glyphs)
    async with app.run_test(size=size) as pilot:
        person = Theatre(app, pilot)
        await person.settle()
        await person.press(*keys)
        yield person
        app.let_go()
