"""The line in which a person types a reason or an answer.

Must not know: what happens with the text.
"""

from __future__ import annotations

from textual import events
from textual.message import Message
from textual.widgets import Input


class WhyLine(Input):
    """The line for a reason. The screen handles Esc."""

    class Emptied(Message):
        """A message: Backspace was pressed while the line was empty."""

    async def on_key(self, event: events.Key) -> None:
        """Go back on Backspace if the line is empty. Esc has the same effect."""
        if event.key == "backspace" and not self.value:
            event.stop()
            event.prevent_default()
            self.post_message(self.Emptied())
