"""The line for orders. The line shows the rest of an order, accepts pasted lines, and lets digits choose a row.

Must not know: the legal orders. The line gets a function that finds these orders.
"""

from __future__ import annotations

from collections.abc import Callable

from textual import events
from textual.geometry import Size
from textual.message import Message
from textual.widgets import Input

from wargame.game.orders.grammar import LONGEST_LINE
from wargame.model.match.completion import Completion
from wargame.model.match.events import LONGEST_KEPT
from wargame.model.match.order import split_orders

BETWEEN = "; "  # the text between the lines of one pasted text


class OrderLine(Input):
    """An Input for orders.

    Letters can also be keys of the screen. Letters are text only while the line has the focus.
    """

    class Typed(Message):
        """A message: the text has changed."""

    class Moved(Message):
        """A message: the mark in the list should move."""

        def __init__(self, step: int) -> None:
            super().__init__()
            self.step = step

    class Picked(Message):
        """A message: the person picked a row of the list, counted from 0."""

        def __init__(self, row: int) -> None:
            super().__init__()
            self.row = row

    class Entered(Message):
        """A message: Enter was pressed."""

    class Refused(Message):
        """A message: the line did not accept a pasted text. `reason`: the reason in a sentence."""

        def __init__(self, reason: str) -> None:
            super().__init__()
            self.reason = reason

    class Closed(Message):
        """A message: the line should close. Its text stays."""

    class Listed(Message):
        """A message: the person wants the list of all legal orders."""

    def __init__(self, *, id: str | None = None) -> None:  # noqa: A002 - Textual's name
        super().__init__(id=id, select_on_focus=False, compact=True, max_length=LONGEST_KEPT)
        self.look_up: Callable[[str], Completion] = Completion
        self.found = Completion("")
        self.rest = ""
        self.cursor_blink = False

    @property
    def current(self) -> str:
        """Return the order that is being written: the text after the last separator."""
        return split_orders(self.value)[-1].lstrip()

    @property
    def lines(self) -> tuple[str, ...]:
        """Return all orders in the line."""
        return tuple(part.strip() for part in split_orders(self.value) if part.strip())

    def set_lines(self, lines: tuple[str, ...]) -> None:
        """Replace all orders in the line."""
        self.value = BETWEEN.join(lines)
        self.cursor_position = len(self.value)

    def write_on(self, text: str) -> None:
        """Replace the present order by a text. Earlier orders in the line stay."""
        self.value = self.value[: len(self.value) - len(self.current)] + text
        self.cursor_position = len(self.value)

    def renew(self) -> None:
        """Ask again for completions, because the draft has changed."""
        self.found = self.look_up(self.current)
        self.ghost(self.found.rest)

    def ghost(self, rest: str) -> None:
        """Draw the rest of an order after the cursor. →, Tab or Enter accepts the rest."""
        self.rest = rest if self.current else ""
        self._suggestion = self.value + self.rest if self.rest else ""

    def _watch_value(self, value: str) -> None:
        # Textual's line would compute the whole layout again for longer text. This line has a fixed width.
        self.set_reactive(OrderLine.virtual_size, Size(self.content_width, 1))
        with self.prevent(Input.Changed):  # the message Typed reports this change
            super()._watch_value(value)

    def watch_value(self) -> None:
        """Ask for completions of the text. Draw the rest after the cursor."""
        if self.is_mounted:
            self.renew()
            self.tell(self.Typed())

    def tell(self, message: Message) -> None:
        """Send a message to the screen at once. The list then changes together with the line."""
        self.screen.post_message(message)

    def complete(self) -> None:
        """Accept the rest of the order after the cursor."""
        if self.rest:
            self.value = self.value + self.rest
            self.cursor_position = len(self.value)

    async def on_key(self, event: events.Key) -> None:
        """Handle the keys that are not text in this line."""
        message: Message | None = None
        if event.key in ("up", "down"):
            message = self.Moved(-1 if event.key == "up" else 1)
        elif event.key == "tab":
            self.complete()
            event.stop()
            event.prevent_default()
            return
        elif event.key == "escape" or (event.key == "backspace" and not self.value):
            message = self.Closed()
        elif event.key == "enter":
            message = self.Entered()
        elif event.character == "?":
            message = self.Listed()
        elif event.character and event.character in "123456789" and self._picks(event.character):
            message = self.Picked(int(event.character) - 1)
        if message is not None:
            event.stop()
            event.prevent_default()
            self.tell(message)

    def _picks(self, digit: str) -> bool:
        """Return whether a digit chooses a row. The digit is text if a legal order can continue with this digit."""
        return self.cursor_at_end and digit not in self.found.digits and int(digit) <= len(self.found.rows)

    def _on_paste(self, event: events.Paste) -> None:
        """Keep every pasted line. Textual's Input keeps only the first line, and drops a long line without a word."""
        lines = [line.strip() for line in event.text.splitlines() if line.strip()]
        before = (*self.lines, *lines)
        longest, all_of_it = max(map(len, lines), default=0), sum(len(line) + len(BETWEEN) for line in before)
        refusal = ""
        if longest > LONGEST_LINE:
            refusal = f"An order has at most {LONGEST_LINE} letters, and a pasted line has {longest:,}."
        elif all_of_it > LONGEST_KEPT:
            refusal = f"The line holds {LONGEST_KEPT:,} letters, and with the pasted text it would have {all_of_it:,}."
        if refusal:
            self.tell(self.Refused(f"{refusal} Nothing was pasted."))
        elif len(lines) > 1:
            self.set_lines(before)
        else:
            return
        event.stop()
        event.prevent_default()
