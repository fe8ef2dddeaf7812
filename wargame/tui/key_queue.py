"""A queue of pressed keys. Each key waits until the app has done everything that the key before it caused.

For example, a key may open a new screen. Textual alone forwards each key at once, and a person may type faster than
screens change. The first screen would then get all keys, and most keys would be lost.

Must not know: what keys mean.
"""

from __future__ import annotations

import asyncio
from collections import deque
from collections.abc import Awaitable, Callable, Sequence
from typing import Any

from textual import events
from textual.app import App
from textual.message_pump import MessagePump
from textual.screen import Screen

LONGEST = 0.5  # number of seconds that the next key waits at most, because a closed screen never answers


class KeyQueue:
    """Forwards keys to an app.

    `hand`: the function that sends a key to the widget with the focus.
    """

    def __init__(self, app: App[None], hand: Callable[[events.Key], Awaitable[None]]) -> None:
        self.app, self._hand = app, hand
        self._waiting: deque[events.Key] = deque()
        self._number = 0  # the number of the present key
        self._busy = False
        self._closed = False  # whether all keys wait until a new screen is drawn
        self._limit: asyncio.TimerHandle | None = None

    async def put(self, key: events.Key) -> None:
        """Forward a key at once, or after all earlier keys."""
        self._waiting.append(key)
        await self._next()

    def put_first(self, keys: Sequence[events.Key], screen: Screen[Any]) -> None:
        """Forward these keys before all waiting keys, as soon as `screen` is drawn.

        The keys were typed before the waiting keys. Another screen has kept them until now.
        """
        self._waiting.extendleft(reversed(keys))
        self._closed = True
        screen.call_after_refresh(self._open)
        asyncio.get_running_loop().call_later(LONGEST, self._open)  # a closed screen is never drawn

    def _open(self) -> None:
        if self._closed:
            self._closed = False
            self.app.call_later(self._next)

    async def _next(self) -> None:
        if self._busy or self._closed or not self._waiting:
            return
        key = self._waiting.popleft()
        app, number = self.app, self._number + 1
        self._busy, self._number = True, number
        self._limit = asyncio.get_running_loop().call_later(LONGEST, self._release, number)
        screen = app.screen
        target: MessagePump = app.focused or screen
        await self._hand(key)
        # The key passes from its widget up to the app, and the app runs the binding of the key.
        self._follow(_ancestors(target, app), lambda: self._told(number, screen))

    def _told(self, number: int, screen: Screen[object]) -> None:
        """Wait until the screen, and then the app, has handled the messages that the key caused."""
        now = self.app.screen
        self._follow([now, self.app], lambda: self._shown(number, screen))

    def _shown(self, number: int, screen: Screen[object]) -> None:
        """Mark the key as done if the screen is still the same. Otherwise, wait for the new screen first."""
        now = self.app.screen
        if now is screen:
            self._release(number)
        else:
            self._follow([now, self.app, now, self.app], lambda: self._release(number))

    def _follow(self, path: Sequence[MessagePump], then: Callable[[], None]) -> None:
        """Call `then` after each object on a path has handled its messages, from first to last.

        Textual calls an object with messages, such as a screen, a message pump. Closed pumps are skipped.
        """
        for index, pump in enumerate(path):
            if pump.call_later(self._follow, path[index + 1 :], then):
                return
        then()

    def _release(self, number: int) -> None:
        """Mark the key with this number as done. Nothing happens if its waiting time was already over."""
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
