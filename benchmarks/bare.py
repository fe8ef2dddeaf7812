"""A bare Textual application, the base for what a terminal costs: one label and one input line.

Must not know: the game.
"""

from __future__ import annotations

from textual.app import App, ComposeResult
from textual.widgets import Input, Static


class BareApp(App[None]):
    """Shows a word and takes keys."""

    def compose(self) -> ComposeResult:
        yield Static("BARE-READY")
        yield Input()


if __name__ == "__main__":
    BareApp().run()
