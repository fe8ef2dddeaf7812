"""The common part of all apps: help, the list of commands, window sizes, leaving, and changes of screens.

Must not know: games.
"""

from __future__ import annotations

from collections.abc import Callable
from time import monotonic
from typing import Any, ClassVar

from textual import events
from textual.app import App
from textual.binding import Binding, BindingType
from textual.geometry import Size
from textual.message import Message
from textual.screen import Screen
from textual.worker import WorkerFailed

from wargame.tui.commands import KeyCommand
from wargame.tui.drawing.pen import Pen
from wargame.tui.key_queue import KeyQueue
from wargame.tui.screens.common.base_screen import CommandsWanted, GameScreen, HelpWanted
from wargame.tui.screens.common.help import HelpScreen
from wargame.tui.screens.common.pick import PickItem, PickScreen
from wargame.tui.screens.common.too_small import LEAST, TooSmallScreen
from wargame.tui.screens.common.wait import WaitScreen
from wargame.tui.widgets.picture import Picture

AMBIGUOUS = "○■▲≈×═"  # most terminals show these characters one column wide; some East Asian terminals use two columns
# Save the cursor, write the characters invisibly, ask for the cursor's column, clear the line, restore the cursor.
WIDTH_QUESTION = f"\x1b7\x1b[1;1H\x1b[8m{AMBIGUOUS}\x1b[6n\x1b[28m\x1b[1;1H\x1b[2K\x1b8"
LEAVE_KEY = "ctrl+q"  # this key never waits in the queue
EARLY_ENTER = "ctrl+j"  # Enter arrives as a line feed if a person presses Enter before the app controls the terminal


