"""The common part of all screens: commands, the footer, help, the list of all commands, and the pen.

The pen turns drawings into styled text for the terminal.

Must not know: any particular screen.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import ClassVar, TypeVar

from textual.app import ComposeResult
from textual.binding import BindingType
from textual.message import Message
from textual.reactive import Reactive
from textual.screen import Screen
from textual.widget import Widget

from wargame.tui.commands import ALL, BACK, COMMON, HELP, KeyCommand, bindings
from wargame.tui.drawing.canvas import Line
from wargame.tui.drawing.pen import Pen
from wargame.tui.widgets.list_pane import ListPane, ListRows
from wargame.tui.widgets.panes import Footer, TopLines
from wargame.tui.widgets.picture import Picture

R = TypeVar("R")


class HelpWanted(Message):
    """A message: the person wants help for a screen. `words`: a glossary in place of the glossary of the open game."""

    def __init__(
        self, name: str, commands: tuple[KeyCommand, ...], prose: tuple[str, ...], words: Mapping[str, str]
    ) -> None:
        super().__init__()
        self.heading, self.commands, self.prose, self.words = name, commands, prose, words


class CommandsWanted(Message):
    """A message: the person wants the list of all commands of a screen."""

    def __init__(self, commands: tuple[KeyCommand, ...]) -> None:
        super().__init__()
        self.commands = commands


class BaseScreen(Screen[R]):
    """A screen that closes only once. Its messages have the screen as their sender."""

    # The panes show the focus. Therefore a new focus does not repaint the whole screen.
    focused: Reactive[Widget | None] = Reactive(None, repaint=False)

    def tell(self, message: Message) -> None:
        """Send a message to the app.

        The app accepts only messages of the top screen, so this screen must be the sender.
        """
        message.set_sender(self)
        self.post_message(message)

    def put_away(self, result: R | None = None) -> None:
        """Close the screen with a result.

        Nothing happens if another screen is on top, for example after a key that was pressed twice. The menu is never
        closed.
        """
        if self.app.screen is self and len(self.app.screen_stack) > 1:
            self.dismiss(result)


class GameScreen(BaseScreen[R]):
    """A screen whose keys come from its commands.

    `NAME`: the heading of its help.
    `PROSE`: a few sentences in its help that explain the screen.
    """

    NAME: ClassVar[str] = ""
    PROSE: ClassVar[tuple[str, ...]] = ()
    KEYS: ClassVar[tuple[KeyCommand, ...]] = COMMON
    BINDINGS: ClassVar[list[BindingType]] = bindings(COMMON)
    AUTO_FOCUS = None
    # whether this screen gets keys that were typed too early, before the screen was ready
    HEARS_EARLY_KEYS: ClassVar[bool] = True

    def __init__(self, pen: Pen) -> None:
        super().__init__()
        self.pen = pen

    def on_mount(self) -> None:
        """Set the pen of this game in every picture."""
        self.take_pen()
        self.renew_footer()

    def take_pen(self) -> None:
        """Set the pen of all pictures on this screen."""
        for picture in self.query(Picture):
            picture.pen = self.pen
            picture.repaint()

    def commands_now(self) -> tuple[KeyCommand, ...]:
        """Return the commands that can be used at this moment."""
        return self.KEYS

    def prose_now(self) -> tuple[str, ...]:
        """Return the sentences that explain the screen at this moment."""
        return self.PROSE

    def renew_footer(self) -> None:
        """Show in the footer which keys a person can use now."""
        for footer in self.query(Footer):
            footer.show([(each.key_text, each.word) for each in self.commands_now() if each.footer])

    def action_help(self) -> None:
        """Show the help for this screen."""
        self.tell(HelpWanted(self.NAME, self.commands_now(), self.prose_now(), self.words()))

    def words(self) -> Mapping[str, str]:
        """Return the words that the help explains. An empty result means the words of the open game."""
        return {}

    def action_commands(self) -> None:
        """Show all commands."""
        self.tell(CommandsWanted(self.commands_now()))

    def action_back(self) -> None:
        """Close this screen. The screen below it is then visible again."""
        self.put_away()


class ListScreen(GameScreen[R]):
    """A screen with one list under two top lines."""

    KEYS: ClassVar[tuple[KeyCommand, ...]] = (BACK, HELP, ALL)
    BINDINGS: ClassVar[list[BindingType]] = bindings(KEYS)

    def compose(self) -> ComposeResult:
        """Return top lines, list and footer."""
        yield TopLines(id="top")
        yield from self.middle()
        yield ListPane(id="list")
        yield Footer(id="footer")

    def middle(self) -> Iterable[Widget]:
        """Return the widgets between the top lines and the list."""
        return ()

    def on_mount(self) -> None:
        """Fill the list and give the list the focus."""
        self.renew()
        self.list.focus()

    @property
    def list(self) -> ListPane:
        """Return the list of this screen."""
        return self.query_one(ListPane)

    def top(self) -> tuple[Line, ...]:
        """Return the two top lines."""
        return (), ()

    def rows(self, width: int) -> ListRows:
        """Return the lines of the list."""
        return ()

    def renew(self, marked: str | None = None) -> None:
        """Show all lines again, with their present content."""
        self.query_one(TopLines).show(*self.top())
        self.list.show(self.rows, marked)

    def on_resize(self) -> None:
        """Show the top lines again for the new width."""
        self.query_one(TopLines).show(*self.top())
