"""The curtain between two people at one keyboard.

The curtain hides the last team's screen. Two letters open the curtain.

Must not know: any team's orders. This screen gets only names.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import ClassVar

from textual import events
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import Horizontal
from textual.message import Message
from textual.widgets import Input, Static

from wargame.tui.commands import bindings, command
from wargame.tui.drawing.canvas import BOLD, DIM, PLAIN, Canvas
from wargame.tui.drawing.pen import Pen
from wargame.tui.screens.common.base_screen import GameScreen
from wargame.tui.widgets.panes import Footer
from wargame.tui.widgets.picture import Picture

DEAF = 0.5  # number of seconds in which keys are ignored; the last team's typing then cannot open the curtain
COMMANDS = (command("ctrl+q", "app.leave", "Leave, everything is saved", "leave the program"),)


class CurtainPicture(Picture):
    """The sentences on the curtain."""

    lines: tuple[tuple[str, str], ...] = ()

    def draw(self, canvas: Canvas) -> None:
        """Draw the sentences in the middle."""
        top = max(1, (canvas.height - 2 * len(self.lines)) // 2)
        for index, (text, ink) in enumerate(self.lines):
            canvas.put(max(1, (canvas.width - len(text)) // 2), top + 2 * index, text, ink)


class CurtainLine(Input):
    """The line for typing on the curtain. The line ignores keys at first and keeps no history."""

    deaf = True

    async def on_key(self, event: events.Key) -> None:
        """Drop keys that come too early."""
        if self.deaf:
            event.stop()
            event.prevent_default()

    async def action_submit(self) -> None:
        """Accept Enter. Enter is ignored in the first moment."""
        if not self.deaf:
            await super().action_submit()

    def _on_paste(self, event: events.Paste) -> None:
        """Ignore pasted text."""
        event.stop()
        event.prevent_default()


class CurtainScreen(GameScreen[None]):
    """The curtain, which stays until the next team opens it.

    `letters`: the letters that open the curtain -> the seat that they open.
    """

    NAME = "Pass the keyboard"
    HEARS_EARLY_KEYS = False  # another person may have typed these keys
    KEYS = COMMANDS
    BINDINGS: ClassVar[list[BindingType]] = bindings(KEYS)

    class Opened(Message):
        """A message: a team has opened the curtain."""

        def __init__(self, seat: str) -> None:
            super().__init__()
            self.seat = seat

    def __init__(self, pen: Pen, names: Mapping[str, str], goal: str, last: str, where: str) -> None:
        """Prepare the curtain.

        `names`: the names of the teams that may open the curtain.
        `goal`: the next seat.
        `last`: the seat that has committed.
        `where`: a text that names the turn.
        """
        super().__init__(pen)
        self.names, self.goal, self.last, self.where = dict(names), goal, last, where
        self.openings = opening_letters(self.names)

    def compose(self) -> ComposeResult:
        """Return the widgets of the curtain: the picture with the sentences, the line for typing, and the footer."""
        yield CurtainPicture(id="curtain")
        with Horizontal(id="line-row"):
            yield Static(self.pen.text(" › "), id="prompt", markup=False)
            yield CurtainLine(id="curtain-line", compact=True, select_on_focus=False, max_length=20)
        yield Footer(id="footer")

    def on_mount(self) -> None:
        """Show the name of the next team. Accept keys after a moment."""
        name = self.names[self.goal]
        letters = next(text for text, seat in self.openings.items() if seat == self.goal)
        sealed = f"{self.last} has committed. Its orders are sealed and saved." if self.last else ""
        self.query_one(CurtainPicture).lines = (
            ("P A S S   T H E   K E Y B O A R D", BOLD),
            (f"to   {' '.join(name.upper())}", BOLD),
            ("Everyone else looks away from this screen.", PLAIN),
            (sealed, DIM),
            (f"{name}: type  {letters}  and press Enter to open.", BOLD),
            (self.where, DIM),
        )
        line = self.query_one(CurtainLine)
        line.focus()
        self.set_timer(DEAF, self.listen)

    def listen(self) -> None:
        """Accept keys from now on."""
        self.query_one(CurtainLine).deaf = False

    def on_input_submitted(self, message: Input.Submitted) -> None:
        """Show the screens of the team whose letters were typed. Any other text is cleared."""
        typed = message.value.strip().lower()
        seat = self.openings.get(typed, "") or next(
            (seat for seat, name in self.names.items() if typed and typed in (name.lower(), seat.lower())), ""
        )
        message.input.value = ""
        if seat:
            self.tell(self.Opened(seat))


def opening_letters(names: Mapping[str, str]) -> dict[str, str]:
    """Return the letters for each seat: two letters of the team's name, or more letters if two are not enough."""
    found: dict[str, str] = {}
    plain = {seat: "".join(c for c in name.lower() if c.isalnum()) or seat.lower() for seat, name in names.items()}
    for seat, name in plain.items():
        others = [other for key, other in plain.items() if key != seat]
        length = next((n for n in range(2, len(name)) if not any(o.startswith(name[:n]) for o in others)), len(name))
        letters = name[:length]
        found[letters if letters not in found else seat.lower()] = seat
    return found
