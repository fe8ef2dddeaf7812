"""The message during a long task: the task and its time so far.

Must not know: how the task is done.
"""

from __future__ import annotations

from typing import ClassVar

from textual import events
from textual.app import ComposeResult
from textual.binding import BindingType

from wargame.tui.commands import bindings, command
from wargame.tui.drawing.canvas import BOLD, DIM
from wargame.tui.drawing.pen import Pen
from wargame.tui.screens.common.base_screen import GameScreen
from wargame.tui.screens.common.curtain import CurtainPicture
from wargame.tui.widgets.panes import Footer

TICK = 0.5
COMMANDS = (command("ctrl+q", "app.leave", "Leave, everything is saved", "leave the program"),)


class WaitScreen(GameScreen[None]):
    """The screen during a long task in a background thread. The screen counts seconds, and nothing blinks."""

    NAME = "Wait"
    KEYS = COMMANDS
    BINDINGS: ClassVar[list[BindingType]] = bindings(KEYS)

    def __init__(self, pen: Pen, doing: str, note: str = "", *, keeps_keys: bool = False) -> None:
        """Prepare the message. `keeps_keys`: whether keys that are typed now are meant for the next screen."""
        super().__init__(pen)
        self.doing, self.note, self.keeps_keys = doing, note, keeps_keys
        self.typed: list[events.Key] = []
        self._ticks = 0

    def on_key(self, event: events.Key) -> None:
        """Keep typed keys for the next screen."""
        if self.keeps_keys:
            self.typed.append(event)

    def compose(self) -> ComposeResult:
        """Return sentences and footer."""
        yield CurtainPicture(id="curtain")
        yield Footer(id="footer")

    def on_mount(self) -> None:
        """Show the task."""
        self.renew()
        self.set_interval(TICK, self.tick)

    def tick(self) -> None:
        """Add half a second to the time."""
        self._ticks += 1
        self.renew()

    def renew(self) -> None:
        """Show the task and its time."""
        seconds = int(self._ticks * TICK)
        since = f"{seconds} s" if seconds else ""
        picture = self.query_one(CurtainPicture)
        picture.lines = ((self.doing, BOLD), (self.note, DIM), (since, DIM))
        picture.redraw()