class BaseApp(App[None]):
    """An app with a menu below all screens, with help, with the list of commands, and with a way to leave."""

    TITLE = "Wargame"
    CSS_PATH = "wargame.tcss"
    ENABLE_COMMAND_PALETTE = False
    BINDINGS: ClassVar[list[BindingType]] = [Binding(LEAVE_KEY, "leave", show=False, priority=True)]

    def __init__(self, plain_glyphs: bool = False) -> None:
        super().__init__()
        self.plain_glyphs = plain_glyphs
        self.pen = Pen(plain=plain_glyphs)
        self._asked_to_leave = False
        self._touched = monotonic()
        self._keys = KeyQueue(self, super().on_event)

    async def on_event(self, event: events.Event) -> None:
        """Record the time of the last use of the keyboard or the mouse."""
        if isinstance(event, events.InputEvent):
            self._touched = monotonic()
        if isinstance(event, events.Key) and not event.is_forwarded and event.key != LEAVE_KEY:
            await self._keys.put(events.Key("enter", "\r") if event.key == EARLY_ENTER else event)
        else:
            await super().on_event(event)

    def _handle_exception(self, error: Exception) -> None:
        """End the app without a traceback. The caller of the app raises the error again and writes a report."""
        super()._handle_exception(error)
        self._exit_renderables.clear()

    @property
    def fault(self) -> BaseException | None:
        """Return the unexpected error that ended the app, or the error of a failed worker."""
        return self._exception.error if isinstance(self._exception, WorkerFailed) else self._exception

    def leave_soon(self) -> None:
        """End the app as soon as it has time. Any thread may call this method."""
        if self._loop is not None and not self._loop.is_closed():
            self._loop.call_soon_threadsafe(self.exit)

    def idle_for(self) -> float:
        """Return the number of seconds since the last use of the keyboard or the mouse."""
        return monotonic() - self._touched

    def show(self, *screens: Screen[Any], answered: Callable[[Any], None] | None = None) -> None:
        """Replace all screens over the menu by these screens. The terminal draws only the last screen.

        `answered`: the function that gets the result of the last screen.

        Keys that were typed while the game was being opened go to the new screen.
        """
        early = self.screen.typed if isinstance(self.screen, WaitScreen) else ()
        with self.batch_update():
            while len(self.screen_stack) > 1:
                self.pop_screen()
            for screen in screens:
                self.push_screen(screen, answered if screen is screens[-1] else None)
            self.check_size()
        shown = self.screen
        if early and isinstance(shown, GameScreen) and shown.HEARS_EARLY_KEYS:
            self._keys.put_first([events.Key(key.key, key.character) for key in early], shown)

    def replace_top(self, screen: Screen[Any]) -> None:
        """Replace the top screen."""
        with self.batch_update():
            self.pop_screen()
            self.push_screen(screen)

    def from_top(self, message: Message) -> bool:
        """Return whether the top screen sent this message.

        Callers ignore messages of covered screens. A covered screen may get a key that a person pressed twice by
        mistake.
        """
        return message._sender is self.screen

    # -- what the terminal can draw ------------------------------------------------------------------------------------

    def ask_width(self) -> None:
        """Ask the terminal how wide it shows characters that some terminals show two columns wide.

        The question must come before anything is drawn.
        """
        if self._driver is not None and not self.plain_glyphs and not self.is_headless:
            self._driver.write(WIDTH_QUESTION)
            self._driver.flush()

    def on_cursor_position(self, event: events.CursorPosition) -> None:
        """Use ASCII characters from now on if the answer to `ask_width` is two columns."""
        if event.x != len(AMBIGUOUS) and not self.plain_glyphs:
            self.plain_glyphs = self.pen.plain = True
            for screen in self.screen_stack:
                for picture in screen.query(Picture):
                    picture.repaint()

    # -- on every screen ----------------------------------------------------------------------------------------------

    def glossary(self) -> dict[str, str]:
        """Return the words that the help explains, with their meanings."""
        return {}

    def sides(self) -> tuple[tuple[str, str], ...]:
        """Return (sign, name) for each faction that has a sign on the map, for the help."""
        return ()

    def on_help_wanted(self, message: HelpWanted) -> None:
        """Show the help for a screen."""
        if not self.from_top(message):
            return
        sides = self.sides() if message.heading == "Turn" else None
        words = message.words or self.glossary()
        self.push_screen(HelpScreen(self.pen, message.heading, message.commands, message.prose, words, sides))

    def on_commands_wanted(self, message: CommandsWanted) -> None:
        """Show all commands of the screen as a list from which a person can choose."""
        if not self.from_top(message):
            return
        commands = {each.action: each for each in message.commands if each.action not in ("commands",)}
        choices = tuple(_choice(each) for each in commands.values())
        screen = self.screen

        async def picked(action: str | None) -> None:
            if action:
                await self.run_action(action, default_namespace=screen)

        self.push_screen(PickScreen(self.pen, "ALL COMMANDS: type to search", choices), picked)

    def drafted(self) -> int:
        """Return the number of orders in the open draft."""
        return 0

    def on_resize(self, event: events.Resize) -> None:
        """Check whether the window is still large enough."""
        self.check_size(event.size)

    def check_size(self, size: Size | None = None) -> None:
        """Cover all screens while the window is too small. The covered screens do not change."""
        width, height = size or self.size
        small = width < LEAST[0] or height < LEAST[1]
        covered = isinstance(self.screen, TooSmallScreen)
        if small and not covered:
            self.push_screen(TooSmallScreen(self.pen, self.drafted()))
        elif covered and not small:
            self.pop_screen()

    def action_help_quit(self) -> None:
        """Handle ctrl+c if no text is selected. The first press shows a hint, and the second press leaves."""
        if self._asked_to_leave:
            self.action_leave()
            return
        self._asked_to_leave = True
        self.set_timer(3.0, self._forget_to_leave)
        self.notify("Saved. ctrl+c again leaves.", timeout=3.0)

    def _forget_to_leave(self) -> None:
        self._asked_to_leave = False

    def action_leave(self) -> None:
        """Leave the program. Everything is already saved."""
        self.exit()


def _choice(each: KeyCommand) -> PickItem:
    return PickItem(each.action, each.word, each.meaning, each.key_text)
