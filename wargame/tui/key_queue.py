"""Keys one after the other: each waits until what the one before it did is done, a new screen included.

Textual hands on keys as they come. Keys typed faster than screens change would all go to the first screen and be lost.

Must not know: what keys mean.
"""

from __future__ import annotations

import asyncio
from collections import deque
from collections.abc import Awaitable, Callable, Sequence

from textual import events
from textual.app import App
from textual.message_pump import MessagePump
from textual.screen import Screen

LONGEST = 0.5  # seconds; a screen that went away answers no more, and then the next key must not wait for it


class KeyQueue:
    """Hands keys to an app by `hand`, which forwards one to the widget that has the focus then."""

    def __init__(self, app: App[None], hand: Callable[[events.Key], Awaitable[None]]) -> None:
        self.app, self._hand = app, hand
        self._waiting: deque[events.Key] = deque()
        self._number = 0  # of the key that is being worked on
        self._busy = False
        self._limit: asyncio.TimerHandle | None = None

    async def put(self, key: events.Key) -> None:
        """Hand on a key now, or after those that came before it."""
        self._waiting.append(key)
        if not self._busy:
            await self._next()

    async def _next(self) -> None:
        if not self._waiting:
            return
        key = self._waiting.popleft()
        app, number = self.app, self._number + 1
        self._busy, self._number = True, number
        self._limit = asyncio.get_running_loop().call_later(LONGEST, self._release, number)
        screen = app.screen
        target: MessagePump = app.focused or screen
        await self._hand(key)
        # The key rises from its widget to the app, which runs what is bound to it.
        self._follow(_ancestors(target, app), lambda: self._told(number, screen))

    def _told(self, number: int, screen: Screen[object]) -> None:
        """What the key did may have told the screen something, and the screen the app."""
        now = self.app.screen
        self._follow([now, self.app], lambda: self._shown(number, screen))

    def _shown(self, number: int, screen: Screen[object]) -> None:
        """Another screen that has come stands before it hears the next key."""
        now = self.app.screen
        if now is screen:
            self._release(number)
        else:
            self._follow([now, self.app, now, self.app], lambda: self._release(number))

    def _follow(self, path: Sequence[MessagePump], then: Callable[[], None]) -> None:
        """Run behind what waits in each pump of a path in turn; what has been closed is passed over."""
        for index, pump in enumerate(path):
            if pump.call_later(self._follow, path[index + 1 :], then):
                return
        then()

    def _release(self, number: int) -> None:
        """The key with this number is done, unless it was given up before."""
        if not self._busy or number != self._number:
            return
        if self._limit is not None:
            self._limit.cancel()
        self._busy = False
        if self._waiting:
            self.app.call_later(self._next)


def _ancestors(pump: MessagePump, app: App[None]) -> list[MessagePump]:
    found = [pump]
    while pump is not app and pump._parent is not None:
        pump = pump._parent
        found.append(pump)
    return found
